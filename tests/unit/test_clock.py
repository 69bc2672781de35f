"""The question about the computer's clock: its moments are those of the clock on the laboratory's wall."""

from __future__ import annotations

from datetime import datetime, timezone, tzinfo
from zoneinfo import ZoneInfo

import pytest

from experiment.config.time_zone import wall_zone
from experiment.format.enrolment import Enrolment
from experiment.messages import Refusal
from experiment.messages.accepting import never
from experiment.verbs.clock import check_clock

PARIS = ZoneInfo("Europe/Paris")
LATER = datetime(2099, 11, 24, 21, 59, tzinfo=timezone.utc)


def asked(enrolled_utc: str, last: datetime | None, zone: tzinfo) -> str:
    enrolled = Enrolment.model_construct(participant_id="KD001", enrolled_utc=enrolled_utc)
    with pytest.raises(Refusal) as no:
        check_clock(enrolled, last, None, zone, accepted=never)
    return str(no.value)


def test_the_clock_on_the_wall_says_when_somebody_was_enrolled() -> None:
    """Twenty-one fifty-nine of UTC is shown as 22:59 in Paris in winter, and nothing speaks of UTC."""
    said = asked(LATER.isoformat(), None, PARIS)
    assert "enrolled later, at 2099-11-24 22:59;" in said
    assert "UTC" not in said


def test_the_clock_on_the_wall_says_when_the_last_session_began() -> None:
    """In summer it is two hours ahead."""
    said = asked("2026-11-24T10:00:00+00:00", LATER.replace(month=7), PARIS)
    assert "began later, at 2099-07-24 23:59;" in said
    assert "UTC" not in said


def test_a_study_without_a_zone_has_that_of_the_computer() -> None:
    """A moment is shown as this computer's own clock shows it."""
    assert LATER.astimezone(wall_zone(None)).utcoffset() is not None
    now = datetime.now(timezone.utc)
    assert now.astimezone().replace(tzinfo=None) == now.astimezone(wall_zone(None)).replace(tzinfo=None)
    assert PARIS == wall_zone("Europe/Paris")
