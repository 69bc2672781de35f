"""Slips of the hand after which a study must be refused, and the line of each."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from functools import cache
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
)
from tests.instruments.mutations.shown import is_shown

_FREE = (("arms", "*"), ("arms", "*", "windows", "*"), ("visits", "*"), ("lists", "*"), ("pages", "*"))
_FREE_TEXTS = (("pages", "*"), ("questions", "*"), ("comprehension", "questions", "*"), ("afterwards", "*"))


def _is(path: Steps, *patterns: tuple[str, ...]) -> bool:
    return any(
        len(path) == len(pattern) and all(want in ("*", step) for want, step in zip(pattern, path, strict=True))
        for pattern in patterns
    )


def _is_key(shipped: Shipped, entry: Entry) -> bool:
    """Whether a key is one that a program knows, not a name of the researcher's."""
    free = {STUDY: _FREE, EVENTS: (("lists", "*"),), TEXTS: _FREE_TEXTS}[shipped.file]
    in_study_lists = shipped.file == STUDY and _is(entry.path, ("lists", "*"))  # keys there, names in the events
    of_another_study = shipped.file == EVENTS and entry.key in ("fr", "en") and not is_met(entry)  # may be any language
    named = isinstance(entry.path[-1], str) and not of_another_study
    return named and (in_study_lists or not _is(entry.path, *free))


def _refused(shipped: Shipped, content: bytes, line: int | None, what: str = "") -> Mutant:
    return Mutant(Label.REFUSE, {shipped.file: content}, None if line is None else (shipped.file, line), what=what)


def _any(random: Random) -> Shipped:
    return SHIPPED[random.choice((STUDY, EVENTS, TEXTS))]


def misspell_a_key(random: Random) -> Mutant:
    """A letter too many, too few or two in the wrong order."""
    shipped = _any(random)
    entry = shipped.some(random, lambda one: _is_key(shipped, one))
    key, place = entry.key, random.randrange(len(entry.key))
    wrong = random.choice(
        [key[:place] + key[place] + key[place:], key + random.choice("sxz"), key[:place] + "x" + key[place + 1 :]]
    )
    known = {one.key for one in shipped.entries}
    if wrong in known:
        wrong = key + "zz"
    text = shipped.text[: entry.key_start] + wrong + shipped.text[entry.key_start + len(key) :]
    return _refused(shipped, text.encode(), shipped.line(entry.key_start), f"{key} → {wrong}")


_REQUIRED = {
    STUDY: {
        (("estimate", "*"), frozenset({"minimum_pct", "maximum_pct", "input", "confirm"})),
        (("lists", "*"), frozenset({"names", "events_per_list", "orders"})),
        (("visits", "*", "*"), frozenset({"list"})),
        (("practice", "*"), frozenset({"events", "trials"})),
        (("stimuli", "*"), frozenset({"events", "texts"})),
    },
    EVENTS: {
        (
            ("lists", "*", "*", "*"),
            frozenset({"id", "category", "text", "base_rate_pct", "definition", "period", "population", "source"})
            | {"evidence", "strength"},
        )
    },
    TEXTS: {
        (("estimate", "*"), frozenset({"percentage", "hint", "out_of_range", "not_whole", "confirm"})),
        (("pause", "*"), frozenset({"title", "text", "go_on", "go_on_yet", "how_to_end", "end", "reasons"})),
        (("experimenter", "pauses", "*"), frozenset({"silence", "size_changed", "hidden", "covered", "clocks"})),
        (("comprehension", "*"), frozenset({"right", "wrong", "ask_for_help", "choose", "not_chosen"})),
    },
}


def _lines_of(shipped: Shipped, entry: Entry) -> tuple[int, int]:
    """First and last line of a key with its value, from 0."""
    first = shipped.line(entry.key_start) - 1
    margin = len(shipped.lines[first]) - len(shipped.lines[first].lstrip(" -"))
    last = first
    while last + 1 < len(shipped.lines):
        line = shipped.lines[last + 1]
        if line.strip() and len(line) - len(line.lstrip(" ")) <= margin:
            break
        last += 1
    return first, last


