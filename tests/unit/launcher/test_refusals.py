"""Refusals in the launcher: each that its commands can meet is said in both languages, and nothing of it is typed."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import experiment
from experiment.format.session_line import SessionRefused, Told
from experiment.launcher.acting import Acted
from experiment.launcher.refusals import OF_A_STOP, said_advice, said_by, said_no, said_of
from experiment.launcher.refused import ADVICE, HERE
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.start_state import may_be_accepted
from experiment.messages import Advice, Confirm, Message, Reason, Refusal

ROOT = Path(experiment.__file__).parent
COMMANDS = ("enrol", "anchor", "run", "backup", "drill")
"""What the launcher has carried out; the short check refuses nothing."""

ENGLISH, FRENCH = Speaker(Language.EN), Speaker(Language.FR)
IMPORTS = re.compile(r"from (experiment[\w.]*) import (?:\(([^)]*)\)|([^\n#]*))")
NAMED = re.compile(r"\b(Reason|Confirm)\.([A-Z_]+)\b")
TYPED = re.compile(r"--[a-z]|lab\.py|\{lab\}|`")

OF_OTHER_OPTIONS = {
    Reason.NOTHING_TO_CORRECT,
    Reason.TOO_LATE_TO_CORRECT,
    Reason.NOT_WITHDRAWN,
    Reason.ENROLLED_OTHERWISE,
    Reason.REHEARSED_OTHERWISE,
    Reason.ENROLMENT_SAYS,
    Reason.UNKNOWN_ORDER,
    Reason.VIRTUAL_PARTICIPANT_IN_STUDY,
    Reason.REASON_WITHOUT_NEW_RUN,
    Reason.LAUNCHER_WITHOUT_DISPLAY,
    Reason.CHECK_STOPPED,
    Reason.READING_STOPPED,
    Reason.MAKING_STOPPED,
    Reason.ENTERING_STOPPED,
    Reason.BACKUP_STOPPED,
    Reason.CHECKING_STOPPED,
    Reason.DEMO_STOPPED,
    Reason.DRILL_STOPPED,
    Reason.SIMULATION_STOPPED,
    Reason.RECOVERY_STOPPED,
    Reason.ONLY_WITH_BELIEFS,
    Reason.TOO_MANY_PAUSES,
    Reason.RESUMED_AS_ANOTHER_PERSON,
    Reason.CAME_AS_ANOTHER_PERSON,
    Reason.CAME_AS_NOBODY_KNOWS,
    Reason.NOTHING_TO_MISS,
    Reason.TOO_FEW_IDS,
    Reason.WORKER_ENDED,
}
"""Of Ctrl-C, corrections, virtual participants, options that the launcher never gives, or said without its window."""


def module_file(name: str) -> Path | None:
    path = ROOT.parent.joinpath(*name.split("."))
    return next((file for file in (path.with_suffix(".py"), path / "__init__.py") if file.exists()), None)


def imported(text: str) -> Iterator[str]:
    """Name every module of this program that a module imports, wherever in it."""
    for module, several, one in IMPORTS.findall(text):
        yield module
        yield from (f"{module}.{name}" for name in re.findall(r"\w+", several or one))


def named(text: str) -> Iterator[Message]:
    """Give every refusal that a module names."""
    for kind, name in NAMED.findall(text):
        known: dict[str, Message] = {**(Reason if kind == "Reason" else Confirm).__members__}
        if name in known:
            yield known[name]


@cache
def reachable() -> frozenset[Message]:
    """All refusals that the commands of the launcher, and itself, may meet, in whatever they import."""
    waiting = [f"experiment.verbs.{verb}" for verb in COMMANDS] + ["experiment.launcher.main_window", "experiment.cli"]
    seen: dict[Path, str] = {}
    while waiting:
        file = module_file(waiting.pop())
        if file is not None and file not in seen:
            seen[file] = file.read_text(encoding="utf-8")
            waiting += imported(seen[file])
    return frozenset(message for file, text in seen.items() if "refused" not in file.parts for message in named(text))


def test_every_refusal_that_can_be_met_has_words_of_the_launcher() -> None:
    """No refusal of its commands is left to be said in English alone."""
    assert set() == reachable() - HERE.keys() - OF_OTHER_OPTIONS


def test_no_words_stand_there_for_nothing() -> None:
    """Whatever has words can be met, and is not said to be out of reach."""
    assert set() == HERE.keys() - reachable()
    assert set() == HERE.keys() & OF_OTHER_OPTIONS


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("message", HERE, ids=lambda message: message.name)
def test_words_of_the_launcher(message: Message) -> None:
    """They fill no place but the catalogue's, name nothing that is typed, and are set as French is."""
    facts = dict.fromkeys(message.places, "7")
    refused = SessionRefused(name=message.name, what="what", remedy=message.remedy, facts=facts)
    here = HERE[message]
    assert places(here.fr + here.do_fr + here.do_en) <= set(message.places)
    french, english = said_of(refused, FRENCH), said_of(refused, ENGLISH)
    assert not TYPED.search(french + english), english
    assert not re.search(r" [:;!?»]|« |'|\{", french), french
    assert "\u00a0;" not in french


