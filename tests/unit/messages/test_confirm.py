"""What the experimenter is asked: each question is provoked, on a terminal and without one."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from experiment.cli import main
from experiment.config.time_zone import wall_zone
from experiment.design.local_time import clock_of
from experiment.messages import Confirm, Reason, Refusal
from experiment.messages.accepting import always, never
from experiment.record.request import Request
from experiment.screen.open_stage import DisplayChoice
from experiment.verbs.asking import answer_to, confirmed, words_for
from experiment.verbs.typed import reason
from tests.instruments.earlier_session import put_earlier_session
from tests.instruments.small_study import review
from tests.instruments.study_session import change_study, study_session
from tests.instruments.terminal import sit_down
from tests.instruments.timed_study import with_anchors
from tests.instruments.typed_lab import Lab, Said

_RUN = ("run", "--participant", "KD001", "--visit", "baseline", "--operator", "AB")
_DAY7 = ("run", "--participant", "KD001", "--visit", "day7", "--operator", "AB", "--visit-reason", "scheduling")
_LATER = "2099-12-31T10:00:00+00:00"
_LATER_SAID = clock_of(datetime.fromisoformat(_LATER), wall_zone(None))


Case = tuple[Callable[[], Said], str, dict[str, object]]
"""What is typed; the flag that confirms it, or what helps where none does; the facts, ``...`` for the clock's."""


def reviewed(lab: Lab) -> None:
    review(lab.study)


