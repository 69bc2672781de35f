"""`enrol` as a tired nurse meets it: slips of the hand, wrong arms, people who leave, computers that enrol apart."""

from __future__ import annotations

import io
import json
import shutil
import sys
from datetime import datetime, timezone
from pathlib import Path

import pytest

from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.messages import Advice, Confirm, Reason
from experiment.record.session_lock import locked
from experiment.record.storage import Disk
from tests.instruments.removing import remove
from tests.instruments.small_study import PROJECT, review
from tests.instruments.systems import WINDOWS
from tests.instruments.typed_lab import Lab

ADVICE = {Advice.IS_WITHDRAWN, Advice.PLACES_TWICE, Advice.ENROLMENTS_UNREADABLE}
"""What is said here and nowhere else."""

PATIENT = ("--arm", "patient", "--language", "fr")


@pytest.fixture
def lab(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Lab:
    monkeypatch.delenv("DISPLAY", raising=False)
    return Lab(tmp_path, capsys)


def places(lab: Lab) -> str:
    """The places of a lab, as a line to copy names them."""
    return f" --study {lab.study} --data {lab.data}"


def enrolment(lab: Lab, who: str = "KD001") -> dict[str, object]:
    read: dict[str, object] = json.loads((lab.data / "participants" / f"{who}.json").read_bytes())
    return read


@pytest.mark.parametrize("typed", ["kd002", " KD002", "KD 002", "kd 002 ", "Kd002", "KD002\n", "KD\u00a0002"])
def test_small_letters_and_stray_spaces_are_no_matter(lab: Lab, typed: str) -> None:
    """However it is typed, an ID is stored as the pattern wants it, and found again however it is typed."""
    assert 0 == lab.say("enrol", "--participant", typed, *PATIENT).code
    assert "KD002" == enrolment(lab, "KD002")["participant_id"]
    said = lab.say("plan", "--participant", typed, "--visit", "baseline", "--json")
    assert "KD002" == json.loads(said.out)["participant_id"]


def test_one_participant_in_capitals_and_small_letters(lab: Lab) -> None:
    """Where a pattern allows both, kd001 is KD001: enrolled once, and found."""
    lab.edit("study.yaml", "[A-Z]{2}[0-9]{3}", "[A-Za-z]{2}[0-9]{3}")
    said = lab.say("enrol", "--participant", "kd001", *PATIENT, "--new")
    assert Reason.ALREADY_ENROLLED.say(participant_id="KD001", arm="patient", data=lab.data) == said.err.strip()
    said = lab.say("plan", "--participant", "kd001", "--visit", "baseline", "--json")
    assert "KD001" == json.loads(said.out)["participant_id"]


@pytest.mark.parametrize("typed", ["KD010", "KE001", "DK001", "KD101", "K0001", "KDOO1"])
def test_an_id_that_resembles_an_enrolled_one_is_asked_about(lab: Lab, typed: str) -> None:
    """Without a terminal, somebody new whose ID is nearly KD001 needs --new; nothing is written before."""
    before = lab.tree()
    if typed in ("K0001", "KDOO1"):
        lab.edit("study.yaml", "[A-Z]{2}[0-9]{3}", "K[A-Z0-9]{4}")
    said = lab.say("enrol", "--participant", typed, *PATIENT)
    assert Confirm.NEARLY_ENROLLED.say(participant_id=typed, near="KD001") == said.err.strip()
    assert before == lab.tree()
    assert 0 == lab.say("enrol", "--participant", typed, *PATIENT, "--new").code
    assert typed == enrolment(lab, typed)["participant_id"]


@pytest.mark.parametrize("typed", ["KD002", "KD004", "QX777"])
def test_the_next_of_a_series_is_not_asked_about(lab: Lab, typed: str) -> None:
    """The next numbers, and IDs that resemble none, are enrolled without a question."""
    assert 0 == lab.say("enrol", "--participant", typed, *PATIENT).code


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 1)])
def test_on_a_terminal_it_is_asked(lab: Lab, monkeypatch: pytest.MonkeyPatch, answer: str, code: int) -> None:
    """Whoever sits at a terminal answers the question, and the answer counts."""
    monkeypatch.setattr(sys, "stdin", Terminal(answer))
    screen = Terminal()
    lab.say_just("--version")
    monkeypatch.setattr(sys, "stderr", screen)
    assert code == lab.say("enrol", "--participant", "KD010", *PATIENT).code
    assert "Is KD010 somebody new? [y/n]" in screen.getvalue()
    assert (code == 0) == (lab.data / "participants" / "KD010.json").exists()


