"""Values and names that are written otherwise than they are read: what is advised then must not lead astray."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

from tests.instruments.mutations.shipped import (
    EVENTS,
    SHIPPED,
    STUDY,
    TEXTS,
    Entry,
    Label,
    Mutant,
    Shipped,
    Steps,
    is_met,
    is_rated,
)

TABLE = Path("stimuli/events/table.csv")
_WIDER_THAN_A_SCREEN = 35
"""So many letters, with what is put between them, are wider than a line as one word."""


def _refused(shipped: Shipped, content: bytes, line: int, says: str, what: str, *, alone: bool = True) -> Mutant:
    return Mutant(Label.REFUSE, {shipped.file: content}, (shipped.file, line), what=what, says=says, alone=alone)


def write_a_letter_for_a_digit(random: Random) -> Mutant:
    """O for 0, l or I for 1: no number is advised that is only a part of what was meant."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS))]
    keys = {"base_rate_pct", "events_per_list", "break_every", "minimum_pct", "duration_s", "pages_minimum_s", "seed"}

    def wanted(one: Entry) -> bool:
        numeric = one.is_plain and re.fullmatch(r"\d+(\.\d+)?", str(one.value)) is not None
        return one.key in keys and numeric and re.search("[01]", str(one.value)) is not None

    entry = shipped.some(random, wanted)
    places = [n for n, sign in enumerate(str(entry.value)) if sign in "01"]
    place = random.choice(places)
    letter = random.choice({"0": "Oo", "1": "lI"}[str(entry.value)[place]])
    written = f"{str(entry.value)[:place]}{letter}{str(entry.value)[place + 1 :]}"
    meant = re.escape(str(entry.value))
    return _refused(
        shipped, shipped.with_value(entry, written), shipped.line(entry.start), rf"digit.*: {meant}\b", written
    )


def write_semicolons(random: Random) -> Mutant:
    """A semicolon for a comma in brackets or braces."""
    shipped = SHIPPED[STUDY]
    numbers = [n for n, line in enumerate(shipped.lines) if re.search(r"[:\-] +[{\[][^#\"]*,[^#]*[}\]]", line)]
    number = random.choice([n for n in numbers if not shipped.lines[n].startswith("reviewed")])
    before, sign, after = shipped.lines[number].partition(",")
    del sign
    content = shipped.with_line(number + 1, f"{before};{after}")
    return _refused(shipped, content, number + 1, "semicolon", before.strip(), alone=False)


def forget_the_braces(random: Random) -> Mutant:
    """Keys follow one another in the line of the one that they belong to."""
    shipped = SHIPPED[STUDY]
    numbers = [n for n, line in enumerate(shipped.lines) if re.match(r" *(- )?\w+: \{(?!\w+: \{).*\}", line)]
    number = random.choice(numbers)
    line = re.sub(r"\{(.*)\}", r"\1", shipped.lines[number], count=1)
    return _refused(shipped, shipped.with_line(number + 1, line), number + 1, "braces", line.strip()[:30])


def write_a_tail(random: Random) -> Mutant:
    """Words behind a name or a number."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS))]
    names = [
        ("study",),
        ("task",),
        ("seed",),
        ("lists", "events_per_list"),
        ("practice", "events"),
        ("practice", "trials"),
    ]

    def wanted(one: Entry) -> bool:
        return one.path in names or (is_rated(one) and one.key in ("id", "category", "base_rate_pct"))

    entry = shipped.some(random, wanted)
    written = f"{entry.value} {random.choice(['as before', 'assumed', 'y control', 'to check'])}"
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), "", written, alone=False)


_SIGNS = ["- ", "* ", "*", "? ", "& ", "&", "! ", "!", "% ", "@ ", "` ", "> ", "| ", "# ", "[x] ", ", "]


def begin_a_text_with_a_sign(random: Random) -> Mutant:
    """A text without quotes that begins with a sign of YAML's."""
    shipped = SHIPPED[random.choice((EVENTS, TEXTS))]

    def wanted(one: Entry) -> bool:
        shown = shipped.file == TEXTS or is_met(one)
        text = one.key in ("fr", "en") and one.is_plain and not one.in_flow and shown
        return text and shipped.text.count("\n", one.start, one.end) == 0

    entry = shipped.some(random, wanted)
    written = f"{random.choice(_SIGNS)}{entry.value}"
    content = shipped.with_value(entry, written)
    return _refused(shipped, content, shipped.line(entry.start), "quote", written, alone=False)


