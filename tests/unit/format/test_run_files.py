"""The names of files are made of BIDS entities, in one place."""

from __future__ import annotations

from pathlib import Path

from experiment.format.run_files import Session, locks_folder, participant_file, participants_folder

DATA = Path("data")
SESSION = Session(DATA, "KD001", "baseline", "beliefupdate")


def test_the_files_of_a_run_are_named_as_the_design_says() -> None:
    """Names and folders of a run's files are those of design.md, section 6."""
    run = SESSION.run(1)
    folder = "data/sub-KD001/ses-baseline"
    stem = f"{folder}/sub-KD001_ses-baseline_task-beliefupdate_run-1"
    assert [
        folder,
        f"{stem}_data.csv",
        f"{stem}_journal.jsonl",
        f"{stem}_plan.json",
        f"{stem}_session.json",
        f"{stem}_inputs",
        f"{stem}_checksums.sha256",
    ] == [
        path.as_posix()
        for path in (SESSION.folder, run.data, run.journal, run.plan, run.about, run.inputs, run.checksums)
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
    assert "KD001 at baseline" == str(SESSION)
