"""Study files written by the program: YAML that people go on editing, and that is read back as it was meant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from experiment.config.event_file import Event
from experiment.config.yaml_source import YamlSource

_WIDTH = 118
_LONG = 80
_SIGNS = frozenset("{}[]:#%&*!?|>,@`\"'")


class _Dumper(yaml.SafeDumper):
    """Writes long texts as folded blocks, and tuples as lists."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    # In quotes whatever would need them once its first word is taken away or another is put there.
    short = '"' if _SIGNS & set(text) else None
    style = ">" if len(text) > _LONG or "\n" in text else short
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


def _list(dumper: yaml.SafeDumper, values: tuple[Any, ...]) -> yaml.SequenceNode:
    return dumper.represent_sequence("tag:yaml.org,2002:seq", values)


_Dumper.add_representer(str, _text)
_Dumper.add_representer(tuple, _list)


def yaml_text(value: Any) -> str:
    """Write a value as YAML, in the order of its keys."""
    written: str = yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=_WIDTH)
    return written


def events_text(lists: Mapping[str, Sequence[Event]], head: str) -> str:
    """Write a file of events, with an empty line before each.

    Parameters
    ----------
    lists
        The lists, in their order.
    head
        The comments at its beginning.
    """
    lines = [head.rstrip("\n"), "", "lists:"] if head else ["lists:"]
    for name, events in lists.items():
        lines.append(f"  {name}:")
        for event in events:
            value = event.model_dump(mode="json", exclude_defaults=True)
            first, *others = yaml_text(value).splitlines()
            lines += ["", f"  - {first}", *(f"    {line}" if line else "" for line in others)]
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def schema_line(folder: str, kind: str) -> str:
    """Return the first line of a file, by which an editor finds its schema.

    Parameters
    ----------
    folder
        The way from the folder of the file to the schemas.
    kind
        Of file, such as ``events``.
    """
    return f"# yaml-language-server: $schema={folder}/{kind}.schema.json"


def head_of(source: YamlSource) -> str:
    """Return the comments at the beginning of a file, but for the line that names its schema."""
    head: list[str] = []
    for line in source.content.decode("utf-8-sig").splitlines():
        if line.strip() and not line.startswith("#"):
            break
        if not line.startswith("# yaml-language-server:"):
            head.append(line.rstrip())
    while head and head[0] in ("", "#"):
        del head[0]
    return "\n".join(head).rstrip()
