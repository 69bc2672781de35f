"""`check --brief`: what is known of this computer before a session, without a window, in a line each."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

import pytest

from experiment.format.check_report import Verdict
from experiment.format.ledger import Ledger
from experiment.format.wall_clock import now
from experiment.messages import Advice, Usage
from experiment.record.disk_lines import disk_line
from experiment.record.kept_lab_checks import keep_check
from experiment.record.short_check import date_line, last_check_line
from experiment.record.storage import Disk
from tests.instruments.check_reports import report
from tests.instruments.small_study import review
from tests.instruments.typed_lab import Lab

ADVICE = {Advice.NOT_READY}


@pytest.fixture(autouse=True)
def _a_quick_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """How quick the disk of this computer is, is no fact of a test."""
    monkeypatch.setattr("experiment.verbs.check.disk_line", partial(disk_line, now_s=lambda: 0.0))


def lines(lab: Lab) -> dict[str, str]:
    return {line["name"]: line["verdict"] for line in json.loads(lab.say("check", "--brief", "--json").out)}


def test_a_study_that_nobody_has_reviewed_is_not_ready(lab: Lab) -> None:
    """What fails is named in one line on standard error, and the code is 1."""
    said = lab.say("check", "--brief")
    assert (1, Advice.NOT_READY.say(lines="study")) == (said.code, said.err.strip())
    assert "FAIL  study: it has not been reviewed as it stands" in said.out


def test_a_reviewed_study_is_ready(lab: Lab) -> None:
    """Once it is reviewed as it stands, nothing fails."""
    review(lab.study)
    assert "pass" == lines(lab)["study"]
    assert 0 == lab.say("check", "--brief").code


@pytest.mark.parametrize(
    ("hours_ago", "verdict", "says"),
    [(1, Verdict.PASS, "pass"), (30, Verdict.PASS, "warn"), (1, Verdict.FAIL, "warn"), (-2, Verdict.PASS, "warn")],
)
def test_the_last_full_check_is_told(lab: Lab, hours_ago: float, verdict: Verdict, says: str) -> None:
    """One that has failed, is old or is yet to come is worth a warning."""
    keep_check(Disk(), lab.data, report(hours_ago, verdict), "text", b"picture")
    assert says == lines(lab)["last check"]


@pytest.mark.parametrize(("mirrored", "says"), [(True, "warn"), (False, "pass"), (None, None)])
def test_a_mirrored_monitor_is_told(
    lab: Lab, monkeypatch: pytest.MonkeyPatch, mirrored: bool | None, says: str | None
) -> None:
    """The launcher shows it before a session; where nobody can say, there is no such line."""
    monkeypatch.setattr("experiment.screen.mirrors.is_mirrored", lambda _monitor: mirrored)
    assert says == lines(lab).get("mirrored")


def test_a_full_disk_is_a_line_among_the_others(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Just then the rest matters too: nothing of it is left out."""
    monkeypatch.setattr(Disk, "free_bytes", lambda _self, _folder: 5_000_000)
    said = lines(lab)
    assert "fail" == said["writable"]
    assert {"study", "time of day", "power"} <= set(said)


def test_it_is_kept_nowhere(lab: Lab) -> None:
    """It takes the place of no full check, and writes nothing."""
    before = lab.tree()
    lab.say("check", "--brief")
    assert before == lab.tree()


def test_a_clock_that_is_behind_is_seen(lab: Lab) -> None:
    """A moment before what the ledger has is none that it can be."""
    from experiment.record.known_runs import read_ledger_of

    ledger, zone = read_ledger_of(Disk(), lab.data)[0], ZoneInfo("Europe/Paris")
    assert Verdict.PASS is date_line(ledger, now(), zone).verdict
    assert Verdict.FAIL is date_line(ledger, now() - timedelta(days=1), zone).verdict


def test_times_are_those_of_the_clock_on_the_wall(lab: Lab) -> None:
    """Of the laboratory's, not of Greenwich's: when it was checked last, and what time it is."""
    zone = ZoneInfo("Asia/Tokyo")
    keep_check(Disk(), lab.data, report(1, Verdict.PASS), "text", b"picture")
    found = last_check_line(Disk(), lab.data, zone).found
    assert datetime.strptime(found[-16:], "%Y-%m-%d %H:%M").replace(tzinfo=zone) > now() - timedelta(hours=2)
    noon = datetime.fromisoformat("2026-11-26T12:00+00:00")
    assert "it is 2026-11-26 21:00" == date_line(Ledger(), noon, zone).found


@pytest.mark.parametrize(
    ("option", "value"),
    [("--thorough", ()), ("--without-taps", ()), ("--emulate", ("60",)), ("--window", ("800x600",))],
)
def test_what_needs_a_window_is_not_passed_over(lab: Lab, option: str, value: tuple[str, ...]) -> None:
    """An option that only the whole check can follow is wrong usage, and named."""
    said = lab.say("check", "--brief", option, *value)
    assert (2, Usage.NOT_TOGETHER.say(option=option, other="--brief")) == (said.code, said.err.strip())
