"""What session and launcher say to each other: a line each, read again as it was meant, whatever is in it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from experiment.format.session_line import (
    LONGEST_NOTE,
    Away,
    CopyMade,
    DrillStep,
    End,
    Front,
    Note,
    Order,
    Pause,
    SessionEnded,
    SessionOpening,
    SessionRefused,
    Told,
    as_note,
    order_line,
    read_order,
    read_saying,
    saying_line,
)
from experiment.format.vocabulary import AbortReason

NOTES = st.text().map(as_note).filter(bool).map(Note)
ORDERS = st.one_of(st.just(Pause()), st.just(Away()), st.just(Front()), st.sampled_from(AbortReason).map(End), NOTES)
TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=40)
COUNTS = st.integers(0, 99)
SAYINGS = st.one_of(
    st.builds(SessionOpening, who=TEXTS),
    st.builds(SessionRefused, name=TEXTS, what=TEXTS, remedy=TEXTS),
    st.builds(
        SessionEnded,
        run=st.integers(1, 99),
        reason=st.none() | st.sampled_from(AbortReason),
        seal=st.none() | TEXTS,
        advice=st.lists(st.builds(Told, name=TEXTS, line=TEXTS), max_size=2).map(tuple),
    ),
    st.builds(
        CopyMade,
        complete=COUNTS,
        ended_early=COUNTS,
        missing=COUNTS,
        unfinished=st.lists(TEXTS, max_size=2).map(tuple),
        wrong=st.lists(TEXTS, max_size=2).map(tuple),
        files=COUNTS,
        changes=st.tuples(COUNTS, COUNTS, COUNTS),
        apart=st.tuples(COUNTS, COUNTS, COUNTS),
        before_utc=st.none() | TEXTS,
        whole=st.booleans(),
        copy_folder=TEXTS,
        report=TEXTS,
        advice=st.just(()),
    ),
    st.builds(DrillStep, step=COUNTS, facts=st.dictionaries(TEXTS, TEXTS, max_size=2)),
)


@given(ORDERS)
def test_an_order_is_read_as_it_was_given(order: Order) -> None:
    """Every order is one line, and read as the same order."""
    line = order_line(order)
    assert 1 == line.count(b"\n")
    assert order == read_order(line)


@given(st.text())
def test_a_note_is_one_line_of_what_can_be_seen(text: str) -> None:
    """Whatever is typed, a note has no line end, nothing that cannot be seen, and an end."""
    note = as_note(text)
    assert note == "".join(one for one in note if one.isprintable())
    assert len(note) <= LONGEST_NOTE


@given(st.binary())
def test_what_is_no_order_is_passed_over(line: bytes) -> None:
    """No line that comes from outside brings a session down; only what is written as an order is one."""
    order = read_order(line)
    assert order is None or line.strip().startswith((b"pause", b"end", b"note", b"front"))


@given(SAYINGS)
def test_what_a_session_says_is_read_as_it_was_said(saying: object) -> None:
    """Every saying is one line of JSON, and read as the same."""
    line = saying_line(saying)  # type: ignore[arg-type]
    assert 1 == line.count(b"\n")
    assert saying == read_saying(line)


@given(st.binary())
def test_what_a_library_prints_is_no_saying(line: bytes) -> None:
    """What is no saying is passed over."""
    assert read_saying(line) is None
