"""Every value that decides the task says where it comes from."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import yaml

from tests.unit.design.studies import PROJECT, STUDIES

BLOCKS = frozenset(
    {"arms", "visits", "lists", "estimate", "confidence", "practice", "comprehension", "phases", "afterwards"}
)  # fmt: skip
WORDS = frozenset({"pages", "break_page"})
"""Names of pages: the words on the screen are this project's own."""
EXEMPT = frozenset({"for typed answers only"})
"""Whole remarks on values that do nothing where they stand."""
SOURCE = re.compile(r"\b[A-Z]{1,2}[0-9]{2}\b")


@dataclass(frozen=True)
class Value:
    """A value of a study file: its place in the file and the line that opens the block it stands in."""

    path: str
    line: int
    opened_at: int


@dataclass(frozen=True)
class StudyText:
    """A study file as it is written."""

    name: str
    lines: tuple[str, ...]

    @property
    def head(self) -> str:
        """The remarks before the first value."""
        return "\n".join(self.lines[: next(n for n, line in enumerate(self.lines) if line.startswith("study:"))])

    @property
    def sources(self) -> frozenset[str]:
        """The keys that the head explains."""
        return frozenset(re.findall(rf"({SOURCE.pattern}) = ", self.head))

    def remark(self, line: int) -> str:
        """What is remarked at the end of a line."""
        return self.lines[line].partition(" # ")[2].strip()

    def names_a_source(self, line: int) -> bool:
        """Tell whether a line's remark names a source of the head, or says that the value is assumed."""
        remark = self.remark(line)
        named = set(SOURCE.findall(remark))
        return remark in EXEMPT or bool(named & self.sources) or bool(re.search(r"\bassumed\b", remark))

    def values(self) -> Iterator[Value]:
        """Every value of the blocks that decide the task."""
        root = yaml.compose("\n".join(self.lines), Loader=yaml.SafeLoader)
        assert isinstance(root, yaml.MappingNode)
        for key, node in root.value:
            if key.value in BLOCKS:
                yield from _values(node, key.value, key.start_mark.line)


def _values(node: yaml.Node, path: str, opened_at: int) -> Iterator[Value]:
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            opens = isinstance(inner, yaml.MappingNode) or _holds_mappings(inner)
            if key.value not in WORDS:
                yield from _values(inner, f"{path}.{key.value}", key.start_mark.line if opens else opened_at)
    elif isinstance(node, yaml.SequenceNode) and _holds_mappings(node):
        for number, inner in enumerate(node.value):
            yield from _values(inner, f"{path}[{number}]", inner.start_mark.line)
    else:
        yield Value(path, node.start_mark.line, opened_at)


def _holds_mappings(node: yaml.Node) -> bool:
    return isinstance(node, yaml.SequenceNode) and any(isinstance(inner, yaml.MappingNode) for inner in node.value)


def study_text(name: str) -> StudyText:
    return StudyText(name, tuple((PROJECT / "configs" / f"{name}.yaml").read_text(encoding="utf-8").splitlines()))


studies = pytest.mark.parametrize("name", [name for name in STUDIES if name != "demo"])


@studies
def test_every_value_names_its_source(name: str) -> None:
    """On its line, or on the one that opens its block, each value has a source or “assumed”."""
    text = study_text(name)
    values = list(text.values())
    assert len(values) > 15
    assert [] == [
        f"{name}.yaml:{value.line + 1}: {value.path}"
        for value in values
        if not text.names_a_source(value.line) and not text.names_a_source(value.opened_at)
    ]


@studies
def test_every_source_is_explained(name: str) -> None:
    """A key that is used is in the head with what it stands for, and the head explains none that is not used."""
    text = study_text(name)
    used = {key for number, _ in enumerate(text.lines) for key in SOURCE.findall(text.remark(number))}
    assert text.sources
    assert set(text.sources) == used


def test_the_demonstration_is_for_no_study() -> None:
    """The demonstration says once, at its head, that nothing in it is for a study."""
    assert "Nothing in it is for a study" in study_text("demo").head
