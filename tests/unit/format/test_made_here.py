"""Entries that are made by the thousand are not validated when they are made: they are what validation would make."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from experiment.format.journal import Answered, AnswersKept, KeptAnswer, KeyPressed, ScreenShown, read_entry
from experiment.format.journal_lines import line_of
from experiment.format.trial_row import NOT_ASKED
from experiment.format.vocabulary import MEMORY, EstimationPhase, Question

SHOWN = ScreenShown(t_s=1.5, show="estimate", step=3, phase=EstimationPhase.FIRST, question=Question.SELF)
KEPT = KeptAnswer(phase=EstimationPhase.FIRST, question=Question.SELF, answer=NOT_ASKED)


@pytest.mark.parametrize(
    "entry",
    [
        SHOWN,
        KeyPressed(t_s=2.0, step=None, question=MEMORY, key="5", name="num_5", during="afterwards"),
        Answered(t_s=3.25, step=3, phase=EstimationPhase.FIRST, question=Question.SELF, answer=NOT_ASKED),
        AnswersKept(t_s=3.25, step=3, attempt=1, answers=(KEPT,)),
    ],
)
def test_what_is_written_is_read_back_the_same(entry: ScreenShown) -> None:
    """Validation, by which entries are read, finds nothing to change in one that was made without it."""
    assert entry == read_entry(line_of(entry))


def test_a_whole_number_of_seconds_is_written_as_a_time() -> None:
    """As validation would have it: the same moment has one way to be written."""
    shown = ScreenShown(t_s=2, show="blank", step=None, planned_s=1)
    assert b'"t_s":2.0,' in line_of(shown)
    assert b'"planned_s":1.0}' in line_of(shown)


def test_what_is_made_never_changes() -> None:
    """Like every entry."""
    with pytest.raises(ValidationError):
        SHOWN.show = "blank"  # type: ignore[misc]


def test_a_copy_with_other_values_is_a_copy() -> None:
    """Nothing that was made is touched by it."""
    assert SHOWN.model_copy(update={"step": 4}).step == 4
    assert SHOWN.step == 3


@pytest.mark.parametrize("values", [{"t_s": 1.0}, {"t_s": 1.0, "show": "blank", "step": None, "what": 1}])
def test_an_entry_has_its_fields_and_no_others(values: dict[str, object]) -> None:
    """One that is missing, and one that there is not."""
    with pytest.raises(TypeError):
        ScreenShown(**values)  # type: ignore[arg-type]


def test_what_is_read_is_validated() -> None:
    """A word that is none is refused at the door."""
    with pytest.raises(ValidationError):
        read_entry(line_of(SHOWN).replace(b'"first_estimate"', b'"no_phase"'))
