"""Twelve participants over ten days, with the end of summer time among them: `status` at each hour is the table here.

The table was written by hand, from the rules: hours after an infusion are elapsed time, days are those of the calendar
in Paris, and a time counts from when it was entered. It says of each visit since when it stands where. Two computers
share the study, each with half of the participants; at the end of each day what they have is collected.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind, VisitStanding
from experiment.record import ledger as ledgers
from experiment.record import participants
from experiment.record.anchors import Anchors
from experiment.record.board import board
from experiment.record.collect import Gathering
from experiment.record.corrections import Corrections
from experiment.record.storage import Disk
from tests.instruments.ketamine_times import KETAMINE, PARIS, paris

PATIENTS = tuple(f"KD{number:03}" for number in range(1, 9))
CONTROLS = tuple(f"KD{number:03}" for number in range(9, 13))
SITES = ("hospital", "clinic")
STUDY = KETAMINE.model_copy(update={"sites": SITES})
WHY = "as it stands on paper"

# fmt: off
TABLE: dict[str, dict[str, dict[str, str]]] = {
    "KD001": {  # as planned
        "baseline": {"19 00:00": "due", "19 10:00": "done"},
        "post4h": {"19 00:00": "awaiting", "20 11:00": "later", "20 14:00": "due", "20 15:00": "done"},
        "day7": {
            "19 00:00": "awaiting", "26 11:00": "later", "26 14:00": "due", "26 15:00": "overdue", "26 16:00": "done",
        },
    },
    "KD002": {  # a late infusion, and a session after its window
        "baseline": {"19 00:00": "due", "19 11:00": "done"},
        "post4h": {
            "19 00:00": "awaiting", "20 16:00": "later", "20 19:00": "due", "20 20:00": "overdue", "20 21:00": "late",
            "20 22:00": "done",
        },
        "day7": {"19 00:00": "awaiting"},
    },
    "KD003": {  # the time of the first infusion is corrected; the third one is followed by no session
        "baseline": {"19 00:00": "due", "19 12:00": "done"},
        "post4h": {"19 00:00": "awaiting", "21 10:00": "later", "21 15:00": "due", "21 16:00": "done"},
        "day7": {"19 00:00": "awaiting", "27 10:00": "later", "27 14:00": "overdue", "27 15:00": "late"},
    },
    "KD004": {  # withdrawn after the baseline
        "baseline": {"19 00:00": "due", "20 10:00": "done"},
        "post4h": {"19 00:00": "awaiting", "22 13:00": "withdrawn"},
        "day7": {"19 00:00": "awaiting", "22 13:00": "withdrawn"},
    },
    "KD005": {  # a baseline that goes on, a visit that is ended early
        "baseline": {"19 00:00": "due", "21 11:00": "interrupted", "21 12:00": "done"},
        "post4h": {"19 00:00": "awaiting", "22 11:00": "later", "22 14:00": "due", "22 15:00": "aborted"},
        "day7": {
            "19 00:00": "awaiting", "28 11:00": "later", "28 14:00": "due", "28 15:00": "overdue", "28 16:00": "late",
        },
    },
    "KD006": {  # an infusion before any baseline, in the night in which the clocks are put back
        "baseline": {"19 00:00": "due", "24 23:00": "late"},
        "post4h": {
            "19 00:00": "awaiting", "24 23:00": "later", "25T02:00+01:00": "overdue", "25T03:00+01:00": "late",
        },
        "day7": {"19 00:00": "awaiting"},
    },
    "KD007": {  # an infusion just before midnight, and the third two days too soon
        "baseline": {"19 00:00": "due", "22 16:00": "done"},
        "post4h": {"19 00:00": "awaiting", "24 00:00": "later", "24 03:00": "due", "24 04:00": "done"},
        "day7": {"19 00:00": "awaiting", "28 23:00": "later"},
    },
    "KD008": {  # an infusion of somebody else was entered, and taken back
        "baseline": {"19 00:00": "due", "19 15:00": "done"},
        "post4h": {
            "19 00:00": "awaiting", "20 11:00": "later", "20 12:00": "awaiting", "22 11:00": "later", "22 14:00": "due",
            "22 15:00": "overdue", "22 16:00": "done",
        },
        "day7": {"19 00:00": "awaiting"},
    },
    "KD009": {  # a control who comes on day 7
        "baseline": {"19 00:00": "due", "19 11:00": "done"},
        "day7": {"19 00:00": "awaiting", "19 11:00": "later", "25 00:00": "due", "26 12:00": "done"},
    },
    "KD010": {  # a baseline that began before midnight, and a day 7 that nobody came to
        "baseline": {"19 00:00": "due", "20 01:00": "done"},
        "day7": {
            "19 00:00": "awaiting", "20 01:00": "later", "25 00:00": "due", "27 00:00": "overdue", "29 00:00": "late",
        },
    },
    "KD011": {  # the same an hour later: its days are others
        "baseline": {"19 00:00": "due", "20 02:00": "done"},
        "day7": {"19 00:00": "awaiting", "20 02:00": "later", "26 00:00": "due", "28 00:00": "overdue"},
    },
    "KD012": {  # withdrawn by mistake
        "baseline": {"19 00:00": "due", "21 17:00": "done"},
        "day7": {
            "19 00:00": "awaiting", "21 17:00": "later", "23 11:00": "withdrawn", "24 11:00": "later",
            "27 00:00": "due", "28 10:00": "done",
        },
    },
}
# fmt: on


Stands = dict[str, dict[str, VisitStanding]]


def moment(text: str) -> datetime:
    """A moment of October 2026: what the clock in Paris shows, or with its offset."""
    read = datetime.fromisoformat(f"2026-10-{text}")
    return paris(f"2026-10-{text}") if read.tzinfo is None else read.astimezone(timezone.utc)


def site_of(who: str) -> str:
    """Every second participant is enrolled, and seen, at the other computer."""
    return SITES[int(who[-1]) % 2]


class Days:
    """The data folders of two computers, in which what happened is entered as the days go by."""

    def __init__(self, folder: Path) -> None:
        self.folders = {site: folder / site for site in SITES}
        self.all = folder / "all"
        for who in (*PATIENTS, *CONTROLS):
            arm = "patient" if who in PATIENTS else "control"
            participants.enrol(Disk(), self._data(who), STUDY, who, arm, "fr", site_of(who))
        self._happened = sorted(((moment(when), n, what) for n, (when, what) in enumerate(self._events())))

    def until(self, now: datetime) -> None:
        """Enter all that has happened until a moment."""
        while self._happened and self._happened[0][0] <= now:
            self._happened.pop(0)[2]()

    def _events(self) -> list[tuple[str, Callable[[], object]]]:
        return [
            ("19 09:50", self._session("KD001", "baseline", "19 09:10")),
            ("20 10:15", self._infusion("KD001", 1, "20 10:05")),
            ("20 14:40", self._session("KD001", "post4h", "20 14:00")),
            ("26 10:30", self._infusion("KD001", 3, "26 10:20")),
            ("26 15:10", self._session("KD001", "day7", "26 14:25")),
            ("19 10:50", self._session("KD002", "baseline", "19 10:10")),
            ("20 16:00", self._infusion("KD002", 1, "20 15:30")),
            ("20 21:40", self._session("KD002", "post4h", "20 21:05")),
            ("19 11:50", self._session("KD003", "baseline", "19 11:10")),
            ("21 09:30", self._infusion("KD003", 1, "21 09:00")),
            ("21 12:20", self._infusion("KD003", 1, "21 11:00")),
            ("21 15:50", self._session("KD003", "post4h", "21 15:05")),
            ("27 10:00", self._infusion("KD003", 3, "27 09:45")),
            ("20 09:50", self._session("KD004", "baseline", "20 09:00")),
            ("22 12:30", lambda: self._corrections("KD004").withdraw("KD004", WHY)),
            ("21 10:20", self._session("KD005", "baseline", "21 10:00", "running")),
            ("21 11:40", self._session("KD005", "baseline", "21 10:00")),
            ("22 10:30", self._infusion("KD005", 1, "22 10:00")),
            ("22 14:30", self._session("KD005", "post4h", "22 14:05", "aborted")),
            ("28 10:10", self._infusion("KD005", 3, "28 10:00")),
            ("24 22:50", self._infusion("KD006", 1, "24 22:40")),
            ("22 15:50", self._session("KD007", "baseline", "22 15:10")),
            ("23 23:40", self._infusion("KD007", 1, "23 23:30")),
            ("24 03:45", self._session("KD007", "post4h", "24 03:10")),
            ("28 22:15", self._infusion("KD007", 3, "28 22:00")),
            ("19 14:50", self._session("KD008", "baseline", "19 14:00")),
            ("20 10:30", self._infusion("KD008", 1, "20 10:00")),
            ("20 11:30", self._infusion("KD008", 1, None)),
            ("22 10:30", self._infusion("KD008", 1, "22 10:10")),
            ("22 15:50", self._session("KD008", "post4h", "22 15:05")),
            ("19 10:50", self._session("KD009", "baseline", "19 10:00")),
            ("26 11:50", self._session("KD009", "day7", "26 11:00")),
            ("20 00:10", self._session("KD010", "baseline", "19 23:30")),
            ("20 01:10", self._session("KD011", "baseline", "20 00:20")),
            ("21 16:50", self._session("KD012", "baseline", "21 16:00")),
            ("23 10:30", lambda: self._corrections("KD012").withdraw("KD012", WHY)),
            ("24 10:30", lambda: self._corrections("KD012").reinstate("KD012", WHY)),
            ("28 09:50", self._session("KD012", "day7", "28 09:00")),
        ]

    def _data(self, who: str) -> Path:
        return self.folders[site_of(who)]

    def _corrections(self, who: str) -> Corrections:
        return Corrections(Disk(), self._data(who), STUDY)

    def _infusion(self, who: str, number: int, at: str | None) -> Callable[[], object]:
        anchors, when = Anchors(Disk(), self._data(who), STUDY), None if at is None else moment(at)
        return lambda: anchors.enter(who, f"infusion{number}_end", when, WHY)

    def _session(self, who: str, visit: str, started: str, status: str = "complete") -> Callable[[], object]:
        """A run, as far as its sheet tells where it stands, and from what it can go on."""
        run = SessionFiles(self._data(who), who, visit, STUDY.task, SessionKind.STUDY).run(1)
        sheet = run.sheet
        content = {"status": status, "launches": [{"started_utc": moment(started).isoformat()}]}

        def put() -> None:
            sheet.parent.mkdir(parents=True, exist_ok=True)
            sheet.write_text(json.dumps(content), encoding="utf-8", newline="\n")
            for file in (run.plan, run.journal):
                file.touch()

        return put

    def stands(self, now: datetime) -> Stands:
        """Where every visit stands, on both computers."""
        one, other = (stands_in(data, now) for data in self.folders.values())
        assert not one.keys() & other.keys()
        return one | other

    def collected(self, now: datetime) -> Stands:
        """Where every visit stands in what has been collected from both."""
        gathering = Gathering(Disk(), tuple(self.folders.values()), self.all)
        assert [] == [str(no) for no in gathering.conflicts()]
        gathering.written()
        return stands_in(self.all, now)


def stands_in(data: Path, now: datetime) -> Stands:
    """Where every visit stands by a data folder."""
    found = board(Disk(), data, STUDY, ledgers.read(Disk(), data), now)
    assert ((), ()) == (found.left_out, found.unreadable)
    return {line.enrolment.participant_id: {one.visit: one.standing for one in line.visits} for line in found.lines}


def by_the_table(now: datetime) -> Stands:
    """Where every visit stands at a moment: as the last entry of the table that is not after it says."""
    return {
        who: {
            visit: VisitStanding([word for since, word in changes.items() if moment(since) <= now][-1])
            for visit, changes in visits.items()
        }
        for who, visits in TABLE.items()
    }


def test_every_hour_of_ten_days(tmp_path: Path) -> None:
    """From Monday to Thursday of the next week, with a day of 25 hours: each of 36 visits, at each of 242 hours, on two
    computers; and at the end of each day in what was collected from them."""
    days = Days(tmp_path)
    first, hours = moment("19 00:00"), 242
    assert moment("29 00:00") == first + timedelta(hours=hours - 1)
    for hour in range(hours):
        now = first + timedelta(hours=hour)
        days.until(now)
        assert by_the_table(now) == days.stands(now), now.astimezone(PARIS).isoformat()
        if now.astimezone(PARIS).hour == 20:
            assert by_the_table(now) == days.collected(now), now.astimezone(PARIS).isoformat()


@pytest.mark.parametrize("who", TABLE)
def test_the_table_has_every_visit_and_goes_forward(who: str) -> None:
    """The table leaves no visit out, and its times follow one another."""
    arm = "patient" if who in PATIENTS else "control"
    assert STUDY.arms[arm].visits == tuple(TABLE[who])
    for changes in TABLE[who].values():
        moments = [moment(since) for since in changes]
        assert sorted(set(moments)) == moments
