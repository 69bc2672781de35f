"""The command ``belief-update``: verbs that parse, call, and print."""

from __future__ import annotations

import argparse
import io
import math
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import TypeVar

from experiment import __version__
from experiment.config.display_file import LARGEST_TEXT_SCALE, display_named, load_displays
from experiment.config.load import Study, load_study
from experiment.config.mistakes import StudyMistakes
from experiment.design.list_orders import all_orders
from experiment.design.outline import outline
from experiment.design.planner import Planned, check_visit, plan_session
from experiment.format.check_report import Verdict
from experiment.format.check_text import check_text
from experiment.format.vocabulary import ParticipantMode, SessionKind, Word
from experiment.layout.composition import Size
from experiment.messages import Advice, Reason, Refusal, Usage
from experiment.record import participants
from experiment.record.checks import keep_check, latest_check
from experiment.record.runs import check_writable
from experiment.record.storage import Disk
from experiment.session import Outcome, Request, check_kinds, conduct, open_virtual_stage
from experiment.task.apparatus import Apparatus
from experiment.task.participant import Participant
from experiment.task.stage import Stage

DONE, NO, WRONG_USAGE = 0, 1, 2

_W = TypeVar("_W", bound=Word)

_PROJECT = Path(__file__).resolve().parent.parent
_DISPLAYS = _PROJECT / "configs" / "displays.yaml"
_DEMO_STUDY = _PROJECT / "configs" / "demo.yaml"
_CHECK_HOLDS_H = 24
_SLOWEST_HZ, _FASTEST_HZ = 20, 240
_VIRTUAL_SCREEN = Size(1280, 720)


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
    options = _parser().parse_args(arguments)
    if isinstance(sys.stdout, io.TextIOWrapper):  # a redirected output may have an encoding without “→” and “≤”
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        return int(options.verb(options))
    except (Refusal, StudyMistakes) as no:
        print(no, file=sys.stderr)
        return NO
    except KeyboardInterrupt:
        print(Reason.STOPPED.say(), file=sys.stderr)
        return NO


def _validate(options: argparse.Namespace) -> int:
    wrong = False
    for file in options.files or [*_shipped_studies(), _DISPLAYS]:
        try:
            about = _about(file)
        except StudyMistakes as mistakes:
            wrong = True
            print(mistakes, file=sys.stderr)
        else:
            print(f"{file}: good ({about})")
    return NO if wrong else DONE


def _about(file: Path) -> str:
    """Load a study file or a file of displays, and say in a few words what it holds."""
    if file.name == _DISPLAYS.name:
        return f"displays {', '.join(load_displays(file).displays)}"
    study = load_study(file)
    events = sum(len(study.events.lists[name]) for name in study.file.lists.names)
    return f"{events} events, languages {', '.join(study.file.languages)}"


def _shipped_studies() -> list[Path]:
    return [file for file in sorted(_DISPLAYS.parent.glob("*.yaml")) if file != _DISPLAYS]


def _enrol(options: argparse.Namespace) -> int:
    study = load_study(options.study)
    enrolled = participants.enrol(
        Disk(), options.data, study.file, options.participant, options.arm, options.language
    )  # fmt: skip
    if options.json:
        print(enrolled.model_dump_json(indent=2))
    else:
        order = ", ".join(enrolled.list_order)
        print(f"{enrolled.participant_id} is enrolled as {enrolled.arm}, in {enrolled.language}, lists {order}")
    return DONE


def _plan(options: argparse.Namespace) -> int:
    study = load_study(options.study)
    plan = plan_session(study, _planned(study, options), options.visit, options.run, options.kind)
    print(plan.model_dump_json(indent=2) if options.json else outline(plan), end="")
    return DONE


def _planned(study: Study, options: argparse.Namespace) -> Planned:
    """Plan for an enrolled participant, or for one who would be enrolled so."""
    if options.arm is None:
        found = participants.find(Disk(), options.data, study.file, options.participant)
        return Planned(found.participant_id, found.arm, found.language, found.list_order)
    participants.check_id(study.file, options.participant)
    participants.check_arm(study.file, options.arm)
    language = options.language or study.file.languages[0]
    participants.check_language(study.file, language)
    orders = all_orders(study.file)
    if not 1 <= options.order <= len(orders):
        raise Refusal(Reason.UNKNOWN_ORDER, order=options.order, orders=len(orders))
    return Planned(options.participant, options.arm, language, orders[options.order - 1])


