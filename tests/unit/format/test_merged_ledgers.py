"""The ledgers of several computers as one: each line once, in time, and none out of the order of its own ledger."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from experiment.format.interleaved import interleaved
from experiment.format.ledger import EnrolmentEntered, Ledger, LedgersCollected, line_text, merged, read_ledger

BEGAN = datetime(2026, 11, 23, tzinfo=timezone.utc)


def ledger(minutes: list[int], name: str, first: Ledger | None = None) -> Ledger:
    """A ledger with a line at each of these minutes, perhaps one that goes on from another."""
    lines = list(first.lines) if first else []
    for minute in minutes:
        utc = (BEGAN + timedelta(minutes=minute)).isoformat(timespec="milliseconds")
        who = f"{name}{len(lines)}"
        lines.append(EnrolmentEntered(n=len(lines) + 1, utc=utc, before="0" * 64, participant_id=who, sha256=who))
    return Ledger(tuple(lines), (), exists=True)


_MINUTES = st.lists(st.integers(0, 50), max_size=6)


@given(_MINUTES, _MINUTES, _MINUTES)
def test_every_line_once_and_in_its_own_order(shared: list[int], one: list[int], other: list[int]) -> None:
    """Of two ledgers that have begun as one, and whose clocks were set back at times."""
    first = ledger(shared, "A")
    both = [ledger(one, "B", first), ledger(other, "C", first)]
    together = [line_text(line) for line in merged(both).lines]
    assert sorted(together) == sorted({line_text(line) for one in both for line in one.lines})
    for single in both:
        own = [line_text(line) for line in single.lines]
        assert own == [text for text in together if text in own]


@given(st.lists(st.integers(0, 50), max_size=6).map(sorted), st.lists(st.integers(0, 50), max_size=6).map(sorted))
def test_in_time(one: list[int], other: list[int]) -> None:
    """Where no clock was set back, the lines are in the order of their times."""
    times = [line.utc for line in merged([ledger(one, "B"), ledger(other, "C")]).lines]
    assert sorted(times) == times


@given(_MINUTES, _MINUTES, _MINUTES)
def test_what_follows_collected_ledgers_comes_after_them(one: list[int], own: list[int], since: list[int]) -> None:
    """Whatever the clocks say, and only as far as those had come."""
    other = ledger([0, *one], "B")
    seen = hashlib.sha256(line_text(other.lines[-1])).hexdigest()
    first = ledger(own, "C")
    collected = LedgersCollected(n=len(own) + 1, utc=BEGAN.isoformat(), before="0" * 64, last_lines=(seen, "f" * 64))
    mine = ledger(since, "D", Ledger((*first.lines, collected), (), exists=True))
    together = merged([ledger([1], "E", other), mine]).lines
    assert together.index(collected) > max(map(together.index, other.lines))
    assert len(together) == len(mine.lines) + len(other.lines) + 1


@given(st.lists(st.lists(st.sampled_from("abcd"), max_size=5), max_size=3))
def test_lists_that_contradict_one_another(lists: list[str]) -> None:
    """Damaged as they are, each thing is there once."""
    assert sorted({one for some in lists for one in some}) == sorted(interleaved(lists, str, lambda _one: "abcd"))


def test_faults_are_those_of_all() -> None:
    """What is wrong with one of them stays wrong."""
    damaged = read_ledger(b'{"n":1}\n')
    assert damaged.faults == merged([ledger([1], "A"), damaged]).faults