@pytest.mark.parametrize("verb", [("run", "--operator", "AB"), ("plan",)])
def test_a_typo_is_not_a_new_participant(lab: Lab, verb: tuple[str, ...]) -> None:
    """An unknown ID near an enrolled one is answered with that one; one that is near nobody, with how to enrol."""
    said = lab.say(verb[0], "--participant", "KD011", "--visit", "baseline", *verb[1:])
    assert "did you mean KD001?" in said.err
    said = lab.say(verb[0], "--participant", "QX777", "--visit", "baseline", *verb[1:])
    assert Reason.NOT_ENROLLED.say(participant_id="QX777", data=lab.data, places=places(lab)) == said.err.strip()


def test_a_refused_id_shows_an_example(lab: Lab) -> None:
    """Nobody is shown a regular expression: an ID and an operator code are shown as they may look."""
    said = lab.say("enrol", "--participant", "Dupont", *PATIENT)
    assert "such as AB123" in said.err
    said = lab.say("run", "--participant", "KD001", "--visit", "baseline", "--operator", "4711")
    assert "such as AB" in said.err
    assert "[A-Z]" not in said.err


def test_a_wrong_arm_is_corrected_before_the_first_session(lab: Lab) -> None:
    """Arm and language are corrected with a reason; the order of lists is drawn in the new arm; what stood stays."""
    before = enrolment(lab)
    correction = ("enrol", "--participant", "KD001", "--correct", "--reason", "wrong line of the log")
    said = lab.say(*correction, "--arm", "control", "--language", "en")
    assert (0, "KD001 is enrolled as control, in en, lists main\n") == (said.code, said.out)
    now = enrolment(lab)
    assert ("control", "en", 0) == (now["arm"], now["language"], now["place_in_arm"])
    (change,) = now["history"]  # type: ignore[misc]
    old = {name: change[name] for name in ("arm", "language", "list_order", "place_in_arm")}
    assert {name: before[name] for name in old} == old
    assert ("corrected", "wrong line of the log") == (change["change"], change["reason"])


def test_what_was_corrected_can_be_corrected_again(lab: Lab) -> None:
    """Each correction is kept."""
    correction = ("enrol", "--participant", "KD001", "--correct", "--reason", "wrong line of the log", "--language")
    assert [0, 0] == [lab.say(*correction, language).code for language in ("en", "fr")]
    assert ["corrected"] * 2 == [change["change"] for change in enrolment(lab)["history"]]  # type: ignore[attr-defined]


