"""What a copy and the drill have come to, in both languages."""

from __future__ import annotations

from datetime import timezone

from experiment.format.session_line import CopyMade, DrillStep, Told, read_saying, saying_line
from experiment.launcher.command_state import copy_lines, drill_line
from experiment.launcher.speaking import Language, Speaker

ENGLISH, FRENCH = Speaker(Language.EN), Speaker(Language.FR)
MADE = CopyMade(
    complete=3, ended_early=1, missing=0, unfinished=("sub-KD004_ses-day7_run-1",), wrong=(), files=120,
    changes=(12, 2, 0), apart=(0, 0, 0), before_utc="2026-11-25T17:02:00+00:00", whole=True,
    copy_folder="/stick/belief-data-1",
    report="/stick/belief-data-1/report.txt", advice=(Told(name="NOT_COPIED", line="x", facts={"files": "a.csv"}),),
)  # fmt: skip


def test_a_copy_is_said_in_english() -> None:
    """How many sessions, what has changed, and that it is whole."""
    lines = list(copy_lines(MADE, timezone.utc, ENGLISH))
    assert "3 complete, 1 ended early, 1 unfinished (sub-KD004_ses-day7_run-1)" == lines[0]
    assert "120 files: 12 new, 2 longer since 2026-11-25 17:02" == lines[1]
    assert lines[2].startswith("✓ The copy is whole")


def test_a_copy_is_said_in_french() -> None:
    """The same, and its advice."""
    lines = list(copy_lines(MADE, timezone.utc, FRENCH))
    assert (
        "séances complètes\u00a0: 3, arrêtées avant la fin\u00a0: 1, inachevées\u00a0: 1 (sub-KD004_ses-day7_run-1)"
        == lines[0]
    )
    assert lines[-1].startswith("⚠ Copie impossible : a.csv. Laisser le dossier tel quel")


def test_a_copy_that_is_not_as_recorded_is_not_said_to_be_whole() -> None:
    """What is amiss is named in its place; nothing new is said to be so."""
    amiss = MADE.model_copy(update={"wrong": ("a.csv: row 3",), "whole": False, "changes": (0, 0, 0)})
    lines = list(copy_lines(amiss, timezone.utc, ENGLISH))
    assert "Nothing has changed since 2026-11-25 17:02." == lines[1]
    assert ["✕ Not as it was recorded:", "a.csv: row 3"] == lines[2:4]
    assert not [line for line in lines if "whole" in line]


def test_what_is_apart_is_never_said_to_be_unchanged() -> None:
    """A file that is not as recorded, or is gone, stands in the line that says what has changed."""
    made = MADE.model_copy(update={"changes": (0, 0, 0), "apart": (1, 2, 0)})
    english, french = (list(copy_lines(made, timezone.utc, say))[1] for say in (ENGLISH, FRENCH))
    assert "Nothing is new since 2026-11-25 17:02. ⚠ Of the files: 1 not as recorded, 2 no longer there." == english
    assert french.endswith("⚠ Parmi les fichiers : plus tels qu’enregistrés : 1, disparus : 2.")


def test_the_steps_of_the_drill() -> None:
    """Each with what it has found, as it comes over the pipe."""
    step = read_saying(saying_line(DrillStep(step=2, facts={"event": "Grippe", "finished": "2"})))
    assert isinstance(step, DrillStep)
    assert (
        "2/5  il a été tué pendant que «\u00a0Grippe\u00a0» était à l’écran\u202f; 2 essais étaient terminés"
        == drill_line(step, FRENCH)
    )
