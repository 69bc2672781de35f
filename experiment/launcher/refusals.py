"""Why something is not possible, as the launcher says it: the message of the command that said no."""

from __future__ import annotations

from experiment.launcher.acting import Acted
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Text
from experiment.messages import Confirm


def said_by(acted: Acted, say: Speaker) -> str:
    """Say why a command has said no, and what to do; of a question, the question itself."""
    if acted.refusal is None:
        return acted.err.strip() or acted.out.strip()
    what, remedy = acted.refusal.reason.sentences(**{"places": "", **acted.refusal.facts})
    if isinstance(acted.refusal.reason, Confirm):
        question = acted.refusal.reason.asking(**acted.refusal.facts)
        return question.removesuffix(" [y/n]")
    return f"{say(Text.NOT_POSSIBLE, what=what)} {say(Text.WHAT_TO_DO, remedy=remedy)}"
