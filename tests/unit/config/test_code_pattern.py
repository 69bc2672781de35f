"""Patterns of codes: what may be written, what a code may hold, and that no pattern and no code takes long."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic_core import PydanticCustomError

from experiment.config.code_pattern import LONGEST_CODE, checked_pattern, example_of, is_code
from experiment.config.faults import Fault


def fault_of(pattern: str) -> Fault | None:
    """What is wrong with a pattern; ``None`` if it is good."""
    try:
        checked_pattern(pattern)
    except PydanticCustomError as error:
        assert error.context is not None
        fault: Fault = error.context["fault"]
        return fault
    return None


@pytest.mark.parametrize(
    ("pattern", "example"),
    [
        ("[A-Z]{2}[0-9]{3}", "AB123"),
        ("[A-Z]{2,3}", "AB"),
        ("KD[0-9]{3}", "KD123"),
        (r"KD\d{3}", "KD123"),
        ("(KD|CD)[0-9]{3}", "KD123"),
        ("^[a-z]{2}[0-9]+$", "ab1"),
        ("([A-Z]|[0-9]){6}", "ABCDEF"),
        ("P(AB|CD)?[0-9]{1,4}", "PAB1"),
        ("[A-Za-z0-9]{1,32}", "A"),
    ],
)
def test_a_good_pattern_has_an_example(pattern: str, example: str) -> None:
    """A pattern of letters and digits is good, and its example is a code as somebody would write one."""
    assert (pattern, example) == (checked_pattern(pattern), example_of(pattern))
    assert is_code(pattern, example)


@pytest.mark.parametrize(
    ("pattern", "fault"),
    [
        ("(([A-Z]+)*)*0", Fault.PATTERN_TOO_INVOLVED),
        ("([A-Z]A|A[A-Z]){15}0", Fault.PATTERN_TOO_INVOLVED),
        ("(A?){32}", Fault.PATTERN_TOO_INVOLVED),
        ("[A-Z]*[A-Z]*[A-Z]*[A-Z]*0", Fault.PATTERN_TOO_INVOLVED),
        ("((((){99}){99}){99}){99}", Fault.PATTERN_TOO_INVOLVED),
        ("(((a{99}){99}){99}){99}", Fault.PATTERN_TOO_INVOLVED),
        ("A" * 100_000, Fault.PATTERN_TOO_INVOLVED),
        ("(" * 100_000, Fault.PATTERN_TOO_INVOLVED),
        ("P_[0-9]{3}", Fault.PATTERN_NOT_OF_CODES),
        ("P/[0-9]{3}", Fault.PATTERN_NOT_OF_CODES),
        ("[A-Z{2}[0-9]{3}", Fault.PATTERN_NOT_OF_CODES),
        ("[A-z]{2}", Fault.PATTERN_NOT_OF_CODES),
        ("[A-é]{2}", Fault.PATTERN_NOT_OF_CODES),
        (r"\w+", Fault.PATTERN_NOT_OF_CODES),
        (".{5}", Fault.PATTERN_NOT_OF_CODES),
        ("[^0-9]{5}", Fault.PATTERN_NOT_OF_CODES),
        ("(?i)kd[0-9]{3}", Fault.PATTERN_NOT_OF_CODES),
        ("(?=A)[A-Z]{3}", Fault.PATTERN_NOT_OF_CODES),
        (r"([A-Z])\1", Fault.PATTERN_NOT_OF_CODES),
        ("KD 1", Fault.PATTERN_NOT_OF_CODES),
        ("", Fault.PATTERN_OF_NO_CODE),
        ("()", Fault.PATTERN_OF_NO_CODE),
        ("A$B", Fault.PATTERN_OF_NO_CODE),
        ("[A-Z]{33}", Fault.PATTERN_OF_NO_CODE),
        ("[A-Z", Fault.NOT_A_PATTERN),
        ("A{99999999999}", Fault.NOT_A_PATTERN),
    ],
)
def test_a_pattern_that_codes_cannot_have(pattern: str, fault: Fault) -> None:
    """What could take long, allows what no code may hold, or allows no code is refused as such, and at once."""
    before_s = time.perf_counter()
    assert fault is fault_of(pattern)
    assert time.perf_counter() - before_s < 2


_PIECES = st.sampled_from(
    [
        "A",
        "0",
        "[A-Z]",
        "[0-9]",
        "[A-C0-2]",
        "(",
        ")",
        "(?:",
        "|",
        "*",
        "+",
        "?",
        "{2}",
        "{1,3}",
        "{0,40}",
        "*?",
        "^",
        "$",
    ]
)


@settings(deadline=None, max_examples=600)
@given(pattern=st.lists(_PIECES, min_size=1, max_size=14).map("".join), tail=st.sampled_from(["", "0", "_", "AAA"]))
def test_no_pattern_that_is_taken_takes_long(pattern: str, tail: str) -> None:
    """Whatever is built of the parts of patterns is refused, or has an example that matches and is slow for no text."""
    if fault_of(pattern) is not None:
        return
    assert re.fullmatch(pattern, example_of(pattern))
    before_s = time.perf_counter()
    for text in ("A" * (LONGEST_CODE - len(tail)) + tail, "0" * (LONGEST_CODE - len(tail)) + tail, "A0" * 10 + tail):
        is_code(pattern, text)
    assert time.perf_counter() - before_s < 2


@pytest.mark.parametrize("text", ["A" * 33, "A" * 10**6, "KD_1", "KD٣", "", " KD1", "KD1\n", "\x1bKD1"])
def test_what_is_no_code(text: str) -> None:
    """A code is of letters and digits, and not longer than 32 characters, whatever the pattern."""
    assert not is_code(r"[A-Za-z\d_ \n]*", text)
