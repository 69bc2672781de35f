"""What another account has recorded, or is on a share that is away, is out of reach: no damage, and no vain advice."""

from __future__ import annotations

import errno
import json
import os
from pathlib import Path

import pytest

from experiment.messages import Advice, SystemSays, plainly
from experiment.record import held_files
from experiment.record.out_of_reach import is_away, is_forbidden, owner_of
from tests.instruments.systems import WINDOWS
from tests.instruments.typed_lab import STEM, Lab
from tests.unit.record.test_held_files import close, hold

pytestmark = pytest.mark.skipif(WINDOWS, reason="Windows keeps nobody out by modes, and has other numbers")


@pytest.fixture(autouse=True)
def _another_account(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give this account no right, as far as it can ask: what is refused is then not taken for held; and do not wait."""
    monkeypatch.setattr(os, "access", lambda *_: False)
    monkeypatch.setattr(held_files, "_PATIENCE_S", 0.0)


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.ESTALE, errno.EHOSTDOWN, errno.EBUSY])
def test_a_ledger_out_of_reach_is_not_called_damaged(lab: Lab, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """Whoever may not read it is told whose it is and what to do; of a share that is away, that."""
    file = lab.data / "ledger.jsonl"
    facts = {"file": file, "error": plainly(OSError(code, os.strerror(code)))}
    if code in (errno.EACCES, errno.EPERM):
        expected = Advice.LEDGER_FORBIDDEN.say(owner=file.owner(), **facts)
    else:
        expected = Advice.LEDGER_AWAY.say(**facts)
    hold(monkeypatch, code, lambda path: path == str(file))
    said = lab.say("status")
    assert (0, expected) == (said.code, said.err.strip())


def test_a_ledger_on_a_broken_disk_is_damaged(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not all that cannot be read is out of reach."""
    file = lab.data / "ledger.jsonl"
    hold(monkeypatch, errno.EIO, lambda path: path == str(file))
    what = f"it cannot be read ({SystemSays.FAILING.en})"
    assert Advice.LEDGER_DAMAGED.say(file=file, what=what) == lab.say("status").err.strip()


@pytest.mark.parametrize(
    "closed",
    [
        "sub-KD001",
        "sub-KD001/ses-baseline",
        "ledger.jsonl",
        *(f"sub-KD001/ses-baseline/{STEM}1_{end}" for end in ("session.json", "plan.json", "desc-trials_data.csv")),
        f"sub-KD001/ses-baseline/{STEM}1_inputs",
        f"sub-KD001/ses-baseline/{STEM}1_checksums.sha256",
    ],
)
def test_verify_advises_only_what_can_be_done(lab: Lab, monkeypatch: pytest.MonkeyPatch, closed: str) -> None:
    """Who may not read a part of the data is told whose it is and to sign in: nothing to copy, and nothing is gone."""
    assert 0 == lab.simulate().code
    close(monkeypatch, lab.simulated / closed)
    said = lab.say_just("verify", "--data", str(lab.simulated))
    found = json.loads(lab.say_just("verify", "--json", "--data", str(lab.simulated)).out)
    owner = owner_of(lab.simulated)
    monkeypatch.undo()
    assert 1 == said.code
    assert [] == found["wrong"]
    assert {closed} == {one["file"] for one in found["unread"]}
    assert f"{closed}: it cannot be read ({SystemSays.FORBIDDEN.en})" in said.out
    assert f"sign in with the account that records this study's data (these belong to: {owner})" in said.out
    assert "whatever could be read is as it was recorded" in said.out.splitlines()
    assert "copy" not in said.out


def test_an_enrolment_in_a_closed_folder_is_not_gone(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to enrol again who is enrolled in a folder of another account."""
    close(monkeypatch, lab.data / "participants")
    said = lab.say_just("verify", "--data", str(lab.data))
    monkeypatch.undo()
    assert 1 == said.code
    assert f"participants: it cannot be read ({SystemSays.FORBIDDEN.en})" in said.out
    assert "enrol again" not in said.out


@pytest.mark.parametrize(("winerror", "away"), [(64, True), (53, True), (1167, True), (5, False), (32, False)])
def test_a_share_of_windows_that_is_away(winerror: int, away: bool) -> None:
    """Windows has numbers of its own for it, several of which Python gives as a file that is not there."""
    error = OSError(errno.ENOENT, "")
    error.winerror = winerror  # type: ignore[attr-defined]
    assert away is is_away(error)
    assert not is_forbidden(error)


def test_the_owner_of_what_may_not_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is that of the folder which is closed."""
    close(monkeypatch, tmp_path / "closed")
    (tmp_path / "closed").parent.mkdir(exist_ok=True)
    assert tmp_path.owner() == owner_of(tmp_path / "closed" / "file")
