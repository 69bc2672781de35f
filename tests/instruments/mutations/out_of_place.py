"""Lines that stand a level off, or change places: a dash too many, a key set in or out, two lines swapped."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

import yaml

from tests.instruments.mutations.shipped import EVENTS, SHIPPED, STUDY, TEXTS, Entry, Label, Mutant, Shipped


def _any(random: Random) -> Shipped:
    return SHIPPED[random.choice((STUDY, EVENTS, TEXTS))]


def _refused(shipped: Shipped, content: bytes, line: int, says: str, what: str) -> Mutant:
    return Mutant(Label.REFUSE, {shipped.file: content}, (shipped.file, line), what=what, says=says)


def _is_key_of_a_line(shipped: Shipped, entry: Entry) -> bool:
    """Whether a key begins its line, with nothing but blanks before it."""
    begins = shipped.text.rfind("\n", 0, entry.key_start) + 1
    return isinstance(entry.path[-1], str) and not shipped.text[begins : entry.key_start].strip()


def _block(shipped: Shipped, entry: Entry) -> tuple[int, int]:
    """First line of a key, and the line behind its last, from 0."""
    first = shipped.line(entry.key_start) - 1
    margin = len(shipped.lines[first]) - len(shipped.lines[first].lstrip(" "))
    last = first + 1
    while last < len(shipped.lines):
        line = shipped.lines[last]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= margin:
            break
        last += 1
    while not shipped.lines[last - 1].strip() or shipped.lines[last - 1].lstrip().startswith("#"):
        last -= 1
    return first, last


def _siblings(shipped: Shipped, entry: Entry) -> list[Entry]:
    return [one for one in shipped.entries if one.path[:-1] == entry.path[:-1] and len(one.path) == len(entry.path)]


def put_a_dash_before_a_key(random: Random) -> Mutant:
    """A dash and a blank before a key, which moves by two columns, or in place of two blanks before it."""
    shipped = _any(random)

    def wanted(one: Entry) -> bool:
        others = _siblings(shipped, one)
        return _is_key_of_a_line(shipped, one) and len(others) > 1

    entry = shipped.some(random, wanted)
    line = shipped.line(entry.key_start)
    written = shipped.lines[line - 1]
    in_entry = len(entry.path) > 1 and isinstance(entry.path[-2], int)
    if in_entry and random.random() < 0.5:
        new = re.sub(r"^( *)  (?=\S)", r"\1- ", written)
    else:
        new = re.sub(r"^( *)(?=\S)", r"\1- ", written)
    return _refused(shipped, shipped.with_line(line, new), line, "dash", f"{new.strip()[:30]}")


def double_a_dash(random: Random) -> Mutant:
    """Two dashes begin an entry."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS))]
    numbers = [n for n, line in enumerate(shipped.lines) if re.match(r" +- (id|order):", line)]
    number = random.choice(numbers)
    new = shipped.lines[number].replace("- ", "- - ", 1)
    return _refused(shipped, shipped.with_line(number + 1, new), number + 1, "dash", new.strip())


def set_a_key_in(random: Random) -> Mutant:
    """A key and what stands below it, two columns to the right, below a neighbour that has keys of its own."""
    shipped = _any(random)

    def wanted(one: Entry) -> bool:
        others = _siblings(shipped, one)
        place = others.index(one)
        if not _is_key_of_a_line(shipped, one) or place == 0 or one.path[:-1] in _FREE[shipped.file]:
            return False
        before = others[place - 1]
        inner = [other for other in shipped.entries if other.path[:-1] == before.path]
        return bool(inner) and not inner[0].in_flow and isinstance(inner[0].path[-1], str)

    entry = shipped.some(random, wanted)
    first, last = _block(shipped, entry)

    def change(lines: list[str]) -> None:
        lines[first:last] = [f"  {line}" if line.strip() else line for line in lines[first:last]]

    return _refused(shipped, shipped.with_lines(change), first + 1, "", f"{'.'.join(map(str, entry.path))} →")


_FREE = {
    STUDY: {("arms",), ("visits",)},
    EVENTS: {("lists",)},
    TEXTS: {("pages",), ("questions",), ("afterwards",), ("comprehension", "questions")},
}
"""Whose keys are names that anybody may choose."""


def set_a_key_out(random: Random) -> Mutant:
    """A key and what stands below it, two columns to the left, in the column of what it belongs to."""
    shipped = SHIPPED[random.choice((STUDY, TEXTS))]

    def wanted(one: Entry) -> bool:
        if len(one.path) < 2 or not _is_key_of_a_line(shipped, one) or any(isinstance(step, int) for step in one.path):
            return False
        free = one.path[:-1] in _FREE[shipped.file] or one.path[:-2] in _FREE[shipped.file]
        return _siblings(shipped, one)[0] != one and not free

    entry = shipped.some(random, wanted)
    first, last = _block(shipped, entry)

    def change(lines: list[str]) -> None:
        lines[first:last] = [line.removeprefix("  ") for line in lines[first:last]]

    return _refused(shipped, shipped.with_lines(change), first + 1, "", f"← {'.'.join(map(str, entry.path))}")


def swap_two_lines(random: Random) -> Mutant:
    """A line with a key, and the one below it, which stands in another column."""
    shipped = _any(random)
    keys = {shipped.line(one.key_start) - 1 for one in shipped.entries if _is_key_of_a_line(shipped, one)}
    keys |= {n for n, line in enumerate(shipped.lines) if re.match(r" *- \w+:", line)}

    def margin(n: int) -> int:
        return len(shipped.lines[n]) - len(shipped.lines[n].lstrip(" "))

    places = [
        n for n in sorted(keys) if n + 1 in keys and margin(n) != margin(n + 1) and "anchors:" not in shipped.lines[n]
    ]
    place = random.choice(places)
    content = shipped.with_lines(lambda lines: lines.insert(place, lines.pop(place + 1)))
    what = f"{shipped.lines[place].strip()[:20]} | {shipped.lines[place + 1].strip()[:20]}"
    try:
        same = yaml.load(content, Loader=yaml.CSafeLoader) == yaml.load(shipped.text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError:
        same = False
    assert not same, what
    return _refused(shipped, content, place + 1, "", what)


OUT_OF_PLACE: tuple[Callable[[Random], Mutant], ...] = (
    put_a_dash_before_a_key, double_a_dash, set_a_key_in, set_a_key_out, swap_two_lines,
)  # fmt: skip
