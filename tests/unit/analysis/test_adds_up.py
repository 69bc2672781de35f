"""With keep_going every run that was begun is analysed, or left out for a reason that is said: the counts add up."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from experiment.analysis import load_quality, load_sessions, load_trials, load_updates
from experiment.analysis.exports.contents import read_contents
from experiment.analysis.exports.dates import Dates
from experiment.report.methods import methods
from experiment.report.study_data import read_study
from experiment.report.who import who_was_run
from tests.unit.report.conftest import list_of_sessions
from tests.unit.report.reading import table_named

SESSION = ["participant_id", "visit", "run"]


def file_of(data: Path, participant: str, ending: str) -> Path:
    (file,) = data.glob(f"sub-{participant}/ses-baseline/*_run-1_{ending}")
    file.chmod(0o600)
    return file


def cut(participant: str, ending: str) -> Callable[[Path], None]:
    """Cut a file in its last line."""

    def damage(data: Path) -> None:
        file = file_of(data, participant, ending)
        file.write_bytes(file.read_bytes()[:-20])

    return damage


def gone(participant: str, ending: str) -> Callable[[Path], None]:
    """Remove a file."""
    return lambda data: file_of(data, participant, ending).unlink()


def whole_run_gone(data: Path) -> None:
    """Remove all that there is of a run: the ledger alone knows it."""
    for file in data.glob("sub-KD006/ses-baseline/*_run-1_*"):
        shutil.rmtree(file) if file.is_dir() else file_of(data, "KD006", file.name.partition("_run-1_")[2]).unlink()


DAMAGES: dict[str, tuple[Callable[[Path], None], ...]] = {
    "nothing": (),
    "a sheet": (cut("KD001", "session.json"),),
    "no sheet": (gone("KD001", "session.json"),),
    "checksums": (cut("KD001", "checksums.sha256"),),
    "trials": (cut("KD001", "desc-trials_data.csv"),),
    "trials of a run that was ended early": (cut("KD003", "desc-trials_data.csv"),),
    "another table": (cut("KD001", "desc-afterwards_data.csv"),),
    "a whole run": (whole_run_gone,),
    "all of it": (
        cut("KD001", "session.json"),
        cut("KD002", "desc-trials_data.csv"),
        cut("KD004", "desc-comprehension_data.csv"),
        whole_run_gone,
    ),
}


def runs_in(said: Sequence[str]) -> int:
    """Add up the runs that are said to be left out."""
    return sum(int(found[1]) for one in said if (found := re.match(r"(\d+) runs? \(", one)))


@pytest.mark.parametrize("damages", DAMAGES.values(), ids=list(DAMAGES))
def test_begun_are_those_analysed_and_those_left_out(data: Path, damages: Sequence[Callable[[Path], None]]) -> None:
    """Whatever is damaged, of all loaders and exports the runs that are there and those left out are all that were."""
    begun = len(load_sessions(data))
    for damage in damages:
        damage(data)
    tables = [
        load_sessions(data, keep_going=True),
        *(load_trials(data, every_run=every, practice=True, keep_going=True) for every in (False, True)),
        load_updates(data, keep_going=True),
        *(load_quality(data, every_run=every, keep_going=True) for every in (False, True)),
    ]
    without_rows = {"KD005"}  # ended before its first trial
    for number, table in enumerate(tables):
        runs = set(table[SESSION].astype(str).itertuples(index=False, name=None))
        if number == 2:
            runs |= {(who, "baseline", "1") for who in without_rows}
        assert begun == len(runs) + runs_in(table.attrs["left_out"]), table.attrs["left_out"]
    contents = read_contents(data, Dates(shifted=False), keep_going=True)
    assert begun == len(contents.sessions) + runs_in(contents.left_out)


def test_the_report_adds_up(data: Path) -> None:
    """In the report too: the paragraph to paste, the first section and the table have every run that was begun."""
    begun = len(load_sessions(data))
    for damage in DAMAGES["all of it"]:
        damage(data)
    study = read_study(data, keep_going=True)
    section = methods(study)
    assert section is not None
    said = str(section.blocks)
    why = re.search(r"Not analysed: (.*?)\.", said)
    assert why is not None
    assert f"{begun} sessions were begun" in said
    assert f"of which {len(study.counted)} were analysed" in said
    assert begun == len(study.counted) + runs_in(why[1].split("; "))
    assert f"Of {begun} runs, {len(study.counted)} count" in str(who_was_run(study).blocks)
    _, *stands = (row[2] for row in table_named(list_of_sessions(study), "Every run"))
    assert (begun, len(study.counted)) == (len(stands), stands.count("counts"))
    assert 1 == stands.count("is not in this folder")
