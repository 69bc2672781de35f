"""A visit is one entry of the study file: its list, its time, and what it has of its own."""

from __future__ import annotations

from datetime import timedelta

import pytest

from experiment.config.load import load_study
from experiment.config.visits import Window
from experiment.format.vocabulary import MEMORY, OutsideWindow
from tests.instruments.small_study import STUDIES_OF_TESTS
from tests.unit.config.study_copies import STUDY, StudyCopy

KETAMINE = load_study(STUDIES_OF_TESTS / STUDY).file

_POST4H = "after: {anchor: infusion1_end, due_h: 4, window_h: [3.5, 5], outside: ask}"
_CONTROL = "day7: {anchor: baseline_start, due_d: 7, window_d: [6, 9]}"


def hours(window: Window) -> tuple[float, float, float]:
    """When a window begins, when the visit is due, and when it ends."""
    earliest, due, latest = (moment / timedelta(hours=1) for moment in (window.earliest, window.due, window.latest))
    return earliest, due, latest


def test_the_ketamine_visits_are_due_as_published() -> None:
    """Patients: four hours after the first infusion, four hours after the third and a week after the first; controls:
    a week after their baseline. The baseline is before the first infusion, and has no window.
    """
    windows = {
        (arm, visit): [(window.anchor, *hours(window)) for window in KETAMINE.windows_of(arm, visit)]
        for arm, entry in KETAMINE.arms.items()
        for visit in entry.visits
    }
    assert {
        ("patient", "baseline"): [],
        ("patient", "post4h"): [("infusion1_end", 3.5, 4, 5)],
        ("patient", "day7"): [("infusion3_end", 3.5, 4, 5), ("infusion1_end", 144, 168, 216)],
        ("control", "baseline"): [],
        ("control", "day7"): [("baseline_start", 144, 168, 216)],
    } == windows
    assert "infusion1_end" == KETAMINE.before_of("patient", "baseline")


def test_before_an_anchor_that_an_arm_does_not_have_says_nothing() -> None:
    """Controls have no infusion: their baseline is not before one."""
    assert KETAMINE.before_of("control", "baseline") is None


def test_every_ketamine_visit_asks_memory() -> None:
    """A visit at which memory is not asked has no control of memory."""
    assert {True} == {MEMORY in (visit.afterwards or ()) for visit in KETAMINE.visits.values()}


def test_a_window_asks_unless_it_refuses(copy: StudyCopy) -> None:
    """`outside: ask` is what a window has that does not say; `refuse` is kept."""
    copy.edit(STUDY, _POST4H, _POST4H.replace("outside: ask", "outside: refuse"))
    file = copy.load().file
    [control], [post4h] = file.windows_of("control", "day7"), file.windows_of("patient", "post4h")
    assert OutsideWindow.ASK == control.outside
    assert OutsideWindow.REFUSE == post4h.outside


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        (
            "due_h: 4, window_h: [3.5, 5]",
            "due_h: 4",
            "a window has due_h and window_h, or due_d and window_d, and here there is due_h",
        ),
        ("due_h: 4, window_h: [3.5, 5]", "due_d: 1, window_h: [3.5, 5]", "and here there is window_h, due_d"),
        ("due_h: 4, window_h: [3.5, 5], ", "", "and here there is none of them"),
        ("due_h: 4,", "due_h: 4, due_d: 4, window_d: [3, 5],", "due_h, window_h, due_d, window_d"),
        ("[3.5, 5]", "[5, 5]", "the window 5 to 5 is empty; put its beginning first"),
        ("[3.5, 5]", "[4.5, 5]", "the visit is due at 4, outside its window of 4.5 to 5"),
        ("[3.5, 5]", "[3.5, 3.75]", "the visit is due at 4, outside its window of 3.5 to 3.75"),
        ("[3.5, 5]", "[3.5]", "window_h"),
        ("[3.5, 5]", "[-1, 5]", "window_h"),
        ("outside: ask", "outside: warn", "“outside” cannot be “warn”; one of ask, refuse"),
        ("outside: ask", "outsid: ask", "“outsid” is not known here; did you mean “outside”?"),
        ("anchor: infusion1_end", "anchor: day7_start", "“day7_start”, which is neither an anchor of that arm nor"),
        ("anchor: infusion1_end", "anchor: post4h_start", "“post4h_start”, which is neither an anchor of that arm nor"),
        ("anchor: infusion1_end", "anchor: infusion1_ende", "did you mean “infusion1_end”?"),
    ],
)
def test_a_window_that_cannot_be_is_refused(copy: StudyCopy, was: str, now: str, said: str) -> None:
    """A window is in one unit, holds the time at which the visit is due, and is counted from what comes before it."""
    copy.edit(STUDY, _POST4H, _POST4H.replace(was, now))
    [mistake] = copy.mistakes()
    assert said in mistake
    assert mistake.startswith(f"{copy.folder / STUDY}:{copy.at(STUDY, 'after: {').rsplit(':', 2)[1]}:")


