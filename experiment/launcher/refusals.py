"""Why something is not possible, as the launcher says it: nothing in it is to be typed on a command line."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.format.session_line import SessionRefused, Told
from experiment.launcher.acting import WRONG_USAGE, Acted
from experiment.launcher.refused import ADVICE, HERE
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.texts import Everywhere
from experiment.messages import Advice, Confirm, Line, Message, Reason, Refusal, filled
from experiment.record.failures import CAUSES

OF_A_STOP = frozenset(CAUSES)
"""What has stopped a session that was on: nothing has been asked for that is not possible."""

_ANCHORS = ("name", "other")
"""Facts that may be names of anchors."""


def said_by(acted: Acted, say: Speaker) -> str:
    """Say why a command has said no, and what to do; of a question, the question itself."""
    if acted.refusal is None and acted.code == WRONG_USAGE:
        return say(Everywhere.NOT_UNDERSTOOD_AT_ALL)
    if acted.refusal is None:
        return say(Everywhere.NOT_UNDERSTOOD, lines=acted.err.strip() or acted.out.strip())
    return said_no(acted.refusal, say)


def said_no(no: Refusal, say: Speaker) -> str:
    """Say why something has been refused, and what to do; of a question, the question itself."""
    facts = {"places": "", **no.facts}
    facts |= {name: say.anchor(fact) for name in _ANCHORS if isinstance(fact := facts.get(name), str)}
    return _worded(no.reason, no.reason.sentences(**facts), no.reason.shown(**facts), say)


def said_of(refused: SessionRefused, say: Speaker) -> str:
    """Say why a session has not begun or has been stopped, and what to do."""
    known: dict[str, Message] = {**Reason.__members__, **Confirm.__members__}
    message = known.get(refused.name)
    if message is None:
        return say(Everywhere.NOT_UNDERSTOOD, lines=refused.what)
    return _worded(message, (refused.what, refused.remedy), refused.facts, say)


def said_advice(told: Told, say: Speaker) -> str:
    """Return what the experimenter should know of something that has gone on all the same."""
    message = Advice.__members__.get(told.name)
    here = None if message is None else ADVICE.get(message)
    if message is None or here is None:
        return told.line
    if say.language is Language.FR:
        words = (here.fr, here.do_fr)
    elif here.do_en:
        words = (message.what, here.do_en)
    else:
        return told.line
    said = ((filled(say.set(one), told.facts, say.language.code), one) for one in words)
    return " ".join(f"{_begun(sentence, template)}." for sentence, template in said)


def _begun(sentence: str, template: str) -> str:
    """Begin a sentence with a capital, unless it begins with a fact: the name of a file has none of its own."""
    return sentence if template.startswith(("{file}", "{files}")) else f"{sentence[:1].upper()}{sentence[1:]}"


def said_line(line: str, say: Speaker) -> str:
    """Say such a thing where it was found by this program itself."""
    if not isinstance(line, Line):
        return line
    return said_advice(Told(name=line.message.name, line=line, facts=line.facts), say)


def _worded(message: Message, sentences: tuple[str, str], facts: Mapping[str, str], say: Speaker) -> str:
    """Put a refusal into words.

    Parameters
    ----------
    sentences
        As the command says it.
    facts
        As they stand there.
    """
    here, template, (what, remedy) = HERE.get(message), message.what, sentences
    if here is not None and say.language is Language.FR:
        template = here.fr
        what, remedy = (filled(say.set(words), facts, say.language.code) for words in (here.fr, here.do_fr))
    elif here is not None and here.do_en:
        remedy = filled(say.set(here.do_en), facts)
    elif isinstance(message, Confirm):
        remedy = filled(message.question, facts)
    if isinstance(message, Confirm):
        return f"{_begun(what, template)}. {remedy}"
    do = [say(Everywhere.WHAT_TO_DO, remedy=remedy)] if remedy else []
    if message in OF_A_STOP:
        return " ".join([f"{_begun(what, template)}.", *do])
    return " ".join([say(Everywhere.NOT_POSSIBLE, what=what), *do])