def test_a_wrong_site_is_corrected_before_the_first_session(lab: Lab) -> None:
    """The next place of the right site is drawn; the one left behind is given anew if it was the last, else empty."""
    lab.edit("study.yaml", "arms:", "sites: [paris, lyon]\narms:")
    remove(lab.data / "participants" / "KD001.json")
    for who in ("KD001", "KD002", "KD003"):
        assert 0 == lab.say("enrol", "--participant", who, *PATIENT, "--site", "paris", "--new").code
    assert 0 == lab.say("enrol", "--participant", "KD004", *PATIENT, "--site", "lyon").code
    correction = ("enrol", "--correct", "--site", "lyon", "--reason", "wrong site", "--participant")
    said = lab.say(*correction, "KD003")
    assert (0, "KD003 is enrolled as patient, in fr, at lyon, lists main\n") == (said.code, said.out)
    now = enrolment(lab, "KD003")
    assert ("lyon", 1) == (now["site"], now["place_in_arm"])
    (change,) = now["history"]  # type: ignore[misc]
    assert ("corrected", "wrong site", "paris", 2) == tuple(
        change[name] for name in ("change", "reason", "site", "place_in_arm")
    )
    assert 0 == lab.say(*correction, "KD001").code
    assert 0 == lab.say("enrol", "--participant", "KD005", *PATIENT, "--site", "paris").code
    assert [2, 1, 2] == [enrolment(lab, who)["place_in_arm"] for who in ("KD001", "KD002", "KD005")]


def test_the_order_of_lists_is_the_one_of_the_right_site(lab: Lab) -> None:
    """Whoever is corrected has the order that somebody enrolled at the right site in the first place would have."""
    lab.study = Path(shutil.copytree(PROJECT / "configs", lab.folder / "configs")) / "ketamine.yaml"
    shutil.copytree(PROJECT / "stimuli", lab.folder / "stimuli")
    lab.study.write_text(
        lab.study.read_text("utf-8").replace("\narms:", "\nsites: [paris, lyon]\narms:"), "utf-8", newline="\n"
    )
    orders = []
    for site in ("paris", "lyon"):
        lab.data = lab.folder / site
        assert 0 == lab.say("enrol", "--participant", "KD001", *PATIENT, "--site", site).code
        orders.append(enrolment(lab)["list_order"])
    lab.data = lab.folder / "paris"
    correction = ("enrol", "--participant", "KD001", "--correct", "--site", "Lyon", "--reason", "wrong site")
    assert 0 == lab.say(*correction).code
    assert orders[0] != orders[1]
    assert orders[1] == enrolment(lab)["list_order"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--site", "rome", "--reason", "x"), "not a site"),
        (("--arm", "controls", "--reason", "x"), "not an arm"),
        (("--language", "de", "--reason", "x"), "not a language"),
        (("--arm", "control"), "not changed without a reason"),
        (("--arm", "control", "--reason", "Mme Dupont was wrong"), "a name"),
        (("--reason", "x"), "would stay so"),
    ],
)
def test_what_cannot_be_corrected(lab: Lab, arguments: tuple[str, ...], says: str) -> None:
    """A correction to what the study does not have, without a reason or to the same changes nothing."""
    before = lab.tree()
    said = lab.say("enrol", "--participant", "KD001", "--correct", *arguments)
    assert 1 == said.code
    assert says in said.err
    assert before == lab.tree()


def test_a_rehearsal_does_not_stand_in_the_way_of_a_correction(lab: Lab) -> None:
    """Only a session of the study makes arm and language final."""
    assert 0 == lab.simulate().code
    correction = ("enrol", "--participant", "KD001", "--correct", "--arm", "control", "--reason", "wrong line")
    assert 0 == lab.say(*correction).code


_SESSION = ("run", "--participant", "KD001", "--visit", "baseline", "--operator", "AB")
_LEAVES = ("enrol", "--participant", "kd001", "--withdraw", "--reason", "own wish")


def test_who_leaves_keeps_what_was_recorded(lab: Lab) -> None:
    """A withdrawal says that nothing is deleted."""
    said = lab.say(*_LEAVES)
    assert (0, "KD001 is withdrawn; what was recorded stays\n") == (said.code, said.out)


@pytest.mark.parametrize(
    "line", [_SESSION, (*_SESSION, "--resume"), _LEAVES, ("enrol", "--participant", "KD001", *PATIENT)]
)
def test_who_has_left_takes_part_no_more(lab: Lab, line: tuple[str, ...]) -> None:
    """No session of the study, resumed or not, no second withdrawal and no second enrolment."""
    review(lab.study)
    lab.say(*_LEAVES)
    assert "was withdrawn on" in lab.say(*line).err