def test_a_window_may_be_counted_from_the_start_of_an_earlier_visit(copy: StudyCopy) -> None:
    """`baseline_start` needs no anchor to be entered."""
    copy.edit(STUDY, "anchor: infusion1_end", "anchor: baseline_start")
    assert [] == copy.mistakes()


def test_an_arm_without_the_anchor_of_a_visit_is_refused(copy: StudyCopy) -> None:
    """Controls have no infusion: without a window of their own, nothing says when their day 7 is."""
    copy.edit(STUDY, f"    windows:\n      {_CONTROL}", "#")
    said = [mistake.partition(": ")[2] for mistake in copy.mistakes()]
    assert [
        f"the time of “day7” in the arm control hangs on “{anchor}”, which is neither an anchor of that arm nor the "
        "start of an earlier visit; an arm for which the visit is due otherwise has its own under windows; known here: "
        "baseline_start"
        for anchor in ("infusion3_end", "infusion1_end")
    ] == said


@pytest.mark.parametrize(
    ("key", "was", "now"),
    [
        ("due", "due_h: 4, window_h: [3.5, 5]", "due_h: 200, window_h: [190, 210]"),
        ("before", "[baseline, post4h", "[post4h, baseline"),
    ],
)
def test_visits_stand_in_the_order_of_their_times(copy: StudyCopy, key: str, was: str, now: str) -> None:
    """A visit that is due before an earlier one of its arm, or that comes before its anchor, is in the wrong place."""
    copy.edit(STUDY, was, now)
    visit, earlier = {"due": ("day7", "post4h"), "before": ("baseline", "post4h")}[key]
    said = f"in the arm patient the visit “{visit}” comes after “{earlier}”, and is due before it"
    assert [said] == [mistake.partition(": ")[2].partition(";")[0] for mistake in copy.mistakes()]


def test_the_same_list_at_two_visits_is_refused_unless_it_is_meant(copy: StudyCopy) -> None:
    """Its rates are news only once; `repeat_lists: true` says that it is known. Each arm with both visits is named."""
    copy.edit(STUDY, "list: 3\n", "list: 1\n")
    where = copy.at(STUDY, "list: 1\n    after: {anchor: infusion3")
    assert [
        f"{where}: in the arm {arm} the visits “baseline” and “day7” have the same list, and its base rates are known "
        "the second time; give each visit a list of its own, or write repeat_lists: true under lists if that is meant"
        for arm in ("control", "patient")
    ] == copy.mistakes()
    copy.edit(STUDY, "  orders: permuted_blocks", "  repeat_lists: true\n  orders: permuted_blocks")
    assert [] == copy.mistakes()


def test_visits_of_different_arms_may_share_a_list(copy: StudyCopy) -> None:
    """Nobody has both: nobody meets the list twice."""
    copy.edit(STUDY, "  baseline:   ", "  once: {list: 1, afterwards: []}\n  baseline:   ")
    copy.edit(STUDY, "  control:\n", "  others: {visits: [once]}\n  control:\n")
    assert [] == copy.mistakes()


def test_an_unknown_page_of_a_visit_is_refused(copy: StudyCopy) -> None:
    """A visit's own opening names pages of the file of texts."""
    copy.edit(STUDY, "list: 2\n", "list: 2\n    opening: [welcom]\n")
    said = "there is no page “welcom” in the file of texts; did you mean “welcome”?"
    assert [f"{copy.at(STUDY, 'welcom]')}: {said}"] == copy.mistakes()
