"""Why a command says no: each reason is provoked through the command line, or through a session on a failing disk.

Those that need a window are provoked in tests/screen/test_reasons.py.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import namedtuple
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from itertools import count
from pathlib import Path

import pytest

from experiment.config.load import load_study
from experiment.config.time_zone import wall_zone
from experiment.design.local_time import clock_of
from experiment.format.ledger import read_ledger
from experiment.format.run_files import SessionFiles, locks_folder, place_of, rehearsals_beside
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.messages import Reason, Refusal, SystemSays, plainly
from experiment.record import held_files, participants
from experiment.record.data_folder import Limits, check_data_folder
from experiment.record.findings import shortly
from experiment.record.provenance import program
from experiment.record.session_lock import locked
from experiment.record.storage import Disk, OpenFile
from experiment.record.sums import sha256
from experiment.task import beside_the_screen
from experiment.task.beside_the_screen import BesideTheScreen
from experiment.verbs.defaults import ASSUMPTIONS
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.removing import remove_tree
from tests.instruments.small_study import PROJECT, review
from tests.instruments.study_session import change_study, study_session
from tests.instruments.systems import WINDOWS, device, meddled_with
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import STEM, Lab, Said, break_off
from tests.instruments.watched_sessions import Witness
from tests.instruments.watched_sessions import files as watched_files
from tests.instruments.watched_sessions import run as conduct_watched
from tests.screen.test_reasons import PROVOCATIONS as WITH_A_WINDOW
from tests.unit.test_enrolling import places

Case = tuple[str, dict[str, object]]
"""What was said, and the facts of the case."""

Provocation = Callable[[Lab, pytest.MonkeyPatch], Case]

PROVOCATIONS: dict[Reason, Provocation] = {}

_ID, _CODE = "AB123", "AB"
_KD001 = "KD001 at baseline"
_SESSION = ("--participant", "KD001", "--visit", "baseline")
_VISITS = "baseline, post4h, day7"


def provokes(reason: Reason) -> Callable[[Provocation], Provocation]:
    """Mark what provokes a reason."""

    def mark(provocation: Provocation) -> Provocation:
        assert reason not in PROVOCATIONS
        PROVOCATIONS[reason] = provocation
        return provocation

    return mark


def line(said: Said) -> str:
    """The one line of a command that says no."""
    assert (1, "") == (said.code, said.out)
    (only,) = said.err.splitlines()
    return only


def beside_arms_of_others(said: Said) -> str:
    """The one line of a command that says no, after that about assumptions: they know nothing of a small study."""
    first, rest = said.err.split("\n", 1)
    assert "what the file of assumptions says of arms" in first
    return line(Said(said.code, said.out, rest))


def refused_by_the_system(folder: Path, parents: bool = False) -> str:
    """What this system says where a folder is to be made below a file: not every system says the same."""
    with pytest.raises(OSError) as refused:
        folder.mkdir(parents=parents, exist_ok=True)
    return str(refused.value.strerror)


def refused_to_open(file: Path) -> str:
    """What this system says where a file is to be written below a file."""
    with pytest.raises(OSError) as refused:
        file.open("wb")
    return str(refused.value.strerror)


def only_with_x() -> None:
    if WINDOWS:
        pytest.skip("a display is named by DISPLAY under X only")


def simply(reason: Reason, *arguments: str, **facts: object) -> None:
    """Provoke a reason by one command in a lab where KD001 is enrolled, and nothing has happened since."""
    provokes(reason)(lambda lab, _: (line(lab.say(*arguments)), facts))


simply(
    Reason.PARTICIPANT_ID_MALFORMED,
    *("enrol", "--participant", "Dupont", "--arm", "patient", "--language", "fr"),
    participant_id="Dupont",
    example=_ID,
)
simply(
    Reason.OPERATOR_CODE_MALFORMED,
    *("run", *_SESSION, "--kind", "test", "--operator", "Dr Dupont"),
    operator="Dr Dupont",
    example=_CODE,
)
simply(
    Reason.UNKNOWN_ARM,
    *("enrol", "--participant", "KD002", "--arm", "patients", "--language", "fr"),
    arm="patients",
    arms="patient, control",
)
simply(
    Reason.UNKNOWN_LANGUAGE,
    *("enrol", "--participant", "KD002", "--arm", "patient", "--language", "de"),
    language="de",
    languages="fr, en",
)
simply(
    Reason.UNKNOWN_DISPLAY,
    *("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--display", "lab"),
    display="lab",
    displays="any, lab_pc",
)


@provokes(Reason.LAUNCHER_WITHOUT_DISPLAY)
def _no_display_for_the_launcher(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    only_with_x()
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        patch.delenv(name, raising=False)
    return line(lab.say("launcher")), {}


@provokes(Reason.LAUNCHER_WITHOUT_LIBRARY)
def _no_library_for_the_launcher(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    only_with_x()

    def load(name: str) -> None:
        raise OSError(f"{Path(name).name} lacks libxcb-cursor.so.0")

    patch.setenv("DISPLAY", ":somewhere")
    patch.delenv("QT_QPA_PLATFORM", raising=False)
    patch.setattr("experiment.launcher.app.ctypes.CDLL", load)
    return line(lab.say("launcher")), {"error": "libqxcb.so lacks libxcb-cursor.so.0"}


@provokes(Reason.NO_QT)
def _no_qt(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    patch.setitem(sys.modules, "experiment.launcher.app", None)
    return line(lab.say("launcher")), {"error": "import of experiment.launcher.app halted; None in sys.modules"}


def on_the_wall(utc: str) -> str:
    """Say a moment as this computer's clock does, which is that of a study without a time zone."""
    return clock_of(datetime.fromisoformat(utc), wall_zone(None))


AT_SEVEN = datetime(2026, 11, 26, 18, 0, tzinfo=timezone.utc)
"""19:00 in Paris."""


def anchor_at(lab: Lab, patch: pytest.MonkeyPatch, *arguments: str, name: str = "infusion1_end") -> Said:
    """Enter when something happened, at seven in the evening."""
    with_anchors(lab.study)
    patch.setattr("experiment.verbs.anchor.now", lambda: AT_SEVEN)
    return lab.say("anchor", "--participant", "KD001", "--name", name, *arguments)


@provokes(Reason.UNKNOWN_ANCHOR)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    said = anchor_at(lab, patch, "--at", "14:05", name="infusion1")
    facts = {"name": "infusion1", "participant_id": "KD001", "arm": "patient"}
    return line(said), {**facts, "suggestion": "did you mean infusion1_end?"}


@provokes(Reason.TIME_LEFT_OUT)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    said = anchor_at(lab, patch, "--at", "2026-03-29 02:30")
    return line(said), {"time": "2026-03-29 02:30", "example": "2026-03-29T03:30+02:00"}


@provokes(Reason.TIME_OF_ANOTHER_ZONE)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    said = anchor_at(lab, patch, "--at", "2026-10-25T02:30+03:00")
    return line(said), {"time": "2026-10-25 02:30", "offset": "+03:00", "here": "2026-10-25T01:30+02:00"}


@provokes(Reason.TIME_TWICE)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    said = anchor_at(lab, patch, "--at", "2026-10-25 02:30")
    first, second = "2026-10-25T02:30+02:00", "2026-10-25T02:30+01:00"
    return line(said), {"time": "2026-10-25 02:30", "first": first, "second": second}


@provokes(Reason.ANCHOR_TO_COME)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    facts = {"name": "infusion1_end", "at": "2026-11-26 23:50", "now": "2026-11-26 19:00"}
    return line(anchor_at(lab, patch, "--at", "23:50")), {**facts, "example": "2026-11-25 23:50"}


