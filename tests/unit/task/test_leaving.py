"""What the experimenter reads at a pause, and how a session takes leave that is ended early or must stop."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from experiment.conduct import Conducted
from experiment.config.load import Study
from experiment.config.localise import wording_of
from experiment.design.planner import plan_session
from experiment.design.session_plan import PagesPlan
from experiment.format.journal import PauseEnded, ScreenShown, read_entry
from experiment.format.vocabulary import SessionKind
from experiment.layout.targets import Target
from experiment.layout.views import PageView, PauseView, QuestionView
from experiment.record import participants
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.ends_early import EndsEarly
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.small_copies import small_copy
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, run
from tests.unit.design.studies import known, participant, plan
from tests.unit.task.sessions import FRAME_S, until_complete

DATA = Path("/data")


@pytest.fixture(scope="module")
def study() -> Study:
    return small_copy("ketamine").study


def ended_early(
    study: Study, someone: ScriptedParticipant, disk: VolatileDisk | None = None
) -> tuple[Witness, Conducted]:
    disk, witness = disk or VolatileDisk(), Witness()
    participants.enrol(disk, DATA, study.file, PARTICIPANT, ARM, "en")
    return witness, run(study, DATA, disk, witness, participant=someone)


def test_the_pause_says_where_the_session_stands(study: Study) -> None:
    """ID, visit, part, how many are left and how long stand on the pause, in the laboratory's language."""
    witness, _ = ended_early(study, EndsEarly(at=4))
    said = [view.where for view in witness.views if isinstance(view, PauseView)]
    assert ["KD001  ·  baseline  ·  premières estimations  ·  encore 2 sur 2"] * 2 == [
        where.rpartition("  ·  ")[0] for where in said
    ]
    assert {True} == {where.rpartition("  ·  ")[2].startswith("environ") for where in said}


def test_the_experimenter_reads_the_language_of_the_laboratory() -> None:
    """For a participant who reads English the pause is in English, and what is for the experimenter in French."""
    wording = plan(known("ketamine"), language="en").wording
    pause = wording.pause("…")
    assert "The task is paused. Take all the time you need." == pause.text
    assert "Space or Enter: resume" == pause.go_on
    assert pause.how_to_end.startswith("Équipe\N{NO-BREAK SPACE}: ")
    assert "2  Raison clinique" == pause.options[1]
    stopped = wording.stopped()
    assert "technical reason" in stopped.text
    assert stopped.footer[0].text.startswith("Équipe")


@pytest.mark.parametrize(("laboratory", "address"), [("fr", "Équipe\N{NO-BREAK SPACE}: "), ("en", "Staff: ")])
def test_what_is_for_the_experimenter_addresses_the_staff(laboratory: str, address: str) -> None:
    """No sentence in the laboratory's language speaks to the participant, who may not know that language."""
    words = wording_of(known("ketamine").texts, "fr", laboratory).experimenter
    told = [words.pause_how_to_end, words.technical_stop, *words.pause_why.values()]
    assert [address] * len(told) == [sentence[: len(address)] for sentence in told]


@pytest.mark.parametrize("chosen", [None, "en", "fr"])
def test_the_language_of_the_laboratory_is_the_first_unless_it_is_named(chosen: str | None) -> None:
    """Without the key the first of the study's languages is the experimenter's, whatever the participant's is."""
    loaded = known("ketamine")
    file = loaded.file.model_copy(update={"experimenter_language": chosen})
    changed = replace(loaded, file=file)
    planned = plan_session(changed, participant(changed, language="en"), "baseline", 1, SessionKind.TEST)
    clinical = "Clinical reason" if chosen == "en" else "Raison clinique"
    assert clinical in planned.wording.pause("…").options[1]


class TypesThroughThePause(ScriptedParticipant):
    """Presses 4, 5 and Escape at the first question, and goes on with keys or clicks at once; leaves it 2 s later."""

    def __init__(self, *hasty: Action) -> None:
        super().__init__()
        self._hasty, self._paused = hasty, False

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PauseView):
            return [*self._hasty, Action(2.0, Key.ENTER)]
        if isinstance(observation.view, QuestionView) and not self._paused:
            self._paused = True
            return [Action(0.5, Key.DIGIT_4), Action(0.6, Key.DIGIT_5), Action(0.7, Key.ESCAPE)]
        return super().act(observation)


