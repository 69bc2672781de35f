"""What the experimenter decides before a session, and the command that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum

from experiment.config.characters import first_unseen
from experiment.config.code_pattern import example_of
from experiment.design.window_words import in_words
from experiment.format.enrolment import Enrolment
from experiment.format.privacy import Personal, looks_personal
from experiment.format.vocabulary import OutsideWindow, SessionKind, WindowReason
from experiment.launcher.acting import given
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.past_run import PastRun, past_run, planned_minutes
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Everywhere, Starting
from experiment.launcher.typed_words import amiss_with
from experiment.record import participants


class Outside(Enum):
    """Whether it is the time of the visit."""

    NO = "no"
    ASK = "ask"
    SHUT = "shut"


class Choice(Enum):
    """What is to become of a session that there is already."""

    FIRST = "first"
    RESUME = "resume"
    NEW_RUN = "new run"


class Words(Enum):
    """What may be asked for in words."""

    WHY_NOW = "why it takes place outside its time"
    WHY_NEW_RUN = "why it is done again"
    WHY_CHANGED = "why the study's files were changed"


@dataclass(frozen=True)
class StartState:
    """All that is known of a session before it begins.

    Parameters
    ----------
    about, about_new_run
        Arm, language and minutes, in words: of what is recommended, and of another run.
    time
        Whether it is the visit's time, in words.
    past
        The last run of the visit; ``None``: there is none.
    code_example
        An operator code as the study wants it.
    """

    participant_id: str
    visit: str
    about: str
    about_new_run: str
    outside: Outside
    time: str
    past: PastRun | None
    code_example: str

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be chosen, what is recommended first."""
        if self.past is None:
            return (Choice.FIRST,)
        return (Choice.RESUME, Choice.NEW_RUN) if self.past.can_go_on else (Choice.NEW_RUN,)


@dataclass(frozen=True)
class StartForm:
    """What has been typed and chosen; it stays whatever is wrong with it."""

    choice: Choice = Choice.FIRST
    operator: str = ""
    is_the_person: bool = False
    reason: WindowReason | None = None
    words: str = ""
    new_run_reason: str = ""
    study_change_reason: str = ""
    asks_why_changed: bool = False
    rehearsal: bool = False
    accepted: tuple[str, ...] = ()


def start_state(lab: Laboratory, participant_id: str, visit: str, say: Speaker) -> StartState:
    """Look at everything that a session of a visit hangs on.

    Raises
    ------
    Refusal
        If the enrolment or an earlier run cannot be read.
    """
    found = participants.find(lab.storage, lab.data, lab.study.file, participant_id)
    timing = lab.timing(participant_id, visit)
    words = say.together(in_words(timing, say.window_words))
    if timing.as_it_should_be:
        outside = Outside.NO
        time = say(Starting.IT_IS_TIME, words=words) if words else say(Starting.NO_TIME)
    else:
        outside = Outside.SHUT if timing.outside is OutsideWindow.REFUSE else Outside.ASK
        time = say(Starting.SHUT if outside is Outside.SHUT else Starting.NOT_TIME, words=words)
    minutes = planned_minutes(lab, found, visit)
    past = past_run(lab, participant_id, visit, minutes, say)
    return StartState(
        participant_id=found.participant_id,
        visit=visit,
        about=_about(found, minutes if past is None or not past.can_go_on else past.minutes_left, say),
        about_new_run=_about(found, minutes, say),
        outside=outside,
        time=time,
        past=past,
        code_example=example_of(lab.study.file.operator_code.pattern),
    )


def _about(found: Enrolment, minutes: int, say: Speaker) -> str:
    return say(Starting.ABOUT_SESSION, arm=found.arm, language=say.of_participants(found.language), minutes=minutes)


def what_is_missing(state: StartState, form: StartForm, say: Speaker) -> str:
    """Return what has to be typed or chosen before the session can start; nothing, if it can."""
    if first_unseen(form.operator):
        return say(Everywhere.WORDS_UNSEEN)
    if not form.operator.strip() and not form.rehearsal:
        return say(Starting.CODE_MISSING, example=state.code_example)
    if not form.is_the_person:
        return say(Starting.NOT_CONFIRMED, participant=state.participant_id)
    if form.rehearsal:
        return ""
    if asks_reason(state, form) and form.reason is None:
        return say(Starting.REASON_MISSING)
    if form.choice is Choice.NEW_RUN and not form.new_run_reason.strip():
        return say(Starting.WORDS_MISSING)
    return next((amiss for words in words_asked(state, form).values() if (amiss := amiss_with(words, say))), "")


