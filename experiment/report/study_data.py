"""All that a report is made of: the tables of a study, its sheets, its enrolments, its study file, and its reviews."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from experiment.analysis import LeftOut, UnreadableData, load_trials, load_updates, session_scores
from experiment.analysis.enrolments import find_enrolments
from experiment.analysis.nulls import session_nulls
from experiment.analysis.phenotype import Phenotype, read_phenotype
from experiment.analysis.problems import Problem, problem
from experiment.analysis.quality import session_quality
from experiment.analysis.reviews import Reviews, read_reviews
from experiment.analysis.scores import SESSION
from experiment.analysis.sessions import as_table
from experiment.analysis.sheets import FoundSessions, Session, Use, find_sessions, run_started, with_unreadable
from experiment.config.explain import build
from experiment.config.mistakes import StudyMistakes
from experiment.config.quality import Quality
from experiment.config.study_file import StudyFile
from experiment.config.yaml_source import read_yaml
from experiment.format.enrolment import Enrolment
from experiment.format.run_files import run_named_in
from experiment.messages import TableFault

CANNOT_BE_READ, IS_NOT_HERE = "cannot be read", "is not in this folder"
ARM_UNKNOWN = "arm unknown"
"""Of somebody of whom there is only a run that cannot be read."""


@dataclass(frozen=True)
class LostRun:
    """A run that was begun, as its files' names or the ledger say, and of which no sheet can be read.

    Parameters
    ----------
    participant_id, visit, run
        Which.
    why
        `CANNOT_BE_READ` or `IS_NOT_HERE`.
    """

    participant_id: str
    visit: str
    run: int
    why: str


@dataclass(frozen=True)
class StudyData:
    """A study, as far as it has come.

    Parameters
    ----------
    name
        Of the study.
    sessions
        Every run.
    runs, trials, updates, scores, nulls, quality
        The tables of `load_sessions`, `load_trials`, `load_updates`, `session_scores`, `session_nulls` and
        `load_quality`; but for the first without rows where no run counts.
    enrolments
        Who is enrolled; those of whom the folder knows no enrolment are in `sessions` only.
    study
        The study file of the run that was started last; ``None``: there is none, or this program cannot read it.
    reviews
        What reviewers think of sessions.
    phenotype
        What was entered by hand of people and of their visits.
    left_out
        What was left out of the tables, and why.
    problems
        Files that could not be read, and are left out.
    lost
        Runs that were begun, and that are none of `sessions`.
    """

    name: str
    sessions: tuple[Session, ...]
    runs: pd.DataFrame
    trials: pd.DataFrame
    updates: pd.DataFrame
    scores: pd.DataFrame
    nulls: pd.DataFrame
    quality: pd.DataFrame
    enrolments: tuple[Enrolment, ...]
    study: StudyFile | None
    reviews: Reviews
    phenotype: Phenotype
    left_out: tuple[str, ...]
    problems: tuple[Problem, ...]
    lost: tuple[LostRun, ...] = ()

    @property
    def begun(self) -> int:
        """How many runs were begun, whether anything of them can be read or not."""
        return len(self.sessions) + len(self.lost)

    @property
    def had_a_session(self) -> set[str]:
        """Who had one."""
        return {one.sheet.participant_id for one in self.sessions} | {one.participant_id for one in self.lost}

    @property
    def measured(self) -> bool:
        """Whether there is a run that counts."""
        return len(self.scores) > 0

    @property
    def limits(self) -> Quality:
        """By which sessions are flagged."""
        return _limits(self.study)

    @property
    def counted(self) -> tuple[Session, ...]:
        """The runs that count, and whose files could be read."""
        if not self.measured:
            return ()
        read = set(self.scores[SESSION].itertuples(index=False, name=None))
        return tuple(
            session
            for session in self.sessions
            if session.use is Use.COUNTS
            and (session.sheet.participant_id, session.sheet.visit, session.sheet.run) in read
        )

    @property
    def arms(self) -> dict[str, tuple[str, ...]]:
        """The visits of each arm, as the study file has them; else, as they were made."""
        if self.study is not None:
            return {str(name): tuple(map(str, arm.visits)) for name, arm in self.study.arms.items()}
        found: dict[str, dict[str, None]] = {one.arm: {} for one in self.enrolments}
        for session in self.sessions:
            found.setdefault(session.sheet.arm, {})[session.sheet.visit] = None
        return {arm: tuple(visits) for arm, visits in sorted(found.items())}

    @property
    def visits(self) -> tuple[str, ...]:
        """The visits of the study in their order: first those of the arm that has most."""
        longest_first = sorted(self.arms.values(), key=len, reverse=True)
        return tuple(dict.fromkeys(visit for visits in longest_first for visit in visits))

    @property
    def participants(self) -> dict[str, str]:
        """Everybody who is enrolled or has had a session, with their arm."""
        known = {one.participant_id: ARM_UNKNOWN for one in self.lost}
        known |= {session.sheet.participant_id: session.sheet.arm for session in self.sessions}
        known |= {one.participant_id: one.arm for one in self.enrolments}
        return dict(sorted(known.items()))


def read_study(folder: Path, reviews: Sequence[Path] = (), keep_going: bool = False) -> StudyData:
    """Read all of a study.

    Parameters
    ----------
    folder
        A data folder.
    reviews
        Files that were saved from the page of a report.
    keep_going
        Leave out what cannot be read, and say so.

    Raises
    ------
    UnreadableData
        If a file is not as it was written, or there is neither a session nor an enrolment.
    """
    enrolments, amiss = find_enrolments(folder)
    found = _sessions(folder, anybody=bool(enrolments))
    name = found.sessions[0].sheet.study if found.sessions else enrolments[0].study if enrolments else ""
    phenotype = read_phenotype(folder, found.sessions)
    problems = [*found.problems, *amiss, *phenotype.problems, *_of_another(folder, enrolments, name)]
    if problems and not keep_going:
        raise UnreadableData(problems)
    marks = read_reviews(reviews, found.sessions)
    trials = updates = scores = nulls = quality = pd.DataFrame()
    sessions, study = found.sessions, _study_file(found.sessions)
    left_out: list[str] = []
    if found.sessions:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", LeftOut)  # the report says it
            trials, updates = load_trials(folder, keep_going=keep_going), load_updates(folder, keep_going=keep_going)
        sessions = with_unreadable(sessions, updates.attrs["problems"])
        scores, nulls = session_scores(updates), session_nulls(updates)
        if len(scores):
            measured = scores[SESSION].astype({"visit": "string"}).merge(as_table(sessions))
            quality = session_quality(trials, measured, _limits(study))
        left_out = updates.attrs["left_out"]
        problems = [*updates.attrs["problems"], *amiss, *phenotype.problems]
    return StudyData(
        name, sessions, as_table(sessions), trials, updates, scores, nulls, quality, enrolments,
        study, marks, phenotype, tuple(left_out), tuple(problems), tuple(_lost(folder, found)),
    )  # fmt: skip


def _lost(folder: Path, found: FoundSessions) -> Iterator[LostRun]:
    named = [(run_named_in(folder, stem), IS_NOT_HERE) for stem in found.missing]
    for run, why in [*((one, CANNOT_BE_READ) for one in found.unread), *named]:
        if run is not None:
            yield LostRun(run.session.participant_id, run.session.visit, run.run, why)


def _limits(study: StudyFile | None) -> Quality:
    return Quality() if study is None else study.quality


def _sessions(folder: Path, anybody: bool) -> FoundSessions:
    try:
        return find_sessions(folder)
    except UnreadableData as refused:
        if anybody and [one.fault for one in refused.problems] == [TableFault.NO_SESSIONS]:
            return FoundSessions((), (), {})
        raise


def _of_another(folder: Path, enrolments: Sequence[Enrolment], name: str) -> list[Problem]:
    return [
        problem(folder, TableFault.SEVERAL_STUDIES, studies=", ".join(sorted({name, one.study})))
        for one in enrolments
        if one.study != name
    ][:1]


def _study_file(sessions: Sequence[Session]) -> StudyFile | None:
    """Read the study file that is kept beside the run that was started last."""
    begun = [(started, session) for session in sessions if (started := run_started(session.sheet)) is not None]
    if not begun:
        return None
    _, last = max(begun, key=lambda one: one[0])
    try:
        return build(StudyFile, read_yaml(last.files.inputs / last.sheet.inputs[0].name))
    except StudyMistakes:  # it was made for another version of the program
        return None
