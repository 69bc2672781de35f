"""What a word or number of YAML is that stands without quotes, and where YAML 1.1 would take it for something else."""

from __future__ import annotations

import re
from datetime import date

import yaml

from experiment.config.faults import Fault

_RESOLVER = yaml.resolver.Resolver()  # says what YAML 1.1 takes a bare word for

_TAG = "tag:yaml.org,2002:"
INTEGER = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})?\.[0-9]+|[-+]?(0|[1-9][0-9]{0,17})\.")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Surprise(ValueError):
    """A word would not be read as it seems to be meant: the fault, and its facts."""

    def __init__(self, fault: Fault, **facts: str) -> None:
        super().__init__(fault)
        self.fault, self.facts = fault, facts


def bare_value(text: str) -> str | int | float | bool | date | None:
    """Return what a word or number without quotes is.

    Raises
    ------
    Surprise
        If YAML 1.1 would make something else of it than a reader would.
    """
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    kind = tag.removeprefix(_TAG)
    if kind == "str":
        return text
    if kind == "null" and text in ("", "~", "null"):
        return None
    if text in ("true", "false"):
        return text == "true"
    if INTEGER.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Surprise(Fault.NO_SUCH_DAY, text=text) from None
    raise _surprise(text, kind)


def _surprise(text: str, kind: str) -> Surprise:
    """Return what YAML 1.1 would make of a bare word or number, and how to write what is meant."""
    if kind == "bool":
        return Surprise(Fault.READ_AS_TRUE_OR_FALSE, text=text)
    if kind == "int" and ":" in text:
        return Surprise(Fault.READ_IN_BASE_60, text=text)
    if kind == "int" and text.lstrip("+-").startswith("0") and text.lstrip("+-0").isdigit():
        return Surprise(Fault.READ_AS_OCTAL, text=text, number=str(int(text)))
    if kind in ("int", "float"):
        return Surprise(Fault.UNUSUAL_NUMBER, text=text)
    if kind == "timestamp":
        return Surprise(Fault.READ_AS_MOMENT, text=text)
    if kind == "merge":
        return Surprise(Fault.MERGE_KEY)
    return Surprise(Fault.NOT_READ_AS_TEXT, text=text)