def clock_before_enrolment(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    reviewed(lab)
    file = lab.data / "participants" / "KD001.json"
    said = lab.say("plan", "--participant", "KD001", "--visit", "baseline")
    assert 0 == said.code
    text = file.read_text(encoding="utf-8")
    before, _, after = text.partition('"enrolled_utc": "')
    file.write_text(f'{before}"enrolled_utc": "{_LATER}{after[after.index(chr(34)) :]}', encoding="utf-8", newline="\n")
    (lab.data / "ledger.jsonl").unlink()  # by which the enrolment would be known to have been edited
    facts = {"now": ..., "participant_id": "KD001", "enrolled": _LATER_SAID}
    return lambda: lab.say(*_RUN), "--accept-clock", facts


def clock_before_release(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    reviewed(lab)
    patch.setattr("experiment.verbs.clock.RELEASED", "2099-12-31")
    return lambda: lab.say(*_RUN), "--accept-clock", {"now": ..., "released": "2099-12-31"}


def earlier_session(lab: Lab, text_scale: float, started_utc: str) -> None:
    """KD001 has been here for the baseline."""
    reviewed(lab)
    assert 0 == lab.simulate().code
    (simulated,) = lab.folder.glob("data-rehearsals/**/*_session.json")
    put_earlier_session(lab.data, simulated, text_scale, started_utc)
    (lab.data / "ledger.jsonl").unlink()  # which knows nothing of that session


def clock_before_last_session(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    earlier_session(lab, 1.0, _LATER)
    facts = {"now": ..., "participant_id": "KD001", "began": _LATER_SAID}
    return lambda: lab.say(*_DAY7), "--accept-clock", facts


def larger_type_than_before(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    earlier_session(lab, 1.3, "2026-11-24T10:00:00+00:00")
    facts: dict[str, object] = {"participant_id": "KD001", "earlier": "1.3", "now": "1.5"}
    return lambda: lab.say(*_DAY7, "--text-scale", "1.5"), "--accept-text-scale", facts


def a_reason_that_names(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    named = "Mme Dupont fell asleep"
    facts: dict[str, object] = {"reason": named, "what": "a name"}
    return lambda: lab.simulate("--new-run", "--reason", named), "--accept-words", facts


def nearly_enrolled(lab: Lab, _patch: pytest.MonkeyPatch) -> Case:
    new = ("enrol", "--participant", "KD010", "--arm", "control", "--language", "fr")
    return lambda: lab.say(*new), "--new", {"participant_id": "KD010", "near": "KD001"}


def anchor(lab: Lab, patch: pytest.MonkeyPatch, name: str, at: str, now: str = "2026-11-26T19:00+01:00") -> Said:
    """Enter when an infusion was over; the clock on the wall shows another time, or 19:00 on 26 November."""
    patch.setattr("experiment.verbs.anchor.now", lambda: datetime.fromisoformat(now))
    return lab.say("anchor", "--participant", "KD001", "--name", name, "--at", at)


def anchor_on_another_day(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    with_anchors(lab.study)
    facts: dict[str, object] = {"name": "infusion1_end", "participant_id": "KD001"}
    facts |= {"day": "2026-11-25", "today": "2026-11-26"}
    return lambda: anchor(lab, patch, "infusion1_end", "2026-11-25 14:05"), "--accept-time", facts


def anchor_out_of_order(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    with_anchors(lab.study)
    study_session(lab.study, lab.data)  # on 23 November, one o'clock in the morning
    facts: dict[str, object] = {"name": "infusion1_end", "participant_id": "KD001", "at": "2026-11-23 00:30"}
    facts |= {"other": "baseline_start", "order": "before", "when": "2026-11-23 01:00"}
    now = "2026-11-23T02:00+01:00"
    return lambda: anchor(lab, patch, "infusion1_end", "00:30", now), "--accept-time", facts


def anchor_before_visit(lab: Lab, patch: pytest.MonkeyPatch) -> Case:
    with_anchors(lab.study)
    facts: dict[str, object] = {"name": "infusion1_end", "participant_id": "KD001"}
    facts |= {"at": "2026-11-26 14:05", "visit": "baseline"}
    return lambda: anchor(lab, patch, "infusion1_end", "14:05"), "--accept-time", facts


PROVOCATIONS: dict[Confirm, Callable[[Lab, pytest.MonkeyPatch], Case]] = {
    Confirm.CLOCK_BEFORE_ENROLMENT: clock_before_enrolment,
    Confirm.CLOCK_BEFORE_RELEASE: clock_before_release,
    Confirm.CLOCK_BEFORE_LAST_SESSION: clock_before_last_session,
    Confirm.ANCHOR_ON_ANOTHER_DAY: anchor_on_another_day,
    Confirm.ANCHOR_OUT_OF_ORDER: anchor_out_of_order,
    Confirm.ANCHOR_BEFORE_VISIT: anchor_before_visit,
    Confirm.TEXT_SCALE_CHANGES: larger_type_than_before,
    Confirm.REASON_LOOKS_PERSONAL: a_reason_that_names,
    Confirm.NEARLY_ENROLLED: nearly_enrolled,
}


def fits(question: Confirm, facts: dict[str, object], line: str) -> bool:
    """Whether a line is the question's refusal with these facts."""
    filled = question.say(**{name: "¤" if fact is ... else fact for name, fact in facts.items()})
    return all(part in line for part in filled.split("¤"))


@pytest.mark.parametrize("question", PROVOCATIONS, ids=str)
def test_without_a_terminal_the_flag_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, question: Confirm
) -> None:
    """Where nobody can answer, the command says no with the question's message, which names the flag."""
    monkeypatch.delenv("DISPLAY", raising=False)
    say, flag, facts = PROVOCATIONS[question](Lab(tmp_path, capsys), monkeypatch)
    said = say()
    assert (1, "") == (said.code, said.out)
    assert fits(question, facts, said.err.splitlines()[-1])
    assert flag in said.err.splitlines()[-1]


def test_every_question_is_provoked() -> None:
    """A question that nothing here provokes is one too many, or a provocation too few."""
    assert set(Confirm) == set(PROVOCATIONS)


_FACTS: dict[str, object] = {"now": "2020-01-01 00:00 UTC", "released": "2026-11-23"}


@pytest.mark.parametrize("yes", ["y", "Y", "yes", " oui "])
def test_yes_on_a_terminal_goes_on(monkeypatch: pytest.MonkeyPatch, yes: str) -> None:
    """Somebody at a terminal is asked once, in a line that ends with the question, and yes goes on."""
    screen = sit_down(monkeypatch, yes)
    confirmed(Confirm.CLOCK_BEFORE_RELEASE, by_flag=never, **_FACTS)
    assert screen.getvalue().endswith("Is the clock right? [y/n] ")
    assert 1 == screen.getvalue().count("[y/n]")


@pytest.mark.parametrize("typed", [("n",), ("non",), ("", "", ""), ("2026", "", "y e s", "y"), ()])
def test_anything_else_is_no(monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]) -> None:
    """No, three lines that are neither yes nor no, and a terminal that has gone away refuse, each saying what to do."""
    sit_down(monkeypatch, *typed)
    with pytest.raises(Refusal) as refused:
        confirmed(Confirm.CLOCK_BEFORE_RELEASE, by_flag=never, **_FACTS)
    assert Confirm.CLOCK_BEFORE_RELEASE == refused.value.reason
    assert "--accept-clock" in str(refused.value)


def test_an_answer_after_a_slip(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line that is neither yes nor no is asked again."""
    screen = sit_down(monkeypatch, "", "yy", "n", "y")
    assert answer_to(Confirm.CLOCK_BEFORE_RELEASE, **_FACTS) is False
    assert 3 == screen.getvalue().count("[y/n]")


def test_nobody_is_asked_what_a_flag_has_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the flag nothing is asked, on a terminal or without one."""
    screen = sit_down(monkeypatch)
    confirmed(Confirm.CLOCK_BEFORE_RELEASE, by_flag=always, **_FACTS)
    assert "" == screen.getvalue()


def test_nobody_is_asked_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command in a script is not asked, and does not wait, even if lines are piped into it."""
    monkeypatch.setattr(sys, "stdin", io.StringIO("y\n"))
    assert answer_to(Confirm.CLOCK_BEFORE_RELEASE, **_FACTS) is None


class Opened(Exception):
    """The stage would be opened now."""


def opened_with(lab: Lab, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> DisplayChoice:
    """Start a study session up to the opening of its window, and say with what it would be opened."""

    @contextmanager
    def open_stage(choice: DisplayChoice, *_: object) -> Iterator[None]:
        raise Opened(choice)
        yield

    monkeypatch.setattr("experiment.verbs.run.open_stage", open_stage)
    monkeypatch.setattr("experiment.verbs.run.check_usable", lambda: None)
    with pytest.raises(Opened) as opened:
        lab.say(*_DAY7, *arguments)
    choice = opened.value.args[0]
    assert isinstance(choice, DisplayChoice)
    return choice


@pytest.mark.parametrize(
    ("arguments", "size"),
    [((), 1.3), (("--text-scale", "1.3"), 1.3), (("--text-scale", "1.5", "--accept-text-scale"), 1.5)],
)
def test_the_size_of_type_stays(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    size: float,
) -> None:
    """Without a word type is as large as in the participant's last session; another size needs its flag."""
    lab = Lab(tmp_path, capsys)
    earlier_session(lab, 1.3, "2026-11-24T10:00:00+00:00")
    assert size == opened_with(lab, monkeypatch, *arguments).text_scale


def test_an_enrolment_without_its_moment(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """An enrolment that does not say when it was made is damaged, in a sentence."""
    lab = Lab(tmp_path, capsys)
    reviewed(lab)
    file = lab.data / "participants" / "KD001.json"
    enrolment = json.loads(file.read_text(encoding="utf-8"))
    file.write_text(json.dumps({**enrolment, "enrolled_utc": "yesterday"}), encoding="utf-8", newline="\n")
    said = lab.say(*_RUN)
    assert 1 == said.code
    assert "KD001.json" in said.err.splitlines()[-1]


_CHANGED: dict[str, object] = {"study": "small", "when": "then", "earlier": "0123456789ab", "hash": "ba9876543210"}


def test_a_reason_is_asked_for_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody at a terminal reads what is the case, and what they type is the reason."""
    screen = sit_down(monkeypatch, "  a typing error in an event ")
    assert "a typing error in an event" == words_for(Reason.STUDY_FILES_CHANGED, reason, **_CHANGED)
    assert screen.getvalue().startswith("The files of the study “small” have changed since its last session (then)")
    assert screen.getvalue().endswith("say why in a few words that name nobody; Enter alone stops: ")


def test_a_reason_that_cannot_be_read_is_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is too long is refused as on the command line, and the next one counts."""
    screen = sit_down(monkeypatch, "x" * 201, "an event was exchanged")
    assert "an event was exchanged" == words_for(Reason.STUDY_FILES_CHANGED, reason, **_CHANGED)
    assert "201 characters are too many" in screen.getvalue()


@pytest.mark.parametrize("typed", [("",), (), ("x" * 201,) * 3])
def test_who_says_no_reason_gives_none(monkeypatch: pytest.MonkeyPatch, typed: tuple[str, ...]) -> None:
    """Enter alone, a terminal that has gone away, and three reasons that cannot be read."""
    sit_down(monkeypatch, *typed)
    assert words_for(Reason.STUDY_FILES_CHANGED, reason, **_CHANGED) is None


def test_nobody_is_asked_for_a_reason_without_a_terminal() -> None:
    """The command then says no, and names the option."""
    assert words_for(Reason.STUDY_FILES_CHANGED, reason, **_CHANGED) is None


@pytest.mark.parametrize(("typed", "flags"), [(("a new rate",), ()), ((), ("--study-changed", "a new rate"))])
def test_a_session_of_a_changed_study_keeps_the_reason(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
    flags: tuple[str, ...],
) -> None:
    """Typed on the terminal or given with the command, the reason reaches the session."""
    lab = Lab(tmp_path, capsys)
    reviewed(lab)
    study_session(lab.study, lab.data)
    change_study(lab.study, "seed: 7", "seed: 8")
    given: list[Request] = []

    def conducted(_study: object, request: Request, *_stage: object, **_more: object) -> None:
        given.append(request)
        raise Refusal(Reason.NO_DISPLAY)

    monkeypatch.setattr("experiment.verbs.run.conduct", conducted)
    sit_down(monkeypatch, *typed)
    main([*_DAY7, *flags, "--study", str(lab.study), "--data", str(lab.data)])
    assert ["a new rate"] == [request.study_change_reason for request in given]
