"""`run`: one session on this computer's screen."""

from __future__ import annotations

import argparse
import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta, tzinfo
from pathlib import Path

from experiment.conduct import Conducted, conduct
from experiment.config.display_file import display_named, load_displays
from experiment.config.load import Study, load_study
from experiment.config.time_zone import wall_zone
from experiment.design.local_time import clock_of
from experiment.design.outline import who_line
from experiment.design.session_plan import SessionPlan
from experiment.design.windows import Timing
from experiment.format import wall_clock
from experiment.format.apparatus import Apparatus
from experiment.format.check_report import Verdict
from experiment.format.session_line import Saying, SessionEnded, SessionOpening
from experiment.format.vocabulary import SessionKind
from experiment.messages import Advice, Ended, NotNeeded, Reason, Refusal, Usage, some_of
from experiment.messages.accepting import always
from experiment.record import participants
from experiment.record.earlier import last_launch
from experiment.record.elsewhere import advice_about
from experiment.record.kept_lab_checks import made_last
from experiment.record.kinds_apart import check_place
from experiment.record.known_runs import read_ledger_of
from experiment.record.request import Deviation, Request
from experiment.record.scan import scan
from experiment.record.storage import Disk
from experiment.record.study_change import study_change
from experiment.screen.environment import check_usable
from experiment.screen.mirrors import is_mirrored
from experiment.screen.open_stage import DisplayChoice, open_stage
from experiment.task.monitor import Monitor
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.verbs import typed
from experiment.verbs.as_known import check_agrees, enrolled_as, read_as_known, say_if_withdrawn
from experiment.verbs.asking import words_for
from experiment.verbs.call_in import as_assumed, believer_of, call_in_as, settle_who_answers
from experiment.verbs.clock import check_clock
from experiment.verbs.exit_codes import DONE, NO, WRONG_USAGE
from experiment.verbs.if_needed import say_not_needed
from experiment.verbs.monitored import monitored, told
from experiment.verbs.reasons import impersonal
from experiment.verbs.rehearsal import Rehearsal, enrol_if_new
from experiment.verbs.type_size import kept_text_scale
from experiment.verbs.visit_summary import end_of_visit
from experiment.verbs.visit_time import deviation_given, say_or_ask

_CHECK_HOLDS_H = 24


def carry_out(options: argparse.Namespace) -> int:
    """Conduct a session."""
    gc.disable()  # nearly all that is made until the first screen stays: the stage sets it aside, and collects later
    with monitored(options.monitored) as (monitor, say):
        return _carry_out(options, monitor, say)


def _monitor(choice: DisplayChoice) -> tuple[int, int, int, int] | None:
    """Return where the participant's monitor is: whoever follows the session may number monitors in another order."""
    from experiment.screen.monitors import place_of_monitor  # noqa: PLC0415 (pyglet)

    place = place_of_monitor(choice.expected.monitor)
    return None if place is None else (place.left, place.top, place.width, place.height)


