"""A study's first session freezes its files; a later one under others says why, and its data and the ledger keep it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.conduct import Conducted
from experiment.config.load import load_study
from experiment.format.ledger import RunEntered, read_ledger
from experiment.format.vocabulary import SessionKind
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.small_study import review, write_small_study
from tests.instruments.study_session import change_study, study_session

IDS = ("KD001", "KD002", "KD003", "KD004")


class Study:
    """A reviewed study in whose data folder four are enrolled."""

    def __init__(self, folder: Path) -> None:
        self.file = write_small_study(folder)
        self.data = folder / "data"
        review(self.file)
        for who in IDS:
            participants.enrol(Disk(), self.data, load_study(self.file).file, who, "patient", "fr")

    def change(self, old: str, new: str) -> None:
        """Edit the study, and have it reviewed again."""
        change_study(self.file, old, new)

    @property
    def hash(self) -> str:
        return load_study(self.file).fingerprint

    def session(self, who: str, kind: SessionKind = SessionKind.STUDY, **more: object) -> Conducted:
        """Conduct the baseline of somebody."""
        return study_session(self.file, self.data, who, kind, **more)  # type: ignore[arg-type]

    def begun(self) -> list[tuple[str, str, str | None]]:
        """What the ledger says of the beginnings of sessions: whose, under which hash, and why it is another."""
        lines = read_ledger((self.data / "ledger.jsonl").read_bytes()).lines
        entered = [line for line in lines if isinstance(line, RunEntered)]
        return [(line.participant_id, line.study_fingerprint, line.study_change_reason) for line in entered]


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return Study(tmp_path)


def refused(session: Callable[[], object]) -> Refusal:
    with pytest.raises(Refusal) as caught:
        session()
    return caught.value


def sheet_of(conducted: Conducted) -> dict[str, object]:
    sheet: dict[str, object] = json.loads(conducted.files.sheet.read_bytes())
    return sheet


def test_the_first_session_freezes_the_files(study: Study) -> None:
    """The ledger has their hash, and sessions under the same files go on without a word, as does one with a reason for
    a change that there is not: nothing is kept of it.
    """
    for who in IDS[:2]:
        assert sheet_of(study.session(who))["study_change_reason"] is None
    assert sheet_of(study.session("KD003", study_change_reason="none"))["study_change_reason"] is None
    assert [(who, study.hash, None) for who in IDS[:3]] == study.begun()


def test_changed_files_need_a_reason(study: Study) -> None:
    """Without one there is no session, and nothing is written; the refusal names both hashes."""
    study.session("KD001")
    frozen = study.hash
    study.change("deadline_s: 2.0", "deadline_s: 3.0")
    no = refused(lambda: study.session("KD002"))
    assert Reason.STUDY_FILES_CHANGED is no.reason
    assert {True} == {short[:12] in str(no) for short in (frozen, study.hash)}
    assert not (study.data / "sub-KD002").exists()
    assert [("KD001", frozen, None)] == study.begun()


def test_the_reason_is_kept_in_sheet_and_ledger(study: Study) -> None:
    """From then on the new files are those of the study; going back to the old ones is a change, too."""
    study.session("KD001")
    first = study.hash
    study.change("deadline_s: 2.0", "deadline_s: 3.0")
    second = study.hash
    changed = study.session("KD002", study_change_reason="more time to answer")
    assert "more time to answer" == sheet_of(changed)["study_change_reason"]
    assert sheet_of(study.session("KD003"))["study_change_reason"] is None
    study.change("deadline_s: 3.0", "deadline_s: 2.0")
    assert first == study.hash
    assert Reason.STUDY_FILES_CHANGED is refused(lambda: study.session("KD004")).reason
    assert [("KD001", first, None), ("KD002", second, "more time to answer"), ("KD003", second, None)] == study.begun()


def test_verify_tells_of_a_change(study: Study) -> None:
    """From which run on the files are others, and why: noted, not wrong."""
    study.session("KD001")
    study.change("deadline_s: 2.0", "deadline_s: 3.0")
    study.session("KD002", study_change_reason="more time to answer")
    found = verify(Disk(), study.data, None)
    noted = {Path(one.file).name: one.what for one in found.noted}
    assert [] == found.wrong
    assert {
        "sub-KD002_ses-baseline_task-beliefupdate_run-1_session.json": "from this run on the study's files are others: "
        "more time to answer"
    } == noted


def test_rehearsals_freeze_nothing_and_are_asked_nothing(study: Study) -> None:
    """Whoever rehearses may change the files as they like, before the first session of the study and after it."""
    study.session("KD001", SessionKind.TEST)
    study.change("deadline_s: 2.0", "deadline_s: 3.0")
    study.session("KD001")
    study.change("deadline_s: 3.0", "deadline_s: 4.0")
    assert study.session("KD002", SessionKind.TEST).reason is None


def test_files_that_only_look_different_are_not_asked_about(study: Study) -> None:
    """A comment is no change, and neither is another review of the same files."""
    study.session("KD001")
    text = study.file.read_text(encoding="utf-8")
    text = text.replace("role: nurse", "role: physician").replace("seed: 7", "seed: 7  # as it was")
    study.file.write_text(text, encoding="utf-8", newline="\n")
    assert study.session("KD002").reason is None


def test_a_study_is_held_against_itself_alone(study: Study) -> None:
    """Another study in the same folder has its own first session."""
    study.session("KD001")
    frozen = study.hash
    ledger = read_ledger((study.data / "ledger.jsonl").read_bytes())
    begun = ledger.last_begun("small")
    assert begun is not None
    assert frozen == begun.study_fingerprint
    assert ledger.last_begun("another") is None


def test_a_review_holds_for_what_was_reviewed(study: Study) -> None:
    """Files that have changed since are refused with the hash to write, and so is a review without a hash."""
    text = study.file.read_text(encoding="utf-8")
    study.file.write_text(text.replace("deadline_s: 2.0", "deadline_s: 3.0"), encoding="utf-8", newline="\n")
    no = refused(lambda: study.session("KD001"))
    assert Reason.REVIEWED_OTHERWISE == no.reason
    assert f'hash: "{study.hash[:12]}"' in str(no)
    study.file.write_text(re.sub(r', hash: "[0-9a-f]*"', "", text), encoding="utf-8", newline="\n")
    assert Reason.REVIEWED_OTHERWISE is refused(lambda: study.session("KD001")).reason


def test_the_beginning_of_a_hash_is_enough(study: Study) -> None:
    """Twelve characters, as `validate` and the refusals say them."""
    text = study.file.read_text(encoding="utf-8")
    study.file.write_text(text.replace(study.hash, study.hash[:12]), encoding="utf-8", newline="\n")
    assert study.session("KD001").reason is None
