"""A study, simulated: whole, the same for the same seed, and like a real one."""

from __future__ import annotations

import csv
import errno
import io
import json
from collections import Counter
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from experiment.config.assumptions import load_assumptions
from experiment.config.load import load_study
from experiment.format.ledger import EnrolmentChanged, RunEnded, RunEntered, RunResumed, read_ledger
from experiment.format.vocabulary import EnrolmentChange, ParticipantMode, SessionStatus, Table
from experiment.messages import Reason
from experiment.record.memory_disk import MemoryDisk
from experiment.record.storage import Disk
from experiment.record.sums import sha256
from experiment.record.verify import verify
from tests.instruments.simulated import ASSUMED, SimulatedStudy, ketamine_retest, simulated
from tests.instruments.typed_lab import Lab


@pytest.fixture(scope="module")
def study() -> SimulatedStudy:
    return ketamine_retest()


def test_everything_is_as_it_was_recorded(study: SimulatedStudy) -> None:
    """verify finds nothing: files, ledger, seals, enrolments and every cell hold."""
    found = verify(Disk(), study.done.folder)
    assert () == tuple(found.wrong)


def test_the_ledger_is_in_the_order_of_time(study: SimulatedStudy) -> None:
    """Lines of all participants stand in it as they came, each run begun before it ended."""
    ledger = read_ledger((study.done.folder / "ledger.jsonl").read_bytes())
    assert () == ledger.faults
    assert [line.utc for line in ledger.lines] == sorted(line.utc for line in ledger.lines)
    kinds = {stem: [type(line) for line in lines] for stem, lines in ledger.runs().items()}
    assert study.done.sessions == len(kinds)
    assert {(RunEntered, RunEnded)} == {(of[0], of[-1]) for of in kinds.values()}


def test_things_go_amiss_at_about_the_stated_rates(study: SimulatedStudy) -> None:
    """Sessions are resumed and ended early, participants withdrawn: each as often as is stated, give or take chance."""
    ledger = read_ledger((study.done.folder / "ledger.jsonl").read_bytes())
    counts = Counter(type(line) for line in ledger.lines)
    early = sum(isinstance(line, RunEnded) and line.status is SessionStatus.ABORTED for line in ledger.lines)
    gone = sum(isinstance(line, EnrolmentChanged) and line.change is EnrolmentChange.WITHDRAWN for line in ledger.lines)
    rates, sessions = study.assumptions.study, study.done.sessions
    assert_as_often(counts[RunResumed], rates.broken_off.value, sessions)
    assert_as_often(early, rates.ended_early.value, sessions)
    assert_as_often(gone, rates.withdrawn.value, study.done.participants)


def assert_as_often(found: int, share: float, of: int) -> None:
    expected = share * of
    assert abs(found - expected) <= 3 * (expected * (1 - share)) ** 0.5 + 0.5, (found, expected)


def test_a_withdrawal_is_kept_as_a_real_one_is(tmp_path: Path, lab: Lab) -> None:
    """Who is withdrawn has its reason in their enrolment, and the line that a typed one leaves."""
    done = all_withdrawn(tmp_path / "simulated", 1).done
    assert 0 == lab.say("enrol", "--participant", "KD001", "--withdraw", "--reason", "own wish").code
    kept, left = [], []
    for folder in (done.folder, lab.data):
        (file,) = (folder / "participants").glob("*.json")
        [change] = json.loads(file.read_bytes())["history"]
        line = json.loads((folder / "ledger.jsonl").read_bytes().splitlines()[-1])
        assert sha256(file.read_bytes()) == line["sha256"]
        assert change["changed_utc"][:19] == line["utc"][:19]
        kept.append(change)
        left.append(line)
    assert ["simulated withdrawal", "own wish"] == [change["reason"] for change in kept]
    assert kept[0].keys() == kept[1].keys()
    assert left[0].keys() == left[1].keys()
    for same in ("event", "change"):
        assert left[0][same] == left[1][same]
    assert "withdrawn" == kept[0]["change"] == kept[1]["change"] == left[0]["change"]


