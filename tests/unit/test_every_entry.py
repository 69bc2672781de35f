"""Every verb with every option, given what nobody should type: always a sentence, never a traceback, never a hang."""

from __future__ import annotations

import argparse
import sys
from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

import pandas as pd
import pytest

from experiment.cli import command_line
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal, Usage
from experiment.verbs.typed import new_folder, path
from tests.instruments.steering import steers
from tests.instruments.typed_lab import Lab

BAD = {
    "empty": "",
    "blank": " \t ",
    "very long": "x" * 100_000,
    "long with slashes": "a/" * 5000,
    "many digits": "9" * 5000,
    "steering": "a\x1b[31mb\u202ec\x9b",
    "two lines": "a\nb",
    "undecodable": "a\udce0b",
    "a lone surrogate": "a\ud800b",
    "a null character": "a\0b",
    "negative": "-1",
    "other digits": "١٢",
    "not a number": "nan",
    "a formula": "=1+1",
    "a device": "NUL" if sys.platform == "win32" else "/dev/null",
    "a file for a folder": f"{sys.executable}/x",
    "where nobody may write": "Q:/x" if sys.platform == "win32" else "/proc/x",
    "somebody's home": "~nobody_of_that_name/x",
    "a path up": "../../../../../../../..",
    "another word": "Straße",
}

_GOOD = {
    "--participant": "KD001",
    "--visit": "baseline",
    "--arm": "patient",
    "--language": "fr",
}


def verbs() -> dict[str, argparse.ArgumentParser]:
    """Every verb of the command, with what reads its options."""
    (action,) = (each for each in command_line()._actions if isinstance(each, argparse._SubParsersAction))
    return dict(action.choices)


def cases() -> Iterator[tuple[str, str]]:
    for verb, parser in verbs().items():
        for action in parser._actions:
            yield verb, action.option_strings[-1] if action.option_strings else ""


@contextmanager
def no_display(_size: Size) -> Iterator[None]:
    raise Refusal(Reason.NO_VIRTUAL_DISPLAY, error="none in this test")
    yield


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, enrolled: Path) -> Lab:
    """A lab without any display, in whose folder commands are typed."""
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.setattr("experiment.verbs.some_display.virtual_display", no_display)
    monkeypatch.setattr("experiment.verbs.preview._preview", lambda study, options: ["drawn"])  # it takes seconds
    monkeypatch.setattr("experiment.verbs.simulate._PARTICIPANTS", 1)  # a whole study takes half a minute
    nothing_found = pd.DataFrame(
        columns=["participants", "retest_events", "test", "measure", "arm", "visit", "to_visit"]
    )
    monkeypatch.setattr("experiment.verbs.power.power", lambda *_: nothing_found)  # many studies take minutes
    monkeypatch.setattr("experiment.verbs.preregister.put_together", lambda *_: 0)
    monkeypatch.setattr("experiment.verbs.recover.put_together", lambda *_: None)
    monkeypatch.chdir(tmp_path)
    return Lab(tmp_path, capsys, like=enrolled)


def needed(verb: str, without: str, lab: Lab) -> list[str]:
    """The options without which the verb cannot be, all good."""
    words = []
    for action in verbs()[verb]._actions:
        option = action.option_strings[-1] if action.option_strings else ""
        if option == without:
            continue
        if option in _GOOD and (action.required or verb == "run"):
            words += [option, _GOOD[option]]
        if option == "--data":
            words += [option, str(lab.data)]
        if action.dest == "files":
            words.append(str(lab.study))
        if option in ("--study", "--from"):
            words += [option, str(lab.study)]
        if action.dest == "folder":
            words.append("own")
    if verb == "run":
        words = [
            word
            for n, word in enumerate(words)
            if word not in ("--arm", "--language") and words[n - 1] not in ("--arm", "--language")
        ]
    return words


def assert_a_sentence(said: object, typed: list[str]) -> None:
    code, out, err = said.code, said.out, said.err  # type: ignore[attr-defined]
    assert code in (0, 1, 2), typed
    assert "Traceback" not in out + err, typed
    assert not steers((out + err).replace("\t", "")), typed
    assert code == 0 or err.strip(), typed
    assert all(len(line) < 3000 for line in err.splitlines()), typed
    if code == 2:
        assert 1 == len(err.splitlines()), typed


