"""A disk that becomes read-only while a session runs, as Linux makes one that has errors: with real files.

What is injected are the answers of the system: every call that would change something is refused with EROFS, and
reading goes on. A real remount needs rights that tests do not have.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.layout.views import PageView, QuestionView
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.find import Standing
from experiment.record.read_back import read_plan
from experiment.record.storage import Disk
from experiment.record.verify import verify
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import small_study
from tests.instruments.systems import WINDOWS
from tests.instruments.watched_sessions import (
    ARM,
    PARTICIPANT,
    Witness,
    expected_answers,
    files,
    run,
    written_answers,
    wrong_checksums,
)

_CHANGES = ("write", "fsync", "ftruncate", "fchmod", "mkdir", "rename", "replace", "unlink", "chmod")
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


class ReadOnly:
    """Lets a file system be read-only from a moment on."""

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self.is_on = False
        self._folder, self._patch = folder, patch
        for name in _CHANGES:
            self._refuse(name)
        opened = os.open

        def open_(path: object, flags: int, *more: object, **named: object) -> int:
            if self.is_on and flags & _FOR_WRITING and str(folder) in str(path):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return opened(path, flags, *more, **named)  # type: ignore[arg-type]

        patch.setattr(os, "open", open_)

    def _refuse(self, name: str) -> None:
        real: Callable[..., object] = getattr(os, name)

        def refusing(what: object, *more: object, **named: object) -> object:
            if self.is_on and self._is_there(what):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS))
            return real(what, *more, **named)

        self._patch.setattr(os, name, refusing)

    def _is_there(self, what: object) -> bool:
        """Tell whether a file, or what a descriptor leads to, is on that disk."""
        if isinstance(what, int):
            try:
                what = Path(f"/proc/self/fd/{what}").readlink()
            except OSError:
                return False
        return str(self._folder) in str(what)


class _Somebody(ScriptedParticipant):
    """Answers; at the n-th question something happens to the disk."""

    def __init__(self, n: int, happens: Callable[[], None]) -> None:
        super().__init__()
        self._left, self._happens = n, happens

    def act(self, observation: Observation) -> Sequence[Action]:
        self._left -= isinstance(observation.view, QuestionView)
        if self._left == 0:
            self._happens()
        return super().act(observation)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"))


@pytest.mark.skipif(WINDOWS, reason="a file that is open is found by /proc")
@pytest.mark.parametrize("question", [1, 2, 5, 8])
def test_a_disk_that_becomes_read_only(
    study: Study, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, question: int
) -> None:
    """The participant sees a calm page, the experimenter a sentence; what was finished is there, and it goes on."""
    data = tmp_path / "data"
    data.mkdir()
    participants.enrol(Disk(), data, study.file, PARTICIPANT, ARM, "fr")
    disk, witness, before = ReadOnly(data, monkeypatch), Witness(), list[bytes]()

    def happens() -> None:
        before.append(files(data).data.read_bytes())
        disk.is_on = True

    with pytest.raises(Refusal) as refused:
        run(study, data, Disk(), witness, participant=_Somebody(question, happens))
    assert Reason.RECORDING_FAILED is refused.value.reason
    assert "its disk is read-only" == refused.value.facts["error"]
    last = witness.views[-1]
    assert isinstance(last, PageView)
    assert "raison technique" in last.text
    assert before[0] == files(data).data.read_bytes()

    disk.is_on = False
    run(study, data, Disk(), witness, resume=True)
    content = files(data).data.read_bytes()
    assert content.startswith(before[0])
    assert sorted(expected_answers(read_plan(Disk(), files(data)))) == sorted(written_answers(content))
    assert [] == wrong_checksums(Disk(), files(data))
    assert [] == witness.estimates_after_the_rate()
    found = verify(Disk(), files(data).session.place)
    assert [] == found.wrong
    assert Standing.COMPLETE is found.runs[files(data).stem]