def all_withdrawn(folder: Path, participants: int) -> SimulatedStudy:
    """Simulate a study from which everybody is withdrawn."""
    assumed = load_assumptions(ASSUMED)
    always = assumed.study.withdrawn.model_copy(update={"value": 1.0})
    assumed = assumed.model_copy(update={"study": assumed.study.model_copy(update={"withdrawn": always})})
    return simulated(folder, participants, assumptions=assumed)


def test_nobody_comes_after_their_withdrawal(tmp_path: Path) -> None:
    """It is the last that the ledger has of them: they have come to their first visits, and never to the last one."""
    done = all_withdrawn(tmp_path, 4).done
    lines = [json.loads(line) for line in (done.folder / "ledger.jsonl").read_bytes().splitlines()]
    of_arm = {"patient": ["baseline", "post4h", "day7"], "control": ["baseline", "day7"]}
    sessions = 0
    waited_s = set()
    for file in (done.folder / "participants").glob("*.json"):
        own = [line for line in lines if line.get("participant_id") == file.stem]
        assert ["withdrawn"] == [line["change"] for line in own if line.get("change") == "withdrawn"]
        assert "withdrawn" == own[-1].get("change")
        waited_s.add((datetime.fromisoformat(own[-1]["utc"]) - datetime.fromisoformat(own[-2]["utc"])).total_seconds())
        begun = [line["visit"] for line in own if line["event"] == "run_begun"]
        visits = of_arm[json.loads(file.read_bytes())["arm"]]
        assert begun == visits[: len(begun)]
        assert 1 <= len(begun) < len(visits)
        assert set(begun) == {one.name.removeprefix("ses-") for one in done.folder.glob(f"sub-{file.stem}/ses-*")}
        sessions += len(begun)
    assert done.sessions == sessions > 0
    assert len(waited_s) == 4  # somebody puts it down later, and not at once
    assert min(waited_s) > 60


def test_visits_are_near_their_times(study: SimulatedStudy) -> None:
    """Most visits are within their windows; one that is not has a reason, and its hours since the anchor."""
    sheets = [json.loads(file.read_text("utf-8")) for file in study.done.folder.glob("sub-*/ses-*/*_session.json")]
    after = [sheet for sheet in sheets if sheet["visit"] == "post4h"]
    assert {"patient"} == {sheet["arm"] for sheet in after}
    assert all(2 < sheet["hours_since_anchor"] < 7 for sheet in after)
    assert {True} == {sheet["window_reason"] is not None for sheet in sheets if sheet["window"] in ("early", "late")}
    inside = [sheet["window"] == "inside" for sheet in sheets if sheet["window"] is not None]
    assert 0.8 < sum(inside) / len(inside) <= 1


def test_rows_are_those_of_a_study(study: SimulatedStudy) -> None:
    """Each complete session has a row for each planned trial and phase, and they say that they were simulated."""
    rows = study.rows()
    per_session = Counter((row["participant_id"], row["visit"]) for row in rows)
    assert 2 * 46 + 3 == per_session.most_common(1)[0][1]
    assert {"simulated"} == {row["session_kind"] for row in rows}
    assert {"learner", "constant"} >= {row["participant_mode"] for row in rows}
    assert {"mouse", "arrows", "digits"} <= {row["self_by"] for row in rows}


def test_no_rate_of_a_retest_event_is_recalled_as_seen(study: SimulatedStudy) -> None:
    """Six events of each session are asked about twice and never shown with their rate."""
    retest = [row for row in study.rows() if row["base_rate_shown"] == "false" and row["practice"] == "false"]
    per_session = Counter((row["participant_id"], row["visit"], row["phase"]) for row in retest)
    assert 6 == per_session.most_common(1)[0][1]
    assert {"n/a"} == {row["base_rate_onset_s"] for row in retest}


