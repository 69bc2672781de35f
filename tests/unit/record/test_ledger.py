"""The ledger: a line for whatever begins and ends, chained, and put down by one process at a time."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.config.load import load_study
from experiment.format.ledger import RunEnded, code_meant, ledger_id, line_text, merged, read_ledger, sealed
from experiment.format.run_files import place_of
from experiment.format.vocabulary import SessionKind, SessionStatus
from experiment.messages import Advice
from experiment.record import participants
from experiment.record.ledger import first_line
from experiment.record.storage import Disk
from tests.instruments.leaves import Leaves
from tests.instruments.removing import remove
from tests.instruments.small_study import PROJECT
from tests.instruments.typed_lab import STEM, Lab
from tests.instruments.watched_sessions import Witness, run

ADVICE = {
    Advice.LEDGER_DAMAGED,
    Advice.LEDGER_MISSING,
    Advice.LEDGER_NOT_WRITTEN,
    Advice.LEDGER_FORBIDDEN,
    Advice.LEDGER_AWAY,
}
"""The last two in tests/unit/record/test_out_of_reach.py."""


def events(ledger: Path) -> list[str]:
    return [json.loads(line)["event"] for line in ledger.read_bytes().splitlines()]


def test_what_begins_and_ends_is_entered(lab: Lab) -> None:
    """An enrolment, a correction, a run and its end each have a line, in their order."""
    lab.say("enrol", "--participant", "KD001", "--correct", "--language", "en", "--reason", "mistyped")
    assert ["ledger_begun", "enrolled", "enrolment_changed"] == events(lab.data / "ledger.jsonl")
    assert 0 == lab.simulate().code
    assert ["ledger_begun", "run_begun", "run_ended"] == events(lab.simulated / "ledger.jsonl")


def test_a_ledger_lists_what_was_there_before_it_and_not_what_begins(lab: Lab) -> None:
    """The first line names no run where the first run begins the ledger; where one was there already, that."""
    assert 0 == lab.simulate().code
    file = lab.simulated / "ledger.jsonl"
    first = json.loads(file.read_bytes().splitlines()[0])
    remove(file)
    assert 0 == lab.simulate("--new-run", "--reason", "again").code
    anew = json.loads(file.read_bytes().splitlines()[0])
    assert [] == first["runs"]
    assert [f"{STEM}1"] == anew["runs"]


def test_no_two_ledgers_begin_alike(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two computers that begin in one millisecond have two ledgers, whose lines are not taken for one another's."""
    monkeypatch.setattr("experiment.record.ledger.utc_now", lambda: "2026-11-26T08:00:00.000+00:00")
    contents = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        contents.append(line_text(first_line(Disk(), tmp_path / name)))
    assert 2 == len({ledger_id(content) for content in contents})
    assert 2 == len(merged([read_ledger(content) for content in contents]).lines)


def test_the_seal_is_that_of_the_run(lab: Lab) -> None:
    """The code on paper finds its session, whatever letters are small and whatever stands between them."""
    lab.run("--participant-mode", "scripted")
    assert 0 == lab.simulate().code
    ended = read_ledger((lab.simulated / "ledger.jsonl").read_bytes()).lines[-1]
    seal = ended.seal  # type: ignore[union-attr]
    for typed in (seal, seal.lower(), seal.replace("-", " "), seal.replace("0", "O").replace("1", "l")):
        said = lab.say_just("verify", "--seal", typed, "--data", str(lab.simulated))
        assert 0 == said.code
        assert said.out.splitlines()[-1].startswith(f"{seal}: KD001 at baseline, run 1")


def test_what_the_code_shows_is_said_of_its_participant_alone(lab: Lab) -> None:
    """Whatever has become of another's files, the code of a session speaks for its own participant, and says so."""
    assert 0 == lab.simulate().code
    other = ("--participant", "KD002", "--arm", "patient", "--visit", "baseline", "--participant-mode", "scripted")
    assert 0 == lab.say("simulate", *other).code
    seal = read_ledger((lab.simulated / "ledger.jsonl").read_bytes()).lines[-1].seal  # type: ignore[union-attr]
    sheet = next(lab.simulated.glob("sub-KD001/ses-*/*_session.json"))
    sheet.chmod(0o600)
    sheet.write_bytes(sheet.read_bytes() + b" ")
    said = lab.say_just("verify", "kd002", "--seal", seal, "--data", str(lab.simulated)).out.splitlines()
    assert "everything of KD002 is as it was recorded; the files of others were not looked at" in said
    assert "everything is as it was recorded" not in said


