"""Lines that stand a level off or have changed places: one message there, and the rest is checked as it was meant."""

from __future__ import annotations

import pytest

from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy

CATEGORY = "    category: accident"
WITHOUT_BREAK = "  ratings: {minimum: 1, maximum: 6}"

SLIPS = {
    "a dash in place of two blanks": (EVENTS, CATEGORY, "  - category: accident", "dash before “category”"),
    "a dash before a key": (EVENTS, CATEGORY, "    - category: accident", "dash stands before “category”"),
    "two dashes": (EVENTS, "  - id: skin_burn", "  - - id: skin_burn", "two dashes"),
    "a dash between languages": (
        TEXTS,
        "        - {fr: La gravité de l’événement, en: How serious the event is}",
        "        - fr: La gravité de l’événement\n        - en: How serious the event is",
        "dash before “en”",
    ),
    "a dash within a phase": (STUDY, "    break_every: 20 ", "  - break_every: 20 ", "dash before “break_every”"),
    "a dash at the top": (STUDY, "seed: 2022", "- seed: 2022", "dash stands before “seed”"),
    "a dash before the first": (STUDY, "  minimum_pct: 3", "  - minimum_pct: 3", "dash stands before “minimum_pct”"),
    "a key among languages": (EVENTS, "    base_rate_pct: 57", "      base_rate_pct: 57", "; begin it in column 5"),
    "a key below another": (STUDY, "seed: 2022", "  seed: 2022", "“seed” is set in below “stimuli”"),
    "a key after a value": (STUDY, "resume: {", "  resume: {", "set in further than line 61, which has its value"),
    "a key in the column of its own": (STUDY, WITHOUT_BREAK, WITHOUT_BREAK[2:], "“ratings” belongs to “afterwards”"),
    "the first key in that column": (STUDY, "  fixation_s: 0.5   ", "fixation_s: 0.5   ", "set in less than line"),
    "keys in one line": (STUDY, "reviewed: null", "reviewed: role: lead, date: 2026-11-23", "reviewed: {role: …}"),
    "semicolons in braces": (STUDY, "{minimum: 1, maximum: 6}", "{minimum: 1; maximum: 6}", "semicolon"),
    "semicolons in brackets": (STUDY, "uniform: [1.0, 2.0]", "uniform: [1.0; 2.0]", "the semicolon does not part"),
}  # fmt: skip


@pytest.mark.parametrize(("file", "old", "new", "said"), SLIPS.values(), ids=SLIPS)
def test_it_is_said_once_where_it_was_done(copy: StudyCopy, file: object, old: str, new: str, said: str) -> None:
    """There is one message of all three files, on the line that was changed."""
    copy.edit(file, old, new)  # type: ignore[arg-type]
    line = copy.at(file, new.rpartition("\n")[2]).rpartition(":")[0]  # type: ignore[arg-type]
    [message] = copy.mistakes()
    assert (line, True) == (message.partition(": ")[0].rpartition(":")[0], said in message)


def test_what_else_is_wrong_is_said_beside_it(copy: StudyCopy) -> None:
    """An entry that a dash has parted is checked as the one that it is, and those behind it keep their places."""
    copy.edit(EVENTS, "    category: accident", "  - category: accident")
    copy.edit(EVENTS, "base_rate_pct: 57", "base_rate_pct: 157")
    copy.edit(EVENTS, "strength: strong", "strength: strnog")
    assert [copy.at(EVENTS, word) for word in ("category: acc", "base_rate_pct: 157", "strength: strnog")] == [
        message.partition(": ")[0] for message in copy.mistakes()
    ]


def test_two_lines_that_have_changed_places_are_said_there(copy: StudyCopy) -> None:
    """A line that has slipped below the next key makes its own key twice, and is missed above: one message."""
    text = copy.text(TEXTS)
    lines = text.split("\n")
    place = lines.index("    hidden:")
    lines[place - 1], lines[place] = lines[place], lines[place - 1]
    copy.write(TEXTS, "\n".join(lines))
    [message] = copy.mistakes()
    assert message.startswith(f"{copy.folder / TEXTS}:{place}:5: “en” stands twice in “hidden”, and not at all in ")


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("{practice_trials}", "(practice_trials)", "place-in-other-brackets"),
        ("{practice_trials}", "<practice trials>", "place-in-other-brackets"),
        ("entre {minimum} et {maximum}", "entre {minimum} et {minimum}", "place-twice"),
        ("entre {minimum} et {maximum}", "entre {minimum} et 77", "places-differ"),
    ],
)
def test_a_figure_that_may_be_lost_is_warned_of(copy: StudyCopy, old: str, new: str, code: str) -> None:
    """Its name in other brackets, the wrong one of two, or none at all in one language."""
    copy.edit(TEXTS, old, new)
    assert code in [remark.code for remark in copy.load().remarks]
