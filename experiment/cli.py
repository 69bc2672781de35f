"""The command ``belief-update``: what can be typed, and which verb carries it out."""

from __future__ import annotations

import argparse
import importlib
import io
import shlex
import subprocess
import sys
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any

from experiment import __version__
from experiment.config.mistakes import StudyMistakes
from experiment.format.vocabulary import ExportForm, ParticipantMode, SessionKind, WindowReason
from experiment.interrupts import importing, stopped_by_the_system
from experiment.launcher.acting import Acted, NotUnderstood
from experiment.messages import Reason, Refusal, Usage
from experiment.record.data_folder import check_data_folder
from experiment.verbs import typed
from experiment.verbs.defaults import ASSUMPTIONS, DATA, DISPLAYS, STUDY, studies_by_name
from experiment.verbs.exit_codes import NO, WRONG_USAGE
from experiment.verbs.if_needed import mark, say_not_needed
from experiment.verbs.moment import clock_time
from experiment.verbs.names import LAUNCHER
from experiment.verbs.stopping import stopped
from experiment.verbs.usage import OneLineParser
from experiment.verbs.visible_streams import visible_streams


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out one command.

    Parameters
    ----------
    arguments
        As typed, without the name of the command; nothing at all opens the launcher.

    Returns
    -------
    int
        0: done; 1: the answer is no; 2: wrong usage.
    """
    if isinstance(sys.stdout, io.TextIOWrapper):  # a redirected output may have an encoding without “→” and “≤”
        sys.stdout.reconfigure(errors="backslashreplace")
    with visible_streams():
        typed_words = sys.argv[1:] if arguments is None else arguments
        return _carry_out(_read(typed_words or [LAUNCHER]))


def _read(words: Sequence[str]) -> argparse.Namespace:
    """Read a command line; what is wrong with one that is to open the launcher is also said in a window."""
    while True:
        said = io.StringIO()
        try:
            with redirect_stderr(said):
                return command_line().parse_args(words)
        except SystemExit as ending:
            print(said.getvalue(), end="", file=sys.stderr)
            line = said.getvalue().strip()
            if not (line and words[0] == LAUNCHER and ending.code == WRONG_USAGE):
                raise
            if not _wants_again(NotUnderstood(line), argparse.Namespace(language=None)):
                raise


def act(arguments: Sequence[str]) -> Acted:
    """Carry out a command for the launcher, as if it had been typed without a terminal, and tell what it has said."""
    out, err = io.StringIO(), io.StringIO()
    code, refusal = NO, None
    with redirect_stdout(out), redirect_stderr(err):
        try:
            code = _do(command_line().parse_args(arguments))
        except SystemExit as ending:  # it is not understood
            code = int(str(ending.code))
        except Refusal as no:
            refusal = no
        except StudyMistakes as no:
            print(no, file=sys.stderr)
    return Acted(code, out.getvalue(), err.getvalue(), refusal)


def _do(options: argparse.Namespace) -> int:
    if "data" in options:
        check_data_folder(options.data)
    with importing():
        verb = importlib.import_module(f"experiment.verbs.{options.verb}")
    mark(options)
    code = int(verb.carry_out(options))
    if code != WRONG_USAGE:  # else nothing was done that could have needed anything
        say_not_needed(options)
    return code


def _carry_out(options: argparse.Namespace) -> int:
    """Carry out a command; why the launcher is not opened is also said in a window, from where it is tried again."""
    while True:
        try:
            if options.verb == LAUNCHER:  # its window is closed, and what has begun goes on
                return _do(options)
            with stopped_by_the_system():
                return _do(options)
        except (Refusal, StudyMistakes, ModuleNotFoundError) as error:
            no = _as_refusal(error)
            print(_line(no, options), file=sys.stderr)
            if options.verb != LAUNCHER or not _wants_again(no, options):
                return NO
        except KeyboardInterrupt:
            print(_line(Refusal(stopped(options), places=""), options), file=sys.stderr)
            return NO
        except Exception as error:
            if options.verb == LAUNCHER:
                _wants_again(error, options)
            raise


def _as_refusal(error: Refusal | StudyMistakes | ModuleNotFoundError) -> Refusal | StudyMistakes:
    """Say of a package that is not there what it is called."""
    if not isinstance(error, ModuleNotFoundError):
        return error
    package = str(error.name).partition(".")[0]
    if package == "experiment":
        raise error
    return Refusal(Reason.NO_PACKAGE, package=package)


def _line(no: Refusal | StudyMistakes, options: argparse.Namespace) -> str:
    if isinstance(no, StudyMistakes):
        return str(no)
    return no.reason.say(**no.facts | ({"places": _places_named(options)} if "places" in no.facts else {}))


def _wants_again(error: Exception, options: argparse.Namespace) -> bool:
    with importing():
        from experiment.verbs.launcher import wants_again  # noqa: PLC0415
    return wants_again(error, options)


def _places_named(options: argparse.Namespace) -> str:
    """Write the options that named other places than the usual ones, so that a line to copy means the same places."""
    names = {file: name for name, file in studies_by_name().items()}
    line = []
    for option, usual in (("study", STUDY), ("data", DATA)):
        place = getattr(options, option, None)
        if place not in (None, usual):
            line += [f"--{option}", names.get(place, str(place))]
    return f" {as_typed(line)}" if line else ""


def as_typed(line: Sequence[str], system: str = sys.platform) -> str:
    """Write words as they are typed: the Command Prompt of Windows knows double quotes only."""
    return subprocess.list2cmdline(line) if system == "win32" else shlex.join(line)


_WHICH_STUDY: Any = {"type": typed.study, "metavar": "NAME_OR_FILE"}


def _followed_by_programs(verb: argparse.ArgumentParser) -> None:
    """Let a verb be followed by the launcher."""
    verb.add_argument(
        "--monitored", action="store_true", help="for programs: orders on standard input, JSON on standard output"
    )


def command_line() -> OneLineParser:
    """Make what reads the command line."""
    parser = OneLineParser(prog="belief-update", description="The belief-updating task.")
    parser.add_argument("--version", action="version", version=__version__)
    verbs = parser.add_subparsers(metavar="VERB", required=True)

    study = OneLineParser(add_help=False)
    study.add_argument("--study", **_WHICH_STUDY, default=STUDY, help=f"a study of configs/, or a file ({STUDY.stem})")
    studies = OneLineParser(add_help=False)
    studies.add_argument("files", type=typed.study, nargs="*", metavar="STUDY", help="studies (all of configs/)")
    studies.add_argument("--study", **_WHICH_STUDY, help="the same for one study, as with every verb")
    data = OneLineParser(add_help=False)
    data.add_argument("--data", type=typed.path, default=DATA, help="data folder")
    machine = OneLineParser(add_help=False)
    machine.add_argument("--json", action="store_true", help="print JSON")
    display = OneLineParser(add_help=False)
    display.add_argument("--display", type=typed.word, metavar="NAME", help="display of configs/displays.yaml")
    display.add_argument("--displays", type=typed.path, default=DISPLAYS, metavar="FILE", help="other displays")
    again = OneLineParser(add_help=False)
    how = again.add_mutually_exclusive_group()
    how.add_argument("--resume", action="store_true", help="go on with an interrupted session")
    how.add_argument("--new-run", action="store_true", help="do a session again, with --reason")
    again.add_argument("--reason", type=typed.reason, help="why it is done again; no names")
    again.add_argument("--accept-words", action="store_true", help="a reason names nobody, though it looks so")
    again.add_argument("--accept-ledger", action="store_true", help="go on although the ledger says otherwise")

    virtual = OneLineParser(add_help=False)
    virtual.add_argument("--assumptions", type=typed.path, metavar="FILE", help=f"what is assumed ({ASSUMPTIONS.name})")
    virtual.add_argument("--seed", type=typed.count, metavar="N", help="another seed, other people (1)")
    virtual.add_argument("--miss", type=typed.share, metavar="SHARE", help="one session: miss so many questions: 0.1")
    virtual.add_argument("--pause", type=typed.count, metavar="N", help="one session: ask for so many pauses")
    virtual.add_argument("--end-early", action="store_true", help="one session: end it half-way through its questions")
    virtual.add_argument("--pace", type=typed.pace, metavar="N", help="one session: N times as fast as people are")

    verb = verbs.add_parser("validate", parents=[studies, machine], help="check study files, and the files they name")
    verb.add_argument("--strict", action="store_true", help="warnings that a study does not accept are mistakes")
    verb.add_argument(
        "--data", dest="study_data", type=typed.path, help=f"say what changed since its last session ({DATA.name})"
    )
    verb.add_argument(
        "--against", type=typed.study, metavar="STUDY", help="say what changed since an earlier state of the study"
    )
    verb.set_defaults(verb="validate")

    verb = verbs.add_parser("new", help="make a study of one's own, in a folder of its own")
    verb.add_argument(
        "folder", type=typed.new_folder, metavar="FOLDER", help="folder, not there yet; the study is named so"
    )
    verb.add_argument(
        "--from", dest="made_from", type=typed.study, required=True, metavar="FILE", help="study file to begin with"
    )
    verb.add_argument(
        "--languages", type=typed.languages, metavar="LANG,…", help="its languages; what is new is left to translate"
    )
    verb.set_defaults(verb="new")

    verb = verbs.add_parser("lists", parents=[study, machine], help="compare the event lists of a study")
    how = verb.add_mutually_exclusive_group()
    how.add_argument("--swap", action="store_true", help="the smallest exchange with spare events that matches them")
    how.add_argument("--make", type=typed.lists, metavar="3x40", help="make matched lists out of --bank")
    verb.add_argument("--bank", type=typed.path, metavar="FILE", help="file of events, or table (.csv)")
    verb.add_argument("--practice", type=typed.count, metavar="N", help="with --make: so many events to practise with")
    verb.add_argument(
        "--languages", type=typed.languages, metavar="LANG,…", help="with --make: languages (those of the bank)"
    )
    verb.add_argument("--out", type=typed.events_file, metavar="FILE", help="write the new lists to this file")
    verb.add_argument("--figure", type=typed.figure, metavar="FILE", help="draw a figure: .svg, .png or .pdf")
    verb.set_defaults(verb="lists")

    verb = verbs.add_parser("enrol", parents=[study, data, machine], help="enrol a participant")
    verb.add_argument("--participant", type=typed.word, required=True, help="ID")
    verb.add_argument("--arm", type=typed.word, help="arm of the study")
    verb.add_argument("--language", type=typed.word, help="language on the screen")
    verb.add_argument("--site", type=typed.word, help="where, if the study names its sites")
    verb.add_argument("--new", action="store_true", help="the ID is meant, though one that is enrolled resembles it")
    what = verb.add_mutually_exclusive_group()
    what.add_argument("--correct", action="store_true", help="correct arm, language or site before the first session")
    what.add_argument("--withdraw", action="store_true", help="somebody no longer takes part; nothing is deleted")
    what.add_argument("--reinstate", action="store_true", help="take a withdrawal back")
    verb.add_argument("--reason", type=typed.reason, help="why an enrolment is changed; no names")
    verb.add_argument("--accept-words", action="store_true", help="a reason names nobody, though it looks so")
    verb.add_argument("--accept-ledger", action="store_true", help="change it although the ledger says otherwise")
    verb.set_defaults(verb="enrol")

    verb = verbs.add_parser("anchor", parents=[study, data, machine], help="enter when something happened")
    verb.add_argument("--participant", type=typed.word, required=True, help="ID")
    verb.add_argument("--name", type=typed.word, required=True, help="what happened, as the study file calls it")
    when = verb.add_mutually_exclusive_group()
    when.add_argument("--at", type=clock_time, metavar="TIME", help="14:05 (today) or 2026-11-26 14:05")
    when.add_argument("--take-back", action="store_true", help="it had not happened: what was entered does not hold")
    verb.add_argument("--reason", type=typed.reason, help="why an earlier entry was wrong; no names")
    verb.add_argument("--accept-words", action="store_true", help="a reason names nobody, though it looks so")
    verb.add_argument("--accept-time", action="store_true", help="the time is meant, though it is unusual")
    verb.add_argument("--accept-ledger", action="store_true", help="go on although the ledger says otherwise")
    verb.set_defaults(verb="anchor")

    verb = verbs.add_parser("status", parents=[study, data, machine], help="which visits are done, due, late")
    verb.add_argument("--at", type=clock_time, metavar="TIME", help="at another time, by what is known now")
    verb.set_defaults(verb="status")

    verb = verbs.add_parser("plan", parents=[study, data, machine], help="print what a session will be")
    verb.add_argument("--participant", type=typed.word, required=True, help="ID")
    verb.add_argument("--visit", type=typed.word, required=True, help="visit")
    verb.add_argument("--trials", action="store_true", help="every page and trial, too")
    verb.add_argument("--run", type=typed.count, default=1, help="run of the visit (1)")
    verb.add_argument("--arm", type=typed.word, help="for somebody who is not enrolled: the arm")
    verb.add_argument("--order", type=typed.count, help="for somebody who is not enrolled: which list order (1)")
    verb.add_argument("--language", type=typed.word, help="for somebody not enrolled: the language")
    kinds = list(SessionKind)
    verb.add_argument(
        "--kind", type=typed.one_of(kinds, Usage.NOT_A_KIND), default=SessionKind.STUDY, help=", ".join(kinds)
    )
    verb.set_defaults(verb="plan")

    verb = verbs.add_parser("check", parents=[study, data, machine, display], help="check this computer")
    verb.add_argument("--thorough", action="store_true", help="every duration 25 times, before a study")
    verb.add_argument("--brief", action="store_true", help="only what needs no window: a second")
    verb.add_argument("--without-taps", action="store_true", help="nobody is there to tap the space bar")
    verb.add_argument(
        "--emulate", type=typed.hertz, metavar="HZ", help="flips paced by software: no evidence of a display"
    )
    verb.add_argument("--window", type=typed.size, metavar="WIDTHxHEIGHT", help="a window of this size")
    _followed_by_programs(verb)
    verb.set_defaults(verb="check")

    verb = verbs.add_parser(
        "run", parents=[study, data, again, display, virtual], help="conduct a session on this screen"
    )
    verb.add_argument(
        "--study-changed",
        type=typed.reason,
        metavar="REASON",
        help="why the study's files are others than at its last session; no names",
    )
    verb.add_argument("--participant", type=typed.word, help="ID")
    verb.add_argument("--visit", type=typed.word, help="visit")
    verb.add_argument("--operator", type=typed.word, help="code of the person who conducts it")
    verb.add_argument("--arm", type=typed.word, help="for a rehearsal of somebody who is not enrolled: the arm")
    verb.add_argument("--language", type=typed.word, help="for a rehearsal of somebody not enrolled: the language")
    kinds = [SessionKind.STUDY, SessionKind.TEST, SessionKind.DEMO]
    verb.add_argument(
        "--kind", type=typed.one_of(kinds, Usage.NOT_A_KIND), default=SessionKind.STUDY, help=", ".join(kinds)
    )
    modes = list(ParticipantMode)
    verb.add_argument(
        "--participant-mode",
        type=typed.one_of(modes, Usage.NOT_A_PARTICIPANT_MODE),
        default=ParticipantMode.HUMAN,
        help=", ".join(modes),
    )
    verb.add_argument(
        "--window", type=typed.size, metavar="WIDTHxHEIGHT", help="a window of this size, not the whole screen"
    )
    verb.add_argument(
        "--visit-reason",
        type=typed.one_of(list(WindowReason), Usage.NOT_A_WINDOW_REASON),
        metavar="REASON",
        help=f"why the visit takes place although it is not its time: {', '.join(WindowReason)}",
    )
    verb.add_argument("--visit-words", type=typed.reason, help="more about that in words; no names")
    verb.add_argument("--accept-clock", action="store_true", help="go on with a clock that seems wrong")
    verb.add_argument("--accept-display", action="store_true", help="go on with a display that is not as expected")
    verb.add_argument("--text-scale", type=typed.text_scale, metavar="N", help="larger type: 1.2 is a fifth larger")
    verb.add_argument("--accept-text-scale", action="store_true", help="type changes between two sessions")
    _followed_by_programs(verb)
    verb.set_defaults(verb="run")

    verb = verbs.add_parser("verify", parents=[data, machine], help="is everything as it was recorded")
    verb.add_argument("participant", type=typed.word, nargs="?", metavar="PARTICIPANT", help="one participant only")
    verb.add_argument("--seal", type=typed.word, metavar="CODE", help="the session with this code on its paper record")
    verb.set_defaults(verb="verify")

    verb = verbs.add_parser("backup", parents=[study, data], help="copy the data, and prove the copy whole")
    verb.add_argument("dest", type=typed.path, metavar="DEST", help="where copies are kept, such as a stick")
    _followed_by_programs(verb)
    verb.set_defaults(verb="backup")

    verb = verbs.add_parser("collect", help="put the data folders of several computers together")
    verb.add_argument("folders", type=typed.path, nargs="+", metavar="FOLDER", help="of each computer its data folder")
    verb.add_argument("--into", type=typed.path, required=True, metavar="DIR", help="the folder for everything")
    verb.add_argument("--accept-places", action="store_true", help="go on although a place of an arm was drawn twice")
    verb.set_defaults(verb="collect")

    verb = verbs.add_parser("replay", parents=[data], help="what a participant saw and pressed, as a page of pictures")
    verb.add_argument("run", type=typed.word, metavar="RUN", help="such as KD001/baseline, or a file of the run")
    verb.add_argument("--out", type=typed.path, metavar="FILE", help="the page (replay_….html)")
    verb.add_argument("--language", type=typed.word, metavar="en|fr", help="of its words (that of the laboratory)")
    verb.set_defaults(verb="replay")

    verb = verbs.add_parser("drill", parents=[data], help="kill a rehearsal in mid-trial, and see it go on")
    verb.add_argument("--language", type=typed.word, help="language (en)")
    verb.add_argument("--window", type=typed.size, metavar="WIDTHxHEIGHT", help="a window of this size")
    _followed_by_programs(verb)
    verb.set_defaults(verb="drill")

    verb = verbs.add_parser("score", parents=[data], help="from the data to tables of measures, for every program")
    verb.add_argument("--into", type=typed.path, default=Path("scores"), metavar="DIR", help="their folder (scores)")
    verb.add_argument("--keep-going", action="store_true", help="score what can be read, and say what cannot")
    verb.add_argument(
        "--stable-arm",
        type=typed.word,
        default="control",
        metavar="ARM",
        help="whose retest is a reliability (control)",
    )
    verb.set_defaults(verb="score")

    verb = verbs.add_parser("quality", parents=[study, data], help="how each session was answered and how it went")
    verb.add_argument("--into", type=typed.path, default=Path("scores"), metavar="DIR", help="folder for it (scores)")
    verb.add_argument("--every-run", action="store_true", help="runs that do not count, too")
    verb.add_argument("--keep-going", action="store_true", help="look at what can be read, and say what cannot")
    verb.set_defaults(verb="quality")

    verb = verbs.add_parser("export", parents=[study, data], help="the data for other standards and programs")
    forms = list(ExportForm)
    verb.add_argument("form", type=typed.one_of(forms, Usage.NOT_AN_EXPORT), metavar="FORM", help=", ".join(forms))
    verb.add_argument("dest", type=typed.path, metavar="DEST", help="a new folder; for excel a file that ends in .xlsx")
    verb.add_argument("--shift-dates", action="store_true", help="move each participant's dates, by days nobody keeps")
    verb.add_argument("--keep-going", action="store_true", help="export what can be read, and say what cannot")
    verb.set_defaults(verb="export")

    verb = verbs.add_parser(
        "report", parents=[data], help="one page about a study: figures, deviations, methods, review"
    )
    verb.add_argument("--into", type=typed.path, default=Path("report.html"), metavar="FILE", help="it (report.html)")
    verb.add_argument(
        "--review", type=typed.path, nargs="+", default=[], metavar="FILE", help="reviews that were saved from the page"
    )
    verb.add_argument("--keep-going", action="store_true", help="report what can be read, and say what cannot")
    verb.set_defaults(verb="report")

    verb = verbs.add_parser("fit", parents=[data], help="models of updating, and the group analysis, as tables")
    verb.add_argument("--into", type=typed.path, default=Path("scores"), metavar="DIR", help="their folder (scores)")
    verb.set_defaults(verb="fit")

    verb = verbs.add_parser(
        "recover", help="are the models right, and where do they fail: on people of whom all is known"
    )
    verb.add_argument("folder", type=typed.new_folder, metavar="FOLDER", help="new folder")
    verb.add_argument("--full", action="store_true", help="as many people as for a publication: a quarter of an hour")
    verb.add_argument("--seed", type=typed.count, default=1, metavar="N", help="other chance (1)")
    verb.add_argument("--jobs", type=typed.count, metavar="N", help="processes at once (1)")
    verb.set_defaults(verb="recover")

    verb = verbs.add_parser(
        "preview", parents=[studies], help="draw every screen of a study, in each language, as pictures"
    )
    verb.add_argument("--language", type=typed.word, help="one language only")
    verb.add_argument(
        "--out", type=typed.path, default=Path("preview"), metavar="DIR", help="folder for the pictures (preview)"
    )
    verb.add_argument("--window", type=typed.size, metavar="WIDTHxHEIGHT", help="size of the pictures (1280x720)")
    verb.add_argument("--text-scale", type=typed.text_scale, default=1.0, metavar="N", help="larger type")
    verb.set_defaults(verb="preview")

    verb = verbs.add_parser("simulate", parents=[study, data, again, virtual], help="a whole study, or one session")
    verb.add_argument("--participants", type=typed.count, metavar="N", help="a whole study: how many take part (56)")
    verb.add_argument("--jobs", type=typed.count, metavar="N", help="a whole study: how many processes at once (1)")
    verb.add_argument("--participant", type=typed.word, help="one session: ID; enrolled if it is not")
    verb.add_argument("--arm", type=typed.word, help="one session: arm of the study")
    verb.add_argument("--visit", type=typed.word, help="one session: visit")
    verb.add_argument("--language", type=typed.word, help="one session: language (the study's first)")
    modes = [mode for mode in ParticipantMode if mode is not ParticipantMode.HUMAN]
    verb.add_argument(
        "--participant-mode",
        type=typed.one_of(modes, Usage.NOT_A_PARTICIPANT_MODE),
        help=f"who answers (a study: learner; one session: as before, or random): {', '.join(modes)}",
    )
    verb.set_defaults(verb="simulate")

    verb = verbs.add_parser("power", parents=[study], help="how often a study would find what is assumed, by its size")
    verb.add_argument("--assumptions", type=typed.path, default=ASSUMPTIONS, metavar="FILE", help="what is assumed")
    verb.add_argument("--participants", type=typed.count, nargs="+", metavar="N", help="in all (28 56 112)")
    verb.add_argument(
        "--retest", type=typed.count_or_none, nargs="+", metavar="N", help="retest events a session (the study’s)"
    )
    verb.add_argument("--studies", type=typed.count, metavar="N", help="studies of each size (200)")
    verb.add_argument("--no-trials", action="store_true", help="no mixed models of trials: half the time and less")
    verb.add_argument("--seed", type=typed.count, default=1, metavar="N", help="other chance (1)")
    verb.add_argument("--jobs", type=typed.count, metavar="N", help="processes at once (1)")
    verb.add_argument("--into", type=typed.path, default=Path("scores"), metavar="DIR", help="folder for it (scores)")
    verb.set_defaults(verb="power")

    verb = verbs.add_parser("preregister", parents=[study], help="one folder to deposit before a study begins")
    verb.add_argument("folder", type=typed.new_folder, metavar="FOLDER", help="new folder")
    verb.add_argument("--assumptions", type=typed.path, default=ASSUMPTIONS, metavar="FILE", help="what is assumed")
    verb.add_argument(
        "--participants", type=typed.count, nargs="+", metavar="N",
        help="in all (56); more numbers: other sizes, for its power alone",
    )  # fmt: skip
    verb.add_argument("--studies", type=typed.count, metavar="N", help="for its power: how many studies (200)")
    verb.add_argument("--seed", type=typed.count, default=1, metavar="N", help="other chance (1)")
    verb.add_argument("--jobs", type=typed.count, metavar="N", help="processes at once (1)")
    verb.add_argument("--stable-arm", type=typed.word, default="control", metavar="ARM", help="as for score (control)")
    verb.set_defaults(verb="preregister")

    verb = verbs.add_parser(
        LAUNCHER, parents=[study, data], help="visits, start and monitor in a window (no verb: this)"
    )
    verb.add_argument("--displays", type=typed.path, default=DISPLAYS, metavar="FILE", help="other displays")
    verb.add_argument("--language", type=typed.word, metavar="en|fr", help="of its words (that of the system)")
    verb.set_defaults(verb="launcher", act=act)

    verb = verbs.add_parser("demo", parents=[data], help="show a short session and the data it writes")
    verb.add_argument("--language", type=typed.word, help="language (en)")
    verb.add_argument("--window", type=typed.size, metavar="WIDTHxHEIGHT", help="a window of this size")
    verb.set_defaults(verb="demo")
    return parser