def lose_a_required_key(random: Random) -> Mutant:
    """A key and everything below it is deleted; what it was a part of is named."""
    shipped = _any(random)

    def wanted(one: Entry) -> bool:
        required = any(_is(one.path, at) and one.key in keys for at, keys in _REQUIRED[shipped.file])
        return required and not one.in_flow

    entry = shipped.some(random, wanted)
    first, last = _lines_of(shipped, entry)
    holder = next(one for one in shipped.entries if one.path == entry.path[:-1])
    begins_item = shipped.lines[first].lstrip().startswith("- ")
    line = shipped.line(holder.key_start)

    def change(lines: list[str]) -> None:
        del lines[first : last + 1]
        if begins_item:
            following = next(n for n in range(first, len(lines)) if lines[n].strip())
            lines[following] = re.sub(r"^( *)  (?=\S)", r"\1- ", lines[following])

    return _refused(shipped, shipped.with_lines(change), line, f"without {entry.key}")


def write_a_key_twice(random: Random) -> Mutant:
    """A line with a key and a value of one line is doubled."""
    shipped = _any(random)

    def wanted(one: Entry) -> bool:
        line = shipped.lines[shipped.line(one.key_start) - 1]
        alone = re.fullmatch(r" *\w+: +[^|>{\[#]\S.*", line) is not None
        return (
            isinstance(one.path[-1], str)
            and one.is_scalar
            and alone
            and shipped.text.count("\n", one.start, one.end) == 0
        )

    entry = shipped.some(random, wanted)
    line = shipped.line(entry.key_start)
    return _refused(
        shipped, shipped.with_lines(lambda lines: lines.insert(line, lines[line - 1])), line + 1, f"{entry.key} twice"
    )


_NUMBERS = frozenset({
    "seed", "events_per_list", "minimum_pct", "maximum_pct", "pages_minimum_s", "trials", "attempts", "break_every",
    "duration_s", "deadline_s", "fixation_s", "minimum", "maximum", "base_rate_pct", "due_h", "due_d", "list", "right",
})  # fmt: skip


def _number(shipped: Shipped, random: Random) -> Entry:
    return shipped.some(random, lambda one: one.is_plain and one.key in _NUMBERS and isinstance(one.path[-1], str))


def write_a_word_for_a_number(random: Random) -> Mutant:
    """A number is replaced by a word, or is given a unit, or quotes."""
    shipped = _any(random)
    entry = _number(shipped, random)
    written = random.choice(
        ["soon", f"{entry.value} s", f"{entry.value}ms", f'"{entry.value}"', "two", f"~{entry.value}"]
    )
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), f"{entry.key}: {written}")


def write_a_decimal_comma(random: Random) -> Mutant:
    """A decimal comma, as on most of the continent."""
    shipped = SHIPPED[STUDY]
    entry = shipped.some(random, lambda one: one.is_plain and re.fullmatch(r"\d+\.\d", str(one.value)) is not None)
    written = str(entry.value).replace(".", ",")
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), f"{entry.key}: {written}")


def write_milliseconds(random: Random) -> Mutant:
    """Milliseconds where seconds are meant."""
    shipped = SHIPPED[STUDY]
    entry = shipped.some(
        random, lambda one: one.is_plain and one.key in {"duration_s", "deadline_s", "fixation_s", "pages_minimum_s"}
    )
    written = str(int(float(str(entry.value)) * 1000))
    if int(written) <= 120 or (entry.key == "deadline_s" and int(written) <= 600):
        written = "12000"
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), f"{entry.key}: {written}")


def name_another_unit(random: Random) -> Mutant:
    """The key of another unit than the one that there is."""
    shipped = SHIPPED[STUDY]
    entry = shipped.some(random, lambda one: one.is_scalar and one.key.endswith(("_s", "within_h")))
    key = entry.key.rpartition("_")[0] + random.choice(["_ms", "_min", "_sec"])
    text = shipped.text[: entry.key_start] + key + shipped.text[entry.key_start + len(entry.key) :]
    return _refused(shipped, text.encode(), shipped.line(entry.key_start), f"{entry.key} → {key}")


