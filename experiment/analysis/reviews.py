"""What reviewers think of sessions, as they saved it from the page of a report: read, and held against the sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from experiment.analysis.problems import Problem, UnreadableData, problem
from experiment.analysis.sheets import Session
from experiment.format.review import PLAN_DIGITS, Review, ReviewedSession
from experiment.format.vocabulary import ReviewMark
from experiment.messages import TableFault, plainly


@dataclass(frozen=True)
class Opinion:
    """A mark that a reviewer has given a session.

    Parameters
    ----------
    reviewer
        Code of the person.
    mark, comment
        What they think of it, and why; the comment may be empty.
    """

    reviewer: str
    mark: ReviewMark
    comment: str


@dataclass(frozen=True)
class Reviews:
    """The marks of any number of reviewers, by session: participant, visit and run."""

    by_session: dict[tuple[str, str, int], tuple[Opinion, ...]]

    def of(self, session: Session) -> tuple[Opinion, ...]:
        """Return what was thought of a session, in the order of the files; nothing: nobody has marked it."""
        return self.by_session.get(name_of(session), ())


NO_REVIEWS = Reviews({})


def name_of(session: Session) -> tuple[str, str, int]:
    """Return the name of a session in reviews."""
    return session.sheet.participant_id, session.sheet.visit, session.sheet.run


def worst(opinions: Sequence[Opinion]) -> ReviewMark | None:
    """Return the worst mark that a session was given; ``None``: none."""
    return max((one.mark for one in opinions), key=list(ReviewMark).index, default=None)


def read_reviews(files: Sequence[Path], sessions: Sequence[Session]) -> Reviews:
    """Read reviews.

    Parameters
    ----------
    files
        As they were saved.
    sessions
        All that there are.

    Raises
    ------
    UnreadableData
        If a file is no review, is one of another study or of sessions that are not these, or if a reviewer has marked a
        session twice.
    """
    found: dict[tuple[str, str, int], list[Opinion]] = defaultdict(list)
    problems: list[Problem] = []
    known = {name_of(session): session for session in sessions}
    for file in files:
        read = _read(file)
        if isinstance(read, Problem):
            problems.append(read)
            continue
        problems += _of_another(file, read, sessions)
        for one in read.sessions:
            amiss = _amiss(file, read, one, known.get(one.session), found[one.session])
            if amiss is not None:
                problems.append(amiss)
            found[one.session].append(Opinion(read.reviewer, one.mark, one.comment))
    if problems:
        raise UnreadableData(problems)
    return Reviews({session: tuple(opinions) for session, opinions in found.items()})


def _read(file: Path) -> Review | Problem:
    try:
        return Review.model_validate_json(file.read_bytes())
    except OSError as error:
        return problem(file, TableFault.NOT_READ, error=plainly(error))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        return problem(file, TableFault.NO_REVIEW, what=f"{where}: {first['msg']}")


def _of_another(file: Path, review: Review, sessions: Sequence[Session]) -> Iterator[Problem]:
    expected = {(session.sheet.study, session.sheet.kind) for session in sessions}
    if expected and (review.study, review.kind) not in expected:
        ((study, kind),) = expected
        found = f"{review.study} ({review.kind})"
        yield problem(file, TableFault.REVIEW_OF_ANOTHER, found=found, expected=f"{study} ({kind})")


def _amiss(
    file: Path, review: Review, one: ReviewedSession, session: Session | None, before: Sequence[Opinion]
) -> Problem | None:
    named = f"{one.participant_id}/{one.visit}, run {one.run}"
    if session is None:
        return problem(file, TableFault.REVIEW_OF_UNKNOWN, session=named)
    if not session.sheet.plan_sha256.startswith(one.plan):
        return problem(file, TableFault.REVIEW_OF_OTHER_RUN, session=named)
    if any(opinion.reviewer == review.reviewer for opinion in before):
        return problem(file, TableFault.REVIEWED_TWICE, reviewer=review.reviewer, session=named)
    return None


def plan_digits(session: Session) -> str:
    """Return the digits by which a reviewed session is told from another."""
    return session.sheet.plan_sha256[:PLAN_DIGITS]
