"""A paragraph of methods, ready to paste: who, how many, by what, with which settings, and what was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pandas as pd

from experiment.analysis.noise import STATED_NOISE_PCT, session_noise
from experiment.analysis.null_answers import DRAWS
from experiment.analysis.sessions import left_out_of, run_started
from experiment.analysis.sheets import FoundSessions
from experiment.analysis.updates import Excluded
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
from experiment.report.groups import LEAST_PARTICIPANTS
from experiment.report.markup import element
from experiment.report.section import Block, Section, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import counted, day, number, share


def methods(data: StudyData) -> Section | None:
    """Return the section; ``None``: nobody has had a session."""
    if not data.sessions:
        return None
    said = [" ".join(part) for part in (_people(data), _task(data), _measures(data)) if part]
    blocks: list[Block] = [
        paragraph("To be pasted and shortened. Every number follows from the data of this page; what a study file does"
        " not say, such as who was eligible, is for you to add."),
        element("blockquote", *(element("p", one) for one in said)),
    ]  # fmt: skip
    return Section("methods", "Methods, ready to paste", tuple(blocks))


def _people(data: StudyData) -> list[str]:
    people = Counter(data.participants.values())
    arms = ", ".join(f"{people[arm]} {arm}" for arm in data.arms if people[arm])
    had = len({one.sheet.participant_id for one in data.sessions})
    days = sorted(started for one in data.sessions if (started := run_started(one.sheet)) is not None)
    when = f" between {day(days[0])} and {day(days[-1])}" if days else ""
    parts = [
        f"{counted(len(data.participants), 'participant', 'participants')} ({arms}) were enrolled; "
        f"{had} had at least one session. {counted(len(data.sessions), 'session was', 'sessions were')} begun{when}, "
        "of "
        f"which {counted(len(data.counted), 'was', 'were')} analysed."
    ]
    why = left_out_of(FoundSessions(data.sessions, (), {}), every_run=False)
    if data.problems:
        why.append(f"{counted(len({one.file for one in data.problems}), 'file', 'files')} that could not be read")
    if why:
        parts.append(f"Not analysed: {'; '.join(why)}.")
    parts += _entered(data)
    modes = sorted({str(one.sheet.participant_mode) for one in data.sessions if one.sheet.participant_mode != "human"})
    if modes:
        parts.append(f"All of this is simulated: the answers are those of virtual participants ({', '.join(modes)}).")
    return parts


def _entered(data: StudyData) -> Iterator[str]:
    """Return what is known of the people who had a session: facts of each, and clinical scores by visit."""
    had = {one.sheet.participant_id for one in data.sessions}
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


def _measures(data: StudyData) -> Sequence[str]:
    if not data.measured:
        return ()
    pairs, scores = data.updates, data.scores
    asked = pairs[pairs["excluded"] != Excluded.RATE_NOT_SHOWN.value]
    n = int(pairs["excluded"].isna().sum())
    gone = ", ".join(f"{int((asked['excluded'] == one.value).sum())} {said}" for one, said in _GONE.items())
    return (
        "The estimation error is the first estimate less the base rate; news is good where it is above 0 (for adverse "
        "events), bad where below. Updates are counted in percentage points towards the base rate, with their sign; "
        "the "
        "bias is the mean update after good news less the mean after bad news.",
        f"Of {len(asked)} pairs of estimates {n} ({share(n, len(asked))}) were analysed; left out: {gone}. Sessions "
        "had "
        f"{number(scores['n_good'].mean())} pairs with good and {number(scores['n_bad'].mean())} with bad news on "
        "average.",
        *_benchmarks(data),
        "Intervals are 95 % intervals of means over participants, by Student’s t.",
    )


def _benchmarks(data: StudyData) -> Iterator[str]:
    """Say what the updates were held against: the second classification, Bayes' rule, nulls, noise."""
    if data.updates["population_pct"].notna().any():
        yield (
            "News was classified a second time by the error of the estimate of the population’s risk, and updates were "
            "compared with those that Bayes’ rule expects of both first estimates and the base rate (odds of the "
            "second estimate: those of the base rate, times those of the first estimate, divided by those of the "
            "estimate of the population’s risk)."
        )
    if data.updates["memory_pct"].notna().any():
        yield "Memory error is the distance of the recalled base rate from the base rate."
    nulls = ("people who never learn", "people who learn alike from all news", "one learning rate for all news")
    bayes = ", Bayes’ rule" if (data.nulls["null"].astype(str) == "bayesian").any() else ""
    noise = session_noise(data.updates)
    measured = int((noise["noise"] == "measured").sum())
    at = (
        f"at the noise of answers that retest events measured in {measured} of {len(noise)} sessions, else from "
        if measured
        else "at a noise of answers of "
    )
    yield (
        f"Each measure was compared with {DRAWS} sets of second estimates for each null ({', '.join(nulls)}{bayes}), "
        f"drawn for the session’s own first estimates with its misses, bounds and rounding, {at}"
        f"{STATED_NOISE_PCT[0]:g} to {STATED_NOISE_PCT[-1]:g} points."
    )
    if data.updates["participant_id"].nunique() < LEAST_PARTICIPANTS:
        return
    yield (
        "Groups were compared by a noise-robust asymmetry, the difference between the shares of good and of bad news "
        "taken over, in a regression of second estimates on first estimates, rates and events (Tobit, jackknife over "
        "participants)."
    )


_GONE = {
    Excluded.FIRST_MISSING: "without a first estimate",
    Excluded.SECOND_MISSING: "without a second estimate",
    Excluded.NO_NEWS: "whose first estimate was the base rate",
}