def _run(options: argparse.Namespace) -> int:
    missing = [f"--{name}" for name in ("participant", "visit") if getattr(options, name) is None]
    if missing:
        print(Usage.RUN_WITHOUT_SESSION.say(missing=" and ".join(missing)), file=sys.stderr)
        return WRONG_USAGE
    reason = _new_run_reason(options)
    from experiment.screen.open_stage import DisplayChoice, open_stage  # noqa: PLC0415 (only a session needs the screen)

    request = Request(
        data=options.data,
        participant_id=options.participant,
        visit=options.visit,
        kind=options.kind,
        mode=options.participant_mode,
        operator=options.operator,
        resume=options.resume,
        new_run_reason=reason,
    )
    name, expected = display_named(load_displays(options.displays), options.display)
    choice = DisplayChoice(name, expected, options.window, options.accept_display, options.text_scale)

    @contextmanager
    def open_with_advice(kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        if kind is SessionKind.STUDY:
            _advise(options.data)
        with open_stage(choice, kind, participant) as opened:
            yield opened

    return _report(conduct(load_study(options.study), request, open_with_advice))


def _new_run_reason(options: argparse.Namespace) -> str | None:
    if not options.new_run:
        return None
    if not options.reason:
        raise Refusal(Reason.NEW_RUN_WITHOUT_REASON)
    return str(options.reason)


def _simulate(options: argparse.Namespace) -> int:
    study = load_study(options.study)
    reason = _new_run_reason(options)
    if not (options.resume or reason):
        _enrol_if_new(study, options)
    request = Request(
        data=options.data,
        participant_id=options.participant,
        visit=options.visit,
        kind=SessionKind.SIMULATED,
        mode=options.participant_mode,
        resume=options.resume,
        new_run_reason=reason,
    )
    return _report(conduct(study, request, open_virtual_stage))


def _enrol_if_new(study: Study, options: argparse.Namespace) -> None:
    """Enrol a virtual participant whose session can take place; one who is enrolled keeps the arm."""
    disk, data, language = Disk(), options.data, options.language or study.file.languages[0]
    participants.check_arm(study.file, options.arm)
    check_visit(study, options.arm, options.visit)
    check_kinds(disk, data, SessionKind.SIMULATED)
    if not participants.is_enrolled(disk, data, study.file, options.participant):
        participants.enrol(disk, data, study.file, options.participant, options.arm, language)
    enrolled = participants.find(disk, data, study.file, options.participant)
    if enrolled.arm != options.arm:
        raise Refusal(Reason.ALREADY_ENROLLED, participant_id=options.participant, arm=enrolled.arm, data=data)


def _demo(options: argparse.Namespace) -> int:
    """Run a short session with a virtual participant on real screens, in a fresh folder, and show what it wrote."""
    import pandas as pd  # noqa: PLC0415

    from experiment.screen.open_stage import DisplayChoice, open_stage  # noqa: PLC0415

    study = load_study(_DEMO_STUDY)
    stamp = datetime.now(timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    data = options.data / f"demo-{stamp}"
    participants.enrol(Disk(), data, study.file, "XX001", "control", options.language or "en")
    request = Request(data, "XX001", "baseline", SessionKind.DEMO, ParticipantMode.SCRIPTED)
    with _some_display(options.window) as size:
        print("A virtual participant now does a short session on the real screens: about one minute.", flush=True)
        outcome = conduct(study, request, partial(open_stage, DisplayChoice(window=size)))
    table = pd.read_csv(outcome.files.data)
    columns = ["phase", "trial", "event_text", "base_rate_pct", "self_pct", "self_rt_s", "population_pct"]
    with pd.option_context("display.width", 200, "display.max_colwidth", 40):
        print(table[~table["practice"]][columns].head(8).to_string(index=False))
    print(f"… {len(table)} rows and {len(table.columns)} columns in\n{outcome.files.data}")
    return DONE


@contextmanager
def _some_display(size: Size | None) -> Iterator[Size | None]:
    """Use the display there is, or make a virtual one; yield the size of the window, if it has one of its own."""
    from experiment.screen.virtual_display import virtual_display  # noqa: PLC0415

    if not sys.platform.startswith("linux") or os.environ.get("DISPLAY"):
        yield size
        return
    size = size or _VIRTUAL_SCREEN
    with virtual_display(size):
        print(f"There is no display here: this runs on a virtual one ({size}).")
        yield size


def _preview(options: argparse.Namespace) -> int:
    """Draw every screen of studies on a window, without running the task."""
    studies = [load_study(file) for file in options.files or _shipped_studies()]
    languages = {language for study in studies for language in study.file.languages}
    if options.language is not None and options.language not in languages:
        raise Refusal(Reason.UNKNOWN_LANGUAGE, language=options.language, languages=", ".join(sorted(languages)))
    with _some_display(options.window or _VIRTUAL_SCREEN) as size:
        from experiment.screen.environment import check_usable  # noqa: PLC0415

        check_usable()
        from experiment.screen.preview import preview  # noqa: PLC0415
        from experiment.screen.window import open_window  # noqa: PLC0415

        window = open_window(size)
        try:
            for study in studies:
                for language in study.file.languages:
                    if options.language in (None, language):
                        sheets = preview(study, language, window, options.out, options.text_scale)
                        for sheet, number in sheets.items():
                            print(f"{sheet}: {number} pictures", flush=True)
        finally:
            window.close()
    return DONE


def _check(options: argparse.Namespace) -> int:
    """Check the lab PC, print the report, and keep it."""
    from experiment.screen.environment import check_usable  # noqa: PLC0415

    study = load_study(options.study)
    name, expected = display_named(load_displays(options.displays), options.display)
    check_writable(Disk(), options.data)
    check_usable()
    from experiment.check import Effort, Parts, check_lab, emulating  # noqa: PLC0415
    from experiment.screen.check.picture import interval_picture  # noqa: PLC0415
    from experiment.screen.open_stage import DisplayChoice  # noqa: PLC0415

    effort = Effort(within_s=math.inf if options.thorough else Effort.within_s, taps=not options.without_taps)
    parts = emulating(options.emulate) if options.emulate else Parts()
    choice = DisplayChoice(name, expected, options.window)
    report = check_lab(study, choice, Disk(), options.data, partial(print, file=sys.stderr, flush=True), effort, parts)
    text = check_text(report)
    file = keep_check(Disk(), options.data, report, text, interval_picture(report))
    print(report.text().decode() if options.json else text, end="")
    print(f"kept as {file}, with a text and a picture beside it", file=sys.stderr)
    return NO if report.verdict is Verdict.FAIL else DONE


def _advise(data: Path) -> None:
    """Say before a study session if this computer has not been checked lately, or has not passed."""
    check = latest_check(Disk(), data)
    if check is None or _hours_since(check.report.made_utc) > _CHECK_HOLDS_H:
        print(Advice.NO_CHECK_TODAY.say(hours=_CHECK_HOLDS_H), file=sys.stderr)
    elif check.report.verdict is Verdict.FAIL:
        failed = ", ".join(line.name for line in check.report.lines if line.verdict is Verdict.FAIL)
        print(Advice.CHECK_FAILED.say(lines=failed, file=check.name), file=sys.stderr)


def _hours_since(utc: str) -> float:
    return (datetime.now(timezone.utc) - datetime.fromisoformat(utc)).total_seconds() / 3600


def _report(outcome: Outcome) -> int:
    if outcome.reason is None:
        print(f"complete: {outcome.rows} rows in {outcome.files.data}")
        return DONE
    print(f"ended early ({outcome.reason}): finished trials are in {outcome.files.data}; go on with --resume")
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
    study.add_argument("--study", type=Path, default=_PROJECT / "configs" / "ketamine.yaml", help="study file")
    data = argparse.ArgumentParser(add_help=False)
    data.add_argument("--data", type=Path, default=_PROJECT / "data", help="data folder")
    machine = argparse.ArgumentParser(add_help=False)
    machine.add_argument("--json", action="store_true", help="print JSON")
    display = argparse.ArgumentParser(add_help=False)
    display.add_argument("--display", metavar="NAME", help="display of configs/displays.yaml (its default)")
    display.add_argument("--displays", type=Path, default=_DISPLAYS, metavar="FILE", help="another file of displays")
    again = argparse.ArgumentParser(add_help=False)
    how = again.add_mutually_exclusive_group()
    how.add_argument("--resume", action="store_true", help="go on with an interrupted session")
    how.add_argument("--new-run", action="store_true", help="do a session again, with --reason")
    again.add_argument("--reason", help="why it is done again; no names")

    verb = verbs.add_parser("validate", help="check study files, and the event and text files they name")
    verb.add_argument("files", type=Path, nargs="*", metavar="FILE", help="study files (all of configs/)")
    verb.set_defaults(verb=_validate)

    verb = verbs.add_parser("enrol", parents=[study, data, machine], help="enrol a participant")
    verb.add_argument("--participant", required=True, help="ID")
    verb.add_argument("--arm", required=True, help="arm of the study")
    verb.add_argument("--language", required=True, help="language on the screen")
    verb.set_defaults(verb=_enrol)

    verb = verbs.add_parser("plan", parents=[study, data, machine], help="print what a session will be")
    verb.add_argument("--participant", required=True, help="ID")
    verb.add_argument("--visit", required=True, help="visit")
    verb.add_argument("--run", type=_count, default=1, help="run of the visit (1)")
    verb.add_argument("--arm", help="for somebody who is not enrolled: the arm")
    verb.add_argument("--order", type=_count, default=1, help="for somebody who is not enrolled: which list order")
    verb.add_argument("--language", help="for somebody who is not enrolled: the language")
    kinds = list(SessionKind)
    verb.add_argument("--kind", type=_one_of(kinds, Usage.NOT_A_KIND), default=SessionKind.STUDY, help=", ".join(kinds))
    verb.set_defaults(verb=_plan)

    verb = verbs.add_parser("check", parents=[study, data, machine, display], help="check this computer")
    verb.add_argument("--thorough", action="store_true", help="every duration 25 times, before a study")
    verb.add_argument("--without-taps", action="store_true", help="nobody is there to tap the space bar")
    verb.add_argument("--emulate", type=_hertz, metavar="HZ", help="pace flips by software: no evidence of a display")
    verb.add_argument("--window", type=_size, metavar="WIDTHxHEIGHT", help="a window of this size")
    verb.set_defaults(verb=_check)

    verb = verbs.add_parser("run", parents=[study, data, again, display], help="conduct a session on this screen")
    verb.add_argument("--participant", help="ID")
    verb.add_argument("--visit", help="visit")
    verb.add_argument("--operator", help="code of the person who conducts it")
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
    verb.add_argument("--accept-display", action="store_true", help="go on with a display that is not as expected")
    verb.add_argument("--text-scale", type=_text_scale, metavar="N", help="larger type: 1.2 is a fifth larger")
    verb.set_defaults(verb=_run)

    verb = verbs.add_parser("preview", help="draw every screen of a study, in each language, as pictures")
    verb.add_argument("files", type=Path, nargs="*", metavar="FILE", help="study files (all of configs/)")
    verb.add_argument("--language", help="one language only")
    verb.add_argument(
        "--out", type=Path, default=Path("preview"), metavar="DIR", help="folder for the pictures (preview)"
    )
    verb.add_argument("--window", type=_size, metavar="WIDTHxHEIGHT", help="size of the pictures (1280x720)")
    verb.add_argument("--text-scale", type=_text_scale, default=1.0, metavar="N", help="larger type")
    verb.set_defaults(verb=_preview)

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
    verb.set_defaults(verb=_simulate)

    verb = verbs.add_parser("demo", parents=[data], help="show a short session and the data it writes")
    verb.add_argument("--language", help="language (en)")
    verb.add_argument("--window", type=_size, metavar="WIDTHxHEIGHT", help="a window of this size")
    verb.set_defaults(verb=_demo)
    return parser