def test_the_same_seed_gives_the_same_files(tmp_path: Path) -> None:
    """Byte for byte, whether one process works on it or two; another seed gives other answers."""
    trees = [
        _tree(simulated(tmp_path / str(number), 2, "demo", jobs=jobs, seed=seed).done.folder)
        for number, (jobs, seed) in enumerate([(1, 1), (2, 1), (1, 2)])
    ]
    assert trees[0] == trees[1]
    assert set(trees[0]) == set(trees[2])
    assert trees[0] != trees[2]


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_nothing_is_left_of_a_study_that_was_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is there as a whole or not at all."""
    monkeypatch.setattr("experiment.simulated_study.simulate.ledger_of_all", _stopped)
    with pytest.raises(KeyboardInterrupt):
        simulated(tmp_path, 1, "demo")
    assert [] == list((tmp_path / "data-rehearsals").iterdir())


def test_a_disk_that_fills_half_way_leaves_nothing(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said of the rehearsals, and not of the data of the study, which nobody has touched."""

    put_on, put = MemoryDisk.put_on, count()

    def full(memory: MemoryDisk, *places: Any) -> None:
        if next(put) == 3:
            raise OSError(errno.ENOSPC, "No space left on device")
        put_on(memory, *places)

    monkeypatch.setattr(MemoryDisk, "put_on", full)
    said = lab.say("simulate", "--participants", "3")
    assert 3 < next(put)
    folder = lab.folder / "data-rehearsals" / f"simulated-{load_study(lab.study).file.study}-learner-1"
    refused = Reason.REHEARSALS_NOT_WRITABLE.say(data=folder, error="its disk is full")
    assert (1, refused) == (said.code, said.err.splitlines()[-1])
    assert [] == list(folder.parent.iterdir())