def test_the_seal_of_a_rehearsal_is_found_beside_the_study(lab: Lab) -> None:
    """A code that somebody has noted at a rehearsal is no sign that the study's data were changed."""
    assert 0 == lab.simulate().code
    seal = read_ledger((lab.simulated / "ledger.jsonl").read_bytes()).lines[-1].seal  # type: ignore[union-attr]
    said = lab.say_just("verify", "--seal", seal, "--data", str(lab.data))
    first = f"{seal}: KD001 at baseline, run 1 (a rehearsal), ended"
    assert 0 == said.code
    assert said.out.splitlines()[-1].startswith(first)


def test_the_first_code_of_a_session_that_was_resumed_says_so(lab: Lab) -> None:
    """The code of an early end still finds the session, and names the code that it ended with."""
    study, data = load_study(lab.study), lab.folder / "two ends" / "data"
    participants.enrol(Disk(), data, study.file, "KD001", "patient", "fr")
    early = run(study, data, Disk(), Witness(), participant=Leaves())
    place = str(place_of(data, SessionKind.TEST))
    assert (
        "nothing of it has been changed since" in lab.say_just("verify", "--seal", str(early.seal), "--data", place).out
    )
    late = run(study, data, Disk(), Witness(), resume=True)
    said = lab.say_just("verify", "--seal", str(early.seal), "--data", place)
    assert 0 == said.code
    assert said.out.rstrip().endswith(f"with the code {late.seal}")


def test_a_ledger_that_was_written_anew_is_found_by_the_code(lab: Lab) -> None:
    """Somebody who takes a line out and makes the chain whole again makes another code."""
    assert 0 == lab.simulate().code
    assert 0 == lab.simulate("--new-run", "--reason", "again").code
    file = lab.simulated / "ledger.jsonl"
    seal = read_ledger(file.read_bytes()).lines[-1].seal  # type: ignore[union-attr]
    lines = [json.loads(line) for line in file.read_bytes().splitlines()]
    file.write_bytes(forged(lines[:1] + lines[3:]))
    assert () == read_ledger(file.read_bytes()).faults
    assert 1 == lab.say_just("verify", "--seal", seal, "--data", str(lab.simulated)).code


