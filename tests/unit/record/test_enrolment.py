"""Enrolment: each participant once, with the order of lists that comes next in the arm."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections import Counter
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.load import Study, load_study
from experiment.config.mistakes import StudyMistakes
from experiment.format.run_files import participant_file
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.storage import Disk
from tests.instruments.failing_disks import VolatileDisk
from tests.instruments.small_study import PROJECT, small_study, write_small_study

DATA = Path("/data")
KETAMINE = PROJECT / "configs" / "ketamine.yaml"


@pytest.fixture(scope="module")
def ketamine() -> Study:
    return load_study(KETAMINE)


@pytest.fixture
def study(tmp_path: Path) -> Study:
    return small_study(tmp_path)


def edited(study_folder: Path, old: str, new: str) -> Study:
    """Change the study after people have been enrolled."""
    for name in ("study.yaml", "events.yaml"):
        file = study_folder / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8", newline="\n")
    return load_study(study_folder / "study.yaml")


def refusal(reason: Reason, data: Path, study: Study, participant_id: str = "KD001") -> str:
    with pytest.raises(Refusal) as refused:
        participants.find(Disk(), data, study.file, participant_id)
    assert reason is refused.value.reason
    return str(refused.value)


def test_an_enrolment_is_found_again(study: Study, tmp_path: Path) -> None:
    """What was enrolled is found as it was stored: arm, language and order of lists."""
    enrolled = participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "en")
    assert enrolled == participants.find(Disk(), tmp_path / "data", study.file, "KD001")
    stored = json.loads((tmp_path / "data" / "participants" / "KD001.json").read_text(encoding="utf-8"))
    assert ("small", "patient", "en", ["main"], 0) == tuple(
        stored[name] for name in ("study", "arm", "language", "list_order", "place_in_arm")
    )


def test_orders_come_in_permuted_blocks_within_each_arm(ketamine: Study) -> None:
    """In every six participants of an arm each order of the three lists occurs once, however the arms alternate."""
    disk, orders = VolatileDisk(), dict[str, list[tuple[str, ...]]](patient=[], control=[])
    for n, arm in enumerate(["patient", "control", "control", "patient", "patient", "control"] * 4):
        enrolled = participants.enrol(disk, DATA, ketamine.file, f"KD{n:03}", arm, "fr")
        orders[arm].append(enrolled.list_order)
        assert len(orders[arm]) - 1 == enrolled.place_in_arm
    for drawn in orders.values():
        assert 12 == len(drawn)
        for block in (drawn[:6], drawn[6:]):
            assert set(permutations("ABC")) == set(block)
    assert orders["patient"] != orders["control"]


def test_the_next_order_does_not_depend_on_who_it_is(ketamine: Study) -> None:
    """The order belongs to the place in the arm, so that nobody can choose it by choosing an ID."""
    drawn = [
        participants.enrol(VolatileDisk(), DATA, ketamine.file, name, "patient", "fr").list_order
        for name in ("AA001", "ZZ999")
    ]
    assert drawn[0] == drawn[1]


def test_an_enrolment_is_not_repeated(study: Study, tmp_path: Path) -> None:
    """Somebody who is enrolled stays as they are, whatever arm or language is asked for."""
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "en")
    before = (tmp_path / "data" / "participants" / "KD001.json").read_bytes()
    with pytest.raises(Refusal) as refused:
        participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "control", "fr")
    assert (Reason.ALREADY_ENROLLED, "patient") == (refused.value.reason, refused.value.facts["arm"])
    assert before == (tmp_path / "data" / "participants" / "KD001.json").read_bytes()


@pytest.mark.parametrize(
    ("participant_id", "arm", "language", "reason"),
    [
        ("kd01", "patient", "fr", Reason.PARTICIPANT_ID_MALFORMED),
        ("KD001\0", "patient", "fr", Reason.PARTICIPANT_ID_MALFORMED),
        ("../KD001", "patient", "fr", Reason.PARTICIPANT_ID_MALFORMED),
        ("", "patient", "fr", Reason.PARTICIPANT_ID_MALFORMED),
        ("KD001", "Patient", "fr", Reason.UNKNOWN_ARM),
        ("KD001", "patient", "de", Reason.UNKNOWN_LANGUAGE),
    ],
)
def test_what_is_not_of_the_study_is_refused(
    study: Study, tmp_path: Path, participant_id: str, arm: str, language: str, reason: Reason
) -> None:
    """An ID, arm or language that the study does not have is refused before anything is written."""
    with pytest.raises(Refusal) as refused:
        participants.enrol(Disk(), tmp_path / "data", study.file, participant_id, arm, language)
    assert reason is refused.value.reason
    assert not (tmp_path / "data").exists()


def test_a_pattern_cannot_let_a_path_in(tmp_path: Path) -> None:
    """A study whose pattern allows other characters than letters and digits is refused with the study file."""
    file = write_small_study(tmp_path)
    file.write_text(file.read_text(encoding="utf-8").replace("[A-Z]{2}[0-9]{3}", ".*"), encoding="utf-8", newline="\n")
    with pytest.raises(StudyMistakes):
        load_study(file)


def test_somebody_unknown_is_not_found(study: Study, tmp_path: Path) -> None:
    """Who is not enrolled is told how to be."""
    assert "lab.py enrol --participant KD001" in refusal(Reason.NOT_ENROLLED, tmp_path / "data", study)


@pytest.mark.parametrize("content", [b"", b"{", b"\xff\xfe", b'{"participant_id": "KD001"}', b"[]"])
def test_a_damaged_enrolment_is_refused(study: Study, tmp_path: Path, content: bytes) -> None:
    """A file that is no enrolment stops the one it is named after; others are enrolled in places surely free."""
    data = tmp_path / "data"
    participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    (data / "participants" / "KD001.json").write_bytes(content)
    assert "KD001.json" in refusal(Reason.RECORD_DAMAGED, data, study)
    with pytest.raises(Refusal) as refused:
        participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    assert Reason.RECORD_DAMAGED is refused.value.reason
    assert 1 == participants.enrol(Disk(), data, study.file, "KD002", "patient", "fr").place_in_arm


@given(st.lists(st.tuples(st.sampled_from(["patient", "control"]), st.booleans()), max_size=12))
def test_no_place_is_given_twice_whatever_cannot_be_read(ketamine: Study, draws: list[tuple[str, bool]]) -> None:
    """However many enrolments become unreadable on the way, no two participants of an arm share a place."""
    disk, places = VolatileDisk(), list[tuple[str, int]]()
    for number, (arm, lost) in enumerate(draws):
        who = f"KD{number:03}"
        places.append((arm, participants.enrol(disk, DATA, ketamine.file, who, arm, "fr").place_in_arm))
        if lost:
            disk.remove(participant_file(DATA, who))
            disk.create(participant_file(DATA, who)).write(b"{")
    assert len(places) == len(set(places))


def test_each_site_has_blocks_of_its_own(ketamine: Study) -> None:
    """In every six of an arm at a site each order occurs once, and sites differ; without sites all is as it was."""
    sites = ("paris", "lyon")
    study, disk = ketamine.file.model_copy(update={"sites": sites}), VolatileDisk()
    drawn: dict[str, list[tuple[str, ...]]] = {site: [] for site in sites}
    for n in range(24):
        site = sites[n % 2]
        drawn[site].append(participants.enrol(disk, DATA, study, f"KD{n:03}", "patient", "fr", site).list_order)
    for orders in drawn.values():
        assert set(permutations("ABC")) == set(orders[:6]) == set(orders[6:])
    assert drawn["paris"] != drawn["lyon"]
    alone = [participants.enrol(VolatileDisk(), DATA, ketamine.file, "KD001", "patient", "fr").list_order]
    assert [("C", "B", "A")] == alone


def test_a_copied_enrolment_is_refused(study: Study, tmp_path: Path) -> None:
    """A file under another participant's name is nobody's enrolment: a session of KD002 is never recorded as KD001."""
    data = tmp_path / "data"
    participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    shutil.copy(data / "participants" / "KD001.json", data / "participants" / "KD002.json")
    assert "the enrolment of KD001" in refusal(Reason.RECORD_DAMAGED, data, study, "KD002")


def test_another_study_is_refused(study: Study, tmp_path: Path) -> None:
    """A participant of one study cannot do a session of another in the same folder."""
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    other = edited(tmp_path, "study: small", "study: other")
    assert "“small”" in refusal(Reason.OTHER_STUDY, tmp_path / "data", other)


@pytest.mark.parametrize(
    ("old", "new", "missing"),
    [
        ("patient: {", "patients: {", "arm “patient”"),
        ("languages: [fr, en]", "languages: [en]", "language “fr”"),
        ("main", "other", "lists main"),
    ],
)
def test_a_study_that_lost_what_was_drawn_is_refused(
    study: Study, tmp_path: Path, old: str, new: str, missing: str
) -> None:
    """If a participant's arm, language or lists were taken out of the study, the refusal says which."""
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    changed = edited(tmp_path, old, new)
    assert missing in refusal(Reason.STUDY_CHANGED, tmp_path / "data", changed)


