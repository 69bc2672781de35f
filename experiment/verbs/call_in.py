"""Who answers, if it is no person: as options name them, and as the file of assumptions has them."""

from __future__ import annotations

import argparse
import sys

from experiment.config.assumptions import Assumptions, load_assumptions, with_assumptions
from experiment.config.fingerprint import SHORT
from experiment.config.load import Study
from experiment.config.reading import read_whole
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import SessionPlan
from experiment.format.run_files import ASSUMED_AS, SessionFiles
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.interrupts import importing
from experiment.messages import Advice, Reason, Refusal
from experiment.record.find import Run, runs_of
from experiment.record.request import Believer
from experiment.record.resuming import assumed_of, seed_of
from experiment.record.storage import Disk
from experiment.record.sums import sha256
from experiment.task.participant import Participant
from experiment.task.progress import Progress
from experiment.verbs.as_known import enrolled_as, read_as_known
from experiment.verbs.defaults import ASSUMPTIONS, SEED
from experiment.virtual.opening import CallIn, virtual_participant

_BESIDE = ("miss", "pause", "end_early", "pace")


def settle_who_answers(study: Study, options: argparse.Namespace, kind: SessionKind) -> None:
    """Say who answers where that was not typed: whoever the participant was before, with the same seed and assumptions.

    What stands in `miss`, `pause`, `end_early` and `pace` is asked of one launch, and of no other.

    Raises
    ------
    Refusal
        If one is typed that does nothing, or somebody else has come under the same ID before.
    """
    is_drawn = options.participant_mode is None or options.participant_mode.drawn
    runs, unread = _runs_before(study, options, kind) if is_drawn else ([], None)
    goes_on = [run for run in runs if options.resume and run.files.session.visit == options.visit][-1:]
    before = next((run for run in (*goes_on, *runs) if _is_believed(run)), None)
    if options.participant_mode is None:
        modes = [run.sheet.participant_mode for run in (*goes_on, before) if run is not None]
        if unread is not None and not modes:
            raise unread
        options.participant_mode = next(iter(modes), ParticipantMode.RANDOM)
    _check_not_in_vain(options)
    if not options.participant_mode.drawn:
        return
    if not _believes(options):
        options.seed = options.seed or next((seed_of(run.sheet) for run in goes_on), None) or SEED
        return
    if unread is not None and before is None:
        raise unread
    if before is not None:
        kept = before.files.inputs / ASSUMED_AS
        options.seed = options.seed or seed_of(before.sheet)
        options.assumptions = options.assumptions or (kept if kept.exists() else None)
    options.seed = options.seed or SEED
    options.assumptions = options.assumptions or ASSUMPTIONS
    if before is not None and before not in goes_on:  # of what goes on, no less is asked when it does
        _check_same_person(before, options)


def _check_not_in_vain(options: argparse.Namespace) -> None:
    mode = options.participant_mode
    names = ("assumptions", *_BESIDE) if mode.drawn else ("seed", "assumptions", *_BESIDE)
    stray = next((name for name in names if given(options, name)), None)
    if stray is not None and not mode.believes:
        raise Refusal(Reason.ONLY_WITH_BELIEFS, option=f"--{stray.replace('_', '-')}", mode=mode)


def _believes(options: argparse.Namespace) -> bool:
    return bool(options.participant_mode.believes)


def _is_believed(run: Run) -> bool:
    """Whether somebody with beliefs has sat down in a run; who has none, and a person, may come in anybody's place."""
    return run.sheet.participant_mode.believes and seed_of(run.sheet) is not None


def _runs_before(study: Study, options: argparse.Namespace, kind: SessionKind) -> tuple[list[Run], Refusal | None]:
    """Return the runs that the participant has had among sessions of a kind, visit by visit.

    Where a sheet is damaged nothing is known of its session: who came in it has to be known from another one, and the
    refusal is to be raised if it is not.
    """
    disk = Disk()
    read_as_known(study, options)
    known = enrolled_as(disk, study, options.data, options.participant, kind)
    if known is None or options.visit not in study.file.visits:
        return [], None  # it will be said
    runs, unread = list[Run](), None
    for visit in study.file.visits:
        session = SessionFiles(options.data, known.participant_id, visit, study.file.task, kind)
        try:
            runs += runs_of(disk, session)
        except Refusal:
            if visit != options.visit:  # of the session itself it is said when it is to begin
                unread = Refusal(Reason.CAME_AS_NOBODY_KNOWS, session=session.in_words)
    return runs, unread


