"""The command line: exit codes, and one line for each refusal, that says what to do, with nothing half-written."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
import yaml

from experiment import __version__
from experiment.cli import as_typed
from experiment.design.session_plan import SessionPlan
from experiment.format.run_files import place_of, rehearsals_beside
from experiment.format.vocabulary import ParticipantMode, SessionKind
from tests.instruments.removing import remove
from tests.instruments.small_study import PROJECT, review
from tests.instruments.typed_lab import STEM, Lab, Said, break_off
from tests.unit.design.studies import STUDIES

WORDS_OF_A_TRACEBACK = ("Traceback", "Error", "Exception", "errno", "NoneType", "self", "[Errno")


def placed(line: str) -> tuple[str, str, str]:
    """The file, line and column that begin a mistake's line; a file may have a drive, C:, on Windows."""
    file, line, column = line.partition(": ")[0].rsplit(":", 2)
    return file, line, column


@pytest.mark.parametrize(
    ("system", "path", "typed"),
    [
        ("linux", "/srv/my data", "--data '/srv/my data'"),
        ("linux", "/srv/data", "--data /srv/data"),
        ("win32", r"C:\study\my data", '--data "C:\\study\\my data"'),
        ("win32", r"C:\study\data", r"--data C:\study\data"),
    ],
)
def test_a_line_to_copy_can_be_typed(system: str, path: str, typed: str) -> None:
    """Paths in a line to copy are quoted where that is needed, and as the system's own prompt wants it."""
    assert typed == as_typed(["--data", path], system)