def test_people_enrolled_at_once_have_places_of_their_own(tmp_path: Path) -> None:
    """Eight enrolments from as many processes at once give eight places, each once."""
    study, data = write_small_study(tmp_path), tmp_path / "data"
    program = f"""
from pathlib import Path
from experiment.config.load import load_study
from experiment.record import participants
from experiment.record.storage import Disk
from experiment.format.run_files import participant_file
from experiment.messages import Reason, Refusal
import sys, time
study = load_study(Path({str(study)!r}))
while time.time() < float(sys.argv[2]): time.sleep(0.001)
while True:
    try:
        participants.enrol(Disk(), Path({str(data)!r}), study.file, sys.argv[1], "patient", "fr")
        break
    except Refusal as refusal:
        assert refusal.reason is Reason.SESSION_RUNNING, refusal
        time.sleep(0.001)
"""
    start = str(time.time() + 5)
    command = [sys.executable, "-c", program]
    processes = [subprocess.Popen([*command, f"KD{n:03}", start], cwd=PROJECT) for n in range(8)]
    assert [0] * 8 == [process.wait(timeout=240) for process in processes]
    places = Counter(json.loads(file.read_bytes())["place_in_arm"] for file in (data / "participants").iterdir())
    assert dict.fromkeys(range(8), 1) == places


def test_a_disk_that_fails_leaves_nobody_half_enrolled(study: Study, tmp_path: Path) -> None:
    """Where an enrolment cannot be written, the refusal names the folder, and no part of it is left."""

    class Full(Disk):
        def rename(self, old: Path, new: Path) -> None:
            raise OSError(28, "No space left on device")

    with pytest.raises(Refusal) as refused:
        participants.enrol(Full(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    assert Reason.DATA_NOT_WRITABLE is refused.value.reason
    assert [] == list((tmp_path / "data" / "participants").iterdir())
