"""What a file is that is none of those it is named as: of another program, or another file of a study."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import BaseModel

from experiment.config.event_file import EventFile
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile

_KINDS: dict[type[BaseModel], str] = {
    StudyFile: "a study file",
    EventFile: "a file of events",
    TextFile: "a file of texts",
}


def kind_of(model: type[BaseModel]) -> str:
    """Say what a model is of."""
    return _KINDS[model]


def known_in(model: type[BaseModel], key: str, depth: int) -> str | None:
    """Return where a key is known that is not known where it stands: at the top of its file, or of another kind's.

    Parameters
    ----------
    model
        Of the file.
    depth
        Of how many keys it is part of where it stands.
    """
    if depth and key in model.model_fields:
        return "it is known in column 1, as part of no other key"
    others = [said for other, said in _KINDS.items() if other is not model and key in other.model_fields]
    return f"it belongs into {others[0]}" if others and not depth and model in _KINDS else None


def is_rather(model: type[BaseModel], value: object) -> type[BaseModel] | None:
    """Return what a file is by its keys, where that is not what it should be.

    Parameters
    ----------
    model
        What it should be.
    value
        What it holds.

    Returns
    -------
    type or None
        The model that knows more of its keys, and most of them; ``None``: it may well be what it should.
    """
    if not isinstance(value, Mapping) or not value:
        return None
    known = {one: len(value.keys() & one.model_fields.keys()) for one in _KINDS}
    most = max(_KINDS, key=lambda one: (known[one], known[one] / len(one.model_fields)))
    return most if known[most] > known[model] and 2 * known[most] > len(value) else None