def begin_a_text_with_a_place(random: Random) -> Mutant:
    """A text without quotes that begins with a figure in braces."""
    shipped = SHIPPED[TEXTS]
    entry = shipped.some(random, lambda one: one.is_plain and one.key in ("fr", "en") and not one.in_flow)
    written = random.choice(["{minimum} %", "{events} événements", "{value}"])
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), written)


def set_languages_in_too_little(random: Random) -> Mutant:
    """The languages of an event begin in the column of its text: key."""
    shipped = SHIPPED[EVENTS]
    entry = shipped.some(random, lambda one: one.key == "text" and is_met(one))
    first = shipped.line(entry.start) - 1

    def change(lines: list[str]) -> None:
        for n in (first, first + 1):
            lines[n] = lines[n].removeprefix("  ")

    return _refused(shipped, shipped.with_lines(change), first + 1)


def write_a_range_without_its_name(random: Random) -> Mutant:
    """Two numbers for a duration."""
    shipped = SHIPPED[STUDY]
    entry = shipped.some(random, lambda one: one.key == "duration_s")
    return _refused(shipped, shipped.with_value(entry, "[1.0, 2.0]"), shipped.line(entry.start))


_BEYOND: dict[str, list[str]] = {
    "base_rate_pct": ["0", "100", "150", "-5", "78", "2"],
    "minimum_pct": ["-1", "101", "78"],
    "maximum_pct": ["101", "2", "0"],
    "events_per_list": ["0", "39", "41", "-40"],
    "trials": ["0", "-1", "7"],
    "attempts": ["0", "11"],
    "break_every": ["0", "501"],
    "duration_s": ["0", "-1", "121", "0.001"],
    "deadline_s": ["0", "-8", "601"],
    "fixation_s": ["0", "500"],
    "list": ["0", "4", "-1"],
    "right": ["0", "4", "5"],
    "due_h": ["-4", "20000"],
    "due_d": ["-7", "2000"],
}


def leave_the_bounds(random: Random) -> Mutant:
    """A number that cannot be meant."""
    shipped = _any(random)

    def wanted(one: Entry) -> bool:
        used = shipped.file != EVENTS or is_met(one)
        return one.is_plain and one.key in _BEYOND and used

    entry = shipped.some(random, wanted)
    written = random.choice(_BEYOND[entry.key])
    where = (shipped.file, shipped.line(entry.key_start))
    if entry.key in ("minimum_pct", "maximum_pct") and written in ("78", "2"):
        where = (shipped.file, shipped.line(shipped.entry("estimate").key_start) + 1)  # the range as a whole
    files = {shipped.file: shipped.with_value(entry, written)}
    return Mutant(Label.REFUSE, dict(files), where, what=f"{entry.key}: {written}")


def name_what_is_not_there(random: Random) -> Mutant:
    """A page, list, visit, question or file that does not exist."""
    shipped = SHIPPED[STUDY]
    places: list[Steps] = [
        *(("opening", n) for n in range(5)),
        ("closing", 0),
        ("closing_early", 0),
        ("practice", "events"),
        ("practice", "pages", 0),
        *(("comprehension", "questions", n) for n in range(3)),
        *(("phases", n, "pages", 0) for n in range(2)),
        *(("phases", n, "break_page") for n in range(2)),
        *(("lists", "names", n) for n in range(3)),
        *(("arms", "patient", "visits", n) for n in range(3)),
        ("stimuli", "events"),
        ("stimuli", "texts"),
        ("phases", 0, "first_estimate", 2, "estimate", "of"),
        ("estimate", "input"),
        ("estimate", "confirm"),
        ("lists", "orders"),
        ("visits", "day7", "afterwards", 2),
        ("visits", "post4h", "after", "anchor"),
        ("visits", "baseline", "before"),
        ("experimenter_language",),
        ("time_zone",),
    ]
    entry = shipped.entry(*random.choice(places))
    written = f"{entry.value}x" if random.random() < 0.5 else random.choice(["nowhere", "elsewhere", "nobody"])
    if entry.path[0] == "stimuli":
        written = f"../stimuli/{written.strip('./x').rpartition('/')[2] or 'nowhere'}.yaml"
        written = (
            written.replace(".yaml.yaml", "x.yaml")
            .replace("adverse.yaml", "advers.yaml")
            .replace("belief_update.yaml", "belief.yaml")
        )
    if entry.path == ("experimenter_language",):
        written = "de"
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), f"{entry.key}: {written}")