_IN_ONE_SESSION = (ParticipantMode.QUITTER, ParticipantMode.CONSTANT)
"""What a learner may do in one session, and not in the next."""


def _learns_as(mode: ParticipantMode) -> ParticipantMode:
    return ParticipantMode.LEARNER if mode in _IN_ONE_SESSION else mode


def _check_same_person(before: Run, options: argparse.Namespace) -> None:
    """Whoever has one ID is one person at every visit: what they believe hangs on seed, assumptions and mode.

    Raises
    ------
    Refusal
        If somebody else would come under that ID.
    """
    asked, sheet = sha256(read_whole(options.assumptions)), before.sheet
    mode, seed, assumed = sheet.participant_mode, seed_of(sheet), assumed_of(sheet) or asked
    if (_learns_as(mode), seed, assumed) != (_learns_as(options.participant_mode), options.seed, asked):
        raise Refusal(
            Reason.CAME_AS_ANOTHER_PERSON,
            session=before.files.session.in_words,
            mode=mode,
            seed=seed,
            assumed=assumed[:SHORT],
            other_mode=options.participant_mode,
            other_seed=options.seed,
            other_assumed=asked[:SHORT],
        )


def say_if_arms_are_of_others(assumptions: Assumptions, study: Study) -> None:
    """Say where nothing that is assumed of arms holds, because it is about other studies."""
    if assumptions.arms and study.file.study not in assumptions.studies:
        studies = ", ".join(assumptions.studies)
        print(Advice.ARMS_NOT_ASSUMED.say(studies=studies, study=study.file.study), file=sys.stderr, flush=True)


def believer_of(options: argparse.Namespace) -> Believer | None:
    """Return which virtual person with beliefs is to answer, if one is, once that is settled."""
    return Believer(options.seed, sha256(read_whole(options.assumptions))) if _believes(options) else None


def call_in_as(study: Study, options: argparse.Namespace) -> CallIn:
    """Return who is called in for a session; nothing is read for a person, or for somebody who believes nothing.

    Parameters
    ----------
    options
        With ``participant_mode``, ``assumptions``, ``seed``, ``miss``, ``pause``, ``end_early`` and ``pace``.

    Raises
    ------
    Refusal
        If something is asked of somebody that cannot be done.
    StudyMistakes
        If the file of assumptions has mistakes.
    """
    assumptions = load_assumptions(options.assumptions, study.file) if _believes(options) else None
    if assumptions is not None:
        say_if_arms_are_of_others(assumptions, study)

    def call_in(mode: ParticipantMode, plan: SessionPlan, progress: Progress) -> Participant | None:
        if assumptions is None:
            return virtual_participant(mode, plan, progress, options.seed or SEED)
        with importing():
            from experiment.simulated_study.people import centre_pct_of, traits_of  # noqa: PLC0415 (numpy)
            from experiment.virtual.calling_in import Tried, believing_participant  # noqa: PLC0415
            from experiment.virtual.chance import Chance  # noqa: PLC0415
        assumed = assumptions.of(plan.study, plan.arm, plan.visit)
        traits = traits_of(assumed, Chance(options.seed, plan.study, plan.participant_id), plan.visit)
        tried = Tried(options.miss, options.pause, options.end_early, options.pace or 1.0)
        return believing_participant(mode, plan, progress, traits, centre_pct_of(study), options.seed, tried)

    if any(given(options, name) for name in _BESIDE):
        _check_it_can_be_done(study, options, call_in)
    return call_in


def as_assumed(study: Study, options: argparse.Namespace) -> tuple[Study, int | None]:
    """Return a study that keeps what is assumed of whoever answers, and their seed; of a person there is none."""
    return with_assumptions(study, options.assumptions) if _believes(options) else study, options.seed


def given(options: argparse.Namespace, name: str) -> bool:
    """Return whether an option was given: 0 is something that was asked for."""
    return getattr(options, name) is not None and getattr(options, name) is not False


def _check_it_can_be_done(study: Study, options: argparse.Namespace, call_in: CallIn) -> None:
    """Call somebody in for such a session before it is one, so that nobody is enrolled for what is refused."""
    arms = [name for name, arm in study.file.arms.items() if options.visit in arm.visits]
    if arms and not options.resume:
        who = Planned(options.participant, arms[0], study.file.languages[0], study.file.lists.names)
        call_in(options.participant_mode, plan_session(study, who, options.visit, 1, SessionKind.TEST), Progress())