@pytest.mark.parametrize(("verb", "option"), list(cases()), ids=lambda part: part or "FILE")
def test_no_value_is_too_bad_for_a_sentence(lab: Lab, verb: str, option: str) -> None:
    """Every option of every verb, with values that nobody should give, without one, twice and misspelt. Each option has
    half of the values, so that each value is tried with a hundred options.
    """
    before = {file.name for file in lab.folder.iterdir()}
    base = needed(verb, option, lab)
    takes_value = (
        option not in ("--help",)
        and verbs()[verb]._option_string_actions.get(option, argparse.Action([], "", nargs=None)).nargs != 0
    )
    for bad in list(BAD.values())[crc32(f"{verb} {option}".encode()) % 2 :: 2]:
        typed = [verb, *base, *([option] if option else []), bad]
        if option and takes_value:
            assert_a_sentence(lab.say_just(verb, *base, f"{option}={bad}"), [verb, option, bad[:40]])
            if bad.strip() and not bad.startswith("-"):
                continue  # argparse sees no difference between one word and two
        assert_a_sentence(lab.say_just(*typed), [word[:40] for word in typed])
    if option:
        for typed in (
            [verb, *base, option],
            [verb, *base, option, option],
            [verb, *base, f"{option}x", "y"],
            [verb, option],
        ):
            assert_a_sentence(lab.say_just(*typed), typed)
    assert not Path("/dev/null").is_file()  # root could replace it
    # where a folder was named, it may be made
    named = (verb, option) in (
        ("new", ""),
        ("preregister", ""),
        ("recover", ""),
    ) or verb == "backup"  # which takes a folder beside every option
    if not named and option not in ("--data", "--out", "--into"):
        made = {file.name for file in lab.folder.iterdir()} - before
        assert made <= {"data-rehearsals", "preview", "own", "report.html", "scores"}


@pytest.mark.parametrize(
    "words", [["-"], ["--"], ["-h", "-h"], ["--version", "x"], ["-x"], ["run", "--", "--visit"], ["", ""]]
)
def test_no_line_is_too_bad_for_a_sentence(lab: Lab, words: list[str]) -> None:
    """A line that names no verb, or holds signs alone, is answered too."""
    assert_a_sentence(lab.say_just(*words), words)


@pytest.mark.parametrize("verb", list(verbs()))
def test_a_verb_alone_is_answered(lab: Lab, verb: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each verb without any option does what it does, or says what it needs."""
    monkeypatch.setattr("experiment.cli.DATA", lab.data)
    needs = any(action.required and action.option_strings for action in verbs()[verb]._actions)
    said = lab.say_just(verb, *([] if needs or verb == "run" else needed(verb, "", lab)))
    assert_a_sentence(said, [verb])
    assert not needs or 2 == said.code


def test_the_home_folder_is_meant(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tilde that the shell has left is the home folder, for every path of the command line."""
    for name in ("HOME", "USERPROFILE"):  # the second is that of Windows
        monkeypatch.setenv(name, str(lab.folder))
    said = lab.say_just(
        "plan", "--study=~/study.yaml", "--data=~/data", "--participant", "KD001", "--visit", "baseline"
    )
    assert (0, "") == (said.code, said.err)
    assert f"{lab.study}: good" in lab.say_just("validate", "~/study.yaml").out
    assert not (lab.folder / "~").exists()


def test_a_folder_whose_name_begins_with_a_tilde(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who writes ``./~`` means a folder of this one, and not the home folder."""
    monkeypatch.chdir(lab.folder)
    (lab.folder / "~d").mkdir()
    lab.study.rename(lab.folder / "~d" / "study.yaml")
    assert "cannot be the path" not in lab.say_just("validate", "./~d/study.yaml").err


@pytest.mark.parametrize("typed", ["data ", " data", "data\t", "./data "])
def test_spaces_around_a_path_mean_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """A space that was pasted with a path makes no other folder, in which nobody would be enrolled."""
    monkeypatch.chdir(tmp_path)
    assert Path("data") == path(typed)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows drops a space at the end of a name")
def test_a_folder_whose_name_ends_in_a_space_is_meant_where_it_is_there(tmp_path: Path) -> None:
    """What somebody has called so can be named."""
    (tmp_path / "data ").mkdir()
    assert tmp_path / "data " == path(f"{tmp_path}/data ")


@pytest.mark.skipif(sys.platform == "win32", reason="these are paths there")
@pytest.mark.parametrize("typed", ["C:\\study\\data", "d:/study", "\\\\pc\\share\\data", " C:\\data"])
def test_a_path_of_windows_is_no_name_elsewhere(typed: str) -> None:
    """What was copied from a page about Windows makes no folder of that name here."""
    with pytest.raises(ArgumentTypeError) as refused:
        path(typed)
    assert Usage.PATH_OF_WINDOWS.say(text=typed) == str(refused.value)


@pytest.mark.parametrize("name", ["aux", "COM1.data", "a:b", "own.", "what?"])
def test_a_new_folder_has_a_name_that_every_system_takes(name: str) -> None:
    """A study or an export is carried between systems: its folder is, too."""
    with pytest.raises(ArgumentTypeError) as refused:
        new_folder(f"there/{name}")
    assert Usage.NOT_PORTABLE.say(name=name) == str(refused.value)


def test_every_value_is_read_by_something() -> None:
    """No option takes its value as it comes, so none can take an empty one, or miss the home folder."""
    for verb, parser in verbs().items():
        for action in parser._actions:
            takes_value = action.nargs != 0
            assert not takes_value or action.type not in (None, str, Path), (verb, action.option_strings)
