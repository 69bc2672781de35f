"""A launcher that did not start a session knows from its files that its participant reads the calm page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.format.vocabulary import PauseReason, StopCause
from experiment.launcher import reading_along
from experiment.launcher.monitor_state import Followed, monitor_state
from experiment.launcher.reading_along import ReadingAlong
from experiment.launcher.speaking import Language, Speaker
from experiment.record.storage import Disk
from tests.instruments.launcher_pictures import _STATE
from tests.unit.record.test_why_it_stopped import FILES, broken_off, study

__all__ = ["study"]

FOLLOWED = Followed("KD004", "post4h", False, _STATE)


@pytest.mark.parametrize(("language", "word"), [(Language.EN, "was full"), (Language.FR, "était plein")])
def test_a_stop_is_read_from_the_sheet(study: Study, language: Language, word: str) -> None:
    """While the session is still there: what broke it off, and what to do at the participant's keyboard."""
    along = ReadingAlong(broken_off(study, "full"), FILES)
    followed = FOLLOWED.told(along.look())
    assert StopCause.DISK_FULL is along.stopped_by
    state = monitor_state(
        Followed(followed.participant_id, followed.visit, False, stopped_by=along.stopped_by), Speaker(language)
    )
    assert state.is_stopped
    assert "■" in state.standing
    assert word in state.hint


def test_a_sheet_is_read_again_only_once_it_is_another_one(tmp_path: Path, study: Study) -> None:
    """It is looked at every two seconds beside a session that is being measured; what has come is seen all the same."""

    class Counted(Disk):
        sheets = 0

        def read(self, path: Path) -> bytes:
            self.sheets += path.name.endswith("session.json")
            return super().read(path)

    stopped = broken_off(study, "full")
    files, disk = replace(FILES, session=replace(FILES.session, data=tmp_path)), Counted()
    files.sheet.parent.mkdir(parents=True)
    for file, its in ((files.plan, FILES.plan), (files.sheet, FILES.sheet)):
        file.write_bytes(stopped.read(its))
    told = files.sheet.read_bytes()
    files.sheet.write_bytes(told.replace(b'"disk_full"', b"null"))
    along = ReadingAlong(disk, files)
    assert [None] * 5 == [along.stopped_by for _ in range(5)]
    assert 1 == disk.sheets
    another = files.sheet.with_suffix(".tmp")
    another.write_bytes(told)
    another.replace(files.sheet)
    assert [StopCause.DISK_FULL] * 5 == [along.stopped_by for _ in range(5)]
    assert 2 == disk.sheets


@pytest.mark.parametrize(
    ("silent_min", "paused", "said"),
    [(0, None, False), (2, None, False), (3, None, True), (40, None, True), (40, PauseReason.ESCAPE, False)],
)
def test_a_silence_is_said(silent_min: int, paused: PauseReason | None, said: bool) -> None:
    """Where the sheet cannot tell: nothing is written, and nobody has paused."""
    state = _STATE.model_copy(update={"paused": paused})
    hint = monitor_state(Followed("KD004", "post4h", False, state, silent_min=silent_min), Speaker(Language.EN)).hint
    assert (f"Nothing has been written for {silent_min} min" in hint) is said
    assert "did not start the session" in hint


def test_how_long_nothing_was_written(study: Study, monkeypatch: pytest.MonkeyPatch) -> None:
    """Minutes since something new was found; what is new begins them again."""
    now_s = 1000.0
    monkeypatch.setattr(reading_along.time, "monotonic", lambda: now_s)
    along = ReadingAlong(broken_off(study, "told"), FILES)
    now_s += 200
    along.look()
    assert 0 == along.silent_min
    now_s += 200
    along.look()
    assert 3 == along.silent_min
