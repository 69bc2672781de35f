"""What this program makes thousands of: models that are validated only where they are read, and frozen dataclasses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any, TypeVar, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

_M = TypeVar("_M", bound=BaseModel)
_D = TypeVar("_D")

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
    scope["__init__"].__pydantic_base_init__ = True  # no reading goes through it, of a subclass neither
    made: Any = model
    made.__init__ = scope["__init__"]
    return model


def made_often(kind: type[_D]) -> type[_D]:
    """Have a frozen dataclass made in half the time: its values are put where they belong, and not set one by one."""
    scope: dict[str, Any] = {}
    positional: list[str] = []
    by_name: list[str] = []
    kept: list[str] = []
    for item in fields(kind):  # type: ignore[arg-type]
        assert item.init
        taken = item.name
        if item.default is not MISSING:
            scope[f"_default_{item.name}"] = item.default
            taken += f"=_default_{item.name}"
        assert item.default_factory is MISSING
        (by_name if item.kw_only else positional).append(taken)
        kept.append(f"    values[{item.name!r}] = {item.name}")
    star = ["*"] if by_name else []
    lines = [f"def __init__(self, {', '.join([*positional, *star, *by_name])}):", "    values = self.__dict__", *kept]
    exec("\n".join(lines), scope)
    made: Any = kind
    made.__init__ = scope["__init__"]
    return kind


def _setter(name: str) -> Callable[[object, object], None]:
    """Return what sets an attribute of an instance that lets nobody set any."""
    descriptor: Any = BaseModel.__dict__[name]
    setter: Callable[[object, object], None] = descriptor.__set__
    return setter


def _as_float(name: str, field: FieldInfo) -> str:
    if field.annotation is float:
        return f"float({name})"
    return f"{name} if {name} is None else float({name})" if float in get_args(field.annotation) else name