def forged(lines: list[dict[str, object]]) -> bytes:
    """Make a chain of lines that were taken from another, as somebody would who knows how it is made."""
    import hashlib

    content, before = b"", "0" * 64
    for number, line in enumerate(lines, start=1):
        line |= {"n": number, "before": before}
        if line["event"] == "run_ended":
            line["seal"] = sealed(RunEnded.model_validate(line)).seal
        text = json.dumps(line, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
        content, before = content + text, hashlib.sha256(text).hexdigest()
    return content


ENDED = RunEnded(
    n=3,
    utc="2026-11-23T09:00:00.000+00:00",
    before="0" * 64,
    participant_id="KD001",
    visit="baseline",
    task="beliefupdate",
    run=1,
    status=SessionStatus.COMPLETE,
    sums_sha256="1" * 64,
    seal="",
)


@given(st.text("0123456789abcdef", min_size=64, max_size=64), st.text("0123456789abcdef", min_size=64, max_size=64))
def test_a_code_is_read_back(before: str, sums: str) -> None:
    """Every code can be typed from paper."""
    code = sealed(ENDED.model_copy(update={"before": before, "sums_sha256": sums})).seal
    assert code == code_meant(code.lower())


@pytest.mark.parametrize("name", sorted(set(RunEnded.model_fields) - {"seal", "event"}))
def test_a_code_stands_for_all_that_its_line_says(name: str) -> None:
    """Whatever is changed in the line of an ended run, its code is another one."""
    others: dict[str, object] = {"n": 4, "run": 2, "status": SessionStatus.ABORTED}
    other = ENDED.model_copy(update={name: others.get(name, "other")})
    assert sealed(ENDED).seal != sealed(other).seal


@pytest.mark.parametrize("typed", ["", "K7QX-2M9", "K7QX-2M9PP", "K7QX-2M9U", "K7QX 2M9é"])
def test_what_is_no_code(typed: str) -> None:
    """Too short, too long, or with a letter that no code has."""
    assert code_meant(typed) is None


def test_eight_processes_enter_at_once(lab: Lab) -> None:
    """Each has a line of its own, and the chain is whole."""
    code = "; ".join(
        [
            "import sys",
            "from pathlib import Path",
            "from experiment.format.ledger import EnrolmentEntered",
            "from experiment.record.ledger import enter",
            "from experiment.record.storage import Disk",
            "make = lambda due: EnrolmentEntered(n=due.n, utc='', before=due.before, participant_id='X', sha256='')",
            "[enter(Disk(), Path(sys.argv[1]), make) for _ in range(5)]",
        ]
    )
    line = [sys.executable, "-c", code, str(lab.data)]
    processes = [subprocess.Popen(line, cwd=PROJECT) for _ in range(8)]
    assert [0] * 8 == [process.wait(120) for process in processes]
    found = read_ledger((lab.data / "ledger.jsonl").read_bytes())
    assert ((), 2 + 40) == (found.faults, len(found.lines))


def test_a_line_that_was_cut_short_is_taken_off(lab: Lab) -> None:
    """What a crash leaves of a line was never built on: the next line follows the one before it."""
    file = lab.data / "ledger.jsonl"
    file.write_bytes(file.read_bytes() + b'{"n":3,"utc":"2026')
    lab.say("enrol", "--participant", "KD001", "--correct", "--language", "en", "--reason", "mistyped")
    assert ((), 3) == (read_ledger(file.read_bytes()).faults, len(events(file)))


def changed(lab: Lab) -> tuple[Advice, dict[str, object]]:
    file = lab.simulated / "ledger.jsonl"
    assert 0 == lab.simulate().code
    file.write_bytes(file.read_bytes().replace(b'"kind":"simulated"', b'"kind":"demo"'))
    what = "line 3 does not follow the one before it, which was changed, or one is gone"
    return Advice.LEDGER_DAMAGED, {"file": file, "what": what}


def lost(lab: Lab) -> tuple[Advice, dict[str, object]]:
    assert 0 == lab.simulate().code
    remove(lab.simulated / "ledger.jsonl")
    return Advice.LEDGER_MISSING, {"file": lab.simulated / "ledger.jsonl"}


def a_folder_in_its_place(lab: Lab) -> tuple[Advice, dict[str, object]]:
    file = lab.simulated / "ledger.jsonl"
    file.mkdir(parents=True)
    return Advice.LEDGER_NOT_WRITTEN, {"file": file, "error": "Is a directory"}


@pytest.mark.parametrize("case", [changed, lost, a_folder_in_its_place])
def test_no_ledger_keeps_anybody_from_a_session(
    lab: Lab, case: Callable[[Lab], tuple[Advice, dict[str, object]]]
) -> None:
    """A session goes on without a ledger that can be relied on, and the experimenter is told."""
    advice, facts = case(lab)
    new = ("--new-run", "--reason", "again") if case is not a_folder_in_its_place else ()
    said = lab.simulate(*new)
    assert 0 == said.code, said.err
    assert advice.say(**facts) in said.err.splitlines()


@pytest.mark.parametrize("what", ["missing", "unknown"])
def test_a_difference_is_accepted_once(lab: Lab, what: str) -> None:
    """With --accept-ledger a session goes on although a run is missing or unknown; the ledger tells of it, and nobody
    is asked again.
    """
    assert 0 == lab.simulate().code
    there = lab.simulated / "sub-KD001" / "ses-baseline"
    if what == "missing":
        there.rename(lab.folder / "aside")
    else:
        day7 = there.with_name("ses-day7")
        there.rename(day7)
        for file in day7.iterdir():
            file.rename(day7 / file.name.replace("baseline", "day7"))
    assert 1 == lab.simulate().code
    assert 0 == lab.simulate("--accept-ledger").code
    accepted = [json.loads(line) for line in (lab.simulated / "ledger.jsonl").read_bytes().splitlines()]
    assert what in {line["what"] for line in accepted if line["event"] == "difference_accepted"}
    assert 0 == lab.simulate("--new-run", "--reason", "again").code
