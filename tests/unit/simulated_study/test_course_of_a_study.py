"""What happens in the course of a simulated study happens as often as the assumptions state, over many people."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from experiment.config.assumptions import AssumedStudy, Assumptions, load_assumptions
from experiment.config.load import Study, load_study
from experiment.config.visits import start_of
from experiment.design.windows import Timing, timing_of, zone_of
from experiment.format.ledger import RunEntered, RunResumed, read_ledger
from experiment.format.vocabulary import VisitWindow
from experiment.record.storage import Disk
from experiment.record.verify import verify
from experiment.simulated_study.calendar_of import Happening, enrolled_at, happenings
from experiment.simulated_study.going_amiss import broken_off_at, ends_early, withdrawn_after
from experiment.simulated_study.people import people_of
from experiment.virtual.chance import Chance
from tests.instruments.simulated import ASSUMED, simulated
from tests.instruments.small_study import PROJECT

PEOPLE = 1500


@pytest.fixture(scope="module")
def ketamine() -> Study:
    return load_study(PROJECT / "configs" / "ketamine.yaml", any_screen=False)


@pytest.fixture(scope="module")
def assumed(ketamine: Study) -> Assumptions:
    return load_assumptions(ASSUMED, ketamine.file)


def otherwise(assumed: Assumptions, **values: float) -> Assumptions:
    """Assume other figures of the study."""
    study: AssumedStudy = assumed.study
    figures = {name: getattr(study, name).model_copy(update={"value": value}) for name, value in values.items()}
    return assumed.model_copy(update={"study": study.model_copy(update=figures)})


def assert_as_often(found: int, share: float, of: int) -> None:
    """Within three binomial standard errors, and one."""
    assert abs(found - share * of) <= 3 * (share * (1 - share) * of) ** 0.5 + 1, (found, share * of)


def timings(study: Study, arm: str, rates: AssumedStudy) -> Iterator[Timing]:
    """Yield where each visit with a window lies, of many people."""
    for number in range(PEOPLE):
        enrolled = enrolled_at(number, rates, zone_of(study.file), Chance(1, number, arm))
        anchors: dict[str, datetime] = {}
        done: list[str] = []
        for one in happenings(study.file, arm, rates, enrolled, Chance(1, number, arm)):
            if one.anchor is not None and one.anchored is not None:
                anchors[one.anchor] = one.anchored
            if one.visit is not None:
                timing = timing_of(study.file, arm, one.visit, anchors, done, one.at)
                anchors[start_of(one.visit)] = one.at
                done.append(one.visit)
                if timing.windows:
                    yield timing


@pytest.mark.parametrize("arm", ["patient", "control"])
@pytest.mark.parametrize("share", [None, 0.3])
def test_visits_miss_their_windows(ketamine: Study, assumed: Assumptions, arm: str, share: float | None) -> None:
    """In either arm, at every visit, as often as is stated, late and early; all others keep theirs."""
    rates = (assumed if share is None else otherwise(assumed, outside_window=share)).study
    counted: dict[str, Counter[str]] = {}
    for timing in timings(ketamine, arm, rates):
        counted.setdefault(timing.visit, Counter())[str(timing.window)] += 1
    assert set(counted) == set(ketamine.file.arms[arm].visits[1:])
    for places in counted.values():
        assert_as_often(places["early"] + places["late"], rates.outside_window.value, PEOPLE)
        assert 0 < places["early"] < places["late"]


@pytest.fixture(scope="module")
def lives(ketamine: Study, assumed: Assumptions) -> list[tuple[str, datetime, list[Happening]]]:
    """What happens to 1,500 people, in the order of their numbers: their arm, enrolment, anchors and visits."""
    found = []
    for number in range(PEOPLE):
        arm, course = ("patient", "control")[number % 2], Chance(2, number)
        enrolled = enrolled_at(number, assumed.study, zone_of(ketamine.file), course)
        found.append((arm, enrolled, happenings(ketamine.file, arm, assumed.study, enrolled, course)))
    return found


def test_people_come_on_working_days_and_at_any_hour_of_them(
    lives: list[tuple[str, datetime, list[Happening]]],
) -> None:
    """As many on each day of the week on which they can; mornings and afternoons; none has a visit at a weekend."""
    enrolled = [at for _, at, _ in lives]
    assert enrolled == sorted(enrolled)
    days = Counter(at.weekday() for at in enrolled)
    for of_arm, working in (("patient", 4), ("control", 5)):  # an infusion is on the day after
        first = [visits[0].at for arm, _, visits in lives if arm == of_arm]
        on = Counter(at.weekday() for at in first)
        assert set(on) == set(range(working))
        for count in on.values():
            assert abs(count - len(first) / working) < 5 * (len(first) / working) ** 0.5
        assert max(at.hour for at in first) - min(at.hour for at in first) >= (4 if of_arm == "patient" else 7)
        assert all(8 <= at.hour < 17 for at in first)
    assert set(days) == set(range(5))
    assert all(one.at.weekday() < 5 for _, _, found in lives for one in found)
    waited = [visits[0].at.date() - at.date() for _, at, visits in lives]
    assert 0.2 < sum(not days for days in waited) / PEOPLE < 0.45
    assert len(set(waited)) > 8


def test_anchors_are_entered_when_somebody_comes_to_it(lives: list[tuple[str, datetime, list[Happening]]]) -> None:
    """A few minutes after, half an hour after or at once; before the visit that hangs on it, and never at one rate."""
    after_min = [(one.at - one.anchored).total_seconds() / 60 for _, _, found in lives for one in found if one.anchored]
    assert len(after_min) == PEOPLE
    low, middle, high = (sorted(after_min)[int(share * PEOPLE)] for share in (0.1, 0.5, 0.9))
    assert 0 < min(after_min) < low < 4
    assert 6 < middle < 10
    assert 20 < high < 40
    for _, _, found in lives:
        order = [one.anchor or one.visit for one in found]
        for anchor, visit in (("infusion1_end", "post4h"), ("infusion3_end", "day7")):
            assert anchor not in order or order.index(anchor) < order.index(visit)


def test_visits_outside_their_windows_are_so_by_different_times(ketamine: Study, assumed: Assumptions) -> None:
    """Not all of them by one share of the width."""
    rates = otherwise(assumed, outside_window=0.3).study
    off = [
        round((one.moment - one.spans[0].anchored).total_seconds() / 60) for one in timings(ketamine, "patient", rates)
        if one.visit == "post4h" and one.window is not VisitWindow.INSIDE and one.spans[0]
    ]  # fmt: skip
    assert max(Counter(off).values()) < 0.1 * len(off)


def test_a_late_infusion_is_a_reason_only_where_it_is_the_cause(ketamine: Study, assumed: Assumptions) -> None:
    """A visit that misses its window has it as its reason if, counted from the planned infusion, it would have kept it:
    such a visit is early, for it was begun at its hour although the infusion was late."""
    rates = otherwise(assumed, outside_window=0.3, infusion_late=0.5).study
    blamed = Counter[tuple[str, bool, bool]]()
    for number in range(PEOPLE):
        enrolled = enrolled_at(number, rates, zone_of(ketamine.file), Chance(1, number))
        found = happenings(ketamine.file, "patient", rates, enrolled, Chance(1, number))
        at = {one.visit or str(one.anchor): one for one in found}
        infusion, visit = at["infusion1_end"].anchored, at["post4h"]
        assert infusion is not None
        hours = [
            (visit.at - start).total_seconds() / 3600 for start in (infusion, at["baseline"].at + timedelta(days=1))
        ]
        inside, would_be_inside = (3.5 <= since < 5 for since in hours)
        if not inside:
            blamed["early" if hours[0] < 3.5 else "late", visit.late, would_be_inside] += 1
    assert blamed["early", True, True] > 20
    assert blamed["early", False, False] > 20
    assert blamed["late", False, False] > 100
    assert all(not late for (place, late, would_be), _ in blamed.items() if place == "late" or not would_be)


def test_infusions_are_late(ketamine: Study, assumed: Assumptions) -> None:
    """Of the first infusions as many come late as is stated, by so much on average."""
    usual = otherwise(assumed, visit_jitter_min=0.0).study
    late_min = []
    for number in range(PEOPLE):
        enrolled = enrolled_at(number, usual, zone_of(ketamine.file), Chance(1, number))
        found = happenings(ketamine.file, "patient", usual, enrolled, Chance(1, number))
        anchored = next(one.anchored for one in found if one.anchor == "infusion1_end")
        assert anchored is not None
        baseline = next(one.at for one in found if one.visit == "baseline")
        late_min.append((anchored - baseline).total_seconds() / 60 - 24 * 60)
    late = [minutes for minutes in late_min if minutes > 0]
    assert_as_often(len(late), usual.infusion_late.value, PEOPLE)
    mean = usual.infusion_late_min.value
    assert abs(sum(late) / len(late) - mean) < 3 * mean / len(late) ** 0.5 + 1


def test_sessions_and_people_go_amiss(assumed: Assumptions) -> None:
    """Broken off at any screen, ended early, withdrawn after any visit but the last: as often as is stated."""
    courses = [Chance(1, number) for number in range(20 * PEOPLE)]
    rates, visits = assumed.study, ("baseline", "post4h", "day7")
    at = [broken_off_at("baseline", 300, rates, course) for course in courses]
    broken = [screen for screen in at if screen is not None]
    assert_as_often(len(broken), rates.broken_off.value, len(courses))
    assert_as_often(sum(1 <= screen <= 100 for screen in broken), 1 / 3, len(broken))
    assert_as_often(sum(ends_early("day7", rates, course) for course in courses), rates.ended_early.value, len(courses))
    gone = Counter(withdrawn_after(visits, rates, course) for course in courses)
    assert set(gone) == {None, "baseline", "post4h"}
    assert_as_often(gone["baseline"] + gone["post4h"], rates.withdrawn.value, len(courses))
    assert_as_often(gone["baseline"], rates.withdrawn.value / 2, len(courses))
    assert withdrawn_after(("session",), otherwise(assumed, withdrawn=1.0).study, courses[0]) is None


@pytest.mark.parametrize("sites", [(), ("A",), ("A", "B"), ("A", "B", "C", "D", "E")], ids=len)
def test_arms_are_balanced_within_sites(ketamine: Study, assumed: Assumptions, sites: tuple[str, ...]) -> None:
    """At every site, and in all, each arm has its share to within one and a half, however far a study has come."""
    file = ketamine.file.model_copy(update={"sites": sites})
    shares = assumed.shares_of(file.study, file.arms)
    patients = shares["patient"] / sum(shares.values())
    people = people_of(file, assumed, 97)
    for n in range(1, 98):
        so_far = people[:n]
        for here in ([one for one in so_far if one.site == site] for site in (*sites, None)):
            assert abs(sum(one.arm == "patient" for one in here) - patients * len(here)) <= 1.5
        assert abs(sum(one.arm == "patient" for one in so_far) - patients * n) <= 1.5


def test_who_comes_back_too_late_is_sent_home(tmp_path: Path, assumed: Assumptions) -> None:
    """Where a break is longer than the study allows, no session goes on, by the calendar of the study."""
    late, in_time = (
        simulated(tmp_path / name, 5, "demo", assumptions=otherwise(assumed, broken_off=1.0, back_after_min=minutes))
        for name, minutes in (("late", 361.0 * 2), ("in time", 5.0))
    )
    lines = [read_ledger((one.done.folder / "ledger.jsonl").read_bytes()).lines for one in (late, in_time)]
    resumed = [sum(isinstance(line, RunResumed) for line in some) for some in lines]
    begun = [sum(isinstance(line, RunEntered) for line in some) for some in lines]
    assert [0, begun[1]] == resumed
    assert 2 <= begun[0] == late.done.sessions
    for file in in_time.done.folder.rglob("*_journal.jsonl"):  # it goes on at a display that was opened anew
        lines = [json.loads(line) for line in file.read_bytes().splitlines()]
        periods = [line["frame_s"] for line in lines if line["event"] == "launch_started"]
        assert 2 == len(set(periods)) == len(periods)
    ends: list[set[tuple[str, str | None]]] = []
    for one in (late, in_time):
        assert () == tuple(verify(Disk(), one.done.folder).wrong)
        sheets = [json.loads(file.read_bytes()) for file in one.done.folder.rglob("*_session.json")]
        ends.append({(sheet["status"], sheet["launches"][0]["stopped_by"]) for sheet in sheets})
    # some were told to stop, and put it down; of the others nothing says why, as after a crash
    assert {("interrupted", "told_to_stop"), ("interrupted", None)} == ends[0]
    assert {("complete", "told_to_stop"), ("complete", None)} == ends[1]
