"""Changes that somebody or something makes to a file between two launches: one at a time, drawn at random."""

from __future__ import annotations

import random
import re
from collections.abc import Callable

Change = Callable[[random.Random, bytes], bytes]


def _byte(draw: random.Random, content: bytes) -> bytes:
    place = draw.randrange(len(content))
    return content[:place] + bytes([draw.randrange(256)]) + content[place + 1 :]


def _byte_out(draw: random.Random, content: bytes) -> bytes:
    place = draw.randrange(len(content))
    return content[:place] + content[place + 1 :]


def _byte_in(draw: random.Random, content: bytes) -> bytes:
    place = draw.randrange(len(content) + 1)
    return content[:place] + draw.choice([b" ", b"\n", b"0", b",", b'"', b"\0", b"\xff"]) + content[place:]


def _digit(draw: random.Random, content: bytes) -> bytes:
    places = [match.start() for match in re.finditer(rb"[0-9]", content)]
    if not places:
        return content
    place = draw.choice(places)
    return content[:place] + str(draw.randrange(10)).encode() + content[place + 1 :]


def _word(draw: random.Random, content: bytes) -> bytes:
    """Put another value where one stood: of a cell, or of JSON."""
    words = list(re.finditer(rb'(?<=[,: \n])("[^"\n]*"|[-+.0-9a-zA-Z/]+)(?=[,}\]\n])', content))
    if not words:
        return content
    one = draw.choice(words)
    others = [b"NaN", b"-Infinity", b"null", b"true", b"-5", b'""', b"n/a", b"{}", b"1e400", draw.choice(words)[0]]
    return content[: one.start()] + draw.choice(others) + content[one.end() :]


def _key_twice(draw: random.Random, content: bytes) -> bytes:
    keys = list(re.finditer(rb'"[a-z_]+": ?("[^"\n]*"|[-.0-9a-z]+)(?=[,}\n])', content))
    if not keys:
        return content
    one, other = draw.choice(keys), draw.choice(keys)
    return content[: one.start()] + other[0] + b"," + content[one.start() :]


def _lines(change: Callable[[random.Random, list[bytes]], list[bytes]]) -> Change:
    return lambda draw, content: b"".join(change(draw, content.splitlines(keepends=True)))


def _line_out(draw: random.Random, lines: list[bytes]) -> list[bytes]:
    place = draw.randrange(len(lines))
    return lines[:place] + lines[place + 1 :]


def _line_twice(draw: random.Random, lines: list[bytes]) -> list[bytes]:
    place = draw.randrange(len(lines))
    return lines[: place + 1] + lines[place:]


def _lines_exchanged(draw: random.Random, lines: list[bytes]) -> list[bytes]:
    one, other = draw.randrange(len(lines)), draw.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return lines


def _cut(draw: random.Random, lines: list[bytes]) -> list[bytes]:
    return lines[: draw.randrange(len(lines) + 1)]


def _torn(draw: random.Random, content: bytes) -> bytes:
    return content[: draw.randrange(len(content) + 1)]


def _zeros(draw: random.Random, content: bytes) -> bytes:
    place = draw.randrange(len(content))
    return content[:place] + bytes(len(content[place : place + 64])) + content[place + 64 :]


CHANGES: dict[str, Change] = {
    "a byte": _byte,
    "a byte out": _byte_out,
    "a byte in": _byte_in,
    "a digit": _digit,
    "a value": _word,
    "a key twice": _key_twice,
    "a line out": _lines(_line_out),
    "a line twice": _lines(_line_twice),
    "lines exchanged": _lines(_lines_exchanged),
    "cut at a line": _lines(_cut),
    "cut anywhere": _torn,
    "zeros": _zeros,
}
