"""Health data are the owner's only, name nobody, and say nothing of the computer or its user: whatever writes them."""

from __future__ import annotations

import argparse
import getpass
import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from experiment.cli import command_line
from experiment.format.vocabulary import ParticipantMode
from experiment.messages import Confirm
from experiment.record.kept_lab_checks import keep_check
from experiment.record.storage import Disk
from experiment.verbs import typed
from tests.instruments.check_reports import report
from tests.instruments.study_session import change_study, study_session
from tests.instruments.systems import WINDOWS
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab, break_off

ANCHOR = ("anchor", "--participant", "KD001", "--name", "infusion1_end", "--accept-time")


@contextmanager
def umask(mode: int) -> Iterator[None]:
    before = os.umask(mode)
    try:
        yield
    finally:
        os.umask(before)


def a_day(lab: Lab) -> list[Path]:
    """Whatever the program can write in a day, and the folders that it has written to."""
    with_anchors(lab.study)
    lab.data = lab.folder / "other data"
    enrol = ("enrol", "--arm", "patient", "--language", "fr")
    assert 0 == lab.say(*enrol, "--participant", "KD001").code
    assert 0 == lab.say(*enrol, "--participant", "KD002").code
    keep_check(Disk(), lab.data, report(1, "pass"), "text", b"picture")  # type: ignore[arg-type]
    study_session(lab.study, lab.data)
    assert 0 == lab.say(*ANCHOR, "--at", "2026-11-23 14:05").code
    assert 0 == lab.say("enrol", "--participant", "KD002", "--withdraw", "--reason", "own wish").code
    break_off(lab, ParticipantMode.SCRIPTED)
    assert 0 == lab.simulate("--resume").code
    (lab.folder / "stick").mkdir(0o700)
    assert 0 == lab.say("backup", str(lab.folder / "stick")).code
    everything, page = lab.folder / "all", lab.folder / "pages" / "page.html"
    assert 0 == lab.say_just("collect", str(lab.data), "--into", str(everything)).code
    page.parent.mkdir(0o700)
    assert 0 == lab.say_just("replay", "KD001/baseline", "--data", str(lab.data), "--out", str(page)).code
    return [lab.data, lab.folder / "other data-rehearsals", lab.folder / "stick", everything, page.parent]


@pytest.fixture
def written(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    monkeypatch.setattr("experiment.record.run_again.DrawnAgain.picture", lambda *_: b"")
    with umask(0):
        return [path for folder in a_day(lab) for path in (folder, *folder.rglob("*"))]


@pytest.mark.skipif(WINDOWS, reason="Windows has no such modes")
def test_everything_is_the_owners_alone(written: list[Path]) -> None:
    """Under umask 000: no file and no folder that a day leaves can be read, or looked into, by anybody else."""
    assert [] == [path for path in written if stat.S_IMODE(path.stat().st_mode) & 0o077]
    assert len(written) > 80


def test_nothing_says_whose_computer_it_is(written: list[Path], lab: Lab) -> None:
    """Neither the name of the user or the computer, nor a path on it, stands in any file."""
    words = {getpass.getuser(), socket.gethostname(), str(Path.home()), str(lab.folder)}
    telling = [word.encode() for word in words if len(word) > 4]
    contents = {path: path.read_bytes() for path in written if path.is_file()}
    assert [] == [(path, word) for path, content in contents.items() for word in telling if word in content]


PERSONAL = "Mme Durand was late"

LINES: dict[tuple[str, str], tuple[str, ...]] = {
    ("enrol", "--reason"): ("enrol", "--participant", "KD001", "--withdraw", "--reason", PERSONAL),
    ("anchor", "--reason"): (*ANCHOR, "--at", "2026-11-23 15:05", "--reason", PERSONAL),
    ("run", "--reason"): ("run", "--participant", "KD001", "--visit", "baseline", "--new-run", "--reason", PERSONAL),
    ("run", "--study-changed"): ("run", "--participant", "KD001", "--visit", "baseline", "--study-changed", PERSONAL),
    ("run", "--visit-words"): (
        *("run", "--participant", "KD001", "--visit", "baseline"),
        *("--visit-reason", "other", "--visit-words", PERSONAL),
    ),
    ("simulate", "--reason"): (
        *("simulate", "--participant", "KD001", "--arm", "patient", "--visit", "baseline"),
        *("--new-run", "--reason", PERSONAL),
    ),
}
"""For each option that takes words of somebody's own: a line with it."""


@pytest.mark.parametrize("line", LINES.values(), ids=map(" ".join, LINES))
def test_words_that_name_somebody_are_sent_back(lab: Lab, line: tuple[str, ...]) -> None:
    """Where words are kept with the data, a name in them is refused, as long as nobody says that it is none."""
    with_anchors(lab.study)
    if "--study-changed" in line:  # where nothing has changed, nothing is kept
        study_session(lab.study, lab.data)
        change_study(lab.study, "seed: 7", "seed: 8")
    before = lab.tree()
    said = lab.say(*line)
    assert (1, Confirm.REASON_LOOKS_PERSONAL.say(reason=PERSONAL, what="a name")) == (said.code, said.err.strip())
    assert before == lab.tree()


def test_no_option_for_words_is_left_out() -> None:
    """Every option of the command line that takes a reason is tried above."""
    verbs = next(action for action in command_line()._actions if isinstance(action, argparse._SubParsersAction))
    taking = {
        (verb, action.option_strings[0])
        for verb, parser in verbs.choices.items()
        for action in parser._actions
        if action.type is typed.reason
    }
    assert taking == set(LINES)
