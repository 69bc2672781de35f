"""A patient of the ketamine study in Paris: the clock on the wall, and when the infusions were over."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from experiment.config.load import load_study
from experiment.design.local_time import moments_of
from tests.instruments.small_study import STUDIES_OF_TESTS

PARIS = ZoneInfo("Europe/Paris")
KETAMINE = load_study(STUDIES_OF_TESTS / "configs" / "ketamine.yaml").file


def paris(text: str) -> datetime:
    """A moment, by the clock in Paris, which shows it once only."""
    (moment,) = moments_of(datetime.fromisoformat(text), PARIS)
    return moment


INFUSIONS = {"infusion1_end": paris("2026-10-19 14:05"), "infusion3_end": paris("2026-10-26 10:00")}
"""Both over when they should be, a week apart."""
