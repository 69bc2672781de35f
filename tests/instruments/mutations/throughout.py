"""Slips that go through a whole file, files that end too early, heads in comments, and answers that count wrongly."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.instruments.mutations.shipped import EVENTS, SHIPPED, STUDY, TEXTS, Label, Mutant, Shipped

_OF_EVENTS = (
    "category",
    "base_rate_pct",
    "definition",
    "period",
    "population",
    "source",
    "evidence",
    "strength",
    "text",
)
_ENDS = (
    "the file ends here|the quote that opens here|the bracket . that opens here|has no value"
    "|no colon stands in this line|is not known here|cannot be|stands in braces without a value"
)
"""What is said where a file ends: of what is open there, or, within a word or a figure, of that."""


def misspell_a_key_throughout(random: Random) -> Mutant:
    """Search and replace: a key of every event is another word."""
    shipped, key = SHIPPED[EVENTS], random.choice(_OF_EVENTS)
    at = random.randrange(1, len(key) - 1)
    other = random.choice([key[:at] + key[at + 1 :], key[:at] + key[at] + key[at:], key.capitalize()])
    text = re.sub(rf"(?m)^(    ){key}:", rf"\g<1>{other}:", shipped.text)
    return _throughout(shipped, text, rf"did you mean “{key}”\?.*the same in \d+ lines more", other)


def write_rates_otherwise_throughout(random: Random) -> Mutant:
    """Every rate is a share, a decimal, or has its percent sign, as a column of a spreadsheet that was pasted."""
    shipped = SHIPPED[EVENTS]
    written = random.choice([r"0.\1", r"0,\1", r"\1 %", r"\1%", r'"\1"', r"\1.0", r"\1,0"])
    text = re.sub(r"(?m)(?<=base_rate_pct: )(\d\d)$", written, shipped.text)
    return _throughout(shipped, text, r"“base_rate_pct” cannot be .*the same in \d+ lines more", written)


def _throughout(shipped: Shipped, text: str, says: str, what: str) -> Mutant:
    pairs = zip(shipped.lines, text.split("\n"), strict=True)
    line = next(n for n, (old, new) in enumerate(pairs, start=1) if old != new)
    return Mutant(Label.REFUSE, {shipped.file: text.encode()}, (shipped.file, line), what=what, says=says, alone=True)


def cut_the_file_off(random: Random) -> Mutant:
    """A file that ends in the midst of what it must hold: its last line is named."""
    file, until = random.choice([(STUDY, "\nphases:"), (EVENTS, "\n  practice:"), (TEXTS, "\nwelcome_back:")])
    shipped = SHIPPED[file]
    first = shipped.text.index("\narms:") if file == STUDY else len("\n".join(shipped.lines[:60]))
    at = random.randrange(first, shipped.text.index(until))
    within = random.random() < 0.7  # a line: whole lines may be the end of another file
    while not within and file == EVENTS and _ends_a_list(shipped.text[shipped.text.index("\n", at) + 1 :]):
        at = random.randrange(first, shipped.text.index(until))
    text = shipped.text[: at if within else shipped.text.index("\n", at) + 1]
    said = [n for n, line in enumerate(text.split("\n"), start=1) if line.strip()]
    return Mutant(
        Label.REFUSE, {file: text.encode()}, (file, said[-1]), what=repr(text[-40:]), says=_ENDS, alone=within
    )


def _ends_a_list(rest: str) -> bool:
    """Return whether a file of events that ends before this has whole lists, as one of fewer lists has."""
    of_list = re.split(r"(?m)^  \w+:$", rest)[0]
    return re.search(r"(?m)^  - id:|^    strength:", of_list) is None


def comment_out_any_head(random: Random) -> Mutant:
    """The line of a key, or the first line of an entry, becomes a comment, whatever stands above it."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS, TEXTS))]
    numbers = [n for n in range(1, len(shipped.lines) - 1) if _is_head(shipped, n)]
    number = random.choice(numbers)
    line = re.sub(r"^( *)", random.choice([r"\1#", r"\1# ", r"#\1"]), shipped.lines[number])
    content = shipped.with_line(number + 1, line)
    where = (shipped.file, number + 1)
    return Mutant(Label.REFUSE, {shipped.file: content}, where, what=line, says="is a comment here", alone=True)


def _is_head(shipped: Shipped, number: int) -> bool:
    head = re.match(r"( *)(- )?\w+:( *| +#.*)$|( *)- \w+: \S", shipped.lines[number])
    if head is None:
        return False
    following = next((line for line in shipped.lines[number + 1 :] if line.strip()), "")
    margin = len(shipped.lines[number]) - len(shipped.lines[number].lstrip(" "))
    return len(following) - len(following.lstrip(" ")) > margin


def count_another_answer_as_right(random: Random) -> Mutant:
    """``right:`` names another answer, or two answers have changed places."""
    shipped = SHIPPED[TEXTS]
    right = shipped.some(random, lambda one: one.key == "right" and one.path[-2:-1] != ("comprehension",))
    answers = [one for one in shipped.entries if one.path[:-1] == (*right.path[:-1], "answers")]
    other = random.choice([n for n in range(1, len(answers) + 1) if str(n) != right.value])
    line = shipped.line(right.key_start)
    if random.random() < 0.5:
        content = shipped.with_value(right, str(other))
    else:
        numbers = [shipped.line(answers[n - 1].start) for n in (int(str(right.value)), other)]

        def exchange(lines: list[str]) -> None:
            one, two = (n - 1 for n in numbers)
            lines[one], lines[two] = lines[two], lines[one]

        content = shipped.with_lines(exchange)
    return Mutant(
        Label.WARN, {TEXTS: content}, (TEXTS, line), code="explained-otherwise", what=f"{right.path[-2]}, {other}"
    )


THROUGHOUT: tuple[Callable[[Random], Mutant], ...] = (
    misspell_a_key_throughout, write_rates_otherwise_throughout, cut_the_file_off, comment_out_any_head,
    count_another_answer_as_right,
)  # fmt: skip
