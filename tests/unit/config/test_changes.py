"""What a change of study files means: nothing that changes their hash is passed over, and nothing is said too loud."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.changes import changes
from experiment.config.faults import Change
from experiment.config.fingerprint import fingerprint_of
from experiment.config.mistakes import Changed
from experiment.config.three_sources import sources_of
from tests.instruments.small_study import STUDIES_OF_TESTS
from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy


def changed(copy: StudyCopy) -> list[Changed]:
    then, now = sources_of(STUDIES_OF_TESTS / STUDY), sources_of(copy.folder / STUDY)
    assert fingerprint_of(then) != fingerprint_of(now)
    return list(changes(then, now))


def swap_two_events(copy: StudyCopy) -> None:
    """Let the first two events of the first list change places."""
    text = copy.text(EVENTS)
    starts = [n for n in range(len(text)) if text.startswith("  - id: ", n)][:3]
    first, second = text[starts[0] : starts[1]], text[starts[1] : starts[2]]
    copy.write(EVENTS, text[: starts[0]] + second + first + text[starts[2] :])


def edit_a_spare_event(copy: StudyCopy) -> None:
    """Give the first spare event another rate."""
    before, spare, after = copy.text(EVENTS).partition("\n  spare:")
    copy.write(EVENTS, before + spare + after.replace("base_rate_pct: ", "base_rate_pct: 1", 1))


CHANGES = {
    "a range": (lambda copy: copy.edit(STUDY, "maximum_pct: 77", "maximum_pct: 90"), Change.SESSIONS_DIFFER),
    "a number written otherwise": (
        lambda copy: copy.edit(STUDY, "duration_s: 4.0", "duration_s: 4"),
        Change.SESSIONS_DIFFER,
    ),
    "a null that is left out": (
        lambda copy: copy.edit(STUDY, "  start_pct: null", "  # start_pct: null"),
        Change.SESSIONS_DIFFER,
    ),
    "a visit that is due later": (lambda copy: copy.edit(STUDY, "due_d: 7", "due_d: 8"), Change.ENROLLED),
    "the seed": (lambda copy: copy.edit(STUDY, "seed: 2022", "seed: 3022"), Change.DRAWN_ANEW),
    "the name": (lambda copy: copy.edit(STUDY, "study: ketamine", "study: ketamine2"), Change.ANOTHER_STUDY),
    "a rate": (lambda copy: copy.edit(EVENTS, "base_rate_pct: 57", "base_rate_pct: 58"), Change.EVENTS_DIFFER),
    "two events that change places": (swap_two_events, Change.ORDER_DIFFERS),
    "a source": (lambda copy: copy.edit(EVENTS, "strength: undocumented", "strength: weak"), Change.NOTHING_SHOWN),
    "an event that no session shows": (edit_a_spare_event, Change.NOTHING_SHOWN),
    "a page": (lambda copy: copy.edit(TEXTS, "Bonjour, et merci", "Bonjour et merci"), Change.WORDS_DIFFER),
    "words for the experimenter": (
        lambda copy: copy.edit(TEXTS, "fr: Souhait de la personne", "fr: Souhait du patient"),
        Change.WORDS_DIFFER,
    ),
    "a language that the study has not": (
        lambda copy: copy.edit(TEXTS, "title: {fr: Pause,", "title: {de: Pause, fr: Pause,"),
        Change.NOTHING_SHOWN,
    ),
}


@pytest.mark.parametrize(("change", "follows"), CHANGES.values(), ids=CHANGES)
def test_each_change_is_said_once_with_what_follows(tmp_path: Path, change: object, follows: Change) -> None:
    """Whatever changes the hash of a study is one line, at a place of the new files."""
    copy = StudyCopy(tmp_path / "study")
    assert callable(change)
    change(copy)
    [said] = changed(copy)
    assert follows is said.change
    assert said.where.file.is_relative_to(copy.folder)
    assert follows.places <= {"key", "was", "now", "lab"}
    assert said.was != said.now


def test_of_a_long_list_only_what_differs_is_shown(tmp_path: Path) -> None:
    """Screens that were put in are shown without all the others."""
    copy = StudyCopy(tmp_path / "study")
    copy.edit(STUDY, "      - base_rate: {", "      - fixation: {duration_s: 1.0}\n      - base_rate: {")
    [said] = changed(copy)
    assert ("[…, …]", "[…, {fixation: {duration_s: 1.0}}, …]") == (said.was, said.now)
