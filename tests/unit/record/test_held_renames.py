"""A file that may not be put into its place: a virus scanner looks at it, or another program has it open."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from experiment.messages import Reason, Refusal, SystemSays
from experiment.record.throwing_away import throw_away
from tests.instruments.conducted import conducted


def test_a_scanner_that_holds_a_file_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rename that is refused once is tried again, at whichever file it happens."""
    replace, refused = Path.replace, set()

    def once(old: Path, new: Path) -> Path:
        if new not in refused:
            refused.add(new)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        return replace(old, new)

    monkeypatch.setattr(Path, "replace", once)
    assert conducted(tmp_path).reason is None
    assert len(refused) > 8


def test_a_rename_that_is_never_allowed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is refused for good is given up after two seconds, with what the system says."""

    def never(_old: Path, _new: Path) -> Path:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr("experiment.record.held_files._PATIENCE_S", 0.1)
    monkeypatch.setattr(Path, "replace", never)
    with pytest.raises(Refusal) as refused:
        conducted(tmp_path)
    assert (Reason.DATA_NOT_WRITABLE, SystemSays.FORBIDDEN.en) == (refused.value.reason, refused.value.facts["error"])


def test_a_rehearsal_that_a_scanner_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a rehearsal has left is taken away as a whole, read-only files and held ones among it."""
    folder = conducted(tmp_path).files.session.folder
    remove, refused = os.unlink, list[object]()

    def at_first_held(path: str, **how: int) -> None:
        if not refused:
            refused.append(path)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
        remove(path, **how)

    monkeypatch.setattr(os, "unlink", at_first_held)
    throw_away(folder)
    assert 1 == len(refused)
    assert not folder.exists()
