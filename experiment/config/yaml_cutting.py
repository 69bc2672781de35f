"""A YAML file with some of its keys left out or put otherwise, and every other line, comments too, as it was."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from experiment.config.yaml_source import Path_, YamlSource


def without(source: YamlSource, paths: Collection[Path_]) -> str | None:
    """Leave out the keys at these places, each with all that stands below it.

    Comments right above a key belong to it, and go with it.

    Returns
    -------
    str or None
        ``None``: a key does not stand on lines of its own, as in ``{fr: …, en: …}``.
    """
    lines = _lines(source)
    gone: set[int] = set()
    for path in paths:
        block = _block(source, path)
        if block is None:
            return None
        gone |= set(range(*block))
    return "".join(line for n, line in enumerate(lines) if n not in gone)


def with_values(source: YamlSource, values: Mapping[str, str]) -> str | None:
    """Put other values in the place of keys at the top; what follows the value on its line as a comment stays.

    Parameters
    ----------
    values
        How each value is written; a key that the file does not have goes to its end.

    Returns
    -------
    str or None
        ``None``: the keys do not stand on lines of their own.
    """
    lines, put = _lines(source), dict(values)
    for key in [key for key in source.value if key in values]:
        block = _block(source, (key,))
        if block is None:
            return None
        first, last = block
        first = source.positions[key,].line - 1  # a comment above stays, and so does an empty line below
        while last > first + 1 and not lines[last - 1].strip():
            last -= 1
        _, mark, comment = lines[first].partition(" #")
        said = f"{key}: {put.pop(key)}"
        lines[first:last] = [f"{said:<29} #{comment}" if mark and last == first + 1 else f"{said}\n"] + [""] * (
            last - first - 1
        )
    return "".join([*lines, *(f"{key}: {value}\n" for key, value in put.items())])


def _lines(source: YamlSource) -> list[str]:
    text = source.content.decode("utf-8-sig").replace("\r\n", "\n")
    return (text if text.endswith("\n") else text + "\n").splitlines(keepends=True)


def _block(source: YamlSource, path: Path_) -> tuple[int, int] | None:
    """Find the lines of a key, from the comments above it to the line before the next key's; counted from 0."""
    lines, where = _lines(source), source.positions[path]
    start = where.line - 1
    if lines[start][: where.column - 1].strip():
        return None
    later = [place.line - 1 for other, place in source.positions.items() if other[: len(path)] != path]
    end = min((line for line in later if line > start), default=len(lines))
    if any(line == start for line in later if _is_beside(source, path, line)):
        return None
    return _with_comments(lines, start), _with_comments(lines, end) if end < len(lines) else end


def _is_beside(source: YamlSource, path: Path_, line: int) -> bool:
    """Return whether a sibling of a key begins on a line."""
    parent: Any = source.value
    for step in path[:-1]:
        parent = parent[step]
    siblings = [(*path[:-1], key) for key in parent if key != path[-1]]
    return any(source.positions[sibling].line - 1 == line for sibling in siblings)


def _with_comments(lines: list[str], start: int) -> int:
    """Go up to the first of the comments that stand right above a line, at its indentation."""
    indentation = len(lines[start]) - len(lines[start].lstrip())
    while start and lines[start - 1].strip().startswith("#"):
        if len(lines[start - 1]) - len(lines[start - 1].lstrip()) != indentation:
            break
        start -= 1
    return start
