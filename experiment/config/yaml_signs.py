"""Values that begin with a sign which YAML keeps for itself, and keys that follow one another in one line."""

from __future__ import annotations

import re

from experiment.config.mistakes import Position

_SIGN = re.compile(r"""^(?:\s*(?:- +)*|.*[{,]\s*)([\w"']+) *: +(- |\?(?= |$)|: |[*&!%@`>|,#])(?=(.*))""")
_BLOCK = re.compile(r"[-+0-9]*\s*(#.*)?")
"""What may stand behind > and | where a text of several lines begins."""
_IN_BRACKETS = re.compile(r"""^\s*(?:- +)*([\w"']+) *: +(\[)[^\[\]]*\] *[^\s\],}#]""")
"""A text whose first words stand in square brackets."""
_ONE_LINE = re.compile(r"^\s*(?:- +)*(\w+) *: +(\w+) *: +\S")
"""A key, and right behind it another."""
_MORE_KEYS = re.compile(r", *\w+ *: +\S")
_LANGUAGE = re.compile("[a-z]{2}")
_COMMENT = re.compile(r"^\s*(?:- +)*[\w\"']+ *: (#[^#].*)$")


_COMMENT_OF, _WITH_HASH = "a comment does in other languages", "begin a comment with # and a space"
_OTHERS: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"^\s*(//|/\*|<!--|%(?!YAML|TAG)|--|;|rem )", re.IGNORECASE), _COMMENT_OF, _WITH_HASH),
    (re.compile(r"^(\+)(?=\s*[\w#-])"), "a line does in a comparison of two versions", "delete the sign"),
    (re.compile(r"^(>)\s+\w+:"), "a line does that a mail quotes", "delete the sign, and look at the lines beside it"),
    (re.compile(r"^\s*(```)"), "a block does in Markdown", "delete this line, and the one that ends the block"),
    (re.compile(r"^\s*(\$) \w"), "a command does", "delete this line: it is none of the study"),
)
"""What is copied from elsewhere, or written as elsewhere."""


def of_another_program(line: str) -> tuple[str, str, str] | None:
    """Return the sign with which a line begins as in another language or program, where, and what to do."""
    for pattern, where, remedy in _OTHERS:
        if found := pattern.match(line):
            return found[1].strip(), where, remedy
    return None


def sign_first(line: str) -> tuple[str, str, int] | None:
    """Find the text in a line that begins with a sign of YAML's.

    Returns
    -------
    tuple or None
        Its key, the sign, and where that stands.
    """
    if found := _SIGN.match(line):
        sign = found[2].strip()
        if sign != "#" and not (sign in ">|" and _BLOCK.fullmatch(found[3])):
            return found[1], sign, found.start(2)
    if found := _IN_BRACKETS.match(line):
        return found[1], found[2], found.start(2)
    return None


def keys_in_one_line(line: str) -> tuple[str, str, int] | None:
    """Find two keys that follow one another in a line without braces, as no text would have them.

    Returns
    -------
    tuple or None
        The first, the second, and where that stands.
    """
    found = _ONE_LINE.match(line)
    if found is None or (_LANGUAGE.fullmatch(found[1]) and not _MORE_KEYS.search(line)):
        return None
    return found[1], found[2], found.start(2)


def comment_for_value(text: str, where: Position) -> str | None:
    """Return the comment that stands in the place of a value, one space behind its colon."""
    lines = re.split("\r\n|\r|\n", text)
    found = _COMMENT.match(lines[where.line - 1]) if where.line <= len(lines) else None
    return None if found is None else found[1].strip()