@pytest.mark.parametrize(
    "hasty",
    [
        (Key.DIGIT_2, Key.ENTER),
        (Key.DIGIT_2,),
        (Key.SPACE,),
        (Key.ENTER,),
        (Target.OPTION_2, Target.END),
        (Target.OPTION_2,),
        (Target.GO_ON,),
        (Key.ESCAPE, Key.DIGIT_2, Key.ENTER),
    ],
)
@pytest.mark.parametrize("first_s", [0.02, 0.3, 0.45])
def test_what_was_meant_for_the_screen_before_decides_no_pause(
    study: Study, hasty: tuple[Key | Target, ...], first_s: float
) -> None:
    """4 5 Escape 2 Enter: what falls on a pause in its first half second marks no reason, ends nothing, goes nowhere;
    Enter, later, goes on.
    """
    actions = [Action(first_s + 0.02 * n, what) for n, what in enumerate(hasty)]
    account = until_complete(study, lambda _: TypesThroughThePause(*actions))
    assert 1 == len(account.launches)
    (ended,) = [entry for entry in account.launches[0] if isinstance(entry, PauseEnded)]
    (shown,) = [entry for entry in account.launches[0] if isinstance(entry, ScreenShown) and entry.show == "pause"]
    assert ended.reason is None
    assert 2.0 == pytest.approx(ended.t_s - shown.t_s, abs=0.1)


def pages_after_the_last_pause(witness: Witness) -> list[str]:
    last = max(n for n, view in enumerate(witness.views) if isinstance(view, PauseView))
    return [view.text for view in witness.views[last + 1 :] if isinstance(view, PageView)]


def test_an_early_end_takes_leave(study: Study) -> None:
    """A session that is ended early closes with the study's page for that, which does not say that all is done."""
    witness, _ = ended_early(study, EndsEarly(at=4))
    (page,) = pages_after_the_last_pause(witness)
    assert page.startswith("We stop here. Thank you very much for taking part.")
    assert "talk to the person who is with you or to your doctor" in page


def test_a_study_without_such_a_page_closes_as_ever(tmp_path: Path) -> None:
    """Where a study names no pages for an early end, its closing pages are shown."""
    witness, _ = ended_early(small_study(tmp_path, practice=0), EndsEarly(at=2))
    (page,) = pages_after_the_last_pause(witness)
    assert page.startswith("That is the end.")


@pytest.mark.parametrize(
    "presses",
    [[Action(0.08, Key.SPACE), Action(0.2, Key.SPACE), Action(4.0, Key.SPACE)], [Action(0.5, Key.ESCAPE)]],
    ids=["hasty", "escape"],
)
def test_the_page_of_an_early_end_is_not_skipped_by_a_hasty_press(study: Study, presses: list[Action]) -> None:
    """A press made within a second of the end does not turn the page; Escape leaves it, without another pause."""
    someone, disk = EndsEarly(at=4, at_the_last_page=presses), VolatileDisk()
    witness, outcome = ended_early(study, someone, disk)
    assert 2 == someone.pauses
    assert "clinical" == str(outcome.reason)
    assert 1 == len(pages_after_the_last_pause(witness))
    assert presses[-1].after_s == pytest.approx(last_page_s(disk), abs=FRAME_S)


def last_page_s(disk: VolatileDisk) -> float:
    """How long the last page was on."""
    entries = [read_entry(line) for line in disk.read(files(DATA).journal).splitlines()]
    page, blank = [entry for entry in entries if isinstance(entry, ScreenShown)][-2:]
    assert "page" == page.show
    assert "blank" == blank.show
    return blank.t_s - page.t_s


@pytest.mark.parametrize("questions", [1, 4, 30])
def test_an_early_end_says_how_many_are_finished(study: Study, questions: int) -> None:
    """The outcome counts what is finished, none at the first question of the first trial."""
    _, outcome = ended_early(study, EndsEarly(at=questions))
    assert outcome.finished <= outcome.recorded
    assert (questions > 1) == (outcome.finished > 0)
    recorded = [step for step in plan(study).steps if not isinstance(step, PagesPlan)]
    assert len(recorded) == outcome.recorded