def test_a_withdrawal_by_mistake_is_taken_back(lab: Lab) -> None:
    """Whoever is reinstated is enrolled as before, may have their session, and both changes are kept."""
    review(lab.study)
    before = enrolment(lab)
    lab.say(*_LEAVES)
    assert 0 == lab.say("enrol", "--participant", "KD001", "--reinstate", "--reason", "wrong ID").code
    now = enrolment(lab)
    assert ["withdrawn", "reinstated"] == [change["change"] for change in now["history"]]  # type: ignore[attr-defined]
    assert {**before, "history": None} == {**now, "history": None}
    assert "there is no display" in lab.say(*_SESSION).err


@pytest.mark.parametrize(
    "typed",
    [
        ("plan", "--visit", "day7"),
        ("plan", "--visit", "day7", "--json"),
        ("plan", "--visit", "baseline", "--arm", "control"),
        ("simulate", "--visit", "day7", "--arm", "patient"),
    ],
)
def test_that_somebody_has_left_is_said_where_nothing_is_refused(lab: Lab, typed: tuple[str, ...]) -> None:
    """A plan, or a simulation, of somebody who was withdrawn goes on, and says so."""
    assert "" == lab.say(*typed, "--participant", "KD001").err
    assert 0 == lab.say("enrol", "--participant", "KD001", "--withdraw", "--reason", "own wish").code
    again = ("--new-run", "--reason", "to see") if typed[0] == "simulate" else ()
    said = lab.say(*typed, "--participant", "KD001", *again)
    day = datetime.now(timezone.utc).date().isoformat()
    assert (0, Advice.IS_WITHDRAWN.say(participant_id="KD001", day=day, why="own wish")) == (
        said.code,
        said.err.strip(),
    )


@pytest.mark.parametrize("change", [("--withdraw",), ("--correct", "--arm", "control")])
def test_nobody_is_changed_in_the_midst_of_a_session(lab: Lab, change: tuple[str, ...]) -> None:
    """While a participant's session runs, their enrolment is not changed."""
    with locked(Disk(), SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.STUDY)):
        said = lab.say("enrol", "--participant", "KD001", *change, "--reason", "own wish")
    assert Reason.SESSION_RUNNING.say(session="a session of KD001") == said.err.strip()
    assert [] == enrolment(lab)["history"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("--withdraw", "--arm", "patient", "--reason", "x"),
        ("--reinstate", "--new", "--reason", "x"),
        ("--correct", "--new", "--reason", "x"),
        (*PATIENT, "--reason", "x"),
        ("--withdraw", "--reinstate", "--reason", "x"),
        ("--arm", "patient"),
    ],
)
def test_what_does_not_go_together(lab: Lab, arguments: tuple[str, ...]) -> None:
    """A flag that a change has no use for is wrong usage, not passed over."""
    before = lab.tree()
    said = lab.say("enrol", "--participant", "KD001", *arguments)
    assert (2, "") == (said.code, said.out)
    assert before == lab.tree()


def test_places_that_stand_twice_are_said(lab: Lab) -> None:
    """When the enrolments of two computers are put together, the next enrolment says who shares a place."""
    other = lab.folder / "other"
    for who in ("QX101", "QX102"):
        assert 0 == lab.say("enrol", "--participant", who, *PATIENT, "--data", str(other)).code
    assert "" == lab.say("enrol", "--participant", "KD002", *PATIENT).err
    shutil.copytree(other / "participants", lab.data / "participants", dirs_exist_ok=True)
    said = lab.say("enrol", "--participant", "KD003", *PATIENT)
    pairs = ("KD001 and QX101", "KD002 and QX102")
    assert (0, [Advice.PLACES_TWICE.say(participants=pair) for pair in pairs]) == (said.code, said.err.splitlines())
    assert 2 == enrolment(lab, "KD003")["place_in_arm"]


