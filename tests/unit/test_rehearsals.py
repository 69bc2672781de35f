"""Rehearsals, simulations and demonstrations: they stand in a place of their own, and take nothing from the study."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

import pytest

from experiment.conduct import Conducted, conduct
from experiment.config.load import load_study
from experiment.format.apparatus import Apparatus
from experiment.format.run_files import place_of, rehearsals_beside
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.messages import Advice, Reason
from experiment.record import participants
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.verbs import demo as demo_verb
from experiment.verbs import run as run_verb
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.small_study import review
from tests.instruments.typed_lab import Lab

ADVICE = {Advice.REHEARSED_WITHOUT_ENROLMENT}
"""What is said here and nowhere else."""


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    """A lab whose screen is the virtual stage, before a scripted participant."""

    @contextmanager
    def open_stage(_choice: object, _kind: SessionKind, _who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        apparatus = Apparatus(
            zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
        )
        yield VirtualStage(ScriptedParticipant()), apparatus

    monkeypatch.setattr(run_verb, "open_stage", open_stage)
    monkeypatch.setattr(run_verb, "check_usable", lambda: None)
    lab = Lab(tmp_path, capsys)
    review(lab.study)
    return lab


def study_session(lab: Lab) -> Conducted:
    @contextmanager
    def open_stage(_kind: SessionKind, _who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        apparatus = Apparatus(
            zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
        )
        yield VirtualStage(ScriptedParticipant()), apparatus

    mode = ParticipantMode.HUMAN
    request = Request(lab.data, "KD001", "baseline", SessionKind.STUDY, mode, operator="AB")
    return conduct(load_study(lab.study), request, open_stage)


def tables_met_from(folder: Path) -> list[str]:
    """What an analyst finds who looks for tables anywhere in a folder."""
    return sorted(path.name for path in folder.glob("**/*_data.csv"))


def test_a_rehearsal_leaves_the_visit_to_the_study(lab: Lab) -> None:
    """After a test, a demonstration and a simulation of a visit, its study session is still its first run, and whoever
    looks for tables anywhere in the study's folder meets that one alone.
    """
    before = lab.tree()
    for kind in ("test", "demo"):
        assert 0 == lab.say("run", "--participant", "KD001", "--visit", "baseline", "--kind", kind).code
    assert 0 == lab.simulate().code
    assert [] == tables_met_from(lab.data)
    assert before == {name: content for name, content in lab.tree().items() if name.startswith("data/")}
    outcome = study_session(lab)
    assert 1 == outcome.files.run
    assert [outcome.files.data.name] == tables_met_from(lab.data)
    assert not json.loads(outcome.files.sheet.read_bytes())["rates_seen_before"]


def test_somebody_enrolled_rehearses_as_they_are(lab: Lab) -> None:
    """A rehearsal under an enrolled ID has the arm and language of the enrolment, and makes no second one."""
    said = lab.say("run", "--participant", "KD001", "--visit", "post4h", "--kind", "test")
    assert (0, "") == (said.code, said.err)
    place = place_of(lab.data, SessionKind.TEST)
    (sheet,) = place.rglob("*_session.json")
    read = json.loads(sheet.read_bytes())
    assert ("patient", "fr", "test") == (read["arm"], read["language"], read["kind"])
    assert not (place / "participants").exists()


def test_somebody_not_enrolled_rehearses_without_enrolling(lab: Lab) -> None:
    """A rehearsal under another ID takes the first arm and language, says so, and leaves no enrolment in the study."""
    before = lab.tree()
    said = lab.say("run", "--participant", "XX001", "--visit", "baseline", "--kind", "test")
    advice = Advice.REHEARSED_WITHOUT_ENROLMENT.say(participant_id="XX001", arm="patient", language="fr")
    assert (0, f"{advice}\n") == (said.code, said.err)
    again = lab.say("run", "--participant", "XX001", "--visit", "day7", "--kind", "test")
    assert (0, "") == (again.code, again.err)
    assert before == {name: content for name, content in lab.tree().items() if name.startswith("data/")}
    assert not participants.is_enrolled(Disk(), lab.data, load_study(lab.study).file, "XX001")


def test_a_rehearsal_as_another(lab: Lab) -> None:
    """Arm and language can be chosen for who is not enrolled, and for nobody else."""
    session = ("run", "--participant", "XX001", "--visit", "day7", "--kind", "test")
    assert 0 == lab.say(*session, "--arm", "control", "--language", "en").code
    (sheet,) = place_of(lab.data, SessionKind.TEST).rglob("*_session.json")
    read = json.loads(sheet.read_bytes())
    assert ("control", "en") == (read["arm"], read["language"])
    real = ("run", "--participant", "KD001", "--visit", "day7", "--kind", "test")
    study = ("run", "--participant", "KD001", "--visit", "day7", "--operator", "AB")
    for command in (real, study, (*real, "--resume"), (*study, "--resume"), (*real, "--new-run", "--reason", "alarm")):
        for flags in (("--arm", "control"), ("--language", "en"), ("--arm", "control", "--language", "en")):
            said = lab.say(*command, *flags)
            assert (1, otherwise(lab, *flags)) == (said.code, said.err.strip())


def otherwise(lab: Lab, *flags: str) -> str:
    facts = {"participant_id": "KD001", "arm": "patient", "language": "fr", "flags": " ".join(flags)}
    return Reason.ENROLLED_OTHERWISE.say(**facts, places=f" --study {lab.study} --data {lab.data}")


def test_the_line_that_is_named_corrects_the_enrolment(lab: Lab) -> None:
    """What the refusal says is to be typed can be typed, and then the session is of the arm that was meant."""
    session = ("run", "--participant", "KD001", "--visit", "day7", "--kind", "test", "--arm", "control")
    line = lab.say(*session).err.strip().partition("first session: ")[2]
    typed = shlex.split(line.partition(" enrol ")[2].replace("\\", "/"))  # to it, \\ is no part of a path
    assert 0 == lab.say_just("enrol", *typed).code
    assert 0 == lab.say(*session).code


WRONG_OPTIONS: list[tuple[tuple[str, ...], Reason]] = [
    (("--arm", "nonsense"), Reason.UNKNOWN_ARM),
    (("--arm", "patient", "--language", "de"), Reason.UNKNOWN_LANGUAGE),
    (("--arm", "control"), Reason.ENROLLED_OTHERWISE),
    (("--arm", "patient", "--language", "en"), Reason.ENROLLED_OTHERWISE),
    (("--arm", "patient", "--visit", "day9"), Reason.UNKNOWN_VISIT),
    (("--arm", "control", "--visit", "post4h"), Reason.VISIT_NOT_IN_ARM),
]


@pytest.mark.parametrize(("typed", "reason"), WRONG_OPTIONS)
@pytest.mark.parametrize("how", [(), ("--resume",), ("--new-run", "--reason", "alarm")])
@pytest.mark.parametrize("verb", [("simulate",), ("run", "--kind", "test"), ("run", "--operator", "AB")])
def test_options_that_contradict_are_refused_however_a_session_is_started(
    lab: Lab, typed: tuple[str, ...], reason: Reason, how: tuple[str, ...], verb: tuple[str, ...]
) -> None:
    """What the study does not have, or the enrolment says otherwise, is refused anew, resumed or done again."""
    before = lab.tree()
    visit = () if "--visit" in typed else ("--visit", "baseline")
    said = lab.say(*verb, "--participant", "KD001", *visit, *typed, *how)
    assert (1, "") == (said.code, said.out)
    assert re.match(re.sub(r"\\{\w+\\}", ".+", re.escape(reason.what)), said.err)
    assert before == lab.tree()


@pytest.mark.parametrize("file", ["nothing.yaml", "displays.txt"])
def test_displays_that_cannot_be_used_enrol_nobody(lab: Lab, file: str) -> None:
    """A rehearsal that is refused for its displays leaves no enrolment behind."""
    before = lab.tree()
    session = ("run", "--participant", "XX001", "--visit", "day7", "--kind", "test")
    assert 1 == lab.say(*session, "--displays", str(lab.folder / file)).code
    assert before == lab.tree()


@pytest.mark.parametrize(
    ("typed", "recorded"),
    [
        (("run", "--participant", "KD001", "--visit", "Day7", "--kind", "TEST"), ("day7", "patient", "fr", "test")),
        (
            (
                "run",
                "--participant",
                "XX001",
                "--visit",
                "DAY7",
                "--kind",
                "Demo",
                "--arm",
                "Control",
                "--language",
                "EN",
            ),
            ("day7", "control", "en", "demo"),
        ),
        (
            (
                "simulate",
                "--participant",
                "XX001",
                "--visit",
                "Post4H",
                "--arm",
                "PATIENT",
                "--participant-mode",
                "Random",
            ),
            ("post4h", "patient", "fr", "simulated"),
        ),
    ],
)
def test_capitals_are_no_matter_for_a_session(lab: Lab, typed: tuple[str, ...], recorded: tuple[str, ...]) -> None:
    """Visit, arm, language, kind and mode are taken for what the study calls them, and stored so."""
    assert 0 == lab.say(*typed).code
    (sheet,) = rehearsals_beside(lab.data).rglob("*_session.json")
    read = json.loads(sheet.read_bytes())
    assert recorded == tuple(read[name] for name in ("visit", "arm", "language", "kind"))
    assert f"ses-{recorded[0]}" == sheet.parent.name


@pytest.mark.parametrize(
    "typed",
    [
        ("plan", "--participant", "KD001", "--visit", "BASELINE", "--kind", "Simulated"),
        ("plan", "--participant", "KD001", "--visit", "Baseline", "--arm", "Control", "--language", "En"),
        ("enrol", "--participant", "KD001", "--correct", "--arm", "CONTROL", "--reason", "typed wrong", "--json"),
    ],
)
def test_capitals_are_no_matter_for_a_plan_or_an_enrolment(lab: Lab, typed: tuple[str, ...]) -> None:
    """What is typed in other capitals is planned, and kept, as what the study calls it."""
    said = lab.say(*typed)
    assert 0 == said.code
    assert not re.findall("BASELINE|Baseline|Simulated|Control|En\\b|CONTROL", said.out)


def test_a_visit_that_the_arm_does_not_have_enrols_nobody(lab: Lab) -> None:
    """A rehearsal that cannot take place leaves no enrolment among the rehearsals either."""
    before = lab.tree()
    session = ("run", "--participant", "XX001", "--visit", "post4h", "--kind", "test", "--arm", "control")
    assert 1 == lab.say(*session).code
    assert 1 == lab.say("run", "--participant", "XX001", "--visit", "day8", "--kind", "test").code
    assert 1 == lab.say("run", "--participant", "XX001", "--visit", "day7", "--kind", "test", "--arm", "no").code
    assert before == lab.tree()


def test_a_demonstration_stands_beside_the_data(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """`demo` enrols and writes beside the data folder, in a folder of its own, and shows what it wrote."""

    @contextmanager
    def open_stage(_choice: object, _kind: SessionKind, who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        assert who is not None
        apparatus = Apparatus(
            zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
        )
        yield VirtualStage(who), apparatus

    monkeypatch.setattr(demo_verb, "open_stage", open_stage)
    monkeypatch.setattr(demo_verb, "some_display", nullcontext)
    before = lab.tree()
    said = lab.say_just("demo", "--data", str(lab.data))
    assert (0, "") == (said.code, said.err)
    (table,) = [name for name in lab.tree() if name.endswith("-1_desc-trials_data.csv")]
    assert re.fullmatch(r"data-rehearsals/demo-[0-9TZ]+/sub-XX001/ses-baseline/.*_data\.csv", table)
    assert before == {name: content for name, content in lab.tree().items() if name.startswith("data/")}
