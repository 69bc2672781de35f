"""A data folder that is not where it was, in words."""

from __future__ import annotations

from experiment.launcher.laboratory import Laboratory
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import OnBoard


def said_gone(lab: Laboratory, say: Speaker) -> str:
    """Say that the data folder is not where it was, and what to do; nothing, if it is there, or is a new one.

    Raises
    ------
    Refusal
        If it cannot be read.
    """
    seen = lab.gone()
    if seen is None:
        return ""
    facts = {"data": lab.data, "people": seen.people, "when": say.moment(seen.last, lab.zone)}
    return f"{say(OnBoard.FOLDER_GONE, **facts)} {say(OnBoard.FOLDER_GONE_DO)}"