def looks_like(state: StartState, form: StartForm) -> Personal | None:
    """Return what words that are asked for now look like, unless somebody has said that they name nobody."""
    if _ACCEPT_WORDS in form.accepted:
        return None
    return next((what for words in words_asked(state, form).values() if (what := looks_personal(words))), None)


def but_words(accepted: tuple[str, ...]) -> tuple[str, ...]:
    """Return what was accepted, but for words."""
    return tuple(one for one in accepted if one != _ACCEPT_WORDS)


def as_it_is(form: StartForm) -> StartForm:
    """Say that no words of a form name anybody."""
    return replace(form, accepted=tuple(dict.fromkeys((*form.accepted, _ACCEPT_WORDS))))


def words_asked(state: StartState, form: StartForm) -> dict[Words, str]:
    """Give the words that are asked for now: no others are shown, judged or sent; what was typed there stays."""
    asked = {
        Words.WHY_NOW: (asks_reason(state, form), form.words),
        Words.WHY_NEW_RUN: (form.choice is Choice.NEW_RUN and not form.rehearsal, form.new_run_reason),
        Words.WHY_CHANGED: (form.asks_why_changed and not form.rehearsal, form.study_change_reason),
    }
    return {which: words.strip() for which, (is_asked, words) in asked.items() if is_asked}


def asks_reason(state: StartState, form: StartForm) -> bool:
    """Return whether a reason is wanted: a session that goes on keeps the one it began with."""
    return state.outside is Outside.ASK and form.choice is not Choice.RESUME and not form.rehearsal


def can_start(state: StartState, form: StartForm) -> bool:
    """Return whether the study allows the session at all."""
    return state.outside is not Outside.SHUT or form.rehearsal or form.choice is Choice.RESUME


def session_options(lab: Laboratory, state: StartState, form: StartForm) -> tuple[str, ...]:
    """Write the options of the command that starts the session."""
    line = ["run", "--monitored", *lab.places, "--displays", str(lab.displays)]
    line += ["--participant", state.participant_id, "--visit", state.visit]
    words = words_asked(state, form)
    if form.operator.strip():
        line.append(given("--operator", form.operator.strip()))
    if form.rehearsal:
        line += ["--kind", str(SessionKind.TEST)]
    elif form.choice is Choice.RESUME:
        line += ["--resume"]
    elif form.choice is Choice.NEW_RUN:
        line += ["--new-run", given("--reason", words[Words.WHY_NEW_RUN])]
    if asks_reason(state, form) and form.reason is not None:
        line += ["--visit-reason", str(form.reason)]
        line += [given("--visit-words", words[Words.WHY_NOW])] if words[Words.WHY_NOW] else []
    if changed := words.get(Words.WHY_CHANGED):
        line.append(given("--study-changed", changed))
    return (*line, *form.accepted)


_ACCEPT_WORDS = "--accept-words"

_ACCEPTS = {
    "CLOCK_BEFORE_ENROLMENT": "--accept-clock",
    "CLOCK_BEFORE_RELEASE": "--accept-clock",
    "CLOCK_BEFORE_LAST_SESSION": "--accept-clock",
    "TEXT_SCALE_CHANGES": "--accept-text-scale",
    "DISPLAY_NOT_AS_EXPECTED": "--accept-display",
    "RUN_MISSING": "--accept-ledger",
    "RUN_UNKNOWN": "--accept-ledger",
    "RUN_NOT_AS_LEFT": "--accept-ledger",
    "ENROLMENT_EDITED": "--accept-ledger",
    "REASON_LOOKS_PERSONAL": _ACCEPT_WORDS,
}
"""What a refusal offers to whoever means it: names of messages, and the options that they name."""


def may_be_accepted(name: str) -> bool:
    """Return whether a session that was refused so may take place all the same, if somebody says so."""
    return name in _ACCEPTS


_OUT_OF_DATE = frozenset(
    {
        "NOTHING_TO_REPEAT",
        "NOTHING_TO_RESUME",
        "NOT_ITS_TIME",
        "RESUME_TOO_LATE",
        "SESSION_COMPLETE",
        "SESSION_UNFINISHED",
        "WINDOW_SHUT",
    }
)
"""Refusals by which the page has been overtaken: time has passed, or another program has been there."""


def is_out_of_date(name: str) -> bool:
    """Return whether a session that was refused so shows that there is something else to choose by now."""
    return name in _OUT_OF_DATE


def accepting(form: StartForm, name: str) -> StartForm:
    """Go on all the same."""
    return replace(form, accepted=tuple(dict.fromkeys((*form.accepted, _ACCEPTS[name]))))


def is_about_the_code(name: str) -> bool:
    """Return whether another operator code puts a refusal right: the keyboard goes where it is typed."""
    return name in ("OPERATOR_CODE_MALFORMED", "OPERATOR_MISSING")
