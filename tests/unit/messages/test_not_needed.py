"""Options for a case that is not there: each is typed where nothing asks for it, and that is said."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from experiment.format.apparatus import Apparatus
from experiment.format.vocabulary import SessionKind
from experiment.messages import NotNeeded
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.virtual.opening import open_virtual_stage
from tests.instruments.study_session import study_session
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab

_TEST = ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--participant-mode", "scripted")
_ANCHOR = ("anchor", "--participant", "KD001", "--name", "infusion1_end", "--at", "14:05")

PROVOCATIONS: dict[NotNeeded, tuple[str, ...]] = {
    NotNeeded.ACCEPT_CLOCK: (*_TEST, "--accept-clock"),
    NotNeeded.ACCEPT_DISPLAY: (*_TEST, "--accept-display"),
    NotNeeded.ACCEPT_LEDGER: (*_TEST, "--accept-ledger"),
    NotNeeded.ACCEPT_PLACES: ("collect", "{data}", "--into", "{data}-collected", "--accept-places"),
    NotNeeded.ACCEPT_TEXT_SCALE: (*_TEST, "--accept-text-scale"),
    NotNeeded.ACCEPT_TIME: (*_ANCHOR, "--accept-time"),
    NotNeeded.ACCEPT_WORDS: (*_ANCHOR, "--accept-words"),
    NotNeeded.NEW: ("enrol", "--participant", "QX777", "--arm", "patient", "--language", "fr", "--new"),
    NotNeeded.REASON: (*_ANCHOR, "--reason", "wrong day"),
    NotNeeded.STUDY_CHANGED: (*_TEST, "--study-changed", "a new rate"),
    NotNeeded.VISIT_REASON: (*_TEST, "--visit-reason", "clinical"),
}


@contextmanager
def virtual(_choice: object, kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
    """Open a stage on which nothing has to be as expected."""
    with open_virtual_stage(kind, participant) as opened:
        yield opened


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    """A lab in which KD001 has had the baseline, and then, at 14:05, an infusion."""
    monkeypatch.setattr("experiment.verbs.run.open_stage", virtual)
    monkeypatch.setattr("experiment.verbs.run.check_usable", lambda: None)
    monkeypatch.setattr("experiment.verbs.anchor.now", lambda: datetime.fromisoformat("2026-11-26T19:00+01:00"))
    lab = Lab(tmp_path, capsys)
    with_anchors(lab.study)
    study_session(lab.study, lab.data)
    assert 0 == lab.say(*_ANCHOR).code
    return lab


@pytest.mark.parametrize("spare", PROVOCATIONS, ids=str)
def test_what_was_given_and_not_needed_is_said(lab: Lab, spare: NotNeeded) -> None:
    """The command does what it would have done, and says once that the option was not needed."""
    line = [word.format(data=lab.data) for word in PROVOCATIONS[spare]]
    said = lab.say_just(*line) if line[0] == "collect" else lab.say(*line)
    assert (0, 1) == (said.code, said.err.splitlines().count(spare.say()))


def test_nothing_is_said_of_what_was_not_given(lab: Lab) -> None:
    """Without such options no command speaks of them."""
    said = lab.say(*_TEST).err + lab.say(*_ANCHOR).err
    assert [] == [spare for spare in NotNeeded if spare.say() in said]


def test_nothing_is_said_of_what_was_needed(lab: Lab) -> None:
    """A time that is unusual needs its flag, and a correction its reason."""
    said = lab.say(*_ANCHOR[:-1], "2026-11-22 14:05", "--accept-time", "--reason", "wrong day")
    assert (0, "") == (said.code, said.err)


def test_every_such_message_is_provoked() -> None:
    """A message that nothing here provokes is one too many, or a provocation too few."""
    assert set(NotNeeded) == set(PROVOCATIONS)
