"""A journal that is damaged, or is being written, is read as far as it can be."""

from __future__ import annotations

from experiment.format.journal import PagesDone
from experiment.format.journal_lines import JournalDigest, line_of, read_entries

_PAGES = [PagesDone(t_s=float(step), step=step) for step in range(3)]
_JOURNAL = JournalDigest().batch([line_of(entry) for entry in _PAGES])


def test_every_whole_line_is_an_entry_and_what_follows_is_the_rest() -> None:
    """A journal that is cut anywhere gives the entries of its whole lines, and the bytes that follow them."""
    for length in range(len(_JOURNAL) + 1):
        content = _JOURNAL[:length]
        lines = content.count(b"\n")
        entries, rest = read_entries(content)
        assert [0, 1, 2][:lines] == [entry.step for entry in entries if isinstance(entry, PagesDone)]
        assert content.split(b"\n")[-1] == rest


def test_a_line_that_is_no_entry_is_left_out() -> None:
    """A damaged line costs its own entry, and no other."""
    first, second, third = _JOURNAL.splitlines(keepends=True)
    entries, rest = read_entries(first + second.replace(b"{", b"?", 1) + third)
    assert [0, 2] == [entry.step for entry in entries if isinstance(entry, PagesDone)]
    assert b"" == rest