@pytest.fixture(autouse=True)
def _no_display(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test of this file may open a window."""
    monkeypatch.delenv("DISPLAY", raising=False)


def assert_refused(said: Said, *says: str) -> None:
    """One line on standard error, made for people, and nothing on standard output."""
    assert 1 == said.code
    assert "" == said.out
    (line,) = said.err.splitlines()
    assert ";" in line
    for word in says:
        assert word in line
    for word in WORDS_OF_A_TRACEBACK:
        assert word not in line


IN_THE_WAY: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "malformed ID": (
        ("run", "--participant", "Dupont", "--visit", "baseline", "--kind", "test"),
        ("“Dupont” is not a participant ID", "AB123"),
    ),
    "an ID that is a path": (
        ("run", "--participant", "../KD001", "--visit", "baseline", "--kind", "test"),
        ("is not a participant ID",),
    ),
    "an ID of two lines": (
        ("run", "--participant", "KD\nX01", "--visit", "baseline", "--kind", "test"),
        ("is not a participant ID",),
    ),
    "not enrolled": (
        ("run", "--participant", "KD002", "--visit", "baseline", "--operator", "AB"),
        ("KD002 is not enrolled", "did you mean KD001?", "lab.py enrol --participant KD002"),
    ),
    "plan of somebody not enrolled": (("plan", "--participant", "KD002", "--visit", "baseline"), ("is not enrolled",)),
    "unknown visit": (
        ("run", "--participant", "KD001", "--visit", "day8", "--kind", "test"),
        ("“day8” is not a visit", "baseline, post4h, day7"),
    ),
    "unknown visit, simulated": (
        ("simulate", "--participant", "KD005", "--arm", "control", "--visit", "day8"),
        ("“day8” is not a visit",),
    ),
    "a visit that the arm does not have": (
        ("simulate", "--participant", "KD005", "--arm", "control", "--visit", "post4h"),
        ("“control” has no visit “post4h”", "baseline, day7"),
    ),
    "plan of a visit that the arm does not have": (
        ("plan", "--participant", "KD005", "--arm", "control", "--visit", "post4h"),
        ("“control” has no visit “post4h”",),
    ),
    "unknown arm": (
        ("enrol", "--participant", "KD002", "--arm", "patients", "--language", "fr"),
        ("“patients” is not an arm", "patient, control"),
    ),
    "unknown arm, simulated": (
        ("simulate", "--participant", "KD002", "--arm", "patients", "--visit", "baseline"),
        ("“patients” is not an arm",),
    ),
    "another arm than the enrolled one": (
        ("simulate", "--participant", "KD001", "--arm", "control", "--visit", "baseline"),
        ("KD001 is enrolled as patient, in fr, and --arm control says otherwise",),
    ),
    "unknown language": (
        ("enrol", "--participant", "KD002", "--arm", "patient", "--language", "de"),
        ("“de” is not a language", "fr, en"),
    ),
    "enrolled already": (
        ("enrol", "--participant", "KD001", "--arm", "control", "--language", "en"),
        ("KD001 is already enrolled, as patient",),
    ),
    "a list order that there is not": (
        ("plan", "--participant", "KD002", "--arm", "control", "--visit", "day7", "--order", "2"),
        ("no list order 2", "from 1 to 1"),
    ),
    "not reviewed": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--operator", "AB"),
        ("“small” has not been reviewed", "study.yaml", "--kind test"),
    ),
    "a virtual participant in a study": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--participant-mode", "random", "--kind", "study"),
        ("a virtual participant cannot", "--kind test"),
    ),
    "a malformed operator code": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--operator", "Dr Dupont"),
        ("“Dr Dupont” is not an operator code", "such as AB"),
    ),
    "a new run without a reason": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--new-run"),
        ("needs a reason", "--reason"),
    ),
    "a new run without a reason, simulated": (
        ("simulate", "--participant", "KD001", "--arm", "patient", "--visit", "baseline", "--new-run"),
        ("needs a reason", "--reason"),
    ),
    "nothing to resume": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--resume"),
        ("KD001 at baseline has no interrupted run", "without --resume"),
    ),
    "nothing to resume, simulated": (
        ("simulate", "--participant", "KD001", "--arm", "patient", "--visit", "baseline", "--resume"),
        ("has no interrupted run",),
    ),
    "a resume of somebody who is not enrolled": (
        ("simulate", "--participant", "KD002", "--arm", "patient", "--visit", "baseline", "--resume"),
        ("KD002 is neither enrolled",),
    ),
    "nothing to repeat": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--new-run", "--reason", "x"),
        ("has not been started yet", "without --new-run"),
    ),
    "no display": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test"),
        ("there is no display", "DISPLAY"),
    ),
    "no display for a virtual participant": (
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--participant-mode", "scripted"),
        ("there is no display",),
    ),
}


@pytest.mark.parametrize("what", IN_THE_WAY)
def test_refusals(lab: Lab, what: str) -> None:
    """Each thing that stands in the way is one line that says what to do; the data folder is as it was."""
    arguments, says = IN_THE_WAY[what]
    before = lab.tree()
    assert_refused(lab.say(*arguments), *says)
    assert before == lab.tree()


def _without_french(lists: dict[str, list[dict[str, object]]]) -> None:
    lists["main"][1]["text"] = {"en": "Only in English"}


def _out_of_bounds(lists: dict[str, list[dict[str, object]]]) -> None:
    lists["main"][1]["base_rate_pct"] = 90


def _impossible(lists: dict[str, list[dict[str, object]]]) -> None:
    lists["main"][1]["base_rate_pct"] = 140


def _too_few(lists: dict[str, list[dict[str, object]]]) -> None:
    del lists["main"][1]


def _one_id(lists: dict[str, list[dict[str, object]]]) -> None:
    lists["main"][1]["id"] = lists["main"][0]["id"]


MISTAKES: dict[str, tuple[Callable[[dict[str, list[dict[str, object]]]], None], tuple[str, ...]]] = {
    "a base rate that cannot be answered": (_out_of_bounds, ("the base rate 90 is outside", "from 3 to 77")),
    "a base rate that is no percentage": (_impossible, ("140",)),
    "an event without French text": (_without_french, ("“main_1” has no text in “fr”",)),
    "a list with an event too few": (_too_few, ("the list “main” has 3 events", "or write events_per_list: 3")),
    "two events with one id": (_one_id, ("“main_0” stands twice",)),
}
VERBS: dict[str, tuple[str, ...]] = {
    "run": ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test"),
    "simulate": ("simulate", "--participant", "KD001", "--arm", "patient", "--visit", "baseline"),
    "plan": ("plan", "--participant", "KD001", "--visit", "baseline"),
    "enrol": ("enrol", "--participant", "KD002", "--arm", "patient", "--language", "fr"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
@pytest.mark.parametrize("verb", VERBS)
def test_a_mistake_in_the_events(lab: Lab, verb: str, mistake: str) -> None:
    """A mistake in the event lists stops every verb with its file, line and column, in one line."""
    change, says = MISTAKES[mistake]
    lab.events(change)
    before = lab.tree()
    said = lab.say(*VERBS[verb])
    assert_refused(said, *says)
    file, line, column = placed(said.err)
    assert str(lab.folder / "events.yaml") == file
    assert (
        (lab.folder / "events.yaml").read_text(encoding="utf-8").splitlines()[int(line) - 1][int(column) - 1 :].strip()
    )
    assert before == lab.tree()


def test_a_list_of_the_ketamine_study_with_39_events(lab: Lab) -> None:
    """The shipped study with an event taken out of one list is refused, naming the list and both numbers."""
    lists = yaml.safe_load((PROJECT / "stimuli" / "events" / "adverse.yaml").read_text(encoding="utf-8"))
    del lists["lists"]["B"][7]
    study = (PROJECT / "configs" / "ketamine.yaml").read_text(encoding="utf-8")
    (lab.folder / "adverse.yaml").write_text(
        yaml.safe_dump(lists, allow_unicode=True, sort_keys=False), encoding="utf-8", newline="\n"
    )
    study = study.replace("../stimuli/events/", "").replace("../stimuli/texts/belief_update.yaml", "texts.yaml")
    (lab.folder / "ketamine.yaml").write_text(study, encoding="utf-8", newline="\n")
    said = lab.say_just("validate", str(lab.folder / "ketamine.yaml"))
    assert_refused(said, "the list “B” has 39 events", "40 in each list")


def test_a_missing_study_file(lab: Lab) -> None:
    """A study file that is not there is refused under its name, whatever the verb."""
    before = lab.tree()
    for arguments in VERBS.values():
        missing = str(lab.folder / "studdy.yaml")
        said = lab.say_just(*arguments, "--study", missing, "--data", str(lab.data))
        assert_refused(said, missing, "is missing")
    assert_refused(lab.say_just("validate", str(lab.folder / "studdy.yaml")), "is missing")
    assert before == lab.tree()


@pytest.mark.parametrize("name", ["events.yaml", "texts.yaml"])
def test_a_missing_file_of_the_study(lab: Lab, name: str) -> None:
    """A file that the study names and that is not there is refused where it is named."""
    remove(lab.folder / name)
    assert_refused(lab.simulate(), str(lab.study), f"there is no file “{name}”")


def test_a_folder_in_place_of_a_study_file(lab: Lab) -> None:
    """A folder given as a study file is refused in one line, unless a study is in it, as `new` makes one."""
    (lab.folder / "empty").mkdir()
    said = lab.say_just("validate", str(lab.folder / "empty"))
    assert (1, 1) == (said.code, len(said.err.splitlines()))
    assert "Traceback" not in said.err
    assert 0 == lab.say_just("validate", str(lab.folder)).code


@pytest.mark.parametrize("verb", ["enrol", "simulate"])
@pytest.mark.parametrize("place", ["a file", "below a file", "where nobody may"])
def test_a_data_folder_that_is_not_writable(lab: Lab, verb: str, place: str) -> None:
    """A data folder that cannot be written to is refused under its name, and nothing is put anywhere."""
    (lab.folder / "file").write_bytes(b"")
    places = {
        "a file": lab.folder / "file",
        "below a file": lab.folder / "file" / "data",
        "where nobody may": Path("/proc/data"),
    }
    data = places[place]
    if place == "where nobody may" and not Path("/proc/self").exists():
        pytest.skip("there is no /proc here")
    session = ("--participant", "KD002", "--arm", "patient")
    rest = ("--language", "fr") if verb == "enrol" else ("--visit", "baseline")
    why = "cannot be written to" if place == "where nobody may" else f"{lab.folder / 'file'} is a file"
    assert_refused(lab.say(verb, *session, *rest, "--data", str(data)), str(data), why, "--data")
    assert b"" == (lab.folder / "file").read_bytes()


def test_a_finished_visit(lab: Lab) -> None:
    """A visit that is done cannot be started or resumed; the refusal names the way to repeat it."""
    assert 0 == lab.simulate().code
    before = lab.tree()
    for arguments in ((), ("--resume",)):
        assert_refused(lab.simulate(*arguments), "KD001 at baseline is complete (run 1)", "--new-run --reason")
    assert before == lab.tree()


def test_a_new_run_of_a_finished_visit(lab: Lab) -> None:
    """With a reason, a finished visit is done again beside the first run."""
    assert 0 == lab.simulate().code
    first = {name: content for name, content in lab.tree().items() if "run-1" in name}
    assert 0 == lab.simulate("--new-run", "--reason", "fire alarm").code
    sheet = json.loads(lab.tree()[f"data-rehearsals/simulated/sub-KD001/ses-baseline/{STEM}2_session.json"])
    assert "fire alarm" == sheet["new_run_reason"]
    assert sheet["rates_seen_before"] is True
    assert first == {name: content for name, content in lab.tree().items() if "run-1" in name}


HOLDER = """
import sys
from pathlib import Path
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.record.session_lock import locked
from experiment.record.storage import Disk
with locked(Disk(), SessionFiles(Path(sys.argv[1]), "KD001", "baseline", "beliefupdate", SessionKind(sys.argv[2]))):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def held(lab: Lab, kind: SessionKind) -> Iterator[None]:
    """Another process holds a session of KD001 at baseline."""
    command = [sys.executable, "-c", HOLDER, str(lab.data), kind]
    holder = subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert holder.stdout is not None
    assert "held\n" == holder.stdout.readline()
    yield
    holder.communicate("")


def test_a_session_that_is_running_elsewhere(lab: Lab) -> None:
    """A second launch of a session is refused, resumed or not, and so is another visit of the same person."""
    before = lab.tree()
    with held(lab, SessionKind.SIMULATED), held(lab, SessionKind.TEST):
        for arguments in ((), ("--resume",)):
            assert_refused(lab.simulate(*arguments), "a session of KD001 is running elsewhere", "go to that window")
            assert_refused(lab.run(*arguments), "is running elsewhere")
        other = lab.say("simulate", "--participant", "KD001", "--arm", "patient", "--visit", "day7")
        assert_refused(other, "a session of KD001 is running elsewhere")
    assert before == lab.tree()


@pytest.mark.parametrize(
    ("given", "missing"),
    [
        ((), ("--participant", "--visit")),
        (("--participant", "KD001"), ("--visit",)),
        (("--visit", "baseline"), ("--participant",)),
    ],
)
def test_run_without_a_session(lab: Lab, given: tuple[str, ...], missing: tuple[str, ...]) -> None:
    """`run` without a participant or a visit is wrong usage, and names what is missing and nothing else."""
    said = lab.say("run", *given)
    assert (2, "", 1) == (said.code, said.out, len(said.err.splitlines()))
    assert set(missing) == {flag for flag in ("--participant", "--visit") if f"{flag} " in said.err}


@pytest.mark.parametrize(
    "arguments",
    [
        ("fly",),
        ("run", "--fly"),
        ("enrol",),
        ("simulate", "--participant", "KD001"),
        ("plan", "--participant", "KD001", "--visit", "baseline", "--order", "first"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "simulated"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "Studies"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--window", "big"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--window", "100x100"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--resume", "--new-run", "--reason", "x"),
        (
            "simulate",
            "--participant",
            "KD001",
            "--arm",
            "patient",
            "--visit",
            "baseline",
            "--participant-mode",
            "human",
        ),
    ],
)
def test_wrong_usage(lab: Lab, arguments: tuple[str, ...]) -> None:
    """An unknown verb or flag, a missing or impossible value is wrong usage: code 2, and one line that says so."""
    before = lab.tree()
    said = lab.say_just(*arguments)
    assert (2, "") == (said.code, said.out)
    assert 1 == len(said.err.splitlines())
    assert "; " in said.err
    assert "Traceback" not in said.err
    assert before == lab.tree()


@pytest.mark.parametrize("verb", ["run", "simulate", "plan", "enrol", "validate", "demo"])
def test_every_verb_has_help(lab: Lab, verb: str) -> None:
    """`--help` explains each verb, and is no mistake."""
    said = lab.say_just(verb, "--help")
    assert (0, "") == (said.code, said.err)
    assert f"usage: belief-update {verb}" in said.out


def test_the_version(lab: Lab) -> None:
    """`--version` prints the version and nothing else."""
    assert Said(0, f"{__version__}\n", "") == lab.say_just("--version")


def test_validate_finds_the_shipped_studies_good(lab: Lab) -> None:
    """Without a file, `validate` checks every study of configs/, the displays and the assumptions, and all are good."""
    said = lab.say_just("validate")
    shipped = [PROJECT / "configs" / f"{name}.yaml" for name in (*STUDIES, "displays", "assumptions")]
    assert (0, "") == (said.code, said.err)
    assert [f"{file}: good" for file in shipped] == [line.split(" (")[0] for line in said.out.splitlines()]


def test_validate_prints_a_line_for_each_mistake(lab: Lab) -> None:
    """Mistakes in several files and places are told at once, a line each, in the order of their places."""
    lab.events(lambda lists: [_without_french(lists), lists["main"][3].update(base_rate_pct=90)])  # type: ignore[func-returns-value]
    lab.edit("study.yaml", "opening: [welcome]", "opening: [welcom]")
    said = lab.say_just("validate", str(lab.study))
    lines = said.err.splitlines()
    assert 1 == said.code
    assert "" == said.out
    assert 3 == len(lines)
    assert ["events.yaml", "events.yaml", "study.yaml"] == [Path(placed(line)[0]).name for line in lines]
    assert "has no text in “fr”" in lines[0]
    assert "the base rate 90" in lines[1]
    assert "did you mean" in lines[2] or "welcome" in lines[2]


def test_validate_goes_on_after_a_bad_study(lab: Lab) -> None:
    """A good study after a bad one is still checked and said to be good; the answer is no."""
    said = lab.say_just("validate", str(lab.folder / "none.yaml"), str(lab.study))
    assert (1, 1, 1) == (said.code, len(said.err.splitlines()), len(said.out.splitlines()))
    assert f"{lab.study}: good" in said.out


def test_enrol_says_what_was_drawn(lab: Lab) -> None:
    """`enrol` prints the enrolment, and with --json just what it has stored."""
    said = lab.say("enrol", "--participant", "KD002", "--arm", "control", "--language", "en")
    assert (0, "KD002 is enrolled as control, in en, lists main\n") == (said.code, said.out)
    said = lab.say("enrol", "--participant", "KD003", "--arm", "control", "--language", "en", "--json")
    assert json.loads(lab.tree()["data/participants/KD003.json"]) == json.loads(said.out)


def test_plan_is_what_is_run(lab: Lab) -> None:
    """`plan` prints the plan that the session then executes, of the first run and of the second."""
    for run, arguments in ((1, ()), (2, ("--new-run", "--reason", "again"))):
        planned = lab.say(
            "plan", "--participant", "KD001", "--visit", "baseline", "--kind", "simulated", "--run", str(run), "--json"
        )
        assert 0 == lab.simulate(*arguments).code
        stored = lab.tree()[f"data-rehearsals/simulated/sub-KD001/ses-baseline/{STEM}{run}_plan.json"]
        assert SessionPlan.model_validate_json(planned.out) == SessionPlan.model_validate_json(stored)


def test_plan_writes_nothing(lab: Lab) -> None:
    """Planning, for somebody enrolled or not, leaves the data folder as it is, or not there at all."""
    before = lab.tree()
    assert 0 == lab.say("plan", "--participant", "KD001", "--visit", "baseline").code
    elsewhere = str(lab.folder / "elsewhere")
    session = ("--participant", "KD009", "--arm", "control", "--visit", "day7")
    assert 0 == lab.say("plan", *session, "--data", elsewhere).code
    assert before == lab.tree()
    assert not Path(elsewhere).exists()


def test_plan_for_somebody_who_would_be_enrolled_so(lab: Lab) -> None:
    """With an arm and the number of a list order, the plan is that of a participant who has them."""
    ketamine = ("plan", "--study", str(PROJECT / "configs" / "ketamine.yaml"), "--data", str(lab.data), "--json")
    lists = []
    for order in range(1, 7):
        said = lab.say_just(
            *ketamine, "--participant", "KD009", "--arm", "control", "--visit", "day7", "--order", str(order)
        )
        plan = SessionPlan.model_validate_json(said.out)
        assert plan.list_order[2] == plan.event_list
        lists.append(plan.list_order)
    assert 6 == len(set(lists))


def test_the_outline_fits_any_output(lab: Lab) -> None:
    """An output that does not know every sign of the outline is no reason for the command to fail."""
    command = [
        sys.executable, "-m", "experiment", "plan", "--study", str(lab.study), "--data", str(lab.data),
        "--participant", "KD001", "--visit", "baseline",
    ]  # fmt: skip
    for encoding in ("ascii", "cp1252", "utf-8"):
        environment = {"PYTHONIOENCODING": encoding, "PYTHONPATH": str(PROJECT)}
        said = subprocess.run(command, capture_output=True, cwd=PROJECT, env=environment, check=False)
        assert (0, b"") == (said.returncode, said.stderr)
        assert b"KD001" in said.stdout.splitlines()[0]


def csv_of(lab: Lab, data: Path) -> bytes:
    visit = place_of(data, SessionKind.SIMULATED) / "sub-KD001" / "ses-baseline"
    return (visit / f"{STEM}1_desc-trials_data.csv").read_bytes()


def test_simulate_is_reproducible(lab: Lab) -> None:
    """The same simulated session in two folders writes the same CSV, byte for byte, but for when it started."""
    session = ("--participant", "KD001", "--arm", "patient")
    folders = [lab.folder / name for name in ("one", "other")]
    for folder in folders:
        said = lab.say("simulate", *session, "--visit", "baseline", "--data", str(folder))
        assert (0, "") == (said.code, said.err)
        visit = place_of(folder, SessionKind.SIMULATED) / "sub-KD001" / "ses-baseline"
        assert said.out == f"complete: 9 rows in {visit / f'{STEM}1_desc-trials_data.csv'}\n"
    sheets = [next(folder.parent.rglob(f"{folder.name}*/**/{STEM}1_session.json")) for folder in folders]
    started = [json.loads(sheet.read_bytes())["launches"][0]["started_utc"].encode() for sheet in sheets]
    assert csv_of(lab, folders[0]) == csv_of(lab, folders[1]).replace(started[1], started[0])


def test_simulate_enrols_by_itself(lab: Lab) -> None:
    """Who is not enrolled is enrolled in the arm and language that are given; who is, stays so."""
    session = ("--participant", "KD007", "--arm", "control")
    assert 0 == lab.say("simulate", *session, "--visit", "baseline", "--language", "en").code
    assert 0 == lab.say("simulate", *session, "--visit", "day7").code
    enrolled = json.loads(lab.tree()["data-rehearsals/simulated/participants/KD007.json"])
    assert ("control", "en") == (enrolled["arm"], enrolled["language"])
    sheet = json.loads(
        (lab.simulated / "sub-KD007/ses-day7/sub-KD007_ses-day7_task-beliefupdate_run-1_session.json").read_bytes()
    )
    assert ("simulated", "random", "en") == (sheet["kind"], sheet["participant_mode"], sheet["language"])


def test_a_simulated_session_is_resumed(lab: Lab) -> None:
    """A simulated session that was broken off is refused without --resume; with it, it becomes a whole one."""
    assert 0 == lab.say("simulate", *_KD001, "--data", str(lab.folder / "whole")).code
    break_off(lab, ParticipantMode.RANDOM)
    assert_refused(lab.say("simulate", *_KD001), "is interrupted", "3 of 9 trials and questions finished", "--resume")
    assert 0 == lab.say("simulate", *_KD001, "--resume").code
    whole, resumed = (
        [(row["phase"], row["block"], row["trial"]) for row in csv.DictReader(io.StringIO(csv_of(lab, data).decode()))]
        for data in (lab.folder / "whole", lab.data)
    )
    assert whole == resumed


_KD001 = ("--participant", "KD001", "--arm", "patient", "--visit", "baseline")


def test_stopped_from_the_keyboard(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C, wherever it comes, ends the command with a line that says how to go on."""
    calls, write = count(), os.write

    def interrupted(descriptor: int, content: bytes) -> int:
        if next(calls) == 25:
            raise KeyboardInterrupt
        return write(descriptor, content)

    monkeypatch.setattr(os, "write", interrupted)
    said = lab.simulate()
    monkeypatch.undo()
    assert (1, "", 1) == (said.code, said.out, len(said.err.splitlines()))
    assert "--resume" in said.err
    assert 0 == lab.simulate("--resume").code


def test_a_resume_as_another(lab: Lab) -> None:
    """A session is not resumed under another participant mode; one of another kind is another session."""
    break_off(lab, ParticipantMode.SCRIPTED)
    before = lab.tree()
    other = (*_KD001, "--participant-mode", "random", "--resume")
    assert_refused(lab.say("simulate", *other), "as a simulated session with a scripted participant")
    assert_refused(lab.run("--resume"), "KD001 at baseline has no interrupted run")
    assert before == lab.tree()


@pytest.mark.parametrize("folder", ["data-rehearsals", "data-rehearsals/simulated", "data-rehearsals/none"])
def test_a_study_session_never_stands_among_rehearsals(lab: Lab, folder: str) -> None:
    """A study session that is pointed at a folder of rehearsals, full or empty, is refused; nobody is lost by it."""
    assert 0 == lab.simulate().code
    review(lab.study)
    place = lab.folder / folder
    shutil.copytree(lab.data / "participants", place / "participants", dirs_exist_ok=True)
    before = lab.tree()
    session = ("--participant", "KD001", "--visit", "day7", "--operator", "AB")
    assert_refused(lab.say("run", *session, "--data", str(place)), "is a folder of rehearsals", "--data")
    assert before == lab.tree()


def test_a_study_session_needs_an_operator(lab: Lab) -> None:
    """A session of a reviewed study is refused until somebody's code is given."""
    review(lab.study)
    session = ("run", "--participant", "KD001", "--visit", "baseline")
    assert_refused(lab.say(*session), "add --operator")
    advice, refusal = lab.say(*session, "--operator", "AB").err.splitlines()
    assert "has not been checked" in advice
    assert "there is no display" in refusal


def test_a_damaged_enrolment(lab: Lab) -> None:
    """An enrolment that cannot be read is refused under its name."""
    (lab.data / "participants" / "KD001.json").write_text("{}", encoding="utf-8", newline="\n")
    assert_refused(lab.simulate(), "KD001.json", "make a copy of it")


def test_a_damaged_record(lab: Lab) -> None:
    """A CSV that somebody saved in another encoding is refused at the resume, and left as it is."""
    break_off(lab, ParticipantMode.SCRIPTED)
    csv = lab.simulated / "sub-KD001" / "ses-baseline" / f"{STEM}1_desc-trials_data.csv"
    csv.write_bytes(csv.read_bytes().decode().encode("cp1252", "replace"))
    before = lab.tree()
    assert_refused(lab.simulate("--resume"), csv.name, "make a copy of it")
    assert before == lab.tree()


def test_every_kind_of_the_vocabulary_is_known_to_plan(lab: Lab) -> None:
    """`plan` takes every kind of session."""
    for kind in SessionKind:
        said = lab.say("plan", "--participant", "KD001", "--visit", "baseline", "--kind", str(kind))
        assert 0 == said.code
        assert f", {kind} session, run 1; in " in said.out.splitlines()[1]


def test_the_folder_of_all_rehearsals_is_verified_folder_by_folder(lab: Lab) -> None:
    """Pointed at the folder of rehearsals, verify looks into each that is in it, and names what is wrong where."""
    assert 0 == lab.simulate().code
    rehearsals = rehearsals_beside(lab.data)
    said = lab.say_just("verify", "--data", str(rehearsals))
    assert (0, "1 run: 1 complete") == (said.code, said.out.split("\n")[0])
    (plan,) = lab.simulated.rglob("*_plan.json")
    remove(plan)
    said = lab.say_just("verify", "--data", str(rehearsals))
    assert 1 == said.code
    assert plan.relative_to(rehearsals).as_posix() in said.out
