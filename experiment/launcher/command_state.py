"""What a command that takes a while has said: a copy that was made, a step of the drill. Nothing of Qt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo

from experiment.format.session_line import CopyMade, DrillStep
from experiment.launcher.refusals import said_advice
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Commands

_NAMED = 3
"""So many sessions are named at once."""

_STEPS = (Commands.DRILL_1, Commands.DRILL_2, Commands.DRILL_3, Commands.DRILL_4, Commands.DRILL_5)


def drill_line(step: DrillStep, say: Speaker) -> str:
    """Say that a step of the drill has come out as it should."""
    return f"{step.step}/{len(_STEPS)}  {say(_STEPS[step.step - 1], **step.facts)}"


def copy_lines(made: CopyMade, zone: tzinfo, say: Speaker) -> Iterator[str]:
    """Return what a copy holds, what has changed, and whether it is whole."""
    yield ", ".join(_sessions(made, say))
    yield _changes(made, zone, say)
    if made.wrong:
        yield say(Commands.COPY_WRONG)
        yield from made.wrong
    elif made.whole:
        yield say(Commands.COPY_WHOLE)
    yield say(Commands.COPY_PLACE, copy=made.copy_folder, report=made.report)
    yield from (f"⚠ {said_advice(advice, say)}" for advice in made.advice)


def _sessions(made: CopyMade, say: Speaker) -> Iterator[str]:
    yield say(Commands.N_COMPLETE, number=made.complete)
    if made.ended_early:
        yield say(Commands.N_EARLY, number=made.ended_early)
    if made.missing:
        yield say(Commands.N_MISSING, number=made.missing)
    named = f" ({_some(made.unfinished)})" if made.unfinished else ""
    yield say(Commands.N_UNFINISHED, number=len(made.unfinished)) + named


def _changes(made: CopyMade, zone: tzinfo, say: Speaker) -> str:
    changed = _counted((Commands.N_NEW, Commands.N_LONGER, Commands.N_EXCHANGED), made.changes, say)
    apart = _counted((Commands.N_NOT_AS_RECORDED, Commands.N_NO_LONGER_THERE, Commands.N_NOT_COPIED), made.apart, say)
    files = say(Commands.N_FILES, number=made.files)
    if made.before_utc is None:
        first = say(Commands.CHANGED, files=files, changed=changed) if changed else files
    else:
        when = say.moment(datetime.fromisoformat(made.before_utc), zone)
        nothing = say(Commands.NOTHING_NEW if apart else Commands.NOTHING_CHANGED, when=when)
        first = say(Commands.CHANGED_SINCE, files=files, changed=changed, when=when) if changed else nothing
    return f"{first} {say(Commands.APART, files=apart)}" if apart else first


def _counted(texts: Sequence[Commands], numbers: Sequence[int], say: Speaker) -> str:
    return ", ".join(say(text, number=number) for text, number in zip(texts, numbers, strict=True) if number)


def _some(names: Sequence[str]) -> str:
    return ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
