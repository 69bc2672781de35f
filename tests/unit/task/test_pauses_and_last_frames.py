"""What happens at the edges of a screen: presses in its last frame, and Escape at every place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.layout.views import BaseRateView, EventView, FixationView, PageView, PauseView, QuestionView, View
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant, fixed_answer, keys_of
from tests.instruments.failing_disks import Killed, VolatileDisk
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, rows, run
from tests.unit.task.sessions import DATA, until_complete

DEADLINE_S, FRAME_S = 2.0, 1 / 60
LAST_FRAME_S = DEADLINE_S - FRAME_S / 2

Deed = Callable[[View], Sequence[Action]]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Study:
    return small_study(tmp_path_factory.mktemp("study"), events=4, practice=0, deadline_s=DEADLINE_S)


class DoesOnce(ScriptedParticipant):
    """Follows the script, but at the n-th screen of one kind does something of its own."""

    def __init__(self, kind: type, nth: int, deed: Deed) -> None:
        super().__init__()
        self._kind, self._left, self._deed = kind, nth, deed

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, self._kind):
            self._left -= 1
            if self._left == 0:
                return self._deed(observation.view)
        return super().act(observation)


def shown(views: Sequence[View]) -> list[str]:
    return [type(view).__name__.removesuffix("View").lower() for view in views]


def escape(at_s: float) -> Deed:
    return lambda _: [Action(at_s, Key.ESCAPE)]


TRIAL = ["fixation", "event", "question", "question", "baserate"]


@pytest.mark.parametrize(
    ("kind", "again"),
    [
        (FixationView, TRIAL),
        (EventView, TRIAL),
        (QuestionView, TRIAL),
        (BaseRateView, ["baserate"]),
        (PageView, ["page"]),
    ],
)
def test_what_is_shown_again_after_a_pause(study: Study, kind: type, again: list[str]) -> None:
    """After a pause a page is shown again, and a trial from its beginning; once the rate was on, from the rate."""
    account = until_complete(study, lambda _: DoesOnce(kind, 1, escape(0.02)))
    screens = shown(account.witness.views)
    pause = screens.index("pause")
    assert again == screens[pause + 1 : pause + 1 + len(again)]
    assert 1 == screens.count("pause")


def test_a_press_in_the_last_frame_answers_the_question_it_belongs_to(study: Study) -> None:
    """Enter in the frame before the deadline confirms, with its own time; the next question is not touched."""

    def late(_: View) -> list[Action]:
        return [Action(1.0, Key.DIGIT_4), Action(1.1, Key.DIGIT_5), Action(LAST_FRAME_S, Key.ENTER)]

    first, *_ = until_complete(study, lambda _: DoesOnce(QuestionView, 1, late)).rows
    assert ("45", "answered") == (first["self_pct"], first["self_outcome"])
    assert LAST_FRAME_S == pytest.approx(float(first["self_rt_s"]), abs=1e-5)
    assert ("answered", "0.500000") == (first["population_outcome"], first["population_first_rt_s"])


def test_a_digit_in_the_last_frame_is_an_unconfirmed_value(study: Study) -> None:
    """A digit in the frame before the deadline stands in its own question, unconfirmed, and not in the next."""
    account = until_complete(study, lambda _: DoesOnce(QuestionView, 1, lambda _: [Action(LAST_FRAME_S, Key.DIGIT_7)]))
    first = account.rows[0]
    assert ("unconfirmed", "7") == (first["self_outcome"], first["self_unconfirmed_pct"])
    assert LAST_FRAME_S == pytest.approx(float(first["self_first_rt_s"]), abs=1e-5)
    assert "0" == first["population_changes"]


def test_escape_in_the_last_frame_of_a_trial(study: Study) -> None:
    """Escape in the last frame of a trial leaves that trial finished, and pauses the next one, which begins anew."""
    account = until_complete(study, lambda _: DoesOnce(BaseRateView, 1, escape(0.05 - FRAME_S / 2)))
    assert ["1", "2", "1", "1"] == [row["attempt"] for row in account.rows][:4]
    assert {"false"} == {row["interrupted"] for row in account.rows}


def test_escape_in_the_last_frame_before_the_rate(study: Study) -> None:
    """Escape in the last frame before the rate is heard when the rate is on: the answers stand."""
    account = until_complete(study, lambda _: DoesOnce(QuestionView, 2, escape(LAST_FRAME_S)))
    screens = shown(account.witness.views)
    pause = screens.index("pause")
    assert ["baserate", "pause", "baserate"] == screens[pause - 1 : pause + 2]
    first = account.rows[0]
    assert ("2", "true", "answered", "missed") == (
        first["attempt"], first["interrupted"], first["self_outcome"], first["population_outcome"]
    )  # fmt: skip


def test_escape_in_the_last_frame_of_a_pause(study: Study) -> None:
    """Escape right after the space bar that ended a pause brings another pause, and the session goes on after it."""

    class Impatient(DoesOnce):
        pauses = 0

        def act(self, observation: Observation) -> Sequence[Action]:
            if isinstance(observation.view, PauseView):
                self.pauses += 1
                if self.pauses == 1:
                    return [Action(0.502, Key.SPACE), Action(0.504, Key.ESCAPE)]
            return super().act(observation)

    account = until_complete(study, lambda _: Impatient(EventView, 1, escape(0.02)))
    assert 2 == shown(account.witness.views).count("pause")
    assert ["3", "1", "1", "1"] == [row["attempt"] for row in account.rows][:4]


def test_an_answer_kept_over_an_interruption_has_no_onset(study: Study) -> None:
    """Answers from before an interruption keep value and response time; their flips are on a clock that is gone."""
    account = until_complete(study, lambda _: DoesOnce(BaseRateView, 1, escape(0.02)))
    first = account.rows[0]
    view = next(view for view in account.witness.views if isinstance(view, QuestionView))
    assert (str(fixed_answer(view)), "n/a") == (first["self_pct"], first["self_onset_s"])
    assert 0.5 + 0.12 * (len(keys_of(fixed_answer(view))) - 1) == pytest.approx(float(first["self_rt_s"]), abs=1e-5)
    assert ("n/a", "n/a") == (first["trial_onset_s"], first["event_onset_s"])


def test_a_press_that_came_while_the_answers_were_made_safe_stands_after_a_crash(study: Study) -> None:
    """The last question before the rate is confirmed in its last frame and the process is killed while the rate is on:
    the resumed session writes the answer, as the journal has it.
    """

    def late(_: View) -> list[Action]:
        return [Action(1.0, Key.DIGIT_4), Action(1.1, Key.DIGIT_5), Action(LAST_FRAME_S, Key.ENTER)]

    class Unlucky(DoesOnce):
        def act(self, observation: Observation) -> Sequence[Action]:
            if isinstance(observation.view, BaseRateView):
                raise Killed
            return super().act(observation)

    disk = VolatileDisk()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "fr")
    with pytest.raises(Killed):
        run(study, DATA, disk, Witness(), participant=Unlucky(QuestionView, 2, late))
    run(study, DATA, disk, Witness(), resume=True)
    first, *_ = rows(disk.read(files(DATA).data))
    assert ("45", "answered", "true") == (first["population_pct"], first["population_outcome"], first["interrupted"])
    assert "n/a" == first["population_onset_s"]


def test_every_place_of_escape(tmp_path: Path) -> None:
    """Escape hit twice at any screen of a session, early or in its last frame, still leads to a whole session."""
    study = small_study(tmp_path, events=2, practice=1, within_trial=True)
    for kind in (FixationView, EventView, QuestionView, BaseRateView, PageView):
        for at_s in (0.021, 0.045, 0.3):
            for nth in (1, 2, 3, 6):

                def twice(_: View, at_s: float = at_s) -> list[Action]:
                    presses = [Action(at_s, Key.ESCAPE), Action(at_s + 0.002, Key.ESCAPE), Action(1.0, Key.SPACE)]
                    return [*presses, *(Action(2.0 + n / 10, key) for n, key in enumerate(keys_of(5)))]

                account = until_complete(study, lambda _, k=kind, n=nth, t=twice: DoesOnce(k, n, t))  # type: ignore[misc]
                assert account.plan.rows == len(account.rows)
                assert [] == account.witness.estimates_after_the_rate()


def test_the_real_disk_holds_the_same(study: Study, tmp_path: Path) -> None:
    """What the tests of this folder read from a disk in memory is what a real disk holds."""
    participants.enrol(Disk(), tmp_path, study.file, PARTICIPANT, ARM, "fr")
    run(study, tmp_path, Disk(), Witness())
    assert until_complete(study, lambda _: ScriptedParticipant()).rows == rows(files(tmp_path).data.read_bytes())
