"""Of an earlier run whose files do not hold, no rate that was shown is taken for unseen, and it is said."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.format.journal_lines import read_entries
from experiment.format.run_files import RunFiles, SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.layout.views import BaseRateView, View
from experiment.messages import Advice
from experiment.record import sealed_here
from experiment.record.known_runs import read_ledger_of
from experiment.record.rates_shown import RatesSeen, rates_seen
from experiment.record.read_back import read_plan
from experiment.record.storage import Disk
from tests.instruments.removing import remove, remove_tree
from tests.instruments.study_data import StudyConducted
from tests.instruments.typed_lab import Lab

ADVICE = {Advice.RATES_TAKEN_AS_SEEN}
"""What is said here and nowhere else."""

COMPLETE, ABORTED, CUT = "KD001", "KD002", "KD003"


class _NthRate:
    def __init__(self, n: int) -> None:
        self._left = n

    def __call__(self, view: View) -> bool:
        self._left -= isinstance(view, BaseRateView)
        return self._left == 0 and isinstance(view, BaseRateView)


@pytest.fixture(scope="module")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder: one baseline is complete, one was ended and one broken off by a power cut at a rate."""
    lab = StudyConducted(tmp_path_factory.mktemp("lab"))
    for who in (COMPLETE, ABORTED, CUT):
        lab.enrol(who)
    lab.launch(COMPLETE, "baseline")
    lab.launch(ABORTED, "baseline", ends_at=_NthRate(4))
    lab.launch(CUT, "baseline", ends_at=_NthRate(4), power_cut=True)
    return lab.data


@pytest.fixture(params=["this process", "another process"])
def data(conducted: Path, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it, to be changed; its runs were sealed by this process, or by another, of which nothing is known."""
    if request.param == "another process":
        monkeypatch.setattr(sealed_here, "_SEALED", set[str]())
    shutil.copytree(conducted, tmp_path / "data")
    for file in (tmp_path / "data").rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)
    return tmp_path / "data"


def baseline(data: Path, who: str) -> RunFiles:
    return SessionFiles(data, who, "baseline", "beliefupdate", SessionKind.STUDY).run(1)


def shown(run: RunFiles) -> set[str]:
    entries = read_entries(run.journal.read_bytes()).entries
    return {e.event_id for e in entries if e.event == "screen" and e.base_rate_pct is not None and e.event_id}


def seen_again(conducted: Path, run: RunFiles) -> RatesSeen:
    """Find what a new run of the same visit would take as seen."""
    plan = read_plan(Disk(), baseline(conducted, run.session.participant_id))
    return rates_seen(Disk(), run.session, plan, read_ledger_of(Disk(), run.session.place)[0])


@pytest.mark.parametrize("who", [COMPLETE, ABORTED, CUT])
def test_a_run_that_holds(conducted: Path, data: Path, who: str) -> None:
    """Of a run whose files hold, nothing is said, and what its journal tells was seen."""
    run = baseline(data, who)
    found = seen_again(conducted, run)
    assert (shown(run), ()) == (set(found.events), found.advice)


@pytest.mark.parametrize("data", ["another process"], indirect=True)
@pytest.mark.parametrize("who", [COMPLETE, ABORTED, CUT])
def test_a_journal_that_was_cut_at_any_line(conducted: Path, data: Path, who: str) -> None:
    """Cut at any line, or emptied, a journal makes no rate unseen that was shown; of an ended run it is always said."""
    run = baseline(data, who)
    before, lines = shown(run), run.journal.read_bytes().splitlines(keepends=True)
    assert len(before) >= 3
    forgotten, said = {}, set()
    for left in range(len(lines)):
        run.journal.write_bytes(b"".join(lines[:left]))
        found = seen_again(conducted, run)
        said.add(found.advice)
        if missing := before - found.events:
            forgotten[left] = missing
    assert {} == forgotten
    advice = (Advice.RATES_TAKEN_AS_SEEN.say(participant_id=who, runs=run.stem),)
    assert {advice} == said - ({()} if who == CUT else set())


def empty(file: Path) -> None:
    file.write_bytes(b"")


def put_zeros(file: Path) -> None:
    file.write_bytes(bytes(file.stat().st_size))


@pytest.mark.parametrize("who", [COMPLETE, ABORTED, CUT])
@pytest.mark.parametrize("damage", [empty, put_zeros, remove])
@pytest.mark.parametrize("names", [["journal"], ["plan"], ["sheet"], ["data"], ["journal", "plan"], ["plan", "sheet"]])
def test_files_that_are_damaged(
    conducted: Path, data: Path, who: str, damage: Callable[[Path], None], names: list[str]
) -> None:
    """Whatever file of a run is emptied, zeroed or gone, what was shown was seen, and it is said."""
    run = baseline(data, who)
    before = shown(run)
    for name in names:
        damage(getattr(run, name))
    found = seen_again(conducted, run)
    assert set() == before - found.events
    assert (Advice.RATES_TAKEN_AS_SEEN.say(participant_id=who, runs=run.stem),) == found.advice


def test_a_run_that_only_the_ledger_knows(conducted: Path, data: Path) -> None:
    """With all of a participant's files gone, the ledger's line is enough."""
    run = baseline(data, COMPLETE)
    before = shown(run)
    remove_tree(run.session.folder.parent)
    found = seen_again(conducted, run)
    assert set() == before - found.events
    assert (Advice.RATES_TAKEN_AS_SEEN.say(participant_id=COMPLETE, runs=run.stem),) == found.advice


def test_damage_to_anothers_run(conducted: Path, data: Path) -> None:
    """Another participant's damaged run takes nothing from, and adds nothing to, what somebody has seen."""
    run = baseline(data, ABORTED)
    empty(baseline(data, COMPLETE).journal)
    found = seen_again(conducted, run)
    assert (shown(run), ()) == (set(found.events), found.advice)


def test_a_new_run_after_a_damaged_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session takes place: what it says before its window, and what stands in its sheet."""
    monkeypatch.delenv("DISPLAY", raising=False)
    lab = Lab(tmp_path, capsys)
    assert 0 == lab.simulate().code
    (journal,) = tmp_path.glob("data-rehearsals/**/*_run-1_journal.jsonl")
    journal.chmod(0o600)
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:5]))
    said = lab.simulate("--new-run", "--reason", "again")
    run = journal.name.removesuffix("_journal.jsonl")
    assert 0 == said.code
    assert Advice.RATES_TAKEN_AS_SEEN.say(participant_id="KD001", runs=run) in said.err
    (sheet,) = tmp_path.glob("data-rehearsals/**/*_run-2_session.json")
    assert json.loads(sheet.read_bytes())["rates_seen_before"] is True
