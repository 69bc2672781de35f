"""Time that a computer slept or stood still through is no response time and no duration: entry, flag, pause."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.load import Study
from experiment.format.journal import ClocksJumped, PauseBegun, ScreenShown, StoodStill
from experiment.format.vocabulary import PauseReason
from experiment.layout.views import BaseRateView, EventView, FixationView, PageView, PauseView, QuestionView, View
from experiment.task.answers import NOTHING, Answer
from experiment.task.gaps import (
    BRIDGED_S,
    PAUSE_AFTER_S,
    SETTLING_S,
    ClockJump,
    ClockReading,
    ClockWatch,
    Gaps,
    Standstill,
)
from experiment.task.replay import replay
from experiment.task.run_summary import sum_up
from experiment.task.stage import Heard, Shown
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import small_study
from tests.unit.task.sessions import Account, TellingStage, until_complete

SLEPT = ClockJump(slept_s=30.0, set_s=0.0)


class HandSetClocks:
    """Three clocks that go on as they are told."""

    def __init__(self) -> None:
        self.awake_s, self.boot_s, self.wall_s = 100.0, 200.0, 1.8e9

    def read(self) -> ClockReading:
        return ClockReading(self.awake_s, self.boot_s, self.wall_s)

    def go_on(self, awake_s: float, boot_s: float, wall_s: float) -> None:
        self.awake_s += awake_s
        self.boot_s += boot_s
        self.wall_s += wall_s


def jump_after(awake_s: float, boot_s: float, wall_s: float) -> ClockJump | None:
    clocks = HandSetClocks()
    watch = ClockWatch(clocks)
    clocks.go_on(awake_s, boot_s, wall_s)
    return watch.jump()


@given(st.floats(0, 4000), st.floats(-0.0005, 0.0005))
def test_clocks_that_go_on_together_have_not_jumped(passed_s: float, drift: float) -> None:
    """However long it was, and with the drift of any sound clock, nothing has happened."""
    assert jump_after(passed_s, passed_s, passed_s * (1 + drift)) is None


@given(st.floats(0, 600), st.floats(1.5, 1e6))
def test_a_sleep_is_found(passed_s: float, slept_s: float) -> None:
    """Whatever boot time and time of day went on by while the other clock stood still is told."""
    jump = jump_after(passed_s, passed_s + slept_s, passed_s + slept_s)
    if slept_s > 0.1 + 0.001 * (passed_s + slept_s):
        assert jump is not None
        assert slept_s == pytest.approx(jump.slept_s, abs=1e-5)
        assert 0.0 == jump.set_s


@given(st.floats(0, 300), st.floats(2, 1e6), st.sampled_from([1, -1]))
def test_a_clock_that_is_set_is_found(passed_s: float, by_s: float, sign: int) -> None:
    """Forward and back; so is the time that only the time of day has seen, as when a virtual machine is held."""
    jump = jump_after(passed_s, passed_s, passed_s + sign * by_s)
    assert jump is not None
    assert (0.0, pytest.approx(sign * by_s, abs=1e-5)) == (jump.slept_s, jump.set_s)


def test_a_jump_is_told_once() -> None:
    """What has been told is not told again."""
    clocks = HandSetClocks()
    watch = ClockWatch(clocks)
    clocks.go_on(1, 31, 31)
    assert watch.jump() is not None
    clocks.go_on(1, 1, 1)
    assert watch.jump() is None


@given(st.floats(0, 10), st.floats(0.3, 20), st.floats(0, 40))
def test_stamps_of_a_standstill(from_s: float, for_s: float, stamp_s: float) -> None:
    """Stamps from its beginning until shortly after its end are not to be relied on, and no others."""
    still = Standstill(from_s, from_s + for_s)
    assert (from_s <= stamp_s < from_s + for_s + SETTLING_S) == still.spoils(stamp_s)
    assert (still.to_s - still.from_s >= PAUSE_AFTER_S) == still.is_long


class GappyStage(TellingStage):
    """Something comes between at the first screen of one kind: while it is listened to, or in its last frame."""

    kind: type[View] = QuestionView
    jump: ClockJump | None = None
    standstill_s: tuple[float, float] | None = None
    in_last_frame = False
    _gaps = Gaps()
    _done = False

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        heard = super().listen(answer, duration_s)
        if isinstance(self._view, self.kind) and not self._done and not self.in_last_frame:
            self._happen()
        return heard

    def show(self, view: View, answer: Answer = NOTHING) -> Shown:
        before = self._view
        if isinstance(before, self.kind) and not self._done and self.in_last_frame:
            self._happen()
        return super().show(view, answer)

    def take_gaps(self) -> Gaps:
        gaps, self._gaps = self._gaps, Gaps()
        return gaps

    def _happen(self) -> None:
        self._done = True
        still = self.standstill_s
        stills = () if still is None else (Standstill(self._onset_s + still[0], self._onset_s + still[1]),)
        self._gaps = Gaps(stills, self.jump)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    folder: Path = tmp_path_factory.mktemp("study")
    return small_study(folder, events=2, practice=0, comprehension=True, afterwards=("memory",))


def session(study: Study, **what: object) -> Account:
    return until_complete(study, lambda _: ScriptedParticipant(), stage_type=type("_", (GappyStage,), what))


def pauses(account: Account) -> list[PauseReason]:
    return [entry.why for entry in account.entries if isinstance(entry, PauseBegun)]


def entries(account: Account, kind: type) -> Sequence[object]:
    return [entry for entry in account.entries if isinstance(entry, kind)]


KINDS = [FixationView, EventView, QuestionView, BaseRateView, PageView]


@pytest.mark.parametrize("in_last_frame", [False, True])
@pytest.mark.parametrize("kind", KINDS)
def test_a_sleep_is_an_entry_and_a_pause(study: Study, kind: type, in_last_frame: bool) -> None:
    """Wherever the computer slept, the journal says how long, and the session pauses and says why."""
    account = session(study, kind=kind, jump=SLEPT, in_last_frame=in_last_frame)
    assert [30.0] == [entry.slept_s for entry in account.entries if isinstance(entry, ClocksJumped)]
    assert [PauseReason.CLOCKS] == pauses(account)
    assert 1 == sum(isinstance(view, PauseView) for view in account.witness.views)


@pytest.mark.parametrize("in_last_frame", [False, True])
@pytest.mark.parametrize("kind", [EventView, QuestionView, BaseRateView])
def test_a_sleep_in_a_trial_flags_its_row(study: Study, kind: type, in_last_frame: bool) -> None:
    """The row of the trial over which the computer slept says so, and no other row does."""
    account = session(study, kind=kind, jump=SLEPT, in_last_frame=in_last_frame)
    assert ["true", *["false"] * (len(account.rows) - 1)] == [row["timing_flag"] for row in account.rows]


def test_no_duration_spans_a_sleep(study: Study) -> None:
    """A base rate that stood while the computer slept, and was over by then, has no duration."""
    account = session(study, kind=BaseRateView, jump=SLEPT, in_last_frame=True)
    assert ["n/a", "false"] == [account.rows[0]["base_rate_s"], account.rows[0]["interrupted"]]
    assert "n/a" not in {row["base_rate_s"] for row in account.rows[1:2]}


def test_a_question_over_which_the_computer_slept_is_asked_again(study: Study) -> None:
    """Its answer is none: the trial is presented anew, and the row is that of the second presentation."""
    account = session(study, kind=QuestionView, jump=SLEPT)
    first = account.rows[0]
    assert ("2", "answered", "0.740000") == (first["attempt"], first["self_outcome"], first["self_rt_s"][:8])


class InTheBreak(GappyStage):
    """The computer sleeps at the page between two blocks: the first one after a base rate."""

    kind, jump = PageView, SLEPT

    def _happen(self) -> None:
        if any(isinstance(view, BaseRateView) for view in self._witness.views):
            super()._happen()


@pytest.mark.parametrize("in_last_frame", [False, True])
def test_a_sleep_in_a_break(study: Study, in_last_frame: bool) -> None:
    """It is an entry and a pause; no trial is flagged, and how long that page was on nobody says."""
    stage_type = type("_", (InTheBreak,), {"in_last_frame": in_last_frame})
    account = until_complete(study, lambda _: ScriptedParticipant(), stage_type=stage_type)
    [jump] = entries(account, ClocksJumped)
    before = account.entries[: account.entries.index(jump)]  # type: ignore[arg-type]
    assert "half_way" == [entry.page for entry in before if isinstance(entry, ScreenShown)][-1]
    assert [PauseReason.CLOCKS] == pauses(account)
    assert {"false"} == {row["timing_flag"] for row in account.rows}
    screens = replay(account.plan, account.sheet, account.entries).screens
    assert ["half_way"] == [screen.shown.page for screen in screens if screen.duration_s is None]


class InThePause(GappyStage):
    """The program stands still in a question, which brings the pause, and the computer sleeps in that."""

    standstill_s = (0.1, 4.1)

    def listen(self, answer: Answer, duration_s: float | None) -> Heard:
        heard = super().listen(answer, duration_s)
        if isinstance(self._view, PauseView):
            self._gaps = Gaps(jump=SLEPT)
        return heard


def test_a_sleep_in_a_pause_brings_no_other(study: Study) -> None:
    """A laptop that is closed while the session pauses does no harm: an entry, and the pause was so much longer."""
    account = until_complete(study, lambda _: ScriptedParticipant(), stage_type=InThePause)
    awake = until_complete(
        study, lambda _: ScriptedParticipant(), stage_type=type("_", (GappyStage,), {"standstill_s": (0.1, 4.1)})
    )
    assert 1 == len(entries(account, ClocksJumped))
    assert [PauseReason.STOOD_STILL] == pauses(account)
    paused_s = [sum_up(one.plan, one.entries, one.sheet).paused_s for one in (account, awake)]
    assert 30.0 == pytest.approx(paused_s[0] - paused_s[1])


def test_a_long_standstill_breaks_the_question_off(study: Study) -> None:
    """A program that was frozen for seconds pauses and says why; the question is asked again, the row is flagged."""
    account = session(study, standstill_s=(0.1, 4.1))
    assert [PauseReason.STOOD_STILL] == pauses(account)
    [still] = entries(account, StoodStill)
    assert isinstance(still, StoodStill)
    assert 4.0 == pytest.approx(still.t_s - still.from_s)
    assert ("2", "true") == (account.rows[0]["attempt"], account.rows[0]["timing_flag"])


@pytest.mark.parametrize(
    ("still_s", "rt", "first_rt"),
    [((0.4, 0.9), "n/a", "n/a"), ((0.55, 0.9), "n/a", "0.500000"), ((0.0, 0.3), "0.740000", "0.500000"),
     ((0.0, 0.41), "0.740000", "n/a"), ((0.75, 1.2), "0.740000", "0.500000")],
)  # fmt: skip
def test_stamps_of_a_standstill_give_no_response_time(
    study: Study, still_s: tuple[float, float], rt: str, first_rt: str
) -> None:
    """What was pressed while the program stood still counts, but has no time; the question is flagged, no pause comes.

    The scripted participant types two digits 0.5 and 0.62 s after the onset, and Enter after 0.74 s.
    """
    account = session(study, standstill_s=still_s)
    first = account.rows[0]
    assert ("answered", rt, first_rt, "true") == (
        first["self_outcome"], first["self_rt_s"], first["self_first_rt_s"], first["timing_flag"],
    )  # fmt: skip
    assert [] == pauses(account)


@pytest.mark.parametrize("kind", [FixationView, PageView])
def test_a_standstill_where_nothing_is_timed_does_no_harm(study: Study, kind: type) -> None:
    """On pages and crosses it is an entry only."""
    account = session(study, kind=kind, standstill_s=(0.0, 5.0))
    assert [] == pauses(account)
    assert 1 == len(entries(account, StoodStill))
    assert {"false"} == {row["timing_flag"] for row in account.rows}


def test_the_limits_are_in_order() -> None:
    """What the key queue bridges is shorter than what asks for a pause."""
    assert BRIDGED_S < PAUSE_AFTER_S