def _carry_out(options: argparse.Namespace, monitor: Monitor | None, say: Callable[[Saying], None]) -> int:
    missing = [f"--{name}" for name in ("participant", "visit") if getattr(options, name) is None]
    if missing:
        print(Usage.RUN_WITHOUT_SESSION.say(missing=" and ".join(missing)), file=sys.stderr)
        return WRONG_USAGE
    if options.visit_words and options.visit_reason.value is None:
        print(
            Usage.ANOTHER_OPTION_MISSING.say(option="--visit-words", options="--visit-reason", verb="run"),
            file=sys.stderr,
        )
        return WRONG_USAGE
    study = load_study(options.study, doubt_clock=options.accept_clock.take, any_screen=False)
    reason = new_run_reason(options)
    name, expected = display_named(load_displays(options.displays), options.display)
    settle_who_answers(study, options, options.kind)
    called_in = call_in_as(study, options)  # before anybody is enrolled: it may be refused
    take_in(study, options, options.kind)
    request = Request(
        data=options.data,
        participant_id=options.participant,
        visit=options.visit,
        kind=options.kind,
        mode=options.participant_mode,
        operator=options.operator,
        resume=options.resume,
        new_run_reason=reason,
        study_change_reason=study_change_reason(study, options),
        deviation=deviation_given(options),
        accept_ledger=options.accept_ledger.take,
        believer=believer_of(options),
    )
    choice = DisplayChoice(name, expected, options.window, options.accept_display.take, options.text_scale)

    who, shown_on, answers = "", choice, tuple[str, ...]()

    def announce(plan: SessionPlan, next_step: int, advice: tuple[str, ...]) -> None:
        nonlocal who, shown_on, answers
        who = who_line(plan, next_step)
        say_advice(plan, next_step, advice)
        if options.kind is SessionKind.STUDY:
            _advise(options.data, "\n".join(advice), wall_zone(study.file.time_zone))
            _advise_of_mirrors(choice)
            shown_on, answers = _asked(study, choice, options)

    kept, seed = as_assumed(study, options)

    @contextmanager
    def open_with_advice(kind: SessionKind, participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        check_usable()  # whatever needs no window has been refused by now: these lines are the last before it
        say_not_needed(options, but_for={NotNeeded.ACCEPT_DISPLAY})
        print(who, flush=True)
        say(SessionOpening(who=who, monitor=_monitor(choice) if monitor is not None else None))
        with open_stage(shown_on, kind, participant) as (stage, apparatus):
            yield stage, apparatus.model_copy(update={"confirmed": answers, "seed": seed})

    def explain(timing: Timing, participant_id: str, given: Deviation | None) -> Deviation | None:
        if not timing.as_it_should_be:
            options.visit_reason.take()
        return say_or_ask(timing, participant_id, given)

    with _fit_explained(options.study):
        outcome = conduct(
            kept,
            request,
            open_with_advice,
            announce=announce,
            explain=explain,
            monitor=monitor,
            call_in=called_in,
        )
        say(
            SessionEnded(
                run=outcome.files.run, reason=outcome.reason, seal=outcome.seal, advice=tuple(map(told, outcome.advice))
            )
        )
        return report(outcome, end_of_visit(outcome.files, study.file), line_to_go_on_with(options))


@contextmanager
def _fit_explained(study: Path) -> Iterator[None]:
    """Return where in the study's files the text is that does not fit, if no other screen would do.

    Raises
    ------
    StudyMistakes
        In place of the refusal that says of the screen that it is too small.
    """
    try:
        yield
    except Refusal as no:
        if no.reason is Reason.SCREEN_TOO_SMALL:
            load_study(study, doubt_clock=always)
        raise


def take_in(study: Study, options: argparse.Namespace, kind: SessionKind) -> None:
    """Hold what was typed against study and enrolment; enrol whoever is new to the rehearsals, unless one goes on."""
    disk = Disk()
    read_as_known(study, options)
    check_agrees(disk, study, options, kind)
    if kind is SessionKind.STUDY:
        return
    if not (options.resume or options.new_run):
        check_place(disk, options.data, kind)
        enrol_if_new(
            disk,
            study,
            Rehearsal(options.data, kind, options.participant, options.visit, options.arm, options.language),
        )
    known = enrolled_as(disk, study, options.data, options.participant, kind)
    say_if_withdrawn(known, wall_zone(study.file.time_zone))


def _asked(study: Study, choice: DisplayChoice, options: argparse.Namespace) -> tuple[DisplayChoice, tuple[str, ...]]:
    """Ask about what does not agree with what the participant has had; say how type is set, and what was accepted."""
    enrolled = participants.find(Disk(), options.data, study.file, options.participant)
    last = last_launch(Disk(), options.data, enrolled.participant_id)
    reviewed = study.file.reviewed.date if study.file.reviewed else None
    started, zone = last.started if last else None, wall_zone(study.file.time_zone)
    clock = check_clock(enrolled, started, reviewed, zone, accepted=options.accept_clock.take)
    scale, size = kept_text_scale(
        enrolled.participant_id,
        last.text_scale if last else None,
        options.text_scale,
        choice.expected.text_scale,
        accepted=options.accept_text_scale.take,
    )
    return replace(choice, text_scale=scale), clock + size


def new_run_reason(options: argparse.Namespace) -> str | None:
    """Say why a session is to be done again; ``None``: it is not.

    Raises
    ------
    Refusal
        If no reason is given, or one for nothing.
    """
    if not options.new_run:
        if options.reason:
            raise Refusal(Reason.REASON_WITHOUT_NEW_RUN)
        return None
    if not options.reason:
        raise Refusal(Reason.NEW_RUN_WITHOUT_REASON)
    return impersonal(options.reason, options.accept_words.take)


def study_change_reason(study: Study, options: argparse.Namespace) -> str | None:
    """Say why the study's files are others than at its last session, if they are; if nobody has said it: ask."""
    if options.kind is not SessionKind.STUDY or options.resume:
        return None
    ledger, zone = read_ledger_of(Disk(), options.data)[0], wall_zone(study.file.time_zone)
    change = study_change(ledger, study.file.study, study.fingerprint, zone)
    if change is None:
        return None
    reason = options.study_changed.take() or words_for(Reason.STUDY_FILES_CHANGED, typed.reason, **change.facts)
    return None if reason is None else impersonal(reason, options.accept_words.take)


def say_advice(_plan: SessionPlan, _next_step: int, advice: tuple[str, ...]) -> None:
    """Say what is amiss before the participant sits down."""
    for line in advice:
        print(line, file=sys.stderr, flush=True)


_OF_ONE_LAUNCH = ("end_early", "new_run", "reason")
"""What cannot stand in a line that goes on with a session, or would end it again."""


def line_to_go_on_with(options: argparse.Namespace) -> str:
    """Say how the line was typed with which a session goes on that ended early, but for --resume."""
    left_out = [f"--{name.replace('_', '-')}" for name in _OF_ONE_LAUNCH if getattr(options, name)]
    return f"the same line without {' and '.join(left_out)}" if left_out else "the same line"


def report(outcome: Conducted, summary: tuple[str, ...] = (), line: str = "the same line") -> int:
    """Say how a session ended, and what it came to; the seal code comes last.

    Parameters
    ----------
    line
        With which line it goes on, if it ended early.
    """
    for said in outcome.advice:
        print(said, file=sys.stderr)
    if outcome.reason is None:
        print(f"complete: {outcome.rows} rows in {outcome.files.data}")
        _say(summary)
        _say_seal(outcome)
        return DONE
    if outcome.finished:
        folder, finished = outcome.files.session.folder, outcome.finished
        facts = {"reason": outcome.reason, "finished": finished, "all": outcome.recorded, "folder": folder}
        print(Ended.WITH_SOMETHING.say(**facts, line=line))
    else:
        print(Ended.WITH_NOTHING.say(reason=outcome.reason, line=line))
    _say(summary)
    _say_seal(outcome)
    return NO


def _say(lines: tuple[str, ...]) -> None:
    for line in lines:
        print(line)


def _say_seal(outcome: Conducted) -> None:
    kind = outcome.files.session.kind
    if outcome.seal is not None and kind is not SessionKind.SIMULATED:
        print((Ended.SEALED if kind is SessionKind.STUDY else Ended.SEALED_REHEARSAL).say(code=outcome.seal))


def _advise_of_mirrors(choice: DisplayChoice) -> None:
    if is_mirrored(choice.expected.monitor):
        print(Advice.MIRRORED.say(monitor=choice.expected.monitor), file=sys.stderr)


def _advise(data: Path, said: str, zone: tzinfo) -> None:
    """Say before a study session what is amiss and stands in nobody's way: check, files of others, their place.

    A file that has been named already, in what was said, is not named again.
    """
    for line in advice_about(data):
        print(line, file=sys.stderr)
    unreadable = [file.relative_to(data).as_posix() for file in scan(Disk(), data).unreadable if file.name not in said]
    if unreadable:
        print(Advice.OTHERS_UNREADABLE.say(files=some_of(unreadable)), file=sys.stderr)
    check = made_last(Disk(), data)
    if check is not None and check.is_from_the_future:
        print(Advice.CHECK_FROM_THE_FUTURE.say(made=clock_of(check.report.made, zone)), file=sys.stderr)
    elif check is None or check.report.emulated_display:
        print(Advice.NO_CHECK_TODAY.say(hours=_CHECK_HOLDS_H), file=sys.stderr)
    elif check.report.verdict is Verdict.FAIL:  # whenever that was: nothing has passed since
        failed = ", ".join(line.name for line in check.report.lines if line.verdict is Verdict.FAIL)
        print(Advice.CHECK_FAILED.say(lines=failed, file=check.name), file=sys.stderr)
    elif wall_clock.now() - check.report.made > timedelta(hours=_CHECK_HOLDS_H):
        print(Advice.NO_CHECK_TODAY.say(hours=_CHECK_HOLDS_H), file=sys.stderr)
