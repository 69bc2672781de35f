"""Heads that are commented out, brackets too many, percent and quotes, and files in each other's place."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.instruments.mutations.shipped import EVENTS, SHIPPED, STUDY, TEXTS, Label, Mutant, Shipped

_HEADS = ("practice", "afterwards", "first_estimate", "second_estimate", "windows")
"""Of these, what stands above has no keys in the column of theirs, so that nothing else takes them in."""
_SHARES = ("missed_max_share", "unconfirmed_max_share", "bounds_max_share", "fast_max_share")
_STARTS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf1\\ansi ", b"%PDF-1.7\n")


def _refused(shipped: Shipped, content: bytes, line: int, says: str, what: str = "") -> Mutant:
    return Mutant(Label.REFUSE, {shipped.file: content}, (shipped.file, line), what=what, says=says, alone=True)


def close_a_bracket_twice(random: Random) -> Mutant:
    """The bracket or brace that ends a line is typed twice."""
    shipped = SHIPPED[random.choice((STUDY, TEXTS))]
    numbers = [n for n, line in enumerate(shipped.lines) if re.search(r"[:\-] +[{\[].*[}\]]\s*(#.*)?$", line)]
    number = random.choice([n for n in numbers if not shipped.lines[n].startswith("reviewed")])
    line = re.sub(r"([}\]])(\s*(?:#.*)?)$", r"\1\1\2", shipped.lines[number])
    return _refused(shipped, shipped.with_line(number + 1, line), number + 1, "closes here what is not open", line)


def comment_out_a_head(random: Random) -> Mutant:
    """The line of a key becomes a comment, and what belongs to it stays."""
    shipped = SHIPPED[STUDY]
    heads = [n for n, line in enumerate(shipped.lines) if re.match(rf" *({'|'.join(_HEADS)}): *(#.*)?$", line)]
    number = random.choice(heads)
    line = re.sub(r"^( *)", random.choice([r"\1#", r"\1# "]), shipped.lines[number])
    return _refused(shipped, shipped.with_line(number + 1, line), number + 1, "is a comment here", line)


def write_percent_for_a_share(random: Random) -> Mutant:
    """20 or 20 % where 0.2 is meant; what is advised is that."""
    shipped, percent = SHIPPED[STUDY], random.randrange(2, 100)
    key, sign = random.choice(_SHARES), random.choice(["", "%", " %"])
    there = [one for one in shipped.entries if one.path[:1] == ("quality",) and one.key in _SHARES]
    if there:
        entry = random.choice(there)
        line, written = shipped.line(entry.start), f"{entry.key}: {percent}{sign}"
        content = shipped.with_value(entry, f"{percent}{sign}")
    else:
        line = shipped.line(shipped.entry("closing").key_start)
        written = f"quality: {{{key}: {percent}{sign}}}"
        content = shipped.with_lines(lambda lines: lines.insert(line - 1, written))
    return _refused(shipped, content, line, rf"write (the number alone, .*: )?{percent / 100:g}\b", written)


def write_a_word_in_quotes(random: Random) -> Mutant:
    """``"true"`` or ``"2"`` where none are wanted; the message says so."""
    shipped = SHIPPED[STUDY]
    keys = {"with_base_rate", "list", "trials", "attempts", "break_every", "events_per_list"}
    entry = shipped.some(random, lambda one: one.key in keys and one.is_plain)
    content = shipped.with_value(entry, f'"{entry.value}"')
    says = rf"write {entry.value} without quotes"
    return _refused(shipped, content, shipped.line(entry.start), says, f'{entry.key}: "{entry.value}"')


def put_a_file_in_the_place_of_another(random: Random) -> Mutant:
    """A file of a word processor, one saved over another, or the names of two exchanged: one line says it."""
    study, what = SHIPPED[STUDY], random.choice(["program", "saved over", "exchanged"])
    events, texts = study.entry("stimuli", "events"), study.entry("stimuli", "texts")
    place = study.line(events.key_start)
    if what == "program":
        file = random.choice((STUDY, EVENTS, TEXTS))
        content = random.choice(_STARTS) + random.randbytes(200)
        return Mutant(Label.REFUSE, {file: content}, (file, 1), what=what, says="this is a file of", alone=True)
    if what == "saved over":
        file, other = random.sample((EVENTS, TEXTS, STUDY), 2)
        if file == STUDY:
            file, other = other, file
        line = study.line(texts.key_start) if file == TEXTS else place
        files = {file: SHIPPED[other].text.encode()}
        return Mutant(Label.REFUSE, dict(files), (STUDY, line), what=what, says="which should be a file", alone=True)
    between = study.text[events.end : texts.start]
    exchanged = f"{study.text[: events.start]}{texts.value}{between}{events.value}{study.text[texts.end :]}"
    return _refused(study, exchanged.encode(), place, "exchange the two names", what)


def change_what_should_be_alike(random: Random) -> Mutant:
    """Another deadline the second time, or a code in the place of the pattern of codes."""
    shipped = SHIPPED[STUDY]
    if random.random() < 0.5:
        entry = shipped.entry("phases", 1, "second_estimate", 2, "estimate", "deadline_s")
        written, code = random.choice(["4", "6.0", "7.5", "12"]), "deadlines-differ"
    else:
        entry = shipped.entry("participant_id", "pattern")
        written, code = random.choice(['"KD001"', "KD001", '"P17"']), "pattern-of-one-code"
    where, files = (STUDY, shipped.line(entry.start)), {STUDY: shipped.with_value(entry, written)}
    return Mutant(Label.WARN, dict(files), where, code=code, what=written)


HEADS_AND_FILES: tuple[Callable[[Random], Mutant], ...] = (
    close_a_bracket_twice, comment_out_a_head, write_percent_for_a_share, write_a_word_in_quotes,
    put_a_file_in_the_place_of_another, change_what_should_be_alike,
)  # fmt: skip