_DEFINED: dict[Path, list[Steps]] = {
    STUDY: [("visits", "baseline"), ("visits", "post4h"), ("visits", "day7")],
    EVENTS: [("lists", "practice")],
    TEXTS: [
        *(("pages", page) for page in ("welcome", "task", "rest", "thanks", "practice", "check", "half_way", "rates")),
        *(("questions", name) for name in ("self", "population")),
        *(("comprehension", "questions", name) for name in ("own_estimate", "figure")),
        *(("afterwards", name) for name in ("memory", "vividness", "arousal")),
    ],
}


def misspell_a_definition(random: Random) -> Mutant:
    """A name is misspelt where it is defined, and right where it is used."""
    file = random.choice(list(_DEFINED))
    shipped = SHIPPED[file]
    entry = shipped.entry(*random.choice(_DEFINED[file]))
    key, place = entry.key, random.randrange(1, len(entry.key))
    written = random.choice([key[:place] + key[place - 1] + key[place:], f"{key}e" if file != STUDY else f"{key}h"])
    text = shipped.text[: entry.key_start] + written + shipped.text[entry.key_start + len(key) :]
    return _refused(shipped, text.encode(), shipped.line(entry.key_start), f"did you mean “{key}”", written)


def name_a_language_otherwise(random: Random) -> Mutant:
    """A language of the study that no text has: said once."""
    shipped = SHIPPED[STUDY]
    entry = shipped.entry("languages")
    written = random.choice(["[fr, gb]", "[fr, us]", "[fr, en, de]", "[fr, en, es]", "[fr, xx]"])
    content = shipped.with_value(entry, written)
    return _refused(shipped, content, shipped.line(entry.start), "no text", written)


def answer_in_words(random: Random) -> Mutant:
    """yes and no where neither true nor false may stand, and neither the words."""
    shipped = SHIPPED[STUDY]
    path, says = random.choice([
        (("visits", "post4h", "after", "outside"), "ask"),
        (("experimenter_language",), "fr, en"),
        (("estimate", "confirm"), "enter"),
        (("pages_minimum_s",), "a number"),
        (("lists", "orders"), "permuted_blocks"),
        (("practice", "trials"), "a whole number"),
    ])  # fmt: skip
    entry = shipped.entry(*path)
    written = random.choice(["yes", "no", "on", "off", "Yes", "NO"])
    return _refused(
        shipped, shipped.with_value(entry, written), shipped.line(entry.start), says, f"{entry.key}: {written}"
    )


_COLUMNS = (
    "id",
    "category",
    "text_fr",
    "base_rate_pct",
    "definition",
    "period",
    "population",
    "source",
    "evidence",
    "strength",
)


def _table(rows: list[list[str]]) -> bytes:
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows([list(_COLUMNS), *rows])
    return written.getvalue().encode()


_OF_TABLES: tuple[tuple[str, Callable[[str], str], int, str], ...] = (
    ("no names", lambda text: text.partition("\n")[2], 1, "names no column"),
    ("names alone", lambda text: text.partition("\n")[0] + "\n", 1, "and no event"),
    ("one cell", lambda text: "".join(f'"{line}"\n' for line in text.splitlines()), 1, "in one cell"),
    ("two signs", lambda text: text.replace(",", ";", 9), 2, "this one a comma"),
    ("nothing", lambda text: text[:0], 1, "is empty"),
)


