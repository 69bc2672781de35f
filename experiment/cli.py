"""The command ``belief-update``: what can be typed, and which verb carries it out."""

from __future__ import annotations

import argparse
import importlib
import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from experiment import __version__
from experiment.config.mistakes import StudyMistakes
from experiment.format.vocabulary import ParticipantMode, SessionKind, Word
from experiment.interrupts import importing
from experiment.layout.size import LARGEST_TEXT_SCALE, Size
from experiment.messages import Reason, Refusal, Usage
from experiment.verbs.places import DATA, DISPLAYS, NO, STUDY
from experiment.verbs.visible_streams import visible_streams

_W = TypeVar("_W", bound=Word)

_SLOWEST_HZ, _FASTEST_HZ = 20, 240


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command.

    Parameters
    ----------
    arguments
        As typed, without the name of the command.

    Returns
    -------
    int
        0: done; 1: the answer is no; 2: wrong usage.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a redirected output may have an encoding without “→” and “≤”
        sys.stdout.reconfigure(errors="backslashreplace")
    with visible_streams():
        return _carry_out(_parser().parse_args(arguments))


def _carry_out(options: argparse.Namespace) -> int:
    try:
        with importing():
            verb = importlib.import_module(f"experiment.verbs.{options.verb}")
        return int(verb.carry_out(options))
    except ModuleNotFoundError as missing:
        package = str(missing.name).partition(".")[0]
        if package == "experiment":
            raise
        print(Reason.NO_PACKAGE.say(package=package), file=sys.stderr)
        return NO
    except (Refusal, StudyMistakes) as no:
        print(no, file=sys.stderr)
        return NO
    except KeyboardInterrupt:
        print(Reason.STOPPED.say(), file=sys.stderr)
        return NO


def _one_of(words: Sequence[_W], otherwise: Usage) -> Callable[[str], _W]:
    """Make what reads one of these words from the command line."""
    known = {str(word): word for word in words}

    def read(text: str) -> _W:
        if text not in known:
            raise argparse.ArgumentTypeError(otherwise.say(text=text, known=", ".join(known)))
        return known[text]

    return read


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(Usage.NOT_A_COUNT.say(text=text))
    return int(text)


def _size(text: str) -> Size:
    width, _, height = text.partition("x")
    if not (width.isdecimal() and height.isdecimal() and int(width) >= 640 and int(height) >= 480):
        raise argparse.ArgumentTypeError(Usage.NOT_A_SIZE.say(text=text))
    return Size(int(width), int(height))


def _hertz(text: str) -> float:
    if not text.isdecimal() or not _SLOWEST_HZ <= int(text) <= _FASTEST_HZ:
        raise argparse.ArgumentTypeError(Usage.NOT_A_RATE.say(text=text, slowest=_SLOWEST_HZ, fastest=_FASTEST_HZ))
    return float(text)


