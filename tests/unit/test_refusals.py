"""The catalogue of refusals: each can be said, is said somewhere, and is made for people."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiment.refusals import Reason, Refusal
from tests.instruments.small_study import PROJECT

MACHINE_WORDS = ("Traceback", "Exception", "Errno", "None", "True", "False", "null", "assert", r"\w+Error")


def places(reason: Reason) -> set[str]:
    formatter = string.Formatter()
    return {name for text in (reason.what, reason.remedy) for _, name, _, _ in formatter.parse(text) if name}


def facts(reason: Reason) -> dict[str, object]:
    numbers = {"code", "flips_per_s", "free_mb", "needed_mb", "run", "order", "orders", "finished", "trials"}
    return {name: 7 if name in numbers else f"<{name}>" for name in places(reason)}


def sources() -> Iterator[str]:
    for file in sorted((PROJECT / "experiment").rglob("*.py")):
        if file != PROJECT / "experiment" / "refusals.py":
            yield file.read_text(encoding="utf-8")


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_one_line_with_its_facts(reason: Reason) -> None:
    """Filled with its facts, a refusal says what is the case and what to do, in one line, without a place left open."""
    refusal = Refusal(reason, **facts(reason))
    text = str(refusal)
    assert (reason, 1) == (refusal.reason, len(text.splitlines()))
    what, _, remedy = text.partition("; ")
    assert what
    assert remedy
    for name in places(reason):
        assert str(refusal.facts[name]) in text
    assert not re.search(r"\{\w+\}", text.replace("{role: …, date: …}", ""))


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_made_for_people(reason: Reason) -> None:
    """No refusal speaks like a traceback, or ends in a stop."""
    for word in MACHINE_WORDS:
        assert not re.search(rf"\b{word}\b", f"{reason.what} {reason.remedy}")
    assert not reason.remedy.endswith(".")


@pytest.mark.parametrize("reason", Reason)
def test_a_refusal_is_raised_somewhere(reason: Reason) -> None:
    """Every reason of the catalogue is one that the program can give."""
    assert any(re.search(rf"\bReason\.{reason.name}\b", source) for source in sources())


def test_reasons_differ() -> None:
    """No two reasons say the same: an enumeration would take the second for another name of the first."""
    text = (PROJECT / "experiment" / "refusals.py").read_text(encoding="utf-8")
    names = re.findall(r"^    ([A-Z_]+) = \(", text, flags=re.MULTILINE)
    assert [reason.name for reason in Reason] == names


def test_facts_of_two_lines_make_one(tmp_path: Path) -> None:
    """A fact with line ends in it, as a user may type one, does not make a refusal of two lines."""
    refusal = Refusal(Reason.NOT_ENROLLED, participant_id="KD\n001\r\n", data=tmp_path)
    assert 1 == len(str(refusal).splitlines())


def test_a_fact_that_is_missing_is_a_mistake_of_ours() -> None:
    """A refusal without its facts cannot be raised."""
    with pytest.raises(KeyError):
        Refusal(Reason.NOT_ENROLLED)