def spoil_a_table(random: Random) -> Mutant:
    """A doubled id beside another slip in a table of events, or an empty cell: all in one round, by their columns."""
    rows = [
        [f"event_{n}", "accident", f"Événement {n}", str(10 + n), "what", "one year", "France", "who", "read", "strong"]
        for n in range(12)
    ]
    if random.random() < 0.4:
        what, change, line, says = random.choice(_OF_TABLES)
        content = change(_table(rows).decode()).encode()
        return Mutant(Label.REFUSE, {TABLE: content}, (TABLE, line), what=what, says=says, alone=True)
    other, row = random.sample(range(12), 2)
    earlier, later = sorted((other, row))
    what = random.choice(["id", "text_fr", "definition", "4O"])
    if what == "id":
        rows[later][0] = rows[earlier][0]
        rows[random.choice([n for n in range(12) if n not in (earlier, later)])][9] = "strnog"
        return Mutant(Label.REFUSE, {TABLE: _table(rows)}, (TABLE, later + 2), what="an id twice", says="stands twice")
    if what == "4O":
        rows[row][3] = "4O"
        return Mutant(Label.REFUSE, {TABLE: _table(rows)}, (TABLE, row + 2), what="4O", says=": 40, if", alone=True)
    rows[row][_COLUMNS.index(what)] = ""
    return Mutant(
        Label.REFUSE, {TABLE: _table(rows)}, (TABLE, row + 2), what=f"no {what}", says=f"“{what}”", alone=True
    )


def _with_place(random: Random, wanted: str) -> tuple[Shipped, Entry]:
    shipped = SHIPPED[TEXTS]

    def has_place(one: Entry) -> bool:
        needed = one.path[0] not in ("pages", "afterwards", "comprehension")  # a short line may become too long
        return one.key in ("fr", "en") and one.is_scalar and wanted in str(one.value) and not needed

    return shipped, shipped.some(random, has_place)


def _doubted(shipped: Shipped, entry: Entry, old: str, new: str, code: str) -> Mutant:
    written = shipped.text[entry.start : entry.end].replace(old, new, 1)
    content = shipped.with_value(entry, written)
    line = content.decode()[: content.decode().index(new, entry.start)].count("\n") + 1
    return Mutant(Label.WARN, {shipped.file: content}, (shipped.file, line), code=code, what=new)


def write_a_place_in_other_brackets(random: Random) -> Mutant:
    """Round, square or angle brackets around the name of a figure."""
    name = random.choice(["minimum", "maximum", "practice_trials", "events", "answers"])
    shipped, entry = _with_place(random, f"{{{name}}}")
    new = random.choice(["({})", "[{}]", "<{}>", "( {} )"]).format(name)
    if entry.is_plain and new.startswith("[") and entry.in_flow:
        new = f"({name})"
    return _doubted(shipped, entry, f"{{{name}}}", new, "place-in-other-brackets")


def write_a_place_twice(random: Random) -> Mutant:
    """The lowest answer in the place of the highest."""
    shipped, entry = _with_place(random, "{maximum}")
    content = shipped.with_value(entry, shipped.text[entry.start : entry.end].replace("{maximum}", "{minimum}"))
    line = shipped.line(shipped.text.index("{minimum}", entry.start))
    where = (shipped.file, line)
    return Mutant(Label.WARN, {shipped.file: content}, where, code="place-twice", what=str(entry.value)[:30])


def forget_a_place(random: Random) -> Mutant:
    """A figure in one language only."""
    shipped, entry = _with_place(random, "{maximum}")
    content = shipped.with_value(entry, shipped.text[entry.start : entry.end].replace("{maximum}", "77"))
    where = (shipped.file, shipped.line(entry.key_start))
    return Mutant(Label.WARN, {shipped.file: content}, where, code="places-differ", what=str(entry.value)[:30])


def write_every_line_end_as_programmers(random: Random) -> Mutant:
    r"""``\n`` between all words of a long event, which makes one word of them that no screen holds."""
    shipped = SHIPPED[EVENTS]

    def wanted(one: Entry) -> bool:
        is_text = one.path[-2:-1] == ("text",) and one.is_plain and is_met(one)
        return is_text and len(str(one.value)) >= _WIDER_THAN_A_SCREEN

    entry = shipped.some(random, wanted)
    written = str(entry.value).replace(" ", "\\n")
    says = r"“\\n” is shown as it stands here.*does not fit the screen"
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), says, written)


REFUSED_AS_WRITTEN: tuple[Callable[[Random], Mutant], ...] = (
    write_a_letter_for_a_digit, write_semicolons, forget_the_braces, write_a_tail, begin_a_text_with_a_sign,
    misspell_a_definition, name_a_language_otherwise, answer_in_words, spoil_a_table,
    write_every_line_end_as_programmers,
)  # fmt: skip
WARNED_AS_WRITTEN: tuple[Callable[[Random], Mutant], ...] = (
    write_a_place_in_other_brackets, write_a_place_twice, forget_a_place,
)  # fmt: skip
