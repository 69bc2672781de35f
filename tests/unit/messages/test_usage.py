"""What is typed on the command line and cannot be used: each message is provoked by typing it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from experiment.cli import command_line
from experiment.format.vocabulary import ParticipantMode
from experiment.messages import Usage
from experiment.verbs.names import VERBS
from experiment.verbs.usage import OneLineParser
from tests.instruments.typed_lab import Lab

_SESSION = ("--participant", "KD001", "--visit", "baseline")
_KINDS = "study, test, demo"
_VERBS = "validate, new, lists, enrol, anchor, status, plan, check, run, verify, preview, simulate, launcher, demo"
NOT_HERE = {Usage.NOT_UNDERSTOOD}  # for what only a later Python says

PROVOCATIONS: dict[Usage, tuple[tuple[str, ...], dict[str, str]]] = {
    Usage.RUN_WITHOUT_SESSION: (("run",), {"missing": "--participant and --visit"}),
    Usage.NOT_A_KIND: (("run", *_SESSION, "--kind", "simulated"), {"text": "simulated", "known": _KINDS}),
    Usage.NOT_A_PARTICIPANT_MODE: (
        ("simulate", *_SESSION, "--arm", "patient", "--participant-mode", "human"),
        {"text": "human", "known": ", ".join(mode for mode in ParticipantMode if mode is not ParticipantMode.HUMAN)},
    ),
    Usage.NOT_A_SHARE: (("simulate", *_SESSION, "--miss", "1.5"), {"text": "1.5"}),
    Usage.NOT_A_PACE: (("simulate", *_SESSION, "--pace", "0,5"), {"text": "0,5", "fastest": "20"}),
    Usage.NOT_A_WINDOW_REASON: (
        ("run", *_SESSION, "--visit-reason", "late"),
        {"text": "late", "known": "late_infusion, participant_late, technical, clinical, scheduling, other"},
    ),
    Usage.NOT_A_COUNT: (("plan", *_SESSION, "--run", "0"), {"text": "0", "smallest": "1", "largest": "9999"}),
    Usage.NOT_A_TIME: (
        ("anchor", "--participant", "KD001", "--name", "infusion1_end", "--at", "25:00"),
        {"text": "25:00"},
    ),
    Usage.NOT_A_YEAR: (
        ("anchor", "--participant", "KD001", "--name", "infusion1_end", "--at", "1999-11-26 14:05"),
        {"text": "1999-11-26 14:05", "first": "2000", "last": "2099"},
    ),
    Usage.NOT_A_RATE: (("check", "--emulate", "fast"), {"text": "fast", "slowest": "20", "fastest": "240"}),
    Usage.NOT_A_TEXT_SCALE: (("run", *_SESSION, "--text-scale", "3"), {"text": "3", "largest": "2"}),
    Usage.NOT_A_SIZE: (("demo", "--window", "100x100"), {"text": "100x100", "largest": "16384"}),
    Usage.NOT_LISTS: (("lists", "--make", "3x"), {"text": "3x", "most": "5", "largest": "500"}),
    Usage.NOT_LANGUAGES: (("new", "own", "--from", "x.yaml", "--languages", "Spanish"), {"text": "Spanish"}),
    Usage.NOT_AN_EXPORT: (("export", "spss", "x"), {"text": "spss", "known": "bids, psychds, redcap, excel"}),
    Usage.NOT_A_FIGURE: (("lists", "--figure", "lists.doc"), {"text": "lists.doc"}),
    Usage.NOT_AN_EVENT_FILE: (("lists", "--swap", "--out", "new.csv"), {"text": "new.csv"}),
    Usage.UNKNOWN_VERB: (("rnu",), {"text": "rnu", "suggestion": "did you mean run?"}),
    Usage.UNKNOWN_OPTION: (
        ("run", *_SESSION, "--opertor", "AB"),
        {"text": "--opertor", "verb": "run", "suggestion": "did you mean --operator?"},
    ),
    Usage.OPTION_BEFORE_VERB: (("--study", "x.yaml", "run", *_SESSION), {"option": "--study", "verb": "run"}),
    Usage.OPTION_TWICE: (("run", *_SESSION, "--visit", "day7"), {"option": "--visit"}),
    Usage.OPTION_MISSING: (("enrol", "--participant", "KD001"), {"verb": "enrol", "options": "--arm, --language"}),
    Usage.ANOTHER_OPTION_MISSING: (
        ("simulate", "--participant", "KD001"),
        {"option": "--participant", "options": "--visit", "verb": "simulate"},
    ),
    Usage.VALUE_MISSING: (("run", "--visit", "baseline", "--participant"), {"option": "--participant"}),
    Usage.VALUE_NOT_WANTED: (("run", *_SESSION, "--resume=yes"), {"option": "--resume", "text": "'yes'"}),
    Usage.NOT_TOGETHER: (
        ("run", *_SESSION, "--resume", "--new-run"),
        {"option": "--new-run", "other": "--resume"},
    ),
    Usage.BELONGS_NOWHERE: (("run", *_SESSION, "--reason", "fire", "alarm"), {"text": "alarm"}),
    Usage.EMPTY: (("run", *_SESSION, "--display", ""), {}),
    Usage.NO_SUCH_STUDY: (
        ("plan", *_SESSION, "--study", "ketamin_retest"),
        {"text": "ketamin_retest", "suggestion": "did you mean ketamine_retest?", "file": "./ketamin_retest"},
    ),
    Usage.NOT_A_PATH: (("run", *_SESSION, "--data", "a" * 300), {"text": "a" * 300}),
    Usage.NOT_PORTABLE: (("new", "aux", "--from", "ketamine"), {"name": "aux"}),
    Usage.NOT_TEXT: (("run", *_SESSION, "--new-run", "--reason", "a\udce0b"), {"name": "U+DCE0"}),
    Usage.TOO_LONG: (("run", *_SESSION, "--new-run", "--reason", "no " * 100), {"length": "299", "longest": "200"}),
}
if sys.platform != "win32":  # where it is what it says
    PROVOCATIONS[Usage.PATH_OF_WINDOWS] = (("run", *_SESSION, "--data", r"C:\study\data"), {"text": r"C:\study\data"})
else:
    NOT_HERE.add(Usage.PATH_OF_WINDOWS)


@pytest.mark.parametrize("usage", PROVOCATIONS, ids=str)
def test_a_value_that_cannot_be_used_is_named(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], usage: Usage
) -> None:
    """A value that cannot be used ends in wrong usage, and the last line is this message with what was typed."""
    arguments, facts = PROVOCATIONS[usage]
    said = Lab(tmp_path_factory.mktemp("lab"), capsys).say_just(*arguments)
    assert (2, "", 1) == (said.code, said.out, len(said.err.splitlines()))
    assert said.err.rstrip("\n").endswith(usage.say(**facts))


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (("run", *_SESSION, "--op", "AB"), "did you mean --operator?"),
        (("run", *_SESSION, "--text"), "did you mean --text-scale?"),
        (("enrol", "--part", "KD001"), "did you mean --participant?"),
        (("enrol", "--operator", "AB"), "choose from: --help, --study"),
        (("plan", *_SESSION, "--hepl"), "did you mean --help?"),
        (("--verison",), "did you mean --version?"),
        (("--operator", "AB", "run"), "write it after the verb: run --operator"),
        (("--data=x",), "write it after the verb: VERB --data"),
    ],
)
def test_what_is_suggested_is_an_option_of_that_verb(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], says: str
) -> None:
    """The option that begins so or resembles it, all of that verb's if there is none, or where an option belongs."""
    said = Lab(tmp_path, capsys).say_just(*typed)
    assert 2 == said.code
    assert says in said.err


def test_every_verb_has_a_name_of_its_own() -> None:
    """lab.py, which looks at a verb before it installs anything, knows those that the command knows."""
    (verbs,) = [action.choices for action in command_line()._actions if isinstance(action.choices, dict)]
    assert VERBS == tuple(verbs)


def test_a_sentence_of_argparse_that_is_new_is_one_line_too(capsys: pytest.CaptureFixture[str]) -> None:
    """What a later Python says of a command line is said in one line, with our remedy."""
    with pytest.raises(SystemExit) as ended:
        OneLineParser(prog="belief-update").error("something\nnew")
    said = capsys.readouterr().err
    assert 2 == ended.value.code
    assert 1 == len(said.splitlines())
    assert said.startswith(Usage.NOT_UNDERSTOOD.say(problem="something\nnew"))


def test_every_message_about_usage_is_provoked() -> None:
    """A message that nothing here provokes is one too many, or a provocation too few."""
    assert set(Usage) == set(PROVOCATIONS) | NOT_HERE
