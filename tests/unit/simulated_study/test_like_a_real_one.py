"""What tells the files of a simulated session from those of a real one: docs/simulation.md names all of it.

The real one has a display, of which a window writes the facts and the intervals between flips; the simulated one keeps
what is assumed of whoever answers.
"""

from __future__ import annotations

import cmath
import csv
import json
import math
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from itertools import pairwise
from pathlib import Path
from statistics import correlation, fmean, stdev
from typing import Any

import pytest

from experiment.conduct import conduct
from experiment.config.assumptions import load_assumptions, with_assumptions
from experiment.config.load import load_study
from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus, Display, FlipIntervals, utc_now
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.format.wall_clock import in_place_of_the_clock
from experiment.layout.compose import compose
from experiment.layout.size import Size
from experiment.layout.targets import Target
from experiment.layout.views import View
from experiment.record import participants
from experiment.record.quick_disk import QuickDisk
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.record.sums import sha256
from experiment.simulated_study.people import traits_of
from experiment.task.inputs import Input, KeyPress, KeyRelease, Pointer
from experiment.task.participant import Action, Observation, Participant
from experiment.task.progress import Progress
from experiment.task.stage import Stage
from experiment.virtual.calendar import Calendar
from experiment.virtual.calling_in import believing_participant
from experiment.virtual.chance import Chance
from experiment.virtual.display import display_of
from experiment.virtual.hands import Habit
from experiment.virtual.opening import apparatus
from experiment.virtual.stage import VirtualStage
from tests.instruments.simulated import ASSUMED, SimulatedStudy, ketamine_retest
from tests.instruments.small_study import review, write_small_study

WHEN = datetime(2031, 1, 6, 9, tzinfo=timezone.utc)
REAL, SIMULATED = (SessionKind.STUDY, ParticipantMode.HUMAN), (SessionKind.SIMULATED, ParticipantMode.LEARNER)


SIZE = Size(1920, 1080)

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


@dataclass(frozen=True)
class ByDevices(Action):
    """What a hand does at a view, told as a keyboard and a mouse before a screen tell it."""

    view: View

    def done(self, onset_s: float) -> Input:
        """Do it: a key has the name that a keyboard has for it, and a mouse is at a pixel."""
        did = super().done(onset_s)
        if isinstance(did, KeyPress | KeyRelease):
            return replace(did, name=NAMED[did.key.value])
        return replace(did, share=self._share_of(did), target=self._target_of(did))

    def _share_of(self, did: Pointer) -> float | None:
        """Where on the track the pixel is that is nearest to where the hand went; it has to be where a click counts."""
        track = compose(self.view, SIZE).track
        if did.share is None or track is None:
            return None
        x = round(track.box.left + did.share * track.box.width)
        assert track.touch.left <= x < track.touch.right
        return track.share_of(x)

    def _target_of(self, did: Pointer) -> Target | None:
        """What is to be clicked has to be on the screen."""
        there = {button.target for button in compose(self.view, SIZE).buttons}
        assert did.target is None or did.target in there
        return did.target


class AtDevices:
    """Somebody whose doings go through a keyboard and a mouse."""

    def __init__(self, participant: Participant) -> None:
        self._participant = participant

    def act(self, observation: Observation) -> list[Action]:
        """Act as the participant does."""
        return [ByDevices(one.after_s, one.key, observation.view) for one in self._participant.act(observation)]


class WithDisplay(VirtualStage):
    """A stage on which time passes as on the virtual one, and which has a display to tell of.

    How long a disk takes is of this computer, and no time of the session's.
    """

    def stand(self) -> None:
        pass

    def flip_intervals(self) -> FlipIntervals:  # type: ignore[override]
        return INTERVALS


HANDS = {"typed": Habit.DIGITS, "mouse": Habit.MOUSE, "arrows": Habit.ARROWS, "digits": Habit.DIGITS}
"""Answers that are typed, and those on a slider by whatever hand."""


