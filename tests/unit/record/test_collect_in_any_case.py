"""Whatever happens on the computers and to the collected folder, in the end it holds all that was entered and done."""

from __future__ import annotations

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.record import participants
from experiment.record.half_collected import is_half
from experiment.record.verify import verify
from tests.instruments.collected_days import ONE, OTHER, WHO, Begun, Days, Step, begun

EXAMPLES = int(os.environ.get("COLLECTED_DAYS", "25"))


@pytest.fixture(scope="module")
def began(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """A study in which two are enrolled."""
    return begun(tmp_path_factory.mktemp("began"))


def collected(days: Days, which: list[int], killed_at: int | None) -> None:
    """Collect; wherever that is killed, `verify` finds nothing but what is still to come."""
    made = days.collect(which, killed_at)
    wrong = verify(days.disk, days.all.folder).wrong if made is None else made.found.wrong
    assert [] == [one for one in wrong if made is not None or not is_half(one)]


def worked_in_what_is_half(days: Days, killed_at: int, of: str) -> None:
    """Enter something in the collected folder right after something came from everywhere, and was killed."""
    days.enter(of, of)
    collected(days, [0, 1], killed_at)
    days.enter("all", of)


_PC, _PLACE = st.sampled_from((ONE, OTHER)), st.sampled_from((ONE, OTHER, "all"))
_WHICH = st.lists(st.integers(0, 5), min_size=1, max_size=3)
_KILLED = st.one_of(st.none(), st.integers(0, 40), st.integers(0, 120))

STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(lambda where, of: lambda days: days.enter(where, of), _PLACE, _PC),
    st.builds(lambda where, of: lambda days: days.hold(where, of), _PLACE, _PC),
    st.builds(lambda which, at: lambda days: collected(days, which, at), _WHICH, _KILLED),
    st.builds(lambda which, at: lambda days: collected(days, which, at), _WHICH, _KILLED),
    st.builds(lambda at, of: lambda days: worked_in_what_is_half(days, at, of), st.integers(0, 60), _PC),
    st.builds(lambda where: lambda days: days.keep(where), _PLACE),
    st.builds(
        lambda where, of, alike, leaving: lambda days: days.enter_of_the_same(where, of, alike, leaving),
        st.lists(_PLACE, min_size=2, max_size=3, unique=True),
        _PC,
        st.booleans(),
        st.booleans(),
    ),
    st.builds(lambda which: lambda days: days.restore(which), st.integers(0, 5)),
    st.builds(lambda where, by: lambda days: days.ahead_min.update({where: by}), _PLACE, st.integers(-300, 300)),
    st.just(Days.lose_locks),
)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(STEPS, min_size=4, max_size=16))
def test_in_the_end_all_is_there(began: Begun, steps: list[Step]) -> None:
    """Copies of any age in any order, killed anywhere, with clocks apart, locks lost, or a backup in its place."""
    days = Days(began)
    for step in steps:
        step(days)
    made = days.collect([0, 1])
    if made is None:
        days.settle()
        assert days.collect([0, 1]) is not None
        days.enter_of_the_same([ONE], ONE, True, False)  # from what was settled, one goes on
        made = days.collect([0, 1])
        assert made is not None
        assert {days.says("all", who) for who in WHO.values()} == {days.says(ONE, who) for who in WHO.values()}
    assert [] == made.found.wrong
    told = days.at[ONE].told | days.at[OTHER].told | days.all.told
    assert told <= {entry for who in WHO.values() for entry in days.reasons(who)}
    there = days.files_of(days.all.folder)
    for of, state in days.all.state.items():
        assert began.sessions[of][state - 1].items() <= there.items()
    assert 0 == days.collect([1, 0]).came
    assert there == days.files_of(days.all.folder)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.lists(st.tuples(_PC, st.booleans()), min_size=1, max_size=6), st.sampled_from((ONE, OTHER)))
def test_what_all_enter_alike_is_collected_at_once(began: Begun, entries: list[tuple[str, bool]], at: str) -> None:
    """Nothing is to be settled, and each stands there once; what one of them goes on with holds."""
    days = Days(began)
    days.collect([0, 1])
    for of, leaving in entries:
        days.enter_of_the_same([ONE, "all", OTHER], of, True, leaving)
    days.enter_of_the_same([at], ONE, True, False)
    assert (made := days.collect([0, 1])) is not None
    assert [] == made.found.wrong
    assert days.says(at, WHO[ONE]) == days.says("all", WHO[ONE])
    for who in WHO.values():
        found = participants.find(days.disk, days.all.folder, began.study, who)
        told = [one.reason for one in (*found.anchors, *found.history)]
        assert len(told) == len(set(told))
