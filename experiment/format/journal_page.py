"""What a journal and a ledger hold, entry by entry: ``python -m experiment.format.journal_page`` prints the page."""

from __future__ import annotations

import dataclasses
import sys
import types
from collections.abc import Iterator, Mapping
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel

from experiment.format.journal import JournalEntry
from experiment.format.ledger import LedgerLine

_WORDS = {str: "text", int: "whole number", float: "number", bool: "true/false", types.NoneType: "null"}
_SAID_ABOVE = frozenset({"event", "checksum", "n", "before"})
"""What every entry of its file may have: said once, above the table."""

_JOURNAL = (
    "One JSON object a line: everything that was shown and done, in the order in which it happened as far as that is "
    "known. `event` says which entry it is. `t_s` is in seconds from the start of the launch; 0 is said of what was "
    "put down before its first screen. `step` counts the steps of the plan, from 0. The last line of what was written "
    "at once also has `checksum`: SHA-256 of everything before it in the file, and how many bytes were known to be on "
    "the disk by then (`safe_bytes`). Every cell of the tables follows from plan, sheet and these entries."
)
_LEDGER = (
    "`ledger.jsonl` in the data folder, one JSON object a line. Each has its number `n`, when it was written (`utc`), "
    "and `before`: SHA-256 of the line before it, line end included (64 zeros in the first). `event` says which it is."
)


def journal_page() -> str:
    """Write the page in Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Journal and ledger"
    for title, about, union in (
        ("The journal of a run: `…_journal.jsonl`", _JOURNAL, JournalEntry),
        ("The ledger of a data folder", _LEDGER, LedgerLine),
    ):
        models = [model for model in get_args(get_args(union)[0]) if issubclass(model, BaseModel)]
        yield from ("", f"## {title}", "", about, "", "| `event` | says | has |", "|---|---|---|")
        for model in models:
            says = " ".join((model.__doc__ or "").split()).replace("``None``", "`null`").replace("``", "`")
            yield f"| `{model.model_fields['event'].default}` | {says} | {_fields_of(model) or '–'} |"
        for part in _parts(models):
            yield from ("", f"`{part.__name__}`: {_fields_of(part)}.")


def _said(hint: Any) -> str:
    """Say in words what a field may hold."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return _said(inner[0])
    if origin in (Union, types.UnionType):
        return " or ".join(dict.fromkeys(_said(one) for one in inner))
    if origin is Literal:
        return ", ".join(f"`{one}`" for one in inner)
    if origin is tuple:
        return f"list of {_said(inner[0])}"
    if origin in (dict, Mapping):
        return f"{_said(inner[1])} by {_said(inner[0])}"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return ", ".join(f"`{one.value}`" for one in hint)
    return _WORDS.get(hint, f"`{getattr(hint, '__name__', hint)}`")


def _parts(models: list[type[BaseModel]]) -> list[type]:
    """List the records that stand within entries, each once, with those within them."""
    found: dict[type, None] = {}

    def look(hint: Any) -> None:
        for one in get_args(hint):
            look(one)
        if not isinstance(hint, type) or not (dataclasses.is_dataclass(hint) or issubclass(hint, BaseModel)):
            return
        if hint not in models:
            found[hint] = None
            for name in _names_in(hint):
                look(get_type_hints(hint)[name])

    for model in models:
        for name in _names_in(model):
            look(get_type_hints(model)[name])
    return list(found)


def _names_in(part: type) -> list[str]:
    names = part.model_fields if issubclass(part, BaseModel) else get_type_hints(part)
    return [name for name in names if name not in _SAID_ABOVE]


def _fields_of(part: type) -> str:
    hints = get_type_hints(part)
    return "; ".join(f"`{name}`: {_said(hints[name])}" for name in _names_in(part))


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever it is redirected to
    print(journal_page(), end="")  # noqa: T201
