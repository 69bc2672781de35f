"""IDs that readers change: patterns that allow one are found, exactly; others are not."""

from __future__ import annotations

import io
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.config.code_overlap import code_read_otherwise
from experiment.config.code_pattern import checked_pattern, is_code
from experiment.format.read_otherwise import read_otherwise

CODES = st.text("0123456789aAeEdDfFnNiItTxX", min_size=1, max_size=6)


@pytest.mark.parametrize(
    "code",
    """0012 12E3 1e5 1d5 0x10 0X1F 7 2026 20261125 NA na NaN nan NULL None inf Inf INFINITY TRUE true T F FALSE vrai
    3i 1MAR MAR01 mar1 1mar2026 MAR2026 SEPT2 OCT4 DEC1 JANV12 1AM 12pm 20261125T1030 CON aux
    NUL com1 LPT9 0b11""".split(),  # noqa: SIM905
)
def test_these_codes_are_read_as_something_else(code: str) -> None:
    """Numbers, missing values, truth, days, and what Windows keeps for itself are not codes."""
    assert read_otherwise(code) is not None


@pytest.mark.parametrize(
    "code",
    "KD001 XX999 AB123 MAR123 KDNA E5 A12 baseline post4h day7 MARY1 CONTROL NA1 TRUE1 1E5A 0x T1 F2".split(),  # noqa: SIM905
)
def test_these_codes_stay(code: str) -> None:
    """Ordinary codes and names are left alone."""
    assert read_otherwise(code) is None


@given(st.lists(CODES.filter(lambda code: read_otherwise(code) is None), min_size=1, max_size=30))
@settings(deadline=None)
def test_what_is_let_through_pandas_reads_as_text(codes: list[str]) -> None:
    """A code that is not refused comes out of a CSV as it went in, alone in its column, whichever engine reads it."""
    names = [f"participant_{n}" for n in range(len(codes))]
    content = f"{','.join(names)},x\n{','.join(codes)},1\n"
    for engine in ("c", "python"):
        read = pd.read_csv(io.StringIO(content), engine=engine)  # type: ignore[call-overload]
        assert codes == [str(read[name][0]) for name in names]
        assert [] == [code for name, code in zip(names, codes, strict=True) if not is_text(read[name])]


def is_text(column: pd.Series[str]) -> bool:
    """Whether pandas takes a column for text."""
    return bool(pd.api.types.is_string_dtype(column.dtype))


@pytest.mark.parametrize(
    "pattern",
    ["[0-9]{4}", "[0-9]{2}[A-Z][0-9]", "[A-Za-z]{2,4}", "2[0-4][5-9]", "[A-Z]{3}[0-9]{2}", "[A-Z]{3}[0-9]", "(KD|NA)",
     "K?[0-9]+", "[0-9A-F]{6}", "[A-Z]{2}", "x|0x[0-9]", "(A|B)?12"],
)  # fmt: skip
def test_patterns_that_allow_such_a_code(pattern: str) -> None:
    """A pattern is found out by a code that it does allow and that is read as something else."""
    found = code_read_otherwise(checked_pattern(pattern))
    assert found is not None
    assert is_code(pattern, found[0])
    assert found[1] == read_otherwise(found[0])


@pytest.mark.parametrize(
    "pattern",
    ["[A-Z]{2}[0-9]{3}", "KD[0-9]{3}", "P[0-9]+", "[A-Z]{2}[0-9]{4}[A-Z]", "S[0-9]{2}[PC]", "KD[A-Z0-9]{0,5}"],
)
def test_patterns_that_allow_none(pattern: str) -> None:
    """The shipped patterns, and others with letters of their own, are good."""
    assert code_read_otherwise(checked_pattern(pattern)) is None


PIECES = st.lists(
    st.sampled_from(
        ["[0-9]", "[A-Z]", "[A-C]", "E", "NA", "1", "(MAR|KD)", "[0-9]{2}", "[a-z]?", "T{0,1}", "(N|x[AF])"]
    ),
    min_size=1, max_size=4,
)  # fmt: skip


@given(PIECES.map("".join), st.data())
@settings(max_examples=200, deadline=None)
def test_the_answer_is_exact(pattern: str, data: st.DataObject) -> None:
    """No code of a pattern that was found good is read as something else."""
    found = code_read_otherwise(pattern)
    if found is None:
        code = data.draw(st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True))
        assert read_otherwise(code) is None
    else:
        assert is_code(pattern, found[0])
        assert read_otherwise(found[0]) is not None
