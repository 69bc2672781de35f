"""What tells the files of a simulated session from those of a real one: docs/simulation.md names all of it.

The real one has a display, of which a window writes the facts and the intervals between flips; the simulated one keeps
what is assumed of whoever answers.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest

from experiment.conduct import conduct
from experiment.config.assumptions import load_assumptions, with_assumptions
from experiment.config.load import load_study
from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus, Display, FlipIntervals, utc_now
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.format.wall_clock import in_place_of_the_clock
from experiment.record import participants
from experiment.record.quick_disk import QuickDisk
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.record.sums import sha256
from experiment.simulated_study.people import traits_of
from experiment.task.inputs import Input, KeyPress, KeyRelease
from experiment.task.participant import Action, Observation, Participant
from experiment.task.progress import Progress
from experiment.task.stage import Stage
from experiment.virtual.calendar import Calendar
from experiment.virtual.calling_in import believing_participant
from experiment.virtual.chance import Chance
from experiment.virtual.opening import apparatus
from experiment.virtual.stage import VirtualStage
from tests.instruments.simulated import ASSUMED
from tests.instruments.small_study import review, write_small_study

WHEN = datetime(2031, 1, 6, 9, tzinfo=timezone.utc)
REAL, SIMULATED = (SessionKind.STUDY, ParticipantMode.HUMAN), (SessionKind.SIMULATED, ParticipantMode.LEARNER)


SCREEN = Apparatus(
    zero_utc="", stage="window", inputs="keyboard", mouse="window", clock="monotonic", kept_awake=("screen",),
    confirmed=("the clock is right",),
    display=Display(
        name="lab", unexpected=(), text_scale=1.0, width_px=1920, height_px=1080, full_screen=True, refresh_hz=60.0,
        interval_sd_ms=0.1, measured_flips=100, emulated_display=False,
    ),
)  # fmt: skip
INTERVALS = FlipIntervals(flips=9, dropped=0, longest_ms=17.0, counts_by_ms={16: 9})
ASSUMED_FILE = "assumed/assumptions.yaml"


NAMED = {
    **{digit: digit for digit in "0123456789"}, "enter": "return",
    **{name: name for name in ("space", "backspace", "escape", "left", "right", "up", "down", "home", "end")},
}  # fmt: skip
"""What PsychoPy's keyboard calls the keys, written down here and not asked of virtual hands."""


class OnAKeyboard(Action):
    """What a hand does, told as a keyboard tells it."""

    def done(self, onset_s: float) -> Input:
        """Do it at a screen."""
        did = super().done(onset_s)
        return replace(did, name=NAMED[did.key.value]) if isinstance(did, KeyPress | KeyRelease) else did


class AtAKeyboard:
    """Somebody whose presses go through a keyboard."""

    def __init__(self, participant: Participant) -> None:
        self._participant = participant

    def act(self, observation: Observation) -> list[Action]:
        """Act as the participant does."""
        return [OnAKeyboard(action.after_s, action.key) for action in self._participant.act(observation)]


class WithDisplay(VirtualStage):
    """A stage on which time passes as on the virtual one, and which has a display to tell of."""

    def flip_intervals(self) -> FlipIntervals:  # type: ignore[override]
        return INTERVALS


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    """The files of one session, conducted as a study session on the disk, and as a simulated one, by name."""
    folder = tmp_path_factory.mktemp("both")
    file = write_small_study(folder, events=4, comprehension=True, afterwards=("memory", "familiarity"))
    review(file)
    places = {"real": folder / "data", "simulated": folder / "data-rehearsals" / "here"}
    for name, (kind, mode) in {"real": REAL, "simulated": SIMULATED}.items():
        _conduct(file, places[name], kind, mode)
    return {
        name: {one.relative_to(place).as_posix(): one for one in sorted(place.rglob("*")) if one.is_file()}
        for name, place in places.items()
    }


