"""There is one figure for how long a session takes, and it is told everywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.design.duration import about_min
from experiment.design.outline import outline, who_line
from experiment.design.session_plan import AfterwardsPlan, TrialPlan
from experiment.design.session_views import pause_view
from experiment.design.whereabouts import Whereabouts, everywhere, whereabouts
from experiment.format.vocabulary import SessionPart
from experiment.layout import font
from experiment.layout.wording import Wording
from tests.unit.design.studies import STUDIES, known, plan, write_within_trial_study


@pytest.mark.parametrize(("visit", "minutes"), [("baseline", 27), ("post4h", 27), ("day7", 48)])
def test_the_duration_of_a_session(visit: str, minutes: int) -> None:
    """By hand, for the ketamine study: 43 trials with two answers, 40 with one, 15 s a page, and the questions.

    43 × (1.5 + 4 + 5 + 5 + 2) + 40 × (1.5 + 4 + 5) + 3 × 20 = 1232 s; at day 7 and at the baseline 5.5 s a question.
    """
    questions, pages = {"baseline": (40, 13), "post4h": (40, 13), "day7": (240, 23)}[visit]
    assert minutes == round((1232 + 5.5 * questions + 15 * pages) / 60)
    assert minutes == about_min(plan(known("ketamine"), visit=visit).steps)


def test_the_same_figure_everywhere() -> None:
    """The outline, the line before a session and a pause on the first page say the same."""
    planned = plan(known("ketamine"))
    assert 27 == about_min(planned.steps) == whereabouts(planned, 0).minutes
    assert "KD001 · patient · baseline · list A · about 27 min" == who_line(planned)
    assert outline(planned).startswith(f"{who_line(planned)}\n")
    assert "duration      about 27 min" in outline(planned)
    assert "environ 27 min" in pause_view(planned, whereabouts(planned, 0)).where


def test_a_self_paced_session_has_a_duration(tmp_path: Path) -> None:
    """Screens that wait for the participant count as well: 4 × (0.5 + 4 + 5 + 4 + 0.75 + 5 + 5) + 15 s, 2 min."""
    assert 2 == about_min(plan(load_study(write_within_trial_study(tmp_path)), language="en").steps)


def test_a_resumed_session_takes_what_is_left() -> None:
    """Before a session goes on, the line says how long the rest will take; never less than a minute."""
    planned = plan(known("ketamine"))
    assert "KD001 · patient · baseline · list A · about 1 min to go" == who_line(planned, len(planned.steps) - 1)
    assert 1 == about_min(())


def test_the_parts_of_a_session() -> None:
    """Each part is told when it goes on: the pages before it belong to it, but for the instructions and the end."""
    planned = plan(known("ketamine"), visit="day7")
    parts = list(dict.fromkeys(whereabouts(planned, n).part for n in range(len(planned.steps) + 1)))
    assert [part for part in SessionPart if part is not SessionPart.BOTH_ESTIMATES] == parts


def test_how_many_are_left() -> None:
    """The trial or question that goes on is among those that are left."""
    planned = plan(known("ketamine"), visit="day7")
    first = next(n for n, step in enumerate(planned.steps) if isinstance(step, TrialPlan) and not step.practice)
    last = max(n for n, step in enumerate(planned.steps) if isinstance(step, AfterwardsPlan))
    counted = {n: (whereabouts(planned, n).left, whereabouts(planned, n).of) for n in (0, first, first + 1, last)}
    assert {0: (0, 0), first: (40, 40), first + 1: (39, 40), last: (1, 240)} == counted


@pytest.mark.parametrize("study", STUDIES)
def test_no_pause_says_more_than_was_laid_out(study: str) -> None:
    """What is laid out before the session leaves room for what any pause of it says."""
    loaded = known(study)
    arm = next(iter(loaded.file.arms))
    planned = plan(loaded, visit=loaded.file.arms[arm].visits[-1], arm=arm)
    laid_out = {where.part: width(planned.wording, where) for where in everywhere(planned)}
    for number in range(len(planned.steps) + 1):
        where = whereabouts(planned, number)
        assert width(planned.wording, where) <= laid_out[where.part]


def width(wording: Wording, where: Whereabouts) -> int:
    said = wording.where("KD001", "day7", where.part, where.left, where.of, where.minutes)
    return font.width_px(said, 20)
