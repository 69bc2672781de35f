"""Every check between the files of a study."""

from __future__ import annotations

from experiment.config.check_codes import CODE_CHECKS
from experiment.config.check_events import EVENT_CHECKS
from experiment.config.check_questions import QUESTION_CHECKS
from experiment.config.check_texts import TEXT_CHECKS
from experiment.config.check_visits import VISIT_CHECKS
from experiment.config.checks import Check
from experiment.config.cross_checks import CROSS_CHECKS, check_review_date

CHECKS: tuple[Check, ...] = (
    *CROSS_CHECKS,
    *TEXT_CHECKS,
    *QUESTION_CHECKS,
    *VISIT_CHECKS,
    *EVENT_CHECKS,
    *CODE_CHECKS,
)
CLOCK: tuple[Check, ...] = (Check(check_review_date, ("study.reviewed.**",)),)
"""Against the clock of this computer, where it can be believed."""