def test_sites_draw_apart(lab: Lab) -> None:
    """In a study with sites, two computers that enrol at two sites share no place when they are put together."""
    lab.edit("study.yaml", "arms:", "sites: [paris, lyon]\narms:")
    for number, (site, folder) in enumerate([("paris", "a"), ("paris", "a"), ("lyon", "b"), ("lyon", "b")]):
        where = ("--site", site, "--data", str(lab.folder / folder))
        assert (
            0 == lab.say("enrol", "--participant", f"{'PL'[site == 'lyon']}X{number}00", *PATIENT, *where, "--new").code
        )
    shutil.copytree(lab.folder / "b" / "participants", lab.folder / "a" / "participants", dirs_exist_ok=True)
    said = lab.say("enrol", "--participant", "QQ555", *PATIENT, "--site", "lyon", "--data", str(lab.folder / "a"))
    assert (0, "") == (said.code, said.err)
    read = json.loads((lab.folder / "a" / "participants" / "QQ555.json").read_bytes())
    assert ("lyon", 2) == (read["site"], read["place_in_arm"])


def test_a_rehearsal_in_a_study_with_sites_needs_none(lab: Lab) -> None:
    """Whoever rehearses under an ID that is not enrolled is not asked for a site."""
    lab.edit("study.yaml", "arms:", "sites: [paris, lyon]\narms:")
    session = ("--participant", "XX001", "--arm", "control", "--visit", "baseline")
    assert 0 == lab.say("simulate", *session).code


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b'{"participant_id": "KD009"}'])
def test_a_damaged_enrolment_of_another_stops_nobody(lab: Lab, content: bytes) -> None:
    """Others are enrolled, into places that are surely free; the file is named; the participant's own is refused."""
    (lab.data / "participants" / "KD001.json").write_bytes(content)
    said = lab.say("enrol", "--participant", "KD002", *PATIENT)
    assert (0, Advice.ENROLMENTS_UNREADABLE.say(files="KD001.json")) == (said.code, said.err.strip())
    assert 0 == lab.say("enrol", "--participant", "KD003", *PATIENT).code
    assert [1, 2] == [enrolment(lab, who)["place_in_arm"] for who in ("KD002", "KD003")]
    said = lab.say("enrol", "--participant", "KD001", *PATIENT)
    assert 1 == said.code
    assert "KD001.json has been damaged" in said.err
    assert 0 == lab.say("plan", "--participant", "KD002", "--visit", "baseline").code


STRAY = [
    "._KD001.json", "KD001-LABPC2.json", "KD001 (1).json", "KD001.sync-conflict-20261125-101010-ABCDEFG.json",
    "KD001.json.tmp", "KD001.json~", ".KD001.json.swp", "desktop.ini", ".DS_Store", "Thumbs.db", "~$KD001.json",
    ".~lock.KD001.json#", "KD001.JSON", "Icon\r",
]  # fmt: skip


@pytest.mark.parametrize("name", STRAY)
def test_what_is_no_enrolment_by_name_is_left_alone(lab: Lab, name: str) -> None:
    """A copy or leftover beside the enrolments is not read: people are enrolled, found and simulated as before."""
    if WINDOWS and name in ("KD001.JSON", "Icon\r"):
        pytest.skip("on Windows the first is the enrolment itself, and the second cannot be")
    content = (lab.data / "participants" / "KD001.json").read_bytes()
    for stray in (b"\x00", content):
        (lab.data / "participants" / name).write_bytes(stray)
        assert 0 == lab.say("plan", "--participant", "KD001", "--visit", "baseline").code
    said = lab.say("enrol", "--participant", "KD002", *PATIENT)
    assert (0, "") == (said.code, said.err)
    assert 1 == enrolment(lab, "KD002")["place_in_arm"]
    assert content == (lab.data / "participants" / name).read_bytes()