@provokes(Reason.ANCHOR_WITHOUT_REASON)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    assert 0 == anchor_at(lab, patch, "--at", "14:05", "--accept-time").code
    patch.setattr("tests.unit.messages.test_reasons.with_anchors", lambda _: None)
    facts = {"name": "infusion1_end", "participant_id": "KD001", "was": "2026-11-26 14:05"}
    return line(anchor_at(lab, patch, "--at", "14:15", "--accept-time")), facts


def run_post4h(lab: Lab, **times: str) -> Case:
    """Start the visit after the infusion, whose end nobody has entered, on the day after the baseline."""
    with_anchors(lab.study, **times)
    study_session(lab.study, lab.data)
    said = lab.say("run", "--participant", "KD001", "--visit", "post4h", "--operator", "AB")
    words = "the time of infusion1_end has not been entered"
    return said.err.splitlines()[-1], {"visit": "post4h", "participant_id": "KD001", "words": words}


@provokes(Reason.NOT_ITS_TIME)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said, facts = run_post4h(lab)
    return said, {**facts, "reasons": "late_infusion, participant_late, technical, clinical, scheduling, other"}


@provokes(Reason.WINDOW_SHUT)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return run_post4h(lab, **{"window_h: [3.5, 5]}, list": "window_h: [3.5, 5], outside: refuse}, list"})


