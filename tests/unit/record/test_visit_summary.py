"""What a visit came to: counted from plan, journal and sheet, and held here against the tables."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import AbortReason, PauseReason, Question, SessionKind, Table, VisitStanding
from experiment.messages import Refusal
from experiment.record.find import Standing
from experiment.record.ledger import read
from experiment.record.storage import Disk
from experiment.record.visit_summary import next_visit, visit_summary
from experiment.task.run_summary import Tally, Understood
from tests.instruments.study_data import StudyConducted, is_nth_rate

NOON = datetime.fromisoformat("2026-11-24T12:00+01:00")


@pytest.fixture(scope="module")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> StudyConducted:
    """KD001 misses a question and leaves one unconfirmed; KD002 ends early; KD003's power is cut, and they go on."""
    study = StudyConducted(tmp_path_factory.mktemp("study"))
    for who in ("KD001", "KD002", "KD003"):
        study.enrol(who)
    study.launch("KD001", "baseline")
    study.launch("KD002", "baseline", ends_at=is_nth_rate(4))
    study.launch("KD003", "baseline", ends_at=is_nth_rate(4), power_cut=True)
    study.launch("KD003", "baseline", resume=True)
    return study


def files(study: StudyConducted, who: str) -> RunFiles:
    return SessionFiles(study.data, who, "baseline", "beliefupdate", SessionKind.STUDY).run(1)


def outcomes(file: Path, columns: list[str]) -> Counter[str]:
    with file.open(encoding="utf-8", newline="") as content:
        rows = [row for row in csv.DictReader(content) if row.get("practice") != "true"]
    return Counter(row[column] for row in rows for column in columns)


def tally(counted: Counter[str], planned: int) -> Tally:
    return Tally(planned, counted["answered"], counted["missed"], counted["unconfirmed"])


@pytest.mark.parametrize(("who", "planned"), [("KD001", 18), ("KD002", 18), ("KD003", 18)])
def test_estimates_are_those_of_the_table(conducted: StudyConducted, who: str, planned: int) -> None:
    """They are as many as the table has, practice left out; how many are planned, the study file says."""
    run, found = files(conducted, who), visit_summary(Disk(), files(conducted, who))
    counted = outcomes(run.data, [f"{question}_outcome" for question in Question])
    assert tally(counted, planned) == found.run.estimates


def test_something_was_missed_and_something_not_confirmed(conducted: StudyConducted) -> None:
    """The participant of these tests gives both cause to be counted."""
    estimates = visit_summary(Disk(), files(conducted, "KD001")).run.estimates
    assert (2, 1) == (estimates.missed, estimates.unconfirmed)


def test_questions_afterwards(conducted: StudyConducted) -> None:
    """They are counted apart; a session that ended early has asked none of them."""
    run = files(conducted, "KD001")
    assert tally(outcomes(run.table(Table.AFTERWARDS), ["outcome"]), 12) == visit_summary(Disk(), run).run.afterwards
    assert Tally(12, 0, 0, 0) == visit_summary(Disk(), files(conducted, "KD002")).run.afterwards


def test_comprehension(conducted: StudyConducted) -> None:
    """Who says 1 to both questions is right once, at the first attempt."""
    assert Understood(2, 2, 1, 1) == visit_summary(Disk(), files(conducted, "KD001")).run.understood


def test_where_it_stands_and_its_seal(conducted: StudyConducted) -> None:
    """The seal code is that of the ledger's last line."""
    found = visit_summary(Disk(), files(conducted, "KD001"))
    last = read(Disk(), conducted.data).runs()[files(conducted, "KD001").stem][-1]
    assert (Standing.COMPLETE, last.seal) == (found.standing, found.seal)  # type: ignore[union-attr]


def test_a_pause_that_ended_the_session(conducted: StudyConducted) -> None:
    """Why it began, how long it lasted, and for what reason the session was ended in it."""
    found = visit_summary(Disk(), files(conducted, "KD002"))
    (pause,) = found.run.pauses
    assert (PauseReason.ESCAPE, AbortReason.PARTICIPANT_WISH) == (pause.why, pause.ended_by)
    assert 0.9 == pytest.approx(pause.lasted_s, abs=0.1)
    assert Standing.ABORTED is found.standing


def test_a_run_that_went_on(conducted: StudyConducted) -> None:
    """Its launches are counted together: as many trials and questions as are planned, and no pause."""
    found = visit_summary(Disk(), files(conducted, "KD003")).run
    assert (2, found.planned, ()) == (len(found.sheet.launches), found.finished, found.pauses)


def test_a_journal_that_is_still_being_written(conducted: StudyConducted, tmp_path: Path) -> None:
    """Cut anywhere, it can be summed up, and tells of no more than before."""
    run = files(conducted, "KD001")
    content, whole = run.journal.read_bytes(), visit_summary(Disk(), run).run.finished
    short = SessionFiles(tmp_path, "KD001", "baseline", "beliefupdate", SessionKind.STUDY).run(1)
    short.session.folder.mkdir(parents=True)
    for one in (run.sheet, run.plan):
        (short.session.folder / one.name).write_bytes(one.read_bytes())
    counts = []
    for length in range(0, len(content), len(content) // 40):
        short.journal.write_bytes(content[:length])
        counts.append(visit_summary(Disk(), short).run.finished)
    assert sorted(counts) == counts
    assert 0 == counts[0] < counts[-1] <= whole


def test_what_cannot_be_read_is_refused(conducted: StudyConducted, tmp_path: Path) -> None:
    """A plan that is none is named; it is no crash."""
    run = SessionFiles(tmp_path, "KD001", "baseline", "beliefupdate", SessionKind.STUDY).run(1)
    run.session.folder.mkdir(parents=True)
    run.sheet.write_bytes(files(conducted, "KD001").sheet.read_bytes())
    run.plan.write_text("{}", encoding="utf-8", newline="\n")
    with pytest.raises(Refusal, match="plan"):
        visit_summary(Disk(), run)


def test_the_next_visit(conducted: StudyConducted) -> None:
    """After the baseline comes the next visit of the arm; one without a window may take place now."""
    coming = next_visit(Disk(), files(conducted, "KD001"), conducted.study.file, NOON)
    assert coming is not None
    assert ("post4h", VisitStanding.DUE) == (coming.visit, coming.standing)


def test_there_is_no_visit_after_the_last(conducted: StudyConducted) -> None:
    """After the last one there is none."""
    run = SessionFiles(conducted.data, "KD001", "day7", "beliefupdate", SessionKind.STUDY).run(1)
    assert next_visit(Disk(), run, conducted.study.file, NOON) is None
