"""Models of which this program makes thousands: what it makes itself is typed, and only what is read is validated."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

_M = TypeVar("_M", bound=BaseModel)

_SLOTS = ("__dict__", "__pydantic_fields_set__", "__pydantic_extra__", "__pydantic_private__")
"""All that there is of an instance of a model without private attributes."""


def made_here(model: type[_M]) -> type[_M]:
    """Have a model take its values as they are when it is called, in a third of the time.

    What comes out of a file is validated as ever: that does not go through the call. A number that is to be a float is
    made one, because it is written otherwise than an integer.
    """
    scope: dict[str, Any] = {f"_set{place}": _setter(name) for place, name in enumerate(_SLOTS)}
    scope["_names"] = set(model.model_fields)
    taken, kept = [], []
    for name, field in model.model_fields.items():
        default = "" if field.is_required() else f"=_default_{name}"
        scope[f"_default_{name}"] = field.default
        taken.append(name + default)
        kept.append(f"{name!r}: {_as_float(name, field)}")
    lines = [
        f"def __init__(self, *, {', '.join(taken)}):",
        f"    _set0(self, {{{', '.join(kept)}}})",
        "    _set1(self, _names)",
        "    _set2(self, None)",
        "    _set3(self, None)",
    ]
    exec("\n".join(lines), scope)  # as the standard library's dataclasses do
    made: Any = model
    made.__init__ = scope["__init__"]
    return model


def _setter(name: str) -> Callable[[object, object], None]:
    """Return what sets an attribute of an instance that lets nobody set any."""
    descriptor: Any = BaseModel.__dict__[name]
    setter: Callable[[object, object], None] = descriptor.__set__
    return setter


def _as_float(name: str, field: FieldInfo) -> str:
    if field.annotation is float:
        return f"float({name})"
    return f"{name} if {name} is None else float({name})" if float in get_args(field.annotation) else name