def _text_scale(text: str) -> float:
    try:
        scale = float(text)
    except ValueError:
        scale = 0.0
    if not 1.0 <= scale <= LARGEST_TEXT_SCALE:
        raise argparse.ArgumentTypeError(Usage.NOT_A_TEXT_SCALE.say(text=text, largest=f"{LARGEST_TEXT_SCALE:g}"))
    return scale


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="belief-update", description="The belief-updating task.")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    study = argparse.ArgumentParser(add_help=False)
    study.add_argument("--study", type=Path, default=STUDY, help="study file")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, default=DATA, help="data folder")
    machine = argparse.ArgumentParser(add_help=False)
    machine.add_argument("--json", action="store_true", help="print JSON")
    display = argparse.ArgumentParser(add_help=False)
    display.add_argument("--display", metavar="NAME", help="display of configs/displays.yaml (its default)")
    display.add_argument("--displays", type=Path, default=DISPLAYS, metavar="FILE", help="another file of displays")
    again = argparse.ArgumentParser(add_help=False)
    how = again.add_mutually_exclusive_group()
    how.add_argument("--resume", action="store_true", help="go on with an interrupted session")
    how.add_argument("--new-run", action="store_true", help="do a session again, with --reason")
    again.add_argument("--reason", help="why it is done again; no names")

    verb = verbs.add_parser("validate", help="check study files, and the event and text files they name")
    verb.add_argument("files", type=Path, nargs="*", metavar="FILE", help="study files (all of configs/)")
    verb.set_defaults(verb="validate")

    verb = verbs.add_parser("enrol", parents=[study, data, machine], help="enrol a participant")
    verb.add_argument("--participant", required=True, help="ID")
    verb.add_argument("--arm", required=True, help="arm of the study")
    verb.add_argument("--language", required=True, help="language on the screen")
    verb.set_defaults(verb="enrol")

    verb = verbs.add_parser("plan", parents=[study, data, machine], help="print what a session will be")
    verb.add_argument("--participant", required=True, help="ID")
    verb.add_argument("--visit", required=True, help="visit")
    verb.add_argument("--trials", action="store_true", help="every page and trial, too")
    verb.add_argument("--run", type=_count, default=1, help="run of the visit (1)")
    verb.add_argument("--arm", help="for somebody who is not enrolled: the arm")
    verb.add_argument("--order", type=_count, help="for somebody who is not enrolled: which list order (1)")
    verb.add_argument("--language", help="for somebody who is not enrolled: the language")
    kinds = list(SessionKind)
    verb.add_argument("--kind", type=_one_of(kinds, Usage.NOT_A_KIND), default=SessionKind.STUDY, help=", ".join(kinds))
    verb.set_defaults(verb="plan")

    verb = verbs.add_parser("check", parents=[study, data, machine, display], help="check this computer")
    verb.add_argument("--thorough", action="store_true", help="every duration 25 times, before a study")
    verb.add_argument("--without-taps", action="store_true", help="nobody is there to tap the space bar")
    verb.add_argument("--emulate", type=_hertz, metavar="HZ", help="pace flips by software: no evidence of a display")
    verb.add_argument("--window", type=_size, metavar="WIDTHxHEIGHT", help="a window of this size")
    verb.set_defaults(verb="check")

    verb = verbs.add_parser("run", parents=[study, data, again, display], help="conduct a session on this screen")
    verb.add_argument("--participant", help="ID")
    verb.add_argument("--visit", help="visit")
    verb.add_argument("--operator", help="code of the person who conducts it")
    verb.add_argument("--arm", help="for a rehearsal of somebody who is not enrolled: the arm")
    verb.add_argument("--language", help="for a rehearsal of somebody who is not enrolled: the language")
    kinds = [SessionKind.STUDY, SessionKind.TEST, SessionKind.DEMO]
    verb.add_argument("--kind", type=_one_of(kinds, Usage.NOT_A_KIND), default=SessionKind.STUDY, help=", ".join(kinds))
    modes = list(ParticipantMode)
    verb.add_argument(
        "--participant-mode",
        type=_one_of(modes, Usage.NOT_A_PARTICIPANT_MODE),
        default=ParticipantMode.HUMAN,
        help=", ".join(modes),
    )
    verb.add_argument(
        "--window", type=_size, metavar="WIDTHxHEIGHT", help="a window of this size, not the whole screen"
    )
    verb.add_argument("--accept-clock", action="store_true", help="go on with a clock that seems wrong")
    verb.add_argument("--accept-display", action="store_true", help="go on with a display that is not as expected")
    verb.add_argument("--text-scale", type=_text_scale, metavar="N", help="larger type: 1.2 is a fifth larger")
    verb.set_defaults(verb="run")

    verb = verbs.add_parser("preview", help="draw every screen of a study, in each language, as pictures")
    verb.add_argument("files", type=Path, nargs="*", metavar="FILE", help="study files (all of configs/)")
    verb.add_argument("--language", help="one language only")
    verb.add_argument(
        "--out", type=Path, default=Path("preview"), metavar="DIR", help="folder for the pictures (preview)"
    )
    verb.add_argument("--window", type=_size, metavar="WIDTHxHEIGHT", help="size of the pictures (1280x720)")
    verb.add_argument("--text-scale", type=_text_scale, default=1.0, metavar="N", help="larger type")
    verb.set_defaults(verb="preview")

    verb = verbs.add_parser("simulate", parents=[study, data, again], help="one session of a virtual participant")
    verb.add_argument("--participant", required=True, help="ID; enrolled if it is not")
    verb.add_argument("--arm", required=True, help="arm of the study")
    verb.add_argument("--visit", required=True, help="visit")
    verb.add_argument("--language", help="language (the study's first)")
    modes = [ParticipantMode.SCRIPTED, ParticipantMode.RANDOM]
    verb.add_argument(
        "--participant-mode",
        type=_one_of(modes, Usage.NOT_A_PARTICIPANT_MODE),
        default=ParticipantMode.RANDOM,
        help=", ".join(modes),
    )
    verb.set_defaults(verb="simulate")

    verb = verbs.add_parser("demo", parents=[data], help="show a short session and the data it writes")
    verb.add_argument("--language", help="language (en)")
    verb.add_argument("--window", type=_size, metavar="WIDTHxHEIGHT", help="a window of this size")
    verb.set_defaults(verb="demo")
    return parser