_SURPRISES = [
    "no",
    "yes",
    "On",
    "OFF",
    "True",
    "NULL",
    "1:30",
    "010",
    "1_000",
    "0x1F",
    ".inf",
    ".nan",
    "1.5e+3",
    "<<",
    "=",
]
_INDICATORS = ["*a", "&a b", "!!str b", "!b c", "@a", "`a`", "%a", "[a", "{a: b", "'a", "a: b", "] a", "- a: ]"]


def write_a_surprise(random: Random) -> Mutant:
    """A bare word or number that YAML 1.1 reads as something else."""
    shipped = _any(random)
    entry = shipped.some(random, lambda one: one.is_plain and shipped.text.count("\n", one.start, one.end) == 0)
    written = random.choice([*_SURPRISES, "2026-12-01T10:00:00", "2026-13-01", "9" * 30])
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), f"{entry.key}: {written}")


def write_an_indicator(random: Random) -> Mutant:
    """A value that begins with a sign that YAML keeps for itself."""
    shipped = _any(random)
    entry = shipped.some(
        random, lambda one: one.is_plain and not one.in_flow and shipped.text.count("\n", one.start, one.end) == 0
    )
    written = random.choice(_INDICATORS)
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), f"{entry.key}: {written}")


def forget_to_close_a_quote(random: Random) -> Mutant:
    """The second quote of a text is deleted."""
    shipped = _any(random)
    entry = shipped.some(
        random, lambda one: one.style in ("'", '"') and shipped.text.count("\n", one.start, one.end) == 0
    )
    text = shipped.text[: entry.end - 1] + shipped.text[entry.end :]
    return _refused(shipped, text.encode(), shipped.line(entry.start))


def forget_to_close_a_bracket(random: Random) -> Mutant:
    """The bracket or brace that ends a line is deleted."""
    shipped = SHIPPED[random.choice((STUDY, TEXTS))]
    numbers = [n for n, line in enumerate(shipped.lines) if re.search(r"[:\-] +[{\[].*[}\]]\s*(#.*)?$", line)]
    number = random.choice(numbers)
    line = re.sub(r"[}\]](\s*(?:#.*)?)$", r"\1", shipped.lines[number])
    return _refused(shipped, shipped.with_line(number + 1, line), number + 1)


def indent_with_a_tab(random: Random) -> Mutant:
    """The blanks before a key become a tab."""
    shipped = _any(random)
    numbers = [n for n, line in enumerate(shipped.lines) if re.match(r" +(- )?\w+:( |$)", line)]
    number = random.choice(numbers)
    return _refused(shipped, shipped.with_line(number + 1, "\t" + shipped.lines[number].lstrip()), number + 1)


def _dashes(shipped: Shipped) -> list[int]:
    return [n for n, line in enumerate(shipped.lines) if re.match(r" +- \w+: *[^#\s]", line)]


def lose_a_dash(random: Random) -> Mutant:
    """The dash of an entry that is not the first becomes a blank, or goes with its blank."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS))]
    dashes = _dashes(shipped)
    followers = [number for number in dashes if _follows_a_dash(shipped, number)]
    number = random.choice(followers)
    new = random.choice([r"\1  ", r"\1"])
    return _refused(shipped, shipped.with_line(number + 1, re.sub(r"^( +)- ", new, shipped.lines[number])), number + 1)


def _follows_a_dash(shipped: Shipped, number: int) -> bool:
    """Whether the line that begins the entry before stands above, in the same list."""
    margin = _margin(shipped, number)
    for above in reversed(range(number)):
        if shipped.lines[above].strip() and _margin(shipped, above) <= margin:
            return _margin(shipped, above) == margin and shipped.lines[above].lstrip().startswith("- ")
    return False


def _margin(shipped: Shipped, number: int) -> int:
    return len(shipped.lines[number]) - len(shipped.lines[number].lstrip(" "))


def spoil_a_dash(random: Random) -> Mutant:
    """A word processor's dash, a bullet, or no blank after the dash."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS))]
    number = random.choice(_dashes(shipped))
    new = random.choice(["– ", "— ", "• ", "-", "−  "])
    return _refused(
        shipped, shipped.with_line(number + 1, shipped.lines[number].replace("- ", new, 1)), number + 1, new
    )


