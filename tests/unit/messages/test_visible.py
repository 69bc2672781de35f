"""Nothing that a user or a file gives steers a terminal: what would is written as an escape, wherever it is said."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.messages import LONGEST_FACT, Message, Reason, Refusal, visible
from experiment.verbs.visible_streams import visible_streams
from tests.instruments.steering import steers
from tests.instruments.systems import WINDOWS
from tests.instruments.typed_lab import Lab
from tests.unit.messages.test_catalogue import MESSAGES, NUMBERS

_STEERING = ["\x1b[31m", "\x9b31m", "\x07", "\u202e", "\u2066", "\u200f", "\u2028", "\ud800", "\x7f", "\u200b", "\x00"]


@given(text=st.text(st.characters(), max_size=20))
def test_whatever_is_said_is_seen(text: str) -> None:
    """A text made visible holds no control, direction mark or line end; what could be seen already stays as it was."""
    assert not steers(visible(text))
    assert "\n" not in visible(text)
    assert visible(visible(text)) == visible(text)
    if text.isprintable():
        assert text == visible(text)


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_no_fact_of_a_message_steers(message: Message) -> None:
    """Every message of the catalogue, filled with what would steer a terminal, is one line that does not."""
    facts = {name: 7 if name in NUMBERS else "".join(_STEERING) for name in message.places}
    said = message.say(**facts)
    assert 1 == len(said.splitlines())
    assert not steers(said)


def test_a_fact_is_not_endless() -> None:
    """What is given is shown with its beginning and its end, when it is too long for a line."""
    said = str(Refusal(Reason.UNKNOWN_ARM, arm="a" * 10**6 + "z", arms="patient"))
    assert len(said) < 2 * LONGEST_FACT
    assert "aa … aa" in said
    assert "az”" in said


def test_a_mistake_in_a_strange_place(tmp_path: Path) -> None:
    """A file's own name is made visible in front of its mistakes."""
    said = str(Mistake.at(Position(tmp_path / "\x1b[2Jstudy.yaml", 1, 1), Fault.FILE_MISSING))
    assert "\\x1b[2Jstudy.yaml:1:1: " in said


@pytest.mark.parametrize("bad", _STEERING, ids=ascii)
def test_nothing_typed_comes_back_raw(tmp_path: Path, capsys: pytest.CaptureFixture[str], bad: str) -> None:
    """IDs, paths, flags and words that are typed come back escaped, on standard output and standard error."""
    lab = Lab(tmp_path, capsys)
    typed = [
        ("enrol", "--participant", f"KD{bad}1", "--arm", "patient", "--language", "fr"),
        ("enrol", "--participant", "KD002", "--arm", f"pa{bad}tient", "--language", "fr"),
        ("plan", "--participant", "KD001", "--visit", f"base{bad}line"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", f"te{bad}st"),
        ("run", "--participant", "KD001", "--visit", "baseline", f"--fl{bad}y"),
        (f"fl{bad}y",),
    ]
    if "\0" not in bad:
        typed += [("validate", str(tmp_path / f"st{bad}udy.yaml"))]
    for arguments in typed:
        said = lab.say_just(*arguments)
        assert said.code in (1, 2)
        assert not steers(said.out + said.err)


def test_whatever_a_verb_prints_is_seen(capsys: pytest.CaptureFixture[str]) -> None:
    """What is printed while a command is carried out passes with its line ends, and without what steers."""
    with visible_streams():
        sys.stdout.write("a\x1b[31m\tb\n\u202ec\n")
        sys.stderr.write("d\x9b\n")
    assert ("a\\x1b[31m\tb\n\\u202ec\n", "d\\x9b\n") == capsys.readouterr()


def test_a_good_file_of_a_strange_name(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A study in a folder with a name that steers is good, and said to be so without steering."""
    lab = Lab(tmp_path, capsys)
    strange = tmp_path / "\x1b[2J\u202e"
    if WINDOWS:
        pytest.skip("Windows gives no file such a name")
    strange.mkdir()
    for name in ("study.yaml", "events.yaml", "texts.yaml"):
        (strange / name).write_bytes((tmp_path / name).read_bytes())
    said = lab.say_just("validate", str(strange / "study.yaml"))
    assert 0 == said.code
    assert "" == said.err
    assert not steers(said.out)
