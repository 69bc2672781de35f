"""A plan that has just been written need not be read: what is read would be the same."""

from __future__ import annotations

import pytest

from experiment.config.load import load_study
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import SessionPlan
from experiment.format.vocabulary import SessionKind
from experiment.record.plan_difference import plan_text
from tests.unit.design.studies import PROJECT


@pytest.mark.parametrize("name", ["clinical", "ketamine_retest", "paris_one_phase"])
def test_a_plan_that_is_read_is_the_one_that_was_written(name: str) -> None:
    """The text of a plan gives that plan again, to the kind of each value: with every screen and step there is."""
    study = load_study(PROJECT / "configs" / f"{name}.yaml", any_screen=False)
    arm, of_arm = next(iter(study.file.arms.items()))
    who = Planned("KD001", arm, study.file.languages[0], tuple(study.file.lists.names))
    planned = plan_session(study, who, next(iter(of_arm.visits)), 1, SessionKind.TEST)
    read = SessionPlan.model_validate_json(plan_text(planned))
    assert read == planned
    assert repr(read) == repr(planned)