@pytest.fixture(scope="module", params=HANDS)
def both(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Path]]:
    """The files of one session, conducted as a study session on the disk, and as a simulated one, by name."""
    folder = tmp_path_factory.mktemp("both")
    file = write_small_study(
        folder, events=4, comprehension=True, afterwards=("memory", "familiarity"),
        answer_input="typed" if request.param == "typed" else "slider",
    )  # fmt: skip
    review(file)
    places = {"real": folder / "data", "simulated": folder / "data-rehearsals" / "here"}
    for name, (kind, mode) in {"real": REAL, "simulated": SIMULATED}.items():
        _conduct(file, places[name], kind, mode, HANDS[request.param])
    return {
        name: {one.relative_to(place).as_posix(): one for one in sorted(place.rglob("*")) if one.is_file()}
        for name, place in places.items()
    }


def _conduct(file: Path, data: Path, kind: SessionKind, mode: ParticipantMode, habit: Habit) -> None:
    study, calendar = load_study(file, doubt_clock=True), Calendar(WHEN)
    real = kind is SessionKind.STUDY
    storage = Disk() if real else QuickDisk()
    study = study if real else with_assumptions(study, ASSUMED)
    assumed = load_assumptions(ASSUMED).of(study.file.study, "patient", "baseline")
    who: list[Participant] = []

    def call_in(_mode: ParticipantMode, plan: SessionPlan, progress: Progress) -> Participant:
        hands = {"uses_mouse": float(habit is Habit.MOUSE), "uses_arrows": float(habit is Habit.ARROWS)}
        traits = replace(traits_of(assumed, Chance(1, "somebody"), "baseline"), changes_mind=0.3, **hands)
        who.append(believing_participant(ParticipantMode.LEARNER, plan, progress, traits, centre_pct=30.0, seed=1))
        return who[0]

    @contextmanager
    def open_stage(_kind: SessionKind, _participant: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        if real:
            screen = SCREEN.model_copy(update={"zero_utc": utc_now()})
            yield WithDisplay(AtDevices(who[0]), display_of(1), calendar.pass_s), screen
        else:
            yield VirtualStage(who[0], display_of(1), calendar.pass_s), apparatus(seed=1)

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


def test_devices_were_used(both: dict[str, dict[str, Path]], request: pytest.FixtureRequest) -> None:
    """Keys have been pressed in both journals, and the mouse where it answers, so that what they tell was compared."""
    hand = request.node.callspec.params["both"]
    wanted = {"mouse": {"down", "up"}, "arrows": {"return", "space"}}.get(hand, {"1", "return", "space"})
    for files in both.values():
        lines = _lines(files, "_journal.jsonl", set())
        names = {line["name"] for line in lines if "name" in line and "key" in line}
        acts = {line["act"] for line in lines if line.get("share") is not None}
        assert wanted <= names | acts
        assert bool(acts) == (hand == "mouse")


def test_both_are_read_only(both: dict[str, dict[str, Path]]) -> None:
    """An ended run is sealed, simulated or not."""
    modes = [
        {name: file.stat().st_mode for name, file in files.items() if "sub-" in name and name in both["real"]}
        for files in both.values()
    ]
    assert modes[0] == modes[1]


@pytest.fixture(scope="module")
def study() -> SimulatedStudy:
    return ketamine_retest()


def test_no_session_begins_on_the_full_minute(study: SimulatedStudy) -> None:
    """Nor on the full second: as with sessions that somebody starts, any second of a minute is as likely, to the
    millisecond, and so it is with enrolments and with what is entered; times of day are not the same each day."""
    sheets = [json.loads(file.read_bytes()) for file in study.done.folder.rglob("*_session.json")]
    began = [datetime.fromisoformat(launch["apparatus"]["zero_utc"]) for one in sheets for launch in one["launches"]]
    seconds = [one.second + one.microsecond / 1e6 for one in began]
    assert len(seconds) > 45
    assert len({one % 1 for one in seconds}) > 0.9 * len(seconds)
    assert abs(fmean(seconds) - 30) < 4 * 60 / (12 * len(seconds)) ** 0.5
    assert len({(one.hour, one.minute) for one in began}) > 0.5 * len(began)
    people = [json.loads(file.read_bytes()) for file in study.done.folder.glob("participants/*.json")]
    assert 0.8 * len(people) < len({datetime.fromisoformat(one["enrolled_utc"]).strftime("%M:%S") for one in people})


def test_times_of_screens_scatter_as_those_of_a_real_display(study: SimulatedStudy) -> None:
    """Screens of one planned duration differ, none is on a grid, and so does the longest frame from row to row."""
    rows = [row for row in study.rows() if row["visit"] == "baseline"]
    assert len(rows) > 1000
    for column in ("fixation_s", "event_s", "base_rate_s"):
        lasted = [float(row[column]) for row in rows if row[column] != "n/a"]
        frames = [60 * one for one in lasted]
        off_s = [(one - round(one)) / 60 for one in frames]
        assert sum(abs(one) < 1e-6 for one in off_s) < 0.05 * len(off_s), column
        assert all(abs(off) < 5e-4 + 1e-3 * long for off, long in zip(off_s, lasted, strict=True)), column
        assert 5e-5 < stdev(off_s), column
    onsets = [float(row["trial_onset_s"]) for row in rows if row["trial_onset_s"] != "n/a"]
    on_a_grid = abs(sum(cmath.exp(2j * cmath.pi * 60 * one) for one in onsets)) / len(onsets)
    assert on_a_grid < 0.2
    longest = [float(row["frame_longest_ms"]) for row in rows]
    assert len(set(longest)) > 100
    assert 1000 / 60 < fmean(longest) < 1000 / 60 + 0.5
    assert {"false"} == {row["timing_flag"] for row in rows}


def test_no_movement_of_a_hand_takes_a_stated_time(study: SimulatedStudy) -> None:
    """From one key to the next, and from the mouse's going down to its going up, it is never the same time."""
    apart: list[float] = []
    for file in sorted(study.done.folder.rglob("ses-baseline/*_journal.jsonl")):
        lines = [json.loads(line) for line in file.read_bytes().splitlines()]
        acts = [one for one in lines if one["event"] in ("key", "mouse")]
        pairs = [(one, other) for one, other in pairwise(acts) if one["during"] == other["during"] == "estimate"]
        apart += [round(other["t_s"] - one["t_s"], 9) for one, other in pairs]
    assert len(apart) > 1000
    assert len(set(apart)) > 0.98 * len(apart)


def test_second_thoughts_lie_at_many_distances(study: SimulatedStudy) -> None:
    """Who changes their mind by mouse has thought of something higher or lower, near or far: never by one figure."""
    apart: list[int] = []
    for file in sorted(study.done.folder.rglob("*_journal.jsonl")):
        first: int | None = None
        now: int | None = None
        for line in map(json.loads, file.read_bytes().splitlines()):
            if line["event"] == "slider" and line["by"] == "mouse":
                now = line["value"]
            elif line["event"] == "mouse" and line["act"] == "up":
                if first is not None and now is not None:
                    apart.append(now - first)
                first = now
            elif line["event"] == "screen":
                first = now = None
    assert len(apart) > 200
    assert max(Counter(map(abs, apart)).values()) < 0.5 * len(apart)
    assert len(set(map(abs, apart))) > 10
    assert abs(sum(one > 0 for one in apart) - len(apart) / 2) < 2.5 * len(apart) ** 0.5


def test_times_of_one_answer_do_not_hang_together(study: SimulatedStudy) -> None:
    """Who takes long to begin does not take longer to confirm: within a session, the times are draws of their own."""
    of_session: dict[tuple[str, str], list[tuple[float, float]]] = {}
    for row in study.rows():
        if row["self_by"] == "digits" and row["self_changes"] == "0" and len(row["self_pct"]) == 2:
            first_s = float(row["self_first_rt_s"])
            times = math.log(first_s), math.log(float(row["self_rt_s"]) - first_s)
            of_session.setdefault((row["participant_id"], row["visit"] + row["phase"]), []).append(times)
    apart = [
        (first - fmean(one for one, _ in some), after - fmean(one for _, one in some))
        for some in of_session.values() for first, after in some
    ]  # fmt: skip
    assert len(apart) > 500
    assert abs(correlation(*zip(*apart, strict=True))) < 4 / len(apart) ** 0.5
