"""`simulate`: a whole study of virtual participants, or one session of one, without a screen."""

from __future__ import annotations

import argparse
import sys
from functools import partial

from experiment.conduct import conduct
from experiment.config.assumptions import load_assumptions, with_assumptions
from experiment.config.load import Study, load_study
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.interrupts import importing
from experiment.messages import Usage, counted
from experiment.record.quick_disk import QuickDisk
from experiment.record.request import Request
from experiment.verbs.call_in import (
    as_assumed,
    believer_of,
    call_in_as,
    given,
    say_if_arms_are_of_others,
    settle_who_answers,
)
from experiment.verbs.defaults import ASSUMPTIONS, SEED
from experiment.verbs.exit_codes import DONE, WRONG_USAGE
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.run import line_to_go_on_with, new_run_reason, report, say_advice, take_in
from experiment.virtual.opening import open_virtual_stage

_OF_ONE_SESSION = ("arm", "visit", "language", "miss", "pause", "end_early", "pace", "resume", "new_run", "reason")
_OF_A_STUDY = ("participants", "jobs")

_PARTICIPANTS = 56
"""As many as in the ketamine study (B22)."""


def carry_out(options: argparse.Namespace) -> int:
    """Simulate what was asked for."""
    if options.participant is None:
        stray = next((name for name in _OF_ONE_SESSION if given(options, name)), None)
        if stray is not None:
            return _needs(f"--{stray.replace('_', '-')}", "--participant")
        return _whole_study(load_study(options.study, any_screen=False), options)
    if options.visit is None:
        return _needs("--participant", "--visit")
    for name in _OF_A_STUDY:
        if getattr(options, name) is not None:
            return _say(Usage.NOT_TOGETHER.say(option=f"--{name}", other="--participant"))
    return _one_session(load_study(options.study, any_screen=False), options)


def _needs(option: str, other: str) -> int:
    return _say(Usage.ANOTHER_OPTION_MISSING.say(option=option, options=other, verb="simulate"))


def _say(said: str) -> int:
    print(said, file=sys.stderr)
    return WRONG_USAGE


def _one_session(study: Study, options: argparse.Namespace) -> int:
    """Enrol the participant if that is new, and conduct the session on the virtual stage."""
    reason = new_run_reason(options)
    settle_who_answers(study, options, SessionKind.SIMULATED)
    who = call_in_as(study, options)  # before anybody is enrolled: it may be refused
    take_in(study, options, SessionKind.SIMULATED)
    request = Request(
        data=options.data,
        participant_id=options.participant,
        visit=options.visit,
        kind=SessionKind.SIMULATED,
        mode=options.participant_mode,
        resume=options.resume,
        new_run_reason=reason,
        accept_ledger=options.accept_ledger.take,
        believer=believer_of(options),
    )
    study, seed = as_assumed(study, options)
    launch = (study.file.study, options.participant, options.visit, "resumed" if options.resume else "begun")
    open_stage = partial(open_virtual_stage, seed=seed, launch=launch)
    done = conduct(study, request, open_stage, QuickDisk(), announce=say_advice, call_in=who)
    return report(done, line=line_to_go_on_with(options))


def _whole_study(study: Study, options: argparse.Namespace) -> int:
    with importing():
        from experiment.simulated_study.simulate import simulate_study  # noqa: PLC0415 (numpy)
        from experiment.simulated_study.simulation import Simulation  # noqa: PLC0415
    file, seed = options.assumptions or ASSUMPTIONS, options.seed or SEED
    assumptions = load_assumptions(file, study.file)
    say_if_arms_are_of_others(assumptions, study)
    mode = options.participant_mode or ParticipantMode.LEARNER
    simulation = Simulation(with_assumptions(study, file), assumptions, mode, seed)
    participants, jobs = options.participants or _PARTICIPANTS, options.jobs or 1
    done = simulate_study(simulation, participants, options.data, jobs, ProgressBar("simulating"))
    people = counted(done.participants, "participant")
    print(f"simulated: {counted(done.sessions, 'session')} of {people} in {done.folder}")
    return DONE
