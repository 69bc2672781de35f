"""The names of files are made of BIDS entities, in one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.format.run_files import (
    SessionFiles,
    among_rehearsals,
    locks_folder,
    participant_file,
    participants_folder,
    place_of,
    rehearsals_beside,
)
from experiment.format.vocabulary import SessionKind
from tests.instruments.systems import make_link

DATA = Path("data")
SESSION = SessionFiles(DATA, "KD001", "baseline", "beliefupdate", SessionKind.STUDY)


def test_the_files_of_a_run_are_named_as_the_design_says() -> None:
    """Names and folders of a run's files are those of design.md, section 6."""
    run = SESSION.run(1)
    folder = "data/sub-KD001/ses-baseline"
    stem = f"{folder}/sub-KD001_ses-baseline_task-beliefupdate_run-1"
    assert [
        folder,
        f"{stem}_desc-trials_data.csv",
        f"{stem}_journal.jsonl",
        f"{stem}_plan.json",
        f"{stem}_session.json",
        f"{stem}_inputs",
        f"{stem}_checksums.sha256",
    ] == [
        path.as_posix()
        for path in (SESSION.folder, run.data, run.journal, run.plan, run.sheet, run.inputs, run.checksums)
    ]


def test_runs_share_a_folder_and_no_file() -> None:
    """A second run stands beside the first one, under names of its own."""
    first, second = SESSION.run(1), SESSION.run(2)
    assert first.data.parent == second.data.parent
    assert first.stem != second.stem


def test_participants_and_locks_have_their_folders() -> None:
    """Enrolments and locks stand in folders that no session uses."""
    assert Path("data/participants/KD001.json") == participant_file(DATA, "KD001")
    assert participants_folder(DATA) == participant_file(DATA, "KD001").parent
    assert locks_folder(DATA) == SESSION.lock.parent
    assert "KD001 at baseline" == SESSION.in_words


NOT_OF_THE_STUDY = [kind for kind in SessionKind if kind is not SessionKind.STUDY]
FOLDERS = ["data", "data/", "/srv/study", ".", "..", "a/..", "/", "../x", "data/ketamine"]


@pytest.mark.parametrize("kind", NOT_OF_THE_STUDY)
@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_not_of_the_study_stands_outside_its_folder(folder: str, kind: SessionKind) -> None:
    """Study sessions stand in the data folder; no other kind stands in it or below it, and each has its own."""
    data = Path(folder)
    assert data == place_of(data, SessionKind.STUDY)
    place = place_of(data, kind).resolve()
    assert data.resolve() not in (place, *place.parents[: -1 if data.resolve() == data.resolve().parent else None])
    assert len(SessionKind) == len({place_of(data, each) for each in SessionKind})
    assert not among_rehearsals(data)
    assert among_rehearsals(place)
    assert among_rehearsals(rehearsals_beside(data))


@pytest.mark.parametrize("kind", NOT_OF_THE_STUDY)
def test_a_folder_of_rehearsals_is_its_own_place(kind: SessionKind) -> None:
    """Whoever names the folder of rehearsals itself finds in it what is there."""
    assert Path("data-rehearsals/test") == place_of(DATA, SessionKind.TEST)
    assert place_of(DATA, kind) == place_of(place_of(DATA, kind), kind)
    assert place_of(DATA, kind) == place_of(rehearsals_beside(DATA), kind)


def test_a_link_to_a_folder_of_rehearsals_is_one(tmp_path: Path) -> None:
    """A folder of rehearsals is known under any name."""
    place = place_of(tmp_path / "data", SessionKind.TEST)
    place.mkdir(parents=True)
    make_link(tmp_path / "study", place)
    assert among_rehearsals(tmp_path / "study")