def _conduct(file: Path, data: Path, kind: SessionKind, mode: ParticipantMode) -> None:
    study, calendar = load_study(file, doubt_clock=True), Calendar(WHEN)
    real = kind is SessionKind.STUDY
    storage = Disk() if real else QuickDisk()
    study = study if real else with_assumptions(study, ASSUMED)
    assumed = load_assumptions(ASSUMED).of(study.file.study, "patient", "baseline")
    who: list[Participant] = []

    def call_in(_mode: ParticipantMode, plan: SessionPlan, progress: Progress) -> Participant:
        traits = traits_of(assumed, Chance(1, "somebody"), "baseline")
        who.append(believing_participant(ParticipantMode.LEARNER, plan, progress, traits, centre_pct=30.0, seed=1))
        return who[0]

    @contextmanager
    def open_stage(_kind: SessionKind, _participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        if real:
            screen = SCREEN.model_copy(update={"zero_utc": utc_now()})
            yield WithDisplay(AtAKeyboard(who[0]), pass_s=calendar.pass_s), screen
        else:
            yield VirtualStage(who[0], pass_s=calendar.pass_s), apparatus(seed=1)

    with in_place_of_the_clock(calendar.now):
        participants.enrol(storage, data, study.file, "KD001", "patient", "fr")
        request = Request(data, "KD001", "baseline", kind, mode, operator="AB", calendar=True)
        conduct(study, request, open_stage, storage, call_in=call_in)


def test_the_same_files(both: dict[str, dict[str, Path]]) -> None:
    """Both have the same files under the same names, but for the file of assumptions that the simulated one keeps."""
    more = set(both["simulated"]) - set(both["real"])
    assert set() == set(both["real"]) - set(both["simulated"])
    assert [True] == [name.endswith(ASSUMED_FILE) for name in more]
    assert 15 < len(both["real"])


@pytest.mark.parametrize("table", ["trials", "comprehension", "afterwards"])
def test_tables_differ_in_two_columns(both: dict[str, dict[str, Path]], table: str) -> None:
    """Every cell is the same, but for the kind of session and who answered."""
    real, simulated = (
        _rows(next(f for n, f in files.items() if f"desc-{table}_data.csv" in n)) for files in both.values()
    )
    assert len(real) == len(simulated) > 0
    differing = {
        (name, one[name], other[name])
        for one, other in zip(real, simulated, strict=True)
        for name in one
        if one[name] != other[name]
    }
    assert {("session_kind", "study", "simulated"), ("participant_mode", "human", "learner")} == differing


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))


@pytest.mark.parametrize(
    ("ending", "keys"),
    [
        ("_session.json", {"kind", "participant_mode", "plan_sha256", "inputs", "launches"}),
        ("_plan.json", {"kind"}),
        ("participants/KD001.json", set()),
        ("data.json", set()),
    ],
)
def test_sheet_and_plan_differ_in_those_words(both: dict[str, dict[str, Path]], ending: str, keys: set[str]) -> None:
    """And in the digest of the plan, which holds one of them."""
    real, simulated = (
        [json.loads(file.read_bytes()) for name, file in files.items() if name.endswith(ending)]
        for files in both.values()
    )
    assert real
    differing = {key for one, other in zip(real, simulated, strict=True) for key in one if one[key] != other[key]}
    assert keys == differing


def test_launches_differ_in_their_apparatus(both: dict[str, dict[str, Path]]) -> None:
    """Stage, inputs, clock, mouse, display and its intervals; the simulated one has a seed."""
    real, simulated = (
        next(json.loads(file.read_bytes()) for name, file in files.items() if name.endswith("_session.json"))
        for files in both.values()
    )
    (one,), (other,) = real["launches"], simulated["launches"]
    assert {"apparatus", "flip_intervals"} == {key for key in one if one[key] != other[key]}
    differing = {key for key in one["apparatus"] if one["apparatus"][key] != other["apparatus"][key]}
    assert {"stage", "inputs", "mouse", "clock", "display", "seed", "kept_awake", "confirmed"} == differing
    assert 1 == other["apparatus"]["seed"]
    kept = [item for item in simulated["inputs"] if item not in real["inputs"]]
    assert [("assumed/assumptions.yaml", sha256(ASSUMED.read_bytes()))] == [(i["name"], i["sha256"]) for i in kept]


@pytest.mark.parametrize(
    ("ending", "digests"),
    [
        ("_journal.jsonl", {"checksum", "plan_sha256", "sheet_sha256", "flip_intervals"}),
        ("ledger.jsonl", {"kind", "before", "identity", "plan_sha256", "sums_sha256", "seal"}),
    ],
)
def test_lines_differ_in_digests(both: dict[str, dict[str, Path]], ending: str, digests: set[str]) -> None:
    """Journal and ledger say the same at the same times, but for digests, identity, kind and a display's intervals."""
    real, simulated = (_lines(files, ending, digests) for files in both.values())
    assert real == simulated


def _lines(files: dict[str, Path], ending: str, without: set[str]) -> list[dict[str, Any]]:
    (file,) = [file for name, file in files.items() if name.endswith(ending)]
    lines = [json.loads(line) for line in file.read_bytes().splitlines()]
    return [{key: value for key, value in line.items() if key not in without} for line in lines]


def test_keys_are_called_as_a_keyboard_calls_them(both: dict[str, dict[str, Path]]) -> None:
    """Digits, Enter and the space bar have been pressed in both journals, so that their names were compared."""
    for files in both.values():
        names = {line["name"] for line in _lines(files, "_journal.jsonl", set()) if "name" in line and "key" in line}
        assert {"1", "return", "space"} <= names


def test_both_are_read_only(both: dict[str, dict[str, Path]]) -> None:
    """An ended run is sealed, simulated or not."""
    modes = [
        {name: file.stat().st_mode for name, file in files.items() if "sub-" in name and name in both["real"]}
        for files in both.values()
    ]
    assert modes[0] == modes[1]
