"""A paragraph of methods, ready to paste: who, how many, by what, with which settings, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pandas as pd

from experiment.analysis.sessions import left_out_of
from experiment.analysis.sheets import FoundSessions, run_started
from experiment.config.study_file import Phase, StudyFile, TrialOrder
from experiment.config.trial_screens import (
    AskedEstimate,
    Fixation,
    Screen,
    ShownBaseRate,
    ShownEvent,
    Uniform,
)
from experiment.format.vocabulary import MEMORY, AnswerInput, EstimationPhase, Question
from experiment.report.markup import element
from experiment.report.methods_of_measures import said_of_measures
from experiment.report.section import Block, Section, paragraph
from experiment.report.study_data import CANNOT_BE_READ, IS_NOT_HERE, StudyData
from experiment.report.written import counted, day, number


def methods(data: StudyData) -> Section | None:
    """Return the section; ``None``: nobody has had a session."""
    if not data.sessions:
        return None
    said = [" ".join(part) for part in (_people(data), _task(data), said_of_measures(data)) if part]
    blocks: list[Block] = [
        paragraph("To be pasted and shortened. Every number follows from the data of this page; what a study file does"
        " not say, such as who was eligible, is for you to add."),
        element("blockquote", *(element("p", one) for one in said)),
    ]  # fmt: skip
    return Section("methods", "Methods, ready to paste", tuple(blocks))


def _people(data: StudyData) -> list[str]:
    people = Counter(data.participants.values())
    arms = ", ".join(f"{people[arm]} {arm}" for arm in dict.fromkeys([*data.arms, *people]) if people[arm])
    had = len(data.had_a_session)
    days = sorted(started for one in data.sessions if (started := run_started(one.sheet)) is not None)
    when = f" between {day(days[0])} and {day(days[-1])}" if days else ""
    parts = [
        f"{counted(len(data.participants), 'participant', 'participants')} ({arms}) were enrolled; "
        f"{had} had at least one session. {counted(data.begun, 'session was', 'sessions were')} begun{when}, "
        "of "
        f"which {counted(len(data.counted), 'was', 'were')} analysed."
    ]
    why = left_out_of(FoundSessions(data.sessions, (), {}), every_run=False)
    lost = Counter(one.why for one in data.lost)
    why += [f"{counted(n, 'run', 'runs')} ({_LOST[reason]})" for reason, n in lost.items()]
    if why:
        parts.append(f"Not analysed: {'; '.join(why)}.")
    if data.lost:
        named = ", ".join(f"{one.participant_id} {one.visit} run {one.run}" for one in data.lost)
        parts.append(f"Of these nothing is known but that they were begun: {named}.")
    if data.problems:
        n = len({one.file for one in data.problems})
        parts.append(f"{counted(n, 'file', 'files')} could not be read.")
    parts += _entered(data)
    modes = sorted({str(one.sheet.participant_mode) for one in data.sessions if one.sheet.participant_mode != "human"})
    if modes:
        parts.append(f"All of this is simulated: the answers are those of virtual participants ({', '.join(modes)}).")
    return parts


_LOST = {CANNOT_BE_READ: "the sheet cannot be read", IS_NOT_HERE: "known to the ledger, and not in this folder"}


def _entered(data: StudyData) -> Iterator[str]:
    """Return what is known of the people who had a session: facts of each, and clinical scores by visit."""
    had = data.had_a_session
    people = data.phenotype.of_people
    people = people[people["participant_id"].isin(had)]
    for name in people.columns[1:]:
        given = people[name].dropna()
        if pd.api.types.is_numeric_dtype(given):
            values = given.astype("float64")
            middle = f"mean {number(values.mean())}, SD {number(values.std())}"
            yield f"{_called(name).capitalize()}: {middle} (n = {len(values)})."
        else:
            counts = ", ".join(f"{n} {word}" for word, n in sorted(Counter(given.tolist()).items()))
            yield f"{_called(name).capitalize()}: {counts} (n = {len(given)})."
    of_visits = data.phenotype.of_visits
    arms = of_visits["participant_id"].map(data.participants)
    for name in of_visits.columns[2:]:
        if not pd.api.types.is_numeric_dtype(of_visits[name]):
            continue
        cells = []
        for arm, visits in data.arms.items():
            for visit in visits:
                values = of_visits[name][(arms == arm) & (of_visits["visit"] == visit)].dropna().astype("float64")
                if len(values):
                    spread = f" (SD {number(values.std())})" if len(values) > 1 else ""
                    cells.append(f"{arm}, {visit} {number(values.mean())}{spread}, n = {len(values)}")
        if cells:
            yield f"{_called(name).upper()}, mean: {'; '.join(cells)}."


def _called(name: str) -> str:
    return name.replace("_", " ")


def _task(data: StudyData) -> list[str]:
    sheets = [one.sheet for one in data.sessions]
    hashes = sorted({sheet.study_fingerprint[:12] for sheet in sheets})
    parts = [
        f"The belief-updating task was run as study “{data.name}” (hash of its files: {', '.join(hashes)}), with "
        f"{_software(data)}."
    ]
    if data.study is not None:
        parts += list(_settings(data.study))
    return parts


def _software(data: StudyData) -> str:
    wanted = {"belief-update": "belief-update", "psychopy": "PsychoPy", "python": "Python", "system": ""}
    found: dict[str, dict[str, None]] = {name: {} for name in wanted}
    for session in data.sessions:
        for launch in session.sheet.launches:
            for name in wanted:
                if name in launch.versions:
                    found[name][launch.versions[name]] = None
    said = [f"{wanted[name]} {' and '.join(versions)}".strip() for name, versions in found.items() if versions]
    return ", ".join(said) or "versions that are not known"


def _settings(study: StudyFile) -> Iterator[str]:
    lists = study.lists
    yield (
        f"Each session presented {lists.events_per_list} life events"
        + (f", those of one of {len(lists.names)} lists" if len(lists.names) > 1 else "")
        + f", in {counted(len(study.phases), 'phase', 'phases')}."
    )
    for place, phase in enumerate(study.phases, start=1):
        yield _phase(place if len(study.phases) > 1 else None, phase)
    given = study.estimate
    how = "a slider" if given.input is AnswerInput.SLIDER else "typed numbers"
    yield f"Estimates were given by {how} from {given.minimum_pct} to {given.maximum_pct} %."
    if study.practice is not None:
        yield f"{counted(study.practice.trials, 'practice trial', 'practice trials')} came before."
    if study.comprehension is not None:
        asked = counted(len(study.comprehension.questions), "question", "questions")
        yield f"{asked} checked that the task was understood."
    if study.retest is not None:
        yield f"{study.retest.trials} further events were asked about twice without showing their rates."
    yield from _afterwards(study)


def _afterwards(study: StudyFile) -> Iterator[str]:
    """Say what was asked when the trials were over, at which visits."""
    if study.afterwards is None:
        return
    visits = {name: visit.afterwards or () for name, visit in study.visits.items()}
    alike: dict[tuple[str, str], list[str]] = {}
    for question in dict.fromkeys(one for asked in visits.values() for one in asked):
        scale, at = study.afterwards_scale(question), [str(name) for name, asked in visits.items() if question in asked]
        where = "" if len(at) == len(visits) else f" ({', '.join(at)})"
        if question == MEMORY:
            yield f"After the trials the base rate of each event was recalled{where}."
        else:
            called = str(question).replace("_", " ")
            alike.setdefault((f"from {scale.minimum} to {scale.maximum}", where), []).append(called)
    for (scale_said, where), rated in alike.items():
        several = f"{', '.join(rated[:-1])} and {rated[-1]}" if len(rated) > 1 else rated[0]
        was = "were" if len(rated) > 1 else "was"
        yield f"After the trials {several} of each event {was} rated {scale_said}{where}."


def _phase(place: int | None, phase: Phase) -> str:
    screens = [_screen(screen) for _, part in phase.parts for screen in part]
    order = "random" if phase.order is TrialOrder.RANDOM else "fixed"
    named = "In each trial" if place is None else f"In phase {place} ({order} order)"
    estimates = " and ".join("first" if which is EstimationPhase.FIRST else "second" for which, _ in phase.parts)
    return f"{named}, for the {estimates} estimate: {', then '.join(one for one in screens if one)}."


def _screen(screen: Screen) -> str | None:
    match screen:
        case Fixation(duration_s=duration):
            return f"a fixation cross ({_lasting(duration)})"
        case ShownEvent(duration_s=duration, with_base_rate=rate):
            return f"the event{' with its base rate' if rate else ''} ({_lasting(duration)})"
        case ShownBaseRate(duration_s=duration):
            return f"the base rate ({_lasting(duration)})"
        case AskedEstimate(of=question, deadline_s=deadline):
            within = "self-paced" if deadline is None else f"within {deadline:g} s"
            return f"{_QUESTIONS[question]} ({within})"
        case _:
            return None


_QUESTIONS = {
    Question.SELF: "the estimate of one’s own risk",
    Question.POPULATION: "the estimate of the population’s risk",
    Question.CONFIDENCE: "the confidence in the base rate",
}


def _lasting(duration: float | Uniform | None) -> str:
    if duration is None:
        return "self-paced"
    if isinstance(duration, Uniform):
        return f"{duration.uniform[0]:g}–{duration.uniform[1]:g} s"
    return f"{duration:g} s"