def test_a_disk_that_is_nearly_full_is_said_of_a_folder_that_is_meant(
    lab: Lab, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And not of the one in which it was worked, which is deleted by then."""
    monkeypatch.setattr(MemoryDisk, "free_bytes", lambda _memory, _folder: 99_000_000)
    said = lab.say("simulate", "--participants", "1")
    folder = lab.folder / "data-rehearsals" / f"simulated-{load_study(lab.study).file.study}-learner-1"
    assert 1 == said.code
    assert f"only 99 MB are free where {folder} is" in said.err
    assert [] == list(folder.parent.iterdir())


def _stopped(_ledgers: object) -> bytes:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    "mode", [mode for mode in ParticipantMode if mode is not ParticipantMode.HUMAN], ids=lambda mode: mode.value
)
def test_every_participant_there_is(tmp_path: Path, mode: ParticipantMode) -> None:
    """Each kind of participant goes through a short study, and its rows say who answered."""
    study = simulated(tmp_path, 1, "demo", mode)
    assert {mode.value} == {row["participant_mode"] for row in study.rows()}
    assert {"answered"} <= {row["self_outcome"] for row in study.rows()}
    assert () == tuple(verify(Disk(), study.done.folder).wrong)


def test_it_is_typed(lab: Lab) -> None:
    """`simulate` says where the study stands and how many sessions it has; done again, it is refused."""
    said = lab.say("simulate", "--participants", "2", "--seed", "3")
    assert 0 == said.code, said.err
    assert "sessions of 2 participants" in said.out
    (folder,) = [one for one in (lab.folder / "data-rehearsals").iterdir() if one.name.endswith("learner-3")]
    assert 2 == len(list(folder.glob("sub-*")))
    assert 1 == lab.say("simulate", "--participants", "2", "--seed", "3").code


@pytest.mark.parametrize("mode", ["scripted", "random"])
def test_who_believes_nothing_keeps_seed_and_assumptions(lab: Lab, mode: str) -> None:
    """They shape a whole study of such participants, too: breaks, dates, and what is answered at random."""
    for seed in ("3", "4"):
        assert 0 == lab.say("simulate", "--participants", "1", "--participant-mode", mode, "--seed", seed).code
    answers = []
    for seed in (3, 4):
        (folder,) = (lab.folder / "data-rehearsals").glob(f"simulated-*-{mode}-{seed}")
        (file, *_) = sorted(folder.glob("sub-*/ses-baseline/*_session.json"))
        sheet = json.loads(file.read_bytes())
        assert {seed} == {launch["apparatus"]["seed"] for launch in sheet["launches"]}
        (kept,) = folder.glob("sub-*/ses-baseline/*_inputs/assumed/assumptions.yaml")
        assert ASSUMED.read_bytes() == kept.read_bytes()
        answers.append(answered(file))
    assert (answers[0] == answers[1]) == (mode == "scripted")


def test_one_session_at_random_hangs_on_its_seed(lab: Lab) -> None:
    """Another seed, other answers, and it stands on the sheet; what does nothing is refused."""
    session = ("--participant", "KD001", "--visit", "baseline", "--participant-mode", "random")
    answers = []
    for number, seed in enumerate((5, 6, 5)):
        data = lab.folder / str(number) / "data"
        assert 0 == lab.say("simulate", *session, "--seed", str(seed), "--data", str(data)).code
        (file,) = data.parent.rglob("*_session.json")
        assert seed == json.loads(file.read_bytes())["launches"][0]["apparatus"]["seed"]
        answers.append(answered(file))
    assert answers[0] == answers[2] != answers[1]
    said = [lab.say("simulate", *session, "--assumptions", str(ASSUMED)), lab.simulate("--seed", "5")]
    means_nothing = "means nothing to a {} participant"
    assert [f"--assumptions {means_nothing.format('random')}", f"--seed {means_nothing.format('scripted')}"] == [
        one.err.partition(";")[0] for one in said
    ]


def csv_of(sheet: Path) -> Path:
    """The trial-level CSV beside a sheet."""
    return sheet.with_name(sheet.name.replace("session.json", f"desc-{Table.TRIALS}_data.csv"))


def answered(sheet: Path) -> list[str]:
    """What was answered in a session."""
    return [row["self_pct"] for row in csv.DictReader(io.StringIO(csv_of(sheet).read_text("utf-8"), newline=""))]


def test_a_session_that_somebody_tries(lab: Lab) -> None:
    """Misses, pauses and an early end, as they are asked for."""
    session = ("--participant", "KD009", "--arm", "patient", "--visit", "baseline", "--participant-mode", "learner")
    said = lab.say("simulate", *session, "--miss", "1", "--pause", "1", "--end-early")
    assert 1 == said.code
    (sheet,) = lab.simulated.rglob("sub-KD009_*_session.json")
    about = json.loads(sheet.read_bytes())
    assert ("aborted", "participant_wish") == (about["status"], about["abort_reason"])
    assert "escape" in about["launches"][0]["pauses"]
    trials = csv_of(sheet).read_text("utf-8")
    assert ",missed," in trials
    assert ",answered," not in trials


def test_pauses_bring_no_end_nearer(lab: Lab) -> None:
    """Half-way is half of the questions, however often one of them is asked again after a pause."""
    session = ("--participant", "KD011", "--visit", "baseline", "--participant-mode", "learner", "--end-early")
    said = lab.say("simulate", *session, "--arm", "patient")
    once = said.out
    assert "is about ketamine, ketamine_retest, and not about small" in said.err
    again = lab.say("simulate", *session, "--new-run", "--reason", "tried again", "--pause", "4", "--miss", ".0").out
    assert once.partition(", and kept")[0] == again.partition(", and kept")[0] != ""


def test_nobody_is_enrolled_for_a_session_that_is_refused(lab: Lab, tmp_path: Path) -> None:
    """Somebody without beliefs cannot miss questions, and a file of assumptions that is none has nobody in it."""
    (tmp_path / "empty.yaml").write_text("people: {}", "utf-8", newline="\n")
    session = ("--participant", "KD009", "--arm", "patient", "--visit", "baseline", "--participant-mode")
    refused = [
        lab.say("simulate", *session, "scripted", "--miss", "0.1").code,
        lab.say("simulate", *session, "learner", "--assumptions", str(tmp_path / "empty.yaml")).code,
    ]
    assert [1, 1] == refused
    assert [] == list(lab.simulated.rglob("KD009.json"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--visit", "baseline"), "--visit needs --participant"),
        (("--participant", "KD001"), "--participant needs --visit"),
        (
            ("--participant", "KD001", "--arm", "patient", "--visit", "baseline", "--jobs", "2"),
            "--jobs and --participant exclude one another",
        ),
    ],
)
def test_a_study_and_a_session_are_not_mixed_up(lab: Lab, options: tuple[str, ...], said: str) -> None:
    """Options of a session need a participant, and those of a study have none."""
    answer = lab.say("simulate", *options)
    assert 2 == answer.code
    assert answer.err.startswith(said)