def test_an_enrolment_of_a_newer_version(lab: Lab) -> None:
    """Of another's enrolment only the place is wanted; one's own says which version wrote it."""
    file = lab.data / "participants" / "KD001.json"
    newer = {**enrolment(lab), "written_by": "belief-update 9.0, revision abc", "anchors": {}}
    file.write_text(json.dumps(newer), encoding="utf-8", newline="\n")
    said = lab.say("enrol", "--participant", "KD002", *PATIENT)
    assert 0 == said.code
    assert "" == said.err
    assert 1 == enrolment(lab, "KD002")["place_in_arm"]
    assert "belief-update 9.0" in lab.say("plan", "--participant", "KD001", "--visit", "baseline").err


def test_a_new_folder_is_not_offered_for_nothing(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where another folder is named as a way out, it is said what that costs."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Disk, "lock", refuse)
    said = lab.say("enrol", "--participant", "KD002", *PATIENT)
    assert "the draw of lists begins anew" in said.err


@pytest.mark.parametrize("how", [(), ("--resume",), ("--new-run", "--reason", "fire alarm")])
def test_a_sheet_that_is_missing(lab: Lab, how: tuple[str, ...]) -> None:
    """However a session is started whose run has lost its sheet, that is what is said: no remedy leads to another."""
    assert 0 == lab.simulate().code
    session = SessionFiles(lab.data, "KD001", "baseline", "beliefupdate", SessionKind.SIMULATED)
    remove(session.run(1).sheet)
    facts = {"file": session.run(1).sheet.name, "folder": session.folder}
    assert Reason.SHEET_MISSING.say(session="KD001 at baseline", **facts) == lab.simulate(*how).err.strip()


@pytest.mark.parametrize("how", [("--resume",), ("--new-run", "--reason", "fire alarm")])
def test_nobody_is_enrolled_for_a_rehearsal(lab: Lab, how: tuple[str, ...]) -> None:
    """Where a rehearsal knows nobody of an ID, no line is shown that would use up a place of the draw."""
    session = ("--participant", "QX777", "--visit", "baseline")
    lines = [("run", "--kind", "test", *how), ("simulate", "--arm", "patient", *how), ("plan", "--kind", "test")]
    for verb, *options in lines:
        said = lab.say(verb, *session, *options)
        assert 1 == said.code
        assert "lab.py enrol" not in said.err
        assert "QX777 is neither enrolled" in said.err


def test_a_correction_of_somebody_who_left(lab: Lab) -> None:
    """What was corrected is said, and that they are withdrawn."""
    assert 0 == lab.say("enrol", "--participant", "KD001", "--withdraw", "--reason", "moved away").code
    said = lab.say("enrol", "--participant", "KD001", "--correct", "--language", "en", "--reason", "wrong line")
    assert "KD001 is now down as patient, in en, lists main, and is still withdrawn\n" == said.out


def test_a_full_disk_is_said_before_anything_is_written(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """What to do is to make room; no line of the ledger tells of an enrolment that is not there."""
    before = {path: path.read_bytes() for path in lab.data.rglob("*") if path.is_file()}
    monkeypatch.setattr(Disk, "free_bytes", lambda *_: 300_000)
    said = lab.say("enrol", "--participant", "KD002", "--arm", "patient", "--language", "fr")
    assert Reason.DISK_NEARLY_FULL.say(free_mb=0, data=lab.data, needed_mb=1) + "\n" == said.err
    assert before == {path: path.read_bytes() for path in lab.data.rglob("*") if path.is_file()}


def test_a_place_that_another_program_keeps_is_said(lab: Lab) -> None:
    """Who enrols is the first to be told that the data folder is a synchroniser's."""
    (lab.data.parent / ".stfolder").mkdir()
    said = lab.say("enrol", "--participant", "KD002", *PATIENT)
    assert 0 == said.code
    assert Advice.DATA_SYNCHRONISED.say(data=lab.data, program="Syncthing") in said.err