@provokes(Reason.ANCHOR_NOT_ENTERED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    said = anchor_at(lab, patch, "--take-back", "--reason", "wrong line")
    return line(said), {"name": "infusion1_end", "participant_id": "KD001"}


simply(Reason.UNKNOWN_VISIT, "plan", "--participant", "KD001", "--visit", "day8", visit="day8", visits=_VISITS)
simply(
    Reason.VISIT_NOT_IN_ARM,
    *("plan", "--participant", "KD002", "--arm", "control", "--visit", "post4h"),
    arm="control",
    visit="post4h",
    visits="baseline, day7",
)
simply(
    Reason.UNKNOWN_ORDER,
    *("plan", "--participant", "KD002", "--arm", "control", "--visit", "day7", "--order", "2"),
    order=2,
    orders=1,
)
simply(Reason.ENROLMENT_SAYS, "plan", *_SESSION, "--order", "2", "--language", "fr", flags="--order and --language")
simply(Reason.VIRTUAL_PARTICIPANT_IN_STUDY, "run", *_SESSION, "--participant-mode", "random")
simply(Reason.NOTHING_TO_RESUME, "run", *_SESSION, "--kind", "test", "--resume", session=_KD001)
simply(
    Reason.NOTHING_TO_REPEAT,
    *("run", *_SESSION, "--kind", "test", "--new-run", "--reason", "fire alarm"),
    session=_KD001,
)
simply(Reason.NEW_RUN_WITHOUT_REASON, "run", *_SESSION, "--kind", "test", "--new-run")
simply(Reason.REASON_WITHOUT_NEW_RUN, "run", *_SESSION, "--kind", "test", "--reason", "fire alarm")


@provokes(Reason.NOT_REVIEWED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    facts = {"study": "small", "file": "study.yaml", "hash": load_study(lab.study).fingerprint[:12]}
    return line(lab.say("run", *_SESSION, "--operator", "AB")), facts


@provokes(Reason.REVIEWED_OTHERWISE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    review(lab.study)
    reviewed = load_study(lab.study).fingerprint
    lab.edit("study.yaml", "seed: 7", "seed: 8")
    facts = {"study": "small", "file": "study.yaml", "named": reviewed, "hash": load_study(lab.study).fingerprint[:12]}
    return line(lab.say("run", *_SESSION, "--operator", "AB")), facts


@provokes(Reason.STUDY_FILES_CHANGED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    review(lab.study)
    study_session(lab.study, lab.data)
    begun = read_ledger((lab.data / "ledger.jsonl").read_bytes()).last_begun("small")
    assert begun is not None
    change_study(lab.study, "seed: 7", "seed: 8")
    facts = {"study": "small", "when": on_the_wall(begun.utc), "earlier": begun.study_fingerprint[:12]}
    facts["hash"] = load_study(lab.study).fingerprint[:12]
    day7 = ("--participant", "KD001", "--visit", "day7", "--operator", "AB")
    return line(lab.say("run", *day7)), facts


@provokes(Reason.OPERATOR_MISSING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    review(lab.study)
    return line(lab.say("run", *_SESSION)), {"example": _CODE}


@provokes(Reason.ALREADY_ENROLLED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say("enrol", "--participant", "KD001", "--arm", "control", "--language", "en")
    return line(said), {"participant_id": "KD001", "arm": "patient", "data": lab.data}


@provokes(Reason.NOT_ENROLLED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say("plan", "--participant", "QX777", "--visit", "baseline")
    return line(said), {"participant_id": "QX777", "data": lab.data, "places": places(lab)}


_ENROL = ("--arm", "patient", "--language", "fr")

simply(
    Reason.NOTHING_TO_CORRECT,
    *("enrol", "--participant", "KD001", "--correct", "--arm", "patient", "--reason", "typed wrong"),
    participant_id="KD001",
    arm="patient",
    language="fr",
    at="",
)
simply(Reason.CHANGE_WITHOUT_REASON, "enrol", "--participant", "KD001", "--withdraw")
simply(
    Reason.NOT_WITHDRAWN,
    *("enrol", "--participant", "KD001", "--reinstate", "--reason", "by mistake"),
    participant_id="KD001",
)
simply(Reason.UNKNOWN_SITE, "enrol", "--participant", "QX777", *_ENROL, "--site", "rome", site="rome", sites="none")


@provokes(Reason.ENROLMENT_LOST)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    session = SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY).run(1)
    session.sheet.parent.mkdir(parents=True)
    session.sheet.write_bytes(b"{}")
    (lab.data / "participants" / "KD001.json").unlink()
    said = lab.say("enrol", "--participant", "KD001", *_ENROL)
    facts = {"participant_id": "KD001", "data": lab.data, "file": "KD001.json"}
    return line(said), {**facts, "drawn": f"what was drawn stands in {session.sheet.name}"}


@provokes(Reason.ENROLMENT_GONE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.data / "participants" / "KD001.json").unlink()
    when = on_the_wall(read_ledger((lab.data / "ledger.jsonl").read_bytes()).lines[-1].utc)
    said = lab.say("plan", "--participant", "KD001", "--visit", "baseline")
    return line(said), {"participant_id": "KD001", "data": lab.data, "file": "KD001.json", "when": when}


@provokes(Reason.ENROLMENT_CHANGED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert lab.simulate().code == 0
    file = lab.data / "participants" / "KD001.json"
    file.write_text(
        file.read_text("utf-8").replace('"language": "fr"', '"language": "en"'), encoding="utf-8", newline="\n"
    )
    said = lab.say("simulate", "--participant", "KD001", "--arm", "patient", "--visit", "day7")
    earlier = "sub-KD001_ses-baseline_task-beliefupdate_run-1_session.json"
    facts = {"file": "KD001.json", "name": "language", "now": "en", "was": "fr", "earlier": earlier}
    return line(said), {"participant_id": "KD001", **facts}


@provokes(Reason.NOT_REHEARSED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say("run", "--participant", "QX777", "--visit", "baseline", "--kind", "test", "--resume")
    return line(said), {"participant_id": "QX777", "data": place_of(lab.data, SessionKind.TEST)}


@provokes(Reason.SHEET_MISSING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    session = SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.SIMULATED)
    file = session.run(1).sheet
    file.unlink()
    return line(lab.simulate("--resume")), {"session": _KD001, "file": file.name, "folder": session.folder}


@provokes(Reason.REHEARSALS_NOT_WRITABLE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    rehearsals_beside(lab.data).touch()
    place = place_of(lab.data, SessionKind.SIMULATED)
    return line(lab.simulate()), {"data": place, "error": refused_by_the_system(place)}


@provokes(Reason.PERHAPS_ANOTHER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say("plan", "--participant", "KD011", "--visit", "baseline")
    return line(said), {"participant_id": "KD011", "data": lab.data, "near": "KD001", "places": places(lab)}


@provokes(Reason.PARTICIPANT_ID_READ_OTHERWISE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    study = load_study(lab.study).file
    wide = study.participant_id.model_copy(update={"pattern": "[A-Z0-9]{4}"})
    loose = study.model_copy(update={"participant_id": wide})
    with pytest.raises(Refusal) as refused:
        participants.enrol(Disk(), lab.data, loose, "12E3", "patient", "fr")
    return str(refused.value), {"participant_id": "12E3", "otherwise": "a number"}


@provokes(Reason.PATH_TOO_LONG)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    file = "sub-QX777/ses-baseline/sub-QX777_ses-baseline_task-beliefupdate_run-99_desc-comprehension_data.json"
    most = len(f"{lab.data.absolute()}/{file}.found-1.tmp")
    patch.setattr("experiment.record.data_folder.limits", lambda: Limits(most, most, in_bytes=False))
    said = lab.say("enrol", "--participant", "QX777", *_ENROL)
    return line(said), {"data": lab.data, "too_many": 2, "most": most}


@provokes(Reason.NAME_TOO_LONG)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.edit("study.yaml", "task: beliefupdate", f"task: {'t' * 190}")
    said = line(lab.say("enrol", "--participant", "QX777", *_ENROL))
    stem = f"sub-QX777_ses-baseline_task-{'t' * 190}_run-99"
    return said, {"file": f"{stem}_desc-trials_data.json", "most": 255}


@provokes(Reason.DATA_FOLDER_IS_A_DRIVE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    top = Path(lab.folder.anchor)
    return line(lab.say_just("verify", "--data", str(top))), {"data": top}


@provokes(Reason.DATA_FOLDER_IS_A_FILE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    file = lab.folder / "notes.txt"
    file.touch()
    return line(lab.say_just("verify", "--data", str(file / "ours"))), {"data": file / "ours", "file": file}


@provokes(Reason.DATA_FOLDER_RESERVED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    folder = lab.folder / "AUX.data" / "ours"
    with pytest.raises(Refusal) as refused:
        check_data_folder(folder, on_windows=True)
    return str(refused.value), {"data": folder, "name": "AUX.data"}


@provokes(Reason.DRIVE_MISSING)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    drive = "Q:\\" if sys.platform == "win32" else "/"
    if sys.platform != "win32":  # where the top is always there
        exists = os.path.exists
        patch.setattr(os.path, "exists", lambda path: path != Path("/") and exists(path))
    said = lab.say("enrol", "--participant", "QX777", *_ENROL, "--data", f"{drive}ours")
    return line(said), {"data": Path(f"{drive}ours"), "drive": Path(drive)}


@provokes(Reason.DRIVE_EMPTY)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    share = lab.folder / "mnt" / "share"
    share.mkdir(parents=True)
    patch.setattr("experiment.record.data_folder._DRIVES", (lab.folder / "media", lab.folder / "run", share.parent))
    said = lab.say("enrol", "--participant", "QX777", *_ENROL, "--data", str(share / "data"))
    return line(said), {"data": share / "data", "place": share}


@provokes(Reason.DRIVE_NOT_MOUNTED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    if WINDOWS:
        pytest.skip("no table says there where something is to be mounted")
    (lab.folder / "fstab").write_text(f"//server/study {lab.data} cifs defaults 0 0\n")
    patch.setattr("experiment.record.mounts.MEANT", lab.folder / "fstab")
    said = lab.say("enrol", "--participant", "QX777", *_ENROL)
    return line(said), {"data": lab.data, "place": lab.data}


@provokes(Reason.SITE_MISSING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.edit("study.yaml", "arms:", "sites: [paris, lyon]\narms:")
    return line(lab.say("enrol", "--participant", "QX777", *_ENROL)), {"sites": "paris, lyon"}


@provokes(Reason.ENROLLED_OTHERWISE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say("run", *_SESSION, "--operator", "AB", "--arm", "control")
    facts = {"participant_id": "KD001", "arm": "patient", "language": "fr", "flags": "--arm control"}
    return line(said), {**facts, "places": f" --study {lab.study} --data {lab.data}"}


@provokes(Reason.REHEARSED_OTHERWISE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    session = ("simulate", "--participant", "XX001", "--visit", "baseline", "--arm")
    assert 0 == lab.say(*session, "patient").code
    said = lab.say(*session, "control", "--new-run", "--reason", "to see")
    return line(said), {"participant_id": "XX001", "arm": "patient", "language": "fr", "flags": "--arm control"}


@provokes(Reason.TOO_LATE_TO_CORRECT)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.data / "sub-KD001" / "ses-baseline").mkdir(parents=True)
    (lab.data / "sub-KD001" / "ses-baseline" / "something").touch()
    said = lab.say("enrol", "--participant", "KD001", "--correct", "--arm", "control", "--reason", "typed wrong")
    return line(said), {"participant_id": "KD001"}


@provokes(Reason.WITHDRAWN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.say("enrol", "--participant", "KD001", "--withdraw", "--reason", "own wish").code
    said = lab.say("run", *_SESSION, "--operator", "AB")
    return line(said), {
        "participant_id": "KD001",
        "day": on_the_wall(datetime.now(timezone.utc).isoformat())[: len("2026-11-26")],
        "why": "own wish",
        "places": f" --study {lab.study} --data {lab.data}",
    }


@provokes(Reason.OTHER_STUDY)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.edit("study.yaml", "study: small", "study: other")
    facts = {"participant_id": "KD001", "enrolled_study": "small", "study": "other"}
    return line(lab.say("plan", *_SESSION)), {**facts}


@provokes(Reason.STUDY_CHANGED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.edit("study.yaml", "languages: [fr, en]", "languages: [en]")
    missing = "in the language “fr”"
    return line(lab.say("plan", *_SESSION)), {"participant_id": "KD001", "missing": missing, "study": "small"}


@provokes(Reason.KINDS_DO_NOT_MIX)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.simulate().code
    lab.simulated.rename(lab.simulated.with_name("test"))
    return line(lab.run()), {"data": lab.simulated.with_name("test"), "present": "simulated", "kind": "test"}


@provokes(Reason.FOLDER_OF_REHEARSALS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    review(lab.study)
    participants.enrol(Disk(), lab.simulated, load_study(lab.study).file, "KD001", "patient", "fr")
    assert 0 == lab.simulate().code
    said = lab.say("run", *_SESSION, "--operator", "AB", "--data", str(lab.simulated))
    return line(said), {"data": lab.simulated}


@provokes(Reason.SESSION_COMPLETE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.simulate().code
    return line(lab.simulate()), {"session": _KD001, "run": 1}


@provokes(Reason.SESSION_UNFINISHED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    facts = {"session": _KD001, "status": "interrupted", "run": 1, "finished": 3, "all": 9}
    return line(lab.simulate()), {**facts}


@provokes(Reason.SESSION_RUNNING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    with locked(Disk(), SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.SIMULATED)):
        return line(lab.simulate()), {"session": "a session of KD001"}


@provokes(Reason.SESSION_HELD)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    if WINDOWS:
        pytest.skip("Windows has locks of its own: no other file stands for one")
    patch.setattr("fcntl.flock", no_locks)
    assert 0 == lab.simulate().code
    session = SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.SIMULATED)
    held = session.lock.with_name(f".{session.lock.name}.held")
    held.write_text('{"process": 1, "started": "1", "salt": "a", "computer": "another", "boot": null}')
    return line(lab.simulate()), {"session": "a session of KD001", "file": held}


@provokes(Reason.RESUMED_AS_ANOTHER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    facts = {"session": _KD001, "kind": "simulated", "mode": "scripted", "run": 1}
    return line(lab.say("simulate", *_SESSION, "--participant-mode", "random", "--resume")), {**facts}


@provokes(Reason.ENROLMENT_EDITED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    file = lab.data / "participants" / "KD001.json"
    file.write_bytes(file.read_bytes().replace(b'"place_in_arm": 0', b'"place_in_arm": 1'))
    what = "place_in_arm is 1, and was entered as 0"
    return line(lab.simulate()), {"participant_id": "KD001", "file": file.name, "what": what}


@provokes(Reason.LEDGER_NOT_WRITABLE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    file = lab.data / "ledger.jsonl"
    file.unlink()
    file.mkdir()
    said = lab.say("enrol", "--participant", "KD002", "--arm", "patient", "--language", "fr")
    assert not (lab.data / "participants" / "KD002.json").exists()
    return line(said), {"file": file, "error": os.strerror(errno.EISDIR)}


@provokes(Reason.RUN_NOT_AS_LEFT)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    ledger = lab.simulated / "ledger.jsonl"
    copy = ledger.read_bytes()
    interrupted = json.loads(copy.splitlines()[-1])
    assert 0 == lab.simulate("--resume").code
    ledger.write_bytes(copy)
    when = f"was found interrupted ({shortly(interrupted['utc'], wall_zone(None))})"
    return line(lab.simulate()), {"run": f"{STEM}1", "file": f"{STEM}1_desc-trials_data.csv", "when": when}


@provokes(Reason.RUN_MISSING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.simulate().code
    remove_tree(lab.simulated / "sub-KD001")
    begun = json.loads((lab.simulated / "ledger.jsonl").read_bytes().splitlines()[1])
    folder = lab.simulated / "sub-KD001" / "ses-baseline"
    return line(lab.simulate()), {"run": f"{STEM}1", "since": on_the_wall(begun["utc"]), "folder": folder}


@provokes(Reason.RUN_UNKNOWN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.simulate().code
    folder = lab.simulated / "sub-KD001" / "ses-day7"
    shutil.copytree(lab.simulated / "sub-KD001" / "ses-baseline", folder)
    for file in folder.iterdir():
        file.rename(folder / file.name.replace("baseline", "day7"))
    run = f"{STEM}1".replace("baseline", "day7")
    said = lab.simulate("--new-run", "--reason", "again")
    return line(said), {"run": run, "folder": folder}


@provokes(Reason.NOTHING_TO_VERIFY)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say_just("verify", "KD002", "--data", str(lab.data))
    return line(said), {"data": lab.data, "whose": " of KD002"}


@provokes(Reason.NOT_A_SEAL_CODE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say_just("verify", "--seal", "K7QX-2M9", "--data", str(lab.data))
    return line(said), {"code": "K7QX-2M9", "example": "K7QX-2M9P"}


@provokes(Reason.SEAL_UNKNOWN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say_just("verify", "--seal", "k7qx 2m9p", "--data", str(lab.data))
    return line(said), {"code": "K7QX-2M9P", "data": lab.data}


@provokes(Reason.SEAL_OF_ANOTHER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.simulate().code
    seal = read_ledger((lab.simulated / "ledger.jsonl").read_bytes()).lines[-1].seal  # type: ignore[union-attr]
    said = lab.say_just("verify", "KD002", "--seal", seal, "--data", str(lab.data))
    return line(said), {"code": seal, "run": "KD001 at baseline, run 1", "participant_id": "KD002"}


simply(Reason.NO_DATA_FOLDER, "status", "--data", "nowhere", data="nowhere")


@provokes(Reason.DATA_NOT_READABLE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.data / "ledger.jsonl").unlink()
    (lab.data / "ledger.jsonl").mkdir()
    said = lab.say_just("verify", "--seal", "K7QX-2M9P", "--data", str(lab.data))
    return line(said), {"data": lab.data, "error": os.strerror(errno.EISDIR)}


@provokes(Reason.RECORD_DAMAGED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.data / "participants" / "KD001.json").write_text("{}", encoding="utf-8", newline="\n")
    return line(lab.simulate()), {"file": "KD001.json", "what": "it is not an enrolment"}


def held(patch: pytest.MonkeyPatch, ending: str, code: int = errno.EBUSY) -> str:
    """Have another program hold a file for good, or the system refuse it otherwise; give what the system says."""
    open_ = os.open

    def opened(path: str | Path, *how: int, **more: int) -> int:
        if os.fspath(path).endswith(ending):
            raise OSError(code, os.strerror(code), os.fspath(path))
        return open_(path, *how, **more)

    patch.setattr(held_files, "_PATIENCE_S", 0.1)
    patch.setattr(os, "open", opened)
    return os.strerror(code)


@provokes(Reason.RECORD_NOT_READABLE)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    error = held(patch, "KD001.json", errno.ESTALE)
    return line(lab.simulate()), {"file": "KD001.json", "error": error}


@provokes(Reason.FILE_HELD)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    error = held(patch, "KD001.json")
    return line(lab.simulate()), {"file": "KD001.json", "error": error}


@provokes(Reason.RECORDING_HELD)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    error = held(patch, "run-1_checksums.sha256.tmp")
    return line(lab.simulate()), {"file": f"{STEM}1_checksums.sha256", "error": error}


@provokes(Reason.WRITTEN_BY_ANOTHER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    (sheet,) = lab.simulated.rglob("*_session.json")
    writer = "belief-update 9.0, revision 0123abc"
    sheet.write_text(json.dumps({"schema_version": "9.0", "written_by": writer}), encoding="utf-8", newline="\n")
    return line(lab.simulate("--resume")), {"file": sheet.name, "writer": writer, "program": program()}


@provokes(Reason.DATA_NOT_WRITABLE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    session = ("--participant", "KD002", "--arm", "patient", "--language", "fr")
    data = lab.folder / "other"
    data.mkdir()
    locks_folder(data).touch()  # a file, where the locks should lie
    said = lab.say("enrol", *session, "--data", str(data))
    with pytest.raises(OSError) as refused:
        os.open(locks_folder(data) / "below", os.O_CREAT)
    return line(said), {"data": data, "error": plainly(refused.value)}


@provokes(Reason.DATA_DISK_READ_ONLY)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    def refuse(*_given: object) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))

    patch.setattr("experiment.record.participants.write_whole", refuse)
    session = ("--participant", "KD002", "--arm", "patient", "--language", "fr")
    return line(lab.say("enrol", *session)), {"data": lab.data}


@provokes(Reason.DISK_NEARLY_FULL)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    usage = namedtuple("usage", "total used free")
    patch.setattr(shutil, "disk_usage", lambda _folder: usage(10**12, 10**12, 7_000_000))
    return line(lab.simulate()), {"free_mb": 7, "data": lab.simulated, "needed_mb": 100}


@provokes(Reason.PROGRAM_FAILED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    def mistaken(_self: VirtualStage, *_: object) -> None:
        raise ZeroDivisionError("by zero")

    patch.setattr(VirtualStage, "listen", mistaken)
    said = line(lab.simulate())
    place = re.search(r"test_reasons\.py:[0-9]+|session\.py:[0-9]+|presentation\.py:[0-9]+", said)
    assert place
    return said, {"error": f"ZeroDivisionError: by zero, {place[0]}"}


def stopped_by(reason: Reason, code: int) -> None:
    """Provoke a reason by a disk that takes no row of a CSV, and says why."""

    def refuse(_content: bytes) -> None:
        raise OSError(code, os.strerror(code))

    class RefusingDisk(Disk):
        def append_to(self, path: Path) -> OpenFile:
            file = super().append_to(path)
            if path.name.endswith("_data.csv"):
                file.write = refuse  # type: ignore[method-assign]
            return file

    @provokes(reason)
    def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
        with pytest.raises(Refusal) as refused:
            conduct_watched(load_study(lab.study), lab.data, RefusingDisk(), Witness())
        name = "sub-KD001_ses-baseline_task-beliefupdate_run-1_desc-trials_data.csv"
        return str(refused.value), {"file": name, "error": plainly(OSError(code, os.strerror(code)))}


stopped_by(Reason.RECORDING_FAILED, errno.ENOSPC)
stopped_by(Reason.RECORDING_FORBIDDEN, errno.EACCES)
stopped_by(Reason.RECORDING_AWAY, errno.ESTALE)


@provokes(Reason.NO_PACKAGE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    command = [sys.executable, "-S", "-m", "experiment", "validate", str(lab.study)]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    return line(Said(done.returncode, done.stdout, done.stderr)), {"package": "pydantic"}


@provokes(Reason.OUTPUT_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    command = [sys.executable, "-m", "experiment", "validate", str(lab.study)]
    with device("full").open("w") as full:
        done = subprocess.run(command, cwd=PROJECT, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    return line(Said(done.returncode, "", done.stderr)), {"error": SystemSays.FULL.en}


def interfered(lab: Lab, disk: Disk) -> Case:
    """What is said when the CSV is removed after it has been opened."""
    with pytest.raises(Refusal) as refused:
        conduct_watched(load_study(lab.study), lab.data, disk, Witness())
    name = "sub-KD001_ses-baseline_task-beliefupdate_run-1_desc-trials_data.csv"
    folder = watched_files(lab.data).session.folder
    return str(refused.value), {"file": name, "how": "removed or moved", "folder": folder}


class _Removing(Disk):
    """A disk from which another program removes the CSV when the session has opened it."""

    def append_to(self, path: Path) -> OpenFile:
        file = super().append_to(path)
        if path.name.endswith("_journal.jsonl"):
            try:
                path.with_name(path.name.replace("_journal.jsonl", "_desc-trials_data.csv")).unlink()
            except OSError as error:
                raise meddled_with(error) from error
        return file


@provokes(Reason.CHANGED_MEANWHILE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return interfered(lab, _Removing())


@provokes(Reason.NOT_PUT_BACK)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    class Full(_Removing):
        """A disk that has no room by then."""

        opened = False

        def append_to(self, path: Path) -> OpenFile:
            self.opened = True
            return super().append_to(path)

        def create(self, path: Path) -> OpenFile:
            if self.opened:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return super().create(path)

    said, facts = interfered(lab, Full())
    return said, {**facts, "error": "its disk is full"}


def _stops(reason: Reason, verb: str, *words: str, **facts: str) -> None:
    """Ctrl-C while a verb is at work."""

    @provokes(reason)
    def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
        def at_work(_options: object) -> int:
            raise KeyboardInterrupt

        patch.setattr(f"experiment.verbs.{verb}.carry_out", at_work)
        return line(lab.say_just(verb, *words)), facts


_stops(Reason.READING_STOPPED, "verify")
_stops(Reason.MAKING_STOPPED, "report")
_stops(Reason.ENTERING_STOPPED, "enrol", "--participant", "KD001", places="")
_stops(Reason.BACKUP_STOPPED, "backup", "stick")
_stops(Reason.CHECKING_STOPPED, "check")
_stops(Reason.DEMO_STOPPED, "demo")
_stops(Reason.DRILL_STOPPED, "drill")
_stops(Reason.SIMULATION_STOPPED, "simulate")


@provokes(Reason.STOPPED_AT_ONCE)
def _ctrl_c_at_once(_lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    began = "import sys; from experiment.entry import main; sys.exit(main([2]))"
    command = [sys.executable, "-c", began, "validate"]
    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)
    return line(Said(done.returncode, done.stdout, done.stderr)), {}


@provokes(Reason.STOPPED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    calls, write = count(), os.write

    def interrupted(descriptor: int, content: bytes) -> int:
        if next(calls) == 25:
            raise KeyboardInterrupt
        return write(descriptor, content)

    patch.setattr(os, "write", interrupted)
    return line(lab.simulate()), {}


@provokes(Reason.RECOVERY_STOPPED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    patch.setattr("experiment.verbs.recover.put_together", stopped)
    return line(lab.say_just("recover", str(lab.folder / "recovery"))), {}


@provokes(Reason.SIMULATED_BEFORE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    folder = rehearsals_beside(lab.data) / f"simulated-{load_study(lab.study).file.study}-learner-1"
    folder.mkdir(parents=True)
    return beside_arms_of_others(lab.say("simulate")), {"folder": folder}


@provokes(Reason.TOO_FEW_IDS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    text = lab.study.read_text("utf-8")
    pattern = re.search(r'participant_id: \{pattern: "(.+?)"\}', text)
    assert pattern
    lab.study.write_text(text.replace(pattern[1], "KD00[1-9]"), "utf-8", newline="\n")
    said = lab.say("simulate", "--participants", "10")
    return beside_arms_of_others(said), {"pattern": "KD00[1-9]", "ids": 9, "wanted": 10}


@provokes(Reason.ONLY_WITH_BELIEFS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return line(lab.simulate("--end-early")), {"option": "--end-early", "mode": "scripted"}


_LEARNER = ("--participant", "KD001", "--arm", "patient", "--visit", "baseline", "--participant-mode", "learner")


@provokes(Reason.RESUMED_AS_ANOTHER_PERSON)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.say("simulate", *_LEARNER, "--seed", "4", "--end-early")
    assumed = sha256(ASSUMPTIONS.read_bytes())[:12]
    facts = {"seed": 4, "other_seed": 9, "assumed": assumed, "other_assumed": assumed}
    said = lab.say("simulate", *_LEARNER, "--seed", "9", "--resume")
    return beside_arms_of_others(said), {"session": _KD001, "run": 1, **facts}


@provokes(Reason.CAME_AS_ANOTHER_PERSON)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.say("simulate", *_LEARNER, "--seed", "4", "--end-early")
    assumed = sha256(ASSUMPTIONS.read_bytes())[:12]
    facts = {"seed": 4, "other_seed": 9, "assumed": assumed, "other_assumed": assumed}
    said = lab.say("simulate", *_LEARNER, "--seed", "9", "--new-run", "--reason", "once more")
    return line(said), {"session": _KD001, "mode": "learner", "other_mode": "learner", **facts}


@provokes(Reason.CAME_AS_NOBODY_KNOWS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.say("simulate", *_LEARNER, "--seed", "4")
    (sheet,) = lab.simulated.rglob("*_session.json")
    sheet.chmod(0o600)
    sheet.write_bytes(b"{")
    said = lab.say("simulate", "--participant", "KD001", "--visit", "post4h", *_LEARNER[-2:])
    return line(said), {"session": _KD001}


def _gone(_person: object) -> None:
    os._exit(9)


@provokes(Reason.WORKER_ENDED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    patch.setattr("experiment.simulated_study.simulate._live", _gone)
    said = lab.say("simulate", "--participants", "2", "--jobs", "2")
    assert [] == list(rehearsals_beside(lab.data).iterdir())
    return beside_arms_of_others(said), {}


@provokes(Reason.TOO_MANY_PAUSES)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say("simulate", *_LEARNER, "--pause", "999")
    return beside_arms_of_others(said), {"pauses": "999 pauses", "questions": "14 questions"}


@provokes(Reason.NOTHING_TO_MISS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.study.write_text(lab.study.read_text("utf-8").replace("deadline_s: 2.0", "deadline_s: null"), "utf-8")
    return beside_arms_of_others(lab.say("simulate", *_LEARNER, "--miss", "0.5")), {"study": "small"}


@provokes(Reason.NO_DISPLAY)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    only_with_x()
    patch.setattr(sys, "platform", "linux")
    patch.delenv("DISPLAY", raising=False)
    return line(lab.run()), {}


@provokes(Reason.NO_PSYCHOPY)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    import importlib.util

    find = importlib.util.find_spec
    patch.setattr(importlib.util, "find_spec", lambda name, *more: None if name == "psychopy" else find(name, *more))
    patch.setenv("DISPLAY", ":none")
    return line(lab.run()), {"error": "no module named psychopy"}


def broken_psychtoolbox(lab: Lab, patch: pytest.MonkeyPatch, error: str) -> str:
    """Start a session with a psychtoolbox that cannot be loaded, beside a PsychoPy that need not be there."""
    for name, content in (("psychtoolbox", f"raise ImportError({error!r})\n"), ("psychopy", "")):
        (lab.folder / "broken" / name).mkdir(parents=True)
        (lab.folder / "broken" / name / "__init__.py").write_text(content)
        for module in [module for module in sys.modules if module.split(".")[0] == name]:
            patch.delitem(sys.modules, module)
    patch.syspath_prepend(lab.folder / "broken")
    patch.setenv("DISPLAY", ":none")
    return line(lab.run())


@provokes(Reason.NO_PSYCHTOOLBOX)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    error = "DLL load failed"
    return broken_psychtoolbox(lab, patch, error), {"error": error}


@provokes(Reason.NO_SYSTEM_LIBRARY)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    error = "libusb-1.0.so.0: cannot open shared object file"
    library = "libusb-1.0.so.0 (Debian, Ubuntu: apt-get install libusb-1.0-0)"
    return broken_psychtoolbox(lab, patch, error), {"error": error, "library": library}


@provokes(Reason.PICTURES_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.folder / "file").touch()
    folder = lab.folder / "file" / "pictures"
    said = lab.say_just("preview", str(lab.study), "--out", str(folder))
    return line(said), {"folder": str(folder), "error": refused_by_the_system(folder, parents=True)}


def say_of_lists(lab: Lab, *arguments: str) -> str:
    return line(lab.say_just("lists", "--study", str(lab.study), *arguments))


def new_study(lab: Lab, folder: Path) -> str:
    return line(lab.say_just("new", str(folder), "--from", str(lab.study)))


@provokes(Reason.FOLDER_EXISTS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return new_study(lab, lab.folder), {"folder": lab.folder}


@provokes(Reason.FOLDER_OF_THE_PROJECT)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    folder = PROJECT / "configs" / "own"
    return new_study(lab, folder), {"folder": folder}


@provokes(Reason.STUDY_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.folder / "file").touch()
    folder = lab.folder / "file" / "own"
    return new_study(lab, folder), {"folder": folder, "error": refused_by_the_system(folder.parent)}


@provokes(Reason.LISTS_NOT_MATCHED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    two_lists(lab)
    said = lab.say_just("lists", "--study", str(lab.study))
    assert 1 == said.code
    assert "too far apart" in said.out
    return said.err.rstrip("\n"), {"what": "mean base rate, lowest base rate, highest base rate"}


def two_lists(lab: Lab, **of_spare: object) -> None:
    """Give the study a second list, whose base rates are 30 points higher, and spare events."""

    def change(lists: dict[str, list[dict[str, object]]]) -> None:
        rates = [(event, event["base_rate_pct"]) for event in lists["main"]]
        lists["other"] = [
            {**event, "id": f"other_{n}", "base_rate_pct": rate + 30}  # type: ignore[operator]
            for n, (event, rate) in enumerate(rates)
        ]
        if of_spare:
            lists["spare"] = [{**lists["main"][0], "id": "spare_0", **of_spare}]

    lab.events(change)
    text = lab.study.read_text(encoding="utf-8")
    lab.study.write_text(text.replace("names: [main]", "names: [main, other]"), encoding="utf-8", newline="\n")


@provokes(Reason.NO_SPARE_EVENTS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    two_lists(lab)
    return say_of_lists(lab, "--swap"), {"file": "events.yaml"}


@provokes(Reason.NO_EXCHANGE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    two_lists(lab, category="other")
    return say_of_lists(lab, "--swap"), {"spare": 1}


@provokes(Reason.LEFT_TO_TRANSLATE_TOO_LONG)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    words = f"TODO {'x' * 200}"
    lab.events(lambda lists: [event.update(text={"fr": words, "en": words}) for event in lists["main"]])
    said = lab.say_just("preview", str(lab.study), "--out", str(lab.folder / "preview"), "--window", "640x480")
    return said.err.splitlines()[-1], {"problem": f"“{'x' * 200}” is wider than the screen"}


@provokes(Reason.NO_DATA_TO_COMPARE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    data = lab.folder / "elsewhere"
    return lab.say_just("validate", str(lab.study), "--data", str(data)).err.rstrip("\n"), {"data": data}


@provokes(Reason.BANK_MISSING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return say_of_lists(lab, "--make", "2x2"), {}


@provokes(Reason.BANK_TOO_SMALL)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    bank = str(lab.folder / "events.yaml")
    remedy = "ask for --make 2x1 --practice 2, or add 37 events"
    facts = {"what": "2 lists of 20 and 2 to practise with", "wanted": 42, "there": 5, "remedy": remedy}
    return say_of_lists(lab, "--make", "2x20", "--bank", bank, "--practice", "2"), facts


@provokes(Reason.BANK_TOO_ALIKE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    bank = lab.folder / "events.yaml"
    lab.events(lambda lists: [event.update(similar="twins") for event in lists["main"][:2]])
    remedy = "ask for --make 2x2, or add 2 events"
    facts = {"what": "2 lists of 3", "wanted": 6, "events": 5, "there": 4, "languages": "fr, en", "remedy": remedy}
    return say_of_lists(lab, "--make", "2x3", "--bank", str(bank)), facts


@provokes(Reason.EVENTS_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    bank = lab.folder / "events.yaml"
    said = lab.say_just("lists", "--make", "1x2", "--bank", str(bank), "--out", str(bank))
    return said.err.rstrip("\n"), {"file": bank, "error": os.strerror(errno.EEXIST)}


@provokes(Reason.FIGURE_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    figure = lab.folder / "no" / "lists.svg"
    said = lab.say_just("lists", "--study", str(lab.study), "--figure", str(figure))
    return said.err.rstrip("\n"), {"file": figure, "error": os.strerror(errno.ENOENT)}


@provokes(Reason.NO_VIRTUAL_DISPLAY)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    only_with_x()
    patch.setattr(sys, "platform", "linux")
    patch.delenv("DISPLAY", raising=False)
    patch.setenv("PATH", "")
    return line(lab.say_just("demo", "--data", str(lab.folder / "demo"))), {"error": "Xvfb is not installed"}


@provokes(Reason.FONT_MISSING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    without = shutil.ignore_patterns("*.ttf", "__pycache__")
    shutil.copytree(PROJECT / "experiment", lab.folder / "experiment", ignore=without)
    command = [sys.executable, "-m", "experiment", "validate", str(lab.study)]
    here = {**os.environ, "PYTHONPATH": str(lab.folder)}
    done = subprocess.run(command, cwd=lab.folder, env=here, capture_output=True, text=True, check=False)
    return line(Said(done.returncode, done.stdout, done.stderr)), {"file": "DejaVuSans.ttf"}


@provokes(Reason.RESUME_TOO_LATE)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    lab.edit("study.yaml", "seed: 7", "seed: 7\nresume: {within_h: 6}")
    (sheet,) = lab.simulated.rglob("*_session.json")
    started = datetime.fromisoformat(json.loads(sheet.read_bytes())["launches"][0]["started_utc"])
    patch.setattr("experiment.record.resuming.now", lambda: started + timedelta(hours=24))
    facts = {"session": _KD001, "run": 1, "finished": 3, "all": 9}
    return line(lab.simulate("--resume")), {**facts, "age": "23 h 59", "within": "6 h 00"}


def stick_of(lab: Lab) -> Path:
    stick = lab.folder / "stick"
    stick.mkdir(exist_ok=True)
    return stick


def copied(lab: Lab) -> Path:
    """Make a first copy."""
    stick = stick_of(lab)
    assert 0 == lab.say("backup", str(stick)).code
    (copy,) = stick.iterdir()
    return copy


@provokes(Reason.NOTHING_TO_BACK_UP)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    data = lab.folder / "empty"
    return line(lab.say("backup", str(stick_of(lab)), "--data", str(data))), {"data": data}


@provokes(Reason.BACKUP_WITHIN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    place = lab.data / "copy"
    return line(lab.say("backup", str(place))), {"place": place, "data": lab.data}


@provokes(Reason.BACKUP_INTO_DATA)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    other = other_folder(lab, "KD002")
    said = lab.say("backup", str(other / "copies"))
    return line(said), {"place": other / "copies", "folder": other, "right": other.parent}


@provokes(Reason.BACKUP_INTO_A_COPY)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    copy = copied(lab)
    return line(lab.say("backup", str(copy / "data"))), {"place": copy / "data", "folder": copy, "right": copy.parent}


@provokes(Reason.NO_PLACE_FOR_BACKUP)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    place = lab.folder / "stik" / "copies"
    return line(lab.say("backup", str(place))), {"place": place}


@provokes(Reason.BACKUP_OF_ANOTHER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    name = copied(lab).name
    place = lab.folder / "belief-data-00000000"
    place.mkdir()
    return line(lab.say("backup", str(place))), {"place": place, "name": name}


@provokes(Reason.BACKUP_GOES_ON_OTHERWISE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    copy, ledger = copied(lab), lab.data / "ledger.jsonl"
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    return line(lab.say("backup", str(copy.parent))), {"copy": copy, "lines": 1}


@provokes(Reason.BACKUP_RUNNING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    copy = copied(lab)
    with Disk().lock(copy / ".locks" / "backup.lock"):
        return line(lab.say("backup", str(copy.parent))), {"copy": copy}


@provokes(Reason.BACKUP_PLACE_NO_FOLDER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    place = lab.folder / "file"
    place.touch()
    return line(lab.say("backup", str(place / "copies"))), {"place": place}


@provokes(Reason.BACKUP_BROKEN_OFF)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    copy = copied(lab)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr("experiment.record.backup.make_folders", full)
    return line(lab.say("backup", str(copy.parent))), {"copy": copy, "error": "its disk is full"}


@provokes(Reason.NO_SUCH_RUN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say_just("replay", "KD001/day7", "--data", str(lab.data))
    return line(said), {"run": "KD001/day7", "data": lab.data, "example": "KD001/baseline"}


@provokes(Reason.REPLAY_NOT_WRITTEN)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    patch.setattr("experiment.record.run_again.DrawnAgain.picture", lambda *_: b"")
    (lab.folder / "file").touch()
    file = lab.folder / "file" / "page.html"
    said = lab.say_just("replay", "KD001/baseline", "--data", str(lab.data), "--out", str(file))
    return line(said), {"file": file, "error": refused_to_open(file)}


@provokes(Reason.REPORT_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.folder / "file").touch()
    file = lab.folder / "file" / "page.html"
    said = lab.say_just("report", "--data", str(lab.data), "--into", str(file))
    return line(said), {"file": file, "error": refused_to_open(file)}


@provokes(Reason.SCORES_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    (lab.folder / "file").touch()
    into = lab.folder / "file" / "scores"
    place = place_of(lab.data, SessionKind.SIMULATED)
    said = lab.say_just("score", "--data", str(place), "--into", str(into))
    return line(said), {"folder": into, "error": refused_by_the_system(into, parents=True)}


def export(lab: Lab, form: str, target: Path, *more: str) -> Said:
    """Export the session of KD001, which is simulated first."""
    assert 0 == lab.simulate().code
    return lab.say("export", form, str(target), "--data", str(place_of(lab.data, SessionKind.SIMULATED)), *more)


@provokes(Reason.DATA_OF_OTHER_STUDY)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.simulate().code
    place = place_of(lab.data, SessionKind.SIMULATED)
    said = lab.say_just("quality", "--data", str(place), "--study", "ketamine")
    return line(said), {"data": place, "found": "small", "study": "ketamine"}


@provokes(Reason.EXPORT_INTO_DATA)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    place = place_of(lab.data, SessionKind.SIMULATED)
    return line(export(lab, "bids", place / "bids")), {"target": place / "bids", "data": place}


@provokes(Reason.EXPORT_NOT_EMPTY)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return line(export(lab, "psychds", lab.folder)), {"target": lab.folder}


@provokes(Reason.EXPORT_NOT_WRITTEN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.folder / "file").touch()
    target = lab.folder / "file" / "bids"
    error = refused_by_the_system(lab.folder / "file", parents=True)
    return line(export(lab, "bids", target)), {"target": target, "error": error}


@provokes(Reason.EXPORT_NOT_A_WORKBOOK)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return line(export(lab, "excel", lab.folder / "all.xls")), {"target": lab.folder / "all.xls"}


@provokes(Reason.EXPORT_TOO_LONG)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    patch.setattr("experiment.analysis.exports.excel._MOST_ROWS", 3)
    said = line(export(lab, "excel", lab.folder / "all.xlsx"))
    return said, {"rows": re.search(r"\d+", said.partition("has ")[2])[0], "most": 3}  # type: ignore[index]


@provokes(Reason.NO_RETEST_EVENTS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return line(lab.say_just("power", "--study", "ketamine", "--retest", "6")), {"study": "ketamine"}


@provokes(Reason.FEW_RETEST_EVENTS)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = line(lab.say_just("power", "--study", "ketamine_retest", "--retest", "900"))
    return said, {"study": "ketamine_retest", "trials": 900, "list": "retest"}


@provokes(Reason.NOTHING_TO_FIT)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    place = place_of(lab.data, SessionKind.SIMULATED)
    return line(lab.say_just("fit", "--data", str(place), "--into", str(lab.folder / "scores"))), {"data": place}


@provokes(Reason.EXPORT_OF_NOTHING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    break_off(lab, ParticipantMode.SCRIPTED)
    place = place_of(lab.data, SessionKind.SIMULATED)
    return line(lab.say("export", "bids", str(lab.folder / "bids"), "--data", str(place))), {"data": place}


def collect(lab: Lab, *folders: Path) -> Said:
    named = [str(folder) for folder in folders]
    return lab.say_just("collect", *named, "--into", str(lab.folder / "all"))


def other_folder(lab: Lab, who: str, arm: str = "control") -> Path:
    """Another computer, on which somebody is enrolled."""
    other = lab.folder / "other"
    enrolled = ("--participant", who, "--arm", arm, "--language", "fr", "--data", str(other))
    assert 0 == lab.say("enrol", *enrolled).code
    return other


@provokes(Reason.COLLECTED_WITHIN)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    said = lab.say_just("collect", str(lab.data), "--into", str(lab.data / "all"))
    return line(said), {"folder": lab.data, "into": lab.data / "all"}


@provokes(Reason.COLLECTED_TWICE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return line(collect(lab, lab.data, lab.data)), {"folder": lab.data, "other": lab.data}


@provokes(Reason.REHEARSALS_NOT_COLLECTED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == lab.simulate().code
    return line(collect(lab, lab.simulated)), {"folder": lab.simulated}


@provokes(Reason.NOTHING_TO_COLLECT)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    return line(collect(lab, lab.folder / "nothing")), {"folder": lab.folder / "nothing"}


@provokes(Reason.COPIES_TO_COLLECT)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    copy = lab.folder / "stick" / "belief-data-0123456789abcdef"
    (copy / "data").mkdir(parents=True)
    (copy / "backup.json").write_text("{}", encoding="utf-8")
    return line(collect(lab, copy.parent)), {"folder": copy.parent, "copies": copy}


@provokes(Reason.COLLECTED_WHILE_RUNNING)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    study_session_here(lab)
    with locked(Disk(), SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY)):
        return line(collect(lab, lab.data)), {"participant_id": "KD001", "folder": lab.data}


def study_session_here(lab: Lab, who: str = "KD001", data: Path | None = None) -> None:
    if "reviewed: null" in lab.study.read_text(encoding="utf-8"):
        review(lab.study)
    study_session(lab.study, data or lab.data, who)


@provokes(Reason.OTHER_STUDIES_COLLECTED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    lab.edit("study.yaml", "study: small", "study: another")
    other = other_folder(lab, "KD002")
    said = f"another in {other}, small in {lab.data}"
    return line(collect(lab, lab.data, other)), {"studies": said}


@provokes(Reason.OTHER_HASHES_COLLECTED)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    study_session_here(lab)
    first = load_study(lab.study).fingerprint
    other = other_folder(lab, "KD002")
    change_study(lab.study, "seed: 7", "seed: 8")
    study_session_here(lab, "KD002", other)
    hashes = f"{first[:12]} in {lab.data}, {load_study(lab.study).fingerprint[:12]} in {other}"
    return line(collect(lab, lab.data, other)), {"study": "small", "hashes": hashes}


@provokes(Reason.RUNS_DIFFER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    study_session_here(lab)
    other = lab.folder / "other"
    shutil.copytree(lab.data, other)
    plan = next(other.rglob("*_plan.json"))
    plan.chmod(0o600)
    plan.write_bytes(plan.read_bytes() + b" ")
    facts = {"run": f"{STEM}1", "folders": f"{lab.data} and {other}", "file": plan.name}
    return line(collect(lab, lab.data, other)), facts


@provokes(Reason.ENROLMENTS_DIFFER)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    other = other_folder(lab, "KD001")
    facts = {"participant_id": "KD001", "folders": f"{lab.data} and {other}"}
    return line(collect(lab, lab.data, other)), facts


@provokes(Reason.ENTERED_OTHERWISE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    other = lab.folder / "other"
    shutil.copytree(lab.data, other)
    for place, change in ((lab.data, "--withdraw"), (other, "--withdraw"), (other, "--reinstate")):
        why = ("--reason", f"for {place.name}", "--data", str(place))
        assert 0 == lab.say("enrol", "--participant", "KD001", change, *why).code
    said = f"withdrawn in {lab.data}, taking part in {other}"
    facts = {"participant_id": "KD001", "what": "whether they take part", "said": said}
    return line(collect(lab, lab.data, other)), facts


@provokes(Reason.PLACES_DRAWN_TWICE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    other = other_folder(lab, "KD002", "patient")
    return line(collect(lab, lab.data, other)), {"participants": "KD001 and KD002", "arm": "patient"}


@provokes(Reason.COLLECTING_BROKEN_OFF)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    patch.setattr("experiment.record.half_collected.make_folders", full)
    return line(collect(lab, lab.data)), {"into": lab.folder / "all", "error": "its disk is full"}


@provokes(Reason.COLLECTING_ELSEWHERE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    assert 0 == collect(lab, lab.data).code
    with Disk().lock(lab.folder / "all" / ".locks" / "collect.lock"):
        return line(collect(lab, lab.data)), {"into": lab.folder / "all"}


@provokes(Reason.COLLECTING_HERE)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    locks = lab.data / ".locks"
    (locks / "collect.lock").touch()
    with Disk().lock(locks / "collect.lock"):
        said = lab.say("enrol", "--participant", "KD002", "--arm", "control", "--language", "fr")
    return line(said), {"data": lab.data}


@provokes(Reason.COLLECTED_INTO_CHANGED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    assert 0 == collect(lab, lab.data).code
    into = lab.folder / "all"

    def meanwhile(_doing: str) -> Callable[..., None]:
        participants.enrol(Disk(), into, load_study(lab.study).file, "KD002", "control", "fr")
        return lambda *_: None

    patch.setattr("experiment.verbs.collect.ProgressBar", meanwhile)
    return line(collect(lab, lab.data)), {"into": into}


@provokes(Reason.COLLECTED_HALF_ITSELF)
def _(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    (lab.data / "collecting").mkdir()
    (lab.data / "collecting" / "list.json").write_bytes(b'{"files": []}')
    return line(collect(lab, lab.data)), {"folder": lab.data}


@provokes(Reason.DRILL_FAILED)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    def says_no(*given: object) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-c", "print('no room')"], stdout=given[-1])  # type: ignore[call-overload, no-any-return]

    patch.setattr("experiment.verbs.drill.has_display", lambda: True)
    patch.setattr("experiment.verbs.drill._start", says_no)
    patch.setattr("experiment.verbs.drill._stamp", lambda: "now")
    said = lab.say_just("drill", "--data", str(lab.data))
    assert 1 == said.code
    what = "the rehearsal has ended by itself, and says: no room"
    folder = rehearsals_beside(lab.data) / "drill-now"
    return said.err.strip(), {"step": 1, "steps": 5, "what": what, "folder": folder}


@provokes(Reason.RECORDING_HANGS)
def _(_lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    patch.setattr(beside_the_screen, "_PATIENCE_S", 0.0)
    thawed = threading.Event()
    with BesideTheScreen(VirtualStage(ScriptedParticipant())) as beside:
        with pytest.raises(Refusal) as refused:
            beside(lambda: bool(thawed.wait(60)) or None)
        thawed.set()
    return str(refused.value), {"seconds": 0}


@provokes(Reason.NO_THREAD)
def _(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    def none_left(_thread: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    read, write = os.pipe()
    patch.setattr("experiment.verbs.monitored._STDOUT", write)
    patch.setattr(threading.Thread, "start", none_left)
    said = lab.say("run", "--monitored", "--participant", "KD001", "--visit", "baseline", "--operator", "AB")
    for end in (read, write):
        os.close(end)
    return line(said), {"error": "can't start new thread"}


@pytest.mark.parametrize("reason", PROVOCATIONS, ids=str)
def test_a_command_says_why_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, reason: Reason
) -> None:
    """What stands in the way is said in one line: this message, with the facts of the case."""
    said, facts = PROVOCATIONS[reason](Lab(tmp_path, capsys), monkeypatch)
    assert reason.places == set(facts)
    assert reason.say(**facts) == said


def test_every_reason_is_provoked() -> None:
    """A reason that is provoked neither here nor before a window is one too many, or a provocation too few."""
    assert set(Reason) == set(PROVOCATIONS) | set(WITH_A_WINDOW)