def test_what_may_be_accepted_says_so() -> None:
    """A refusal that a button overrules names that button, or asks what it answers."""
    for name in ("RUN_MISSING", "RUN_UNKNOWN", "RUN_NOT_AS_LEFT", "ENROLMENT_EDITED", "DISPLAY_NOT_AS_EXPECTED"):
        assert may_be_accepted(name)
        here = HERE[Reason[name]]
        assert "Continuer malgré tout" in here.do_fr
        assert "Go on all the same" in here.do_en


def test_what_has_stopped_a_session_is_not_called_impossible() -> None:
    """Nothing was asked for: the sentence says what has happened, and what to do."""
    stops = {reason for reason in Reason if reason.what.startswith("the session has been stopped")}
    assert stops == OF_A_STOP
    no = Refusal(Reason.RECORDING_FAILED, file="x.csv", error="No space left on device")
    assert said_no(no, ENGLISH).startswith("The session has been stopped: x.csv could not be written")
    assert said_no(no, FRENCH).startswith("La séance")


def test_a_refusal_is_said_in_the_language_of_the_window() -> None:
    """The same refusal, in French with its narrow spaces, and in English with what can be done in a window."""
    no = Refusal(Reason.ALREADY_ENROLLED, participant_id="KD001", arm="patient", data=Path("data"))
    assert said_no(no, FRENCH).startswith("Impossible\u00a0: KD001 est déjà inclus, bras patient. Que faire\u00a0: ")
    assert said_no(no, ENGLISH).endswith("If arm or language are wrong, tell whoever looks after the data.")


def test_an_anchor_is_named_in_a_refusal_as_people_do() -> None:
    """Names of the study file are put into words there too."""
    no = Refusal(
        Confirm.ANCHOR_BEFORE_VISIT,
        name="infusion1_end",
        participant_id="KD001",
        at="2026-11-24 14:05",
        visit="baseline",
    )
    assert said_no(no, ENGLISH).startswith("Infusion 1 (end) of KD001 would be at 2026-11-24 14:05")
    assert said_no(no, ENGLISH).endswith("Did it happen so?")
    assert said_no(no, FRENCH).startswith("Infusion 1 (fin) de KD001 serait le 24/11/2026 14:05")


def test_figures_stand_as_in_the_catalogue() -> None:
    """A figure of many places is as short in French as it is in English."""
    facts = Reason.DISPLAY_NOT_SYNCHRONISED.shown(flips_per_s=612.3999)
    refused = SessionRefused(name="DISPLAY_NOT_SYNCHRONISED", what="", remedy="", facts=facts)
    assert "(612 images par seconde)" in said_of(refused, FRENCH)


def test_mistakes_of_a_study_file_are_for_the_researcher() -> None:
    """What no message of the catalogue says is passed on as it is, with whom it is for."""
    refused = SessionRefused(name="", what="study.yaml:3:1: “sed” is no key", remedy="")
    assert "responsable de l’étude" in said_of(refused, FRENCH)
    assert said_of(refused, ENGLISH).endswith("study.yaml:3:1: “sed” is no key")
    assert said_by(Acted(1, "", "study.yaml:3:1: wrong\n"), ENGLISH).endswith("\nstudy.yaml:3:1: wrong")


def test_advice_that_a_window_shows_is_said_in_french() -> None:
    """Whatever the end of a session or a copy advises has words there, with the facts of the case."""
    shown = (
        "record/protecting.py",
        "record/ledger.py",
        "record/fixed_files.py",
        "verbs/backup.py",
        "record/known_runs.py",
        "record/seen_visits.py",
        "launcher/board_state.py",
    )
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in shown]
    names = {name for text in texts for name in re.findall(r"\bAdvice\.([A-Z_]+)\b", text)}
    assert names == {message.name for message in ADVICE}
    for name in names:
        told = Told(name=name, line="line", facts=dict.fromkeys(Advice[name].places, "7"))
        assert not re.search(r" [:;!?»]|« |'|\{|--[a-z]", said_advice(told, FRENCH))
        assert not re.search(r"--[a-z]|lab\.py", said_advice(told, ENGLISH))
        assert "line" == said_advice(told, ENGLISH) or ADVICE[Advice[name]].do_en


def test_a_line_keeps_its_message() -> None:
    """What a message has said can be said in other words, by its name and the facts as they stand in it."""
    line = Advice.NOT_COPIED.say(files="a.csv")
    assert ("NOT_COPIED", {"files": "a.csv"}) == (line.message.name, line.facts)
    assert line.startswith("could not be copied: a.csv; ")