def _keys_with_values(shipped: Shipped) -> list[int]:
    return [
        n
        for n, line in enumerate(shipped.lines)
        if _in_mapping(shipped, n) and re.match(r" *(- )?\w+: +[^#\s|>]", line)
    ]


def _in_mapping(shipped: Shipped, number: int) -> bool:
    """Whether a line begins with a key of the file, and is not within a text."""
    return number in _key_lines(shipped)


@cache
def _key_lines(shipped: Shipped) -> frozenset[int]:
    return frozenset(
        shipped.line(one.key_start) - 1
        for one in shipped.entries
        if isinstance(one.path[-1], str)
        and re.fullmatch(r" *(- )?", shipped.text[shipped.text.rfind("\n", 0, one.key_start) + 1 : one.key_start])
    )


def lose_the_space_after_a_colon(random: Random) -> Mutant:
    """``key:value``, which is one word to YAML."""
    shipped = _any(random)
    number = random.choice(_keys_with_values(shipped))
    line = re.sub(r"^( *(?:- )?\w+): +", r"\1:", shipped.lines[number])
    return _refused(shipped, shipped.with_line(number + 1, line), number + 1)


def lose_a_colon(random: Random) -> Mutant:
    """``key value``."""
    shipped = _any(random)
    number = random.choice(_keys_with_values(shipped))
    line = re.sub(r"^( *(?:- )?\w+): +", r"\1 ", shipped.lines[number])
    return _refused(shipped, shipped.with_line(number + 1, line), number + 1)


def write_a_space_that_is_none(random: Random) -> Mutant:
    """A no-break space as indentation, or after a colon."""
    shipped = _any(random)
    odd = random.choice("\u00a0\u202f\u2003\u3000")
    if random.random() < 0.5:
        numbers = [n for n in _key_lines(shipped) if shipped.lines[n].startswith("  ")]
        number = random.choice(sorted(numbers))
        line = shipped.lines[number]
        return _refused(shipped, shipped.with_line(number + 1, odd + line[1:]), number + 1, f"{odd!r} before")
    number = random.choice(_keys_with_values(shipped))
    line = re.sub(r"^( *(?:- )?\w+:) ", lambda found: found[1] + odd, shipped.lines[number])
    return _refused(shipped, shipped.with_line(number + 1, line), number + 1, f"{odd!r} after")


def leave_a_merge_mark(random: Random) -> Mutant:
    """What git leaves behind where two people have changed one place."""
    shipped = _any(random)
    number = random.randrange(5, len(shipped.lines) - 5)
    marks = ["<<<<<<< HEAD", "=======", ">>>>>>> branch"]

    def change(lines: list[str]) -> None:
        lines[number:number] = [marks[0], *lines[number : number + 2], marks[1]]
        lines.insert(number + 6, marks[2])

    return _refused(shipped, shipped.with_lines(change), number + 1)


def forget_to_indent_a_text(random: Random) -> Mutant:
    """The first line under ``>-`` begins where its key does, or at the margin."""
    shipped = SHIPPED[TEXTS]
    numbers = [n for n, line in enumerate(shipped.lines[:-1]) if re.search(r"\w+: >-$", line)]
    number = random.choice(numbers) + 1
    margin = random.choice([_margin(shipped, number - 1), 0])
    return _refused(
        shipped,
        shipped.with_line(number + 1, " " * margin + shipped.lines[number].lstrip()),
        number + 1,
        f"margin {margin}",
    )


