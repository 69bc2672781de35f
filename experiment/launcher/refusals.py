"""Why something is not possible, as the launcher says it: the message of the command that said no."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.config.typography import set_text
from experiment.format.session_line import SessionRefused
from experiment.launcher.acting import Acted
from experiment.launcher.refusals_fr import FRENCH
from experiment.launcher.speaking import Language, Speaker
from experiment.launcher.texts import Text
from experiment.messages import Confirm, Message, Reason, visible


def said_by(acted: Acted, say: Speaker) -> str:
    """Say why a command has said no, and what to do; of a question, the question itself."""
    if acted.refusal is None:
        return acted.err.strip() or acted.out.strip()
    facts: dict[str, object] = {"places": "", **acted.refusal.facts}
    message = acted.refusal.reason
    french = in_french(message, facts, say)
    if isinstance(message, Confirm):
        return " ".join(_as_asked(*french)) if french else message.asking(**facts).removesuffix(" [y/n]")
    return _said(*(french or message.sentences(**facts)), say)


def said_of(refused: SessionRefused, say: Speaker) -> str:
    """Say why a session has not begun, and what to do."""
    known: dict[str, Message] = {**Reason.__members__, **Confirm.__members__}
    message = known.get(refused.name)
    french = None if message is None else in_french(message, refused.facts, say)
    if french and isinstance(message, Confirm):
        return " ".join(_as_asked(*french))
    return _said(*(french or (refused.what, refused.remedy)), say)


def in_french(message: Message, facts: Mapping[str, object], say: Speaker) -> tuple[str, str] | None:
    """Say a message in French, if that is spoken and there are words for it."""
    words = FRENCH.get(message) if isinstance(message, Reason | Confirm) else None
    if say.language is not Language.FR or words is None:
        return None
    shown = {name: visible(str(fact)) if isinstance(fact, str) else fact for name, fact in facts.items()}
    what, remedy = (set_text(sentence, say.language.code).format(**shown) for sentence in words)
    return what, remedy


def _as_asked(what: str, question: str) -> tuple[str, str]:
    return f"{what[:1].upper()}{what[1:]}.", question


def _said(what: str, remedy: str, say: Speaker) -> str:
    do = [say(Text.WHAT_TO_DO, remedy=remedy)] if remedy else []
    return " ".join([say(Text.NOT_POSSIBLE, what=what), *do])