def set_a_key_in_too_far(random: Random) -> Mutant:
    """A key is set in further than the one above it, which has its value."""
    shipped = _any(random)
    numbers = [
        n for n in sorted(_key_lines(shipped))
        if n - 1 in _key_lines(shipped)
        and _margin(shipped, n) == len(re.match(r" *(- )?", shipped.lines[n - 1])[0])  # type: ignore[index]
        and re.match(r" *(- )?\w+: +[^#\s|>{\['\"]", shipped.lines[n - 1])
    ]  # fmt: skip
    number = random.choice(numbers)
    return _refused(shipped, shipped.with_line(number + 1, "  " + shipped.lines[number]), number + 1)


def lose_a_value(random: Random) -> Mutant:
    """Nothing is left after the colon."""
    shipped = _any(random)
    entry = shipped.some(
        random,
        lambda one: (
            one.is_scalar
            and one.key != "reviewed"
            and isinstance(one.path[-1], str)
            and one.style not in ("|", ">")
            and shipped.text.count("\n", one.start, one.end) == 0
        ),
    )
    return _refused(shipped, shipped.with_value(entry, ""), shipped.line(entry.start), f"{entry.key}:")


def spoil_a_byte(random: Random) -> Mutant:
    """A byte that no text has."""
    shipped = _any(random)
    place = random.randrange(len(shipped.text))
    bad = random.choice([b"\xff", b"\0", b"\x07", b"\xc2\x85", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc3("])
    content = shipped.text[:place].encode() + bad + shipped.text[place:].encode()
    if place == 0 and bad == b"\xef\xbb\xbf":
        content = b"\xff" + content
    return _refused(shipped, content, shipped.line(place), repr(bad))


def write_in_another_encoding(random: Random) -> Mutant:
    """UTF-16 as a whole, or Latin-1."""
    shipped = SHIPPED[random.choice((EVENTS, TEXTS))]
    if random.random() < 0.5:
        return _refused(shipped, shipped.text.encode(random.choice(["utf-16", "utf-32"])), 1, "utf-16")
    first = next(n for n, one in enumerate(shipped.text) if ord(one) > 127)
    return _refused(shipped, shipped.text.encode("cp1252", "replace"), shipped.line(first), "cp1252")


_BOMB = b"a: &a [x,x,x,x,x,x,x,x,x]\n" + b"".join(
    b"%c: &%c [%s]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9)
)
_THINGS: dict[str, bytes | Callable[[Path], object]] = {
    "nothing": b"",
    "comments": b"# only\n\n# comments\n",
    "ten megabytes": b"a: b\n" * 2_100_000,
    "brackets": b"[" * 5000,
    "braces": b"{a: " * 3000 + b"}" * 3000,
    "indentation": b"".join(b" " * n + b"a:\n" for n in range(300)),
    "a bomb": _BOMB,
    **({"a pipe": os.mkfifo} if hasattr(os, "mkfifo") else {}),  # Windows has none in folders
    "a folder": Path.mkdir,
    "no file": lambda path: None,
    "a word": b"word\n",
    "a list": b"- a\n- b\n",
    "two documents": b"a: 1\n---\nb: 2\n",
}


def put_something_else_there(random: Random) -> Mutant:
    """No file, a folder, a pipe, ten megabytes, nothing, nesting without end, aliases that explode."""
    file = random.choice((STUDY, EVENTS, TEXTS))
    things = _THINGS | {"noise": random.randbytes(2000)}
    what = random.choice(list(things))
    return Mutant(Label.REFUSE, {file: things[what]}, None, what=what)


def repeat_or_lose_an_event(random: Random) -> Mutant:
    """An id stands twice, or a list has an event too few."""
    shipped = SHIPPED[EVENTS]
    name, place = random.choice("ABC"), random.randrange(1, 39)
    entry = shipped.entry("lists", name, place, "id")
    if random.random() < 0.5:
        other = shipped.entry("lists", random.choice(["A", "B", "practice"]), 0, "id")
        later = max(entry, other, key=lambda one: one.start)
        return _refused(shipped, shipped.with_value(entry, str(other.value)), shipped.line(later.start))
    first = shipped.line(entry.key_start) - 1
    following = shipped.line(shipped.entry("lists", name, place + 1, "id").key_start) - 1
    content = shipped.with_lines(lambda lines: lines.__delitem__(slice(first, following)))
    return _refused(shipped, content, shipped.line(shipped.entry("lists", name).key_start), "an event fewer")


_NOT_SHOWN = (
    "n/a", "NaN", "", " ", "a\\tb", "\U0001f984", "火", "a\u200bb", "em\u00adploi", "\ufffd",
)  # fmt: skip
_TOO_LONG = "long " * 400
"""No mistake in a text that never stands on a screen, where there is room for any."""


def write_what_cannot_be_shown(random: Random) -> Mutant:
    """A text that is none, or that the font cannot draw, or that is far too long."""
    shipped = SHIPPED[random.choice((EVENTS, TEXTS))]

    def wanted(one: Entry) -> bool:
        shown = shipped.file == TEXTS or is_met(one)
        return one.key in ("fr", "en") and one.is_scalar and not one.in_flow and one.style not in ("|", ">") and shown

    text = random.choice([*_NOT_SHOWN, _TOO_LONG, *(("{x}", "{") if shipped.file == TEXTS else ())])
    entry = shipped.some(random, wanted)
    while text == _TOO_LONG and shipped.file == TEXTS and not is_shown(entry):
        entry = shipped.some(random, wanted)
    return _refused(shipped, shipped.with_value(entry, f'"{text}"'), shipped.line(entry.start), text[:20])


def forget_a_language(random: Random) -> Mutant:
    """A text in one language only, or under a key that is no language."""
    shipped = SHIPPED[random.choice((EVENTS, TEXTS))]

    def wanted(one: Entry) -> bool:
        shown = shipped.file == TEXTS or is_met(one)
        return one.key in ("fr", "en") and one.is_scalar and not one.in_flow and one.style not in ("|", ">") and shown

    entry = shipped.some(random, wanted)
    written = random.choice(["EN", "fr-FR", "Fr", "english", "F"])
    text = shipped.text[: entry.key_start] + written + shipped.text[entry.key_start + 2 :]
    return _refused(shipped, text.encode(), shipped.line(entry.key_start), written)


def write_a_comma_in_braces(random: Random) -> Mutant:
    """A comma in a text without quotes that stands in braces."""
    shipped = SHIPPED[TEXTS]
    entry = shipped.some(random, lambda one: one.is_plain and one.in_flow and " " in str(one.value))
    written = str(entry.value).replace(" ", ", ", 1)
    return _refused(shipped, shipped.with_value(entry, written), shipped.line(entry.start), written)


def give_one_list_twice(random: Random) -> Mutant:
    """Two visits of an arm with one list."""
    shipped = SHIPPED[STUDY]
    visit, place = random.choice([("day7", "2"), ("day7", "1"), ("post4h", "1"), ("post4h", "3")])
    entry = shipped.entry("visits", visit, "list")
    later = shipped.entry("visits", "day7", "list") if place == "3" else entry
    return _refused(shipped, shipped.with_value(entry, place), shipped.line(later.start))


MUST_REFUSE: tuple[Callable[[Random], Mutant], ...] = (
    misspell_a_key, lose_a_required_key, write_a_key_twice, write_a_word_for_a_number, write_a_decimal_comma,
    write_milliseconds, write_a_range_without_its_name, leave_the_bounds, name_what_is_not_there, write_a_surprise,
    write_an_indicator, forget_to_close_a_quote, forget_to_close_a_bracket, indent_with_a_tab, lose_a_dash,
    spoil_a_dash, lose_the_space_after_a_colon, lose_a_colon, write_a_space_that_is_none, leave_a_merge_mark,
    forget_to_indent_a_text, set_a_key_in_too_far, lose_a_value, spoil_a_byte, write_in_another_encoding,
    put_something_else_there, repeat_or_lose_an_event, write_what_cannot_be_shown, forget_a_language,
    write_a_comma_in_braces, give_one_list_twice, name_another_unit, begin_a_text_with_a_place,
    set_languages_in_too_little,
)  # fmt: skip
