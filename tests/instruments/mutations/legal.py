"""Changes that mean nothing, or make another good study: not a word is said about them."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from tests.instruments.mutations.shipped import EVENTS, SHIPPED, STUDY, TEXTS, Entry, Label, Mutant, Shipped, is_rated


def _legal(shipped: Shipped, content: bytes, what: str = "") -> Mutant:
    return Mutant(Label.LEGAL, {shipped.file: content}, None, what=what)


def _any(random: Random) -> Shipped:
    return SHIPPED[random.choice((STUDY, EVENTS, TEXTS))]


def add_comments(random: Random) -> Mutant:
    """Comments and empty lines where no text stands."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS))]
    starts = sorted({shipped.line(one.key_start) - 1 for one in shipped.entries if not one.in_flow})
    places = random.sample(starts, 5)

    def change(lines: list[str]) -> None:
        for place in sorted(places, reverse=True):
            lines.insert(place, random.choice(["# a comment: with - marks", "    # set in", "", "   "]))

    return _legal(shipped, shipped.with_lines(change))


def end_lines_otherwise(random: Random) -> Mutant:
    """Line ends of Windows, a byte order mark, blanks at ends of lines."""
    shipped = _any(random)
    content = shipped.text.encode()
    if random.random() < 0.5:
        content = content.replace(b"\n", b"\r\n")
    if random.random() < 0.5:
        content = b"\xef\xbb\xbf" + content
    if random.random() < 0.3:
        content += b"\n\n"
    return _legal(shipped, content)


def quote_a_text(random: Random) -> Mutant:
    """Quotes around a text that needs none."""
    shipped = _any(random)
    entry = shipped.some(
        random,
        lambda one: (
            one.is_plain
            and re.search(r"[A-Za-zÀ-ÿ]{2}", str(one.value)) is not None
            and str(one.value) not in ("null", "true", "false")
            and shipped.text.count("\n", one.start, one.end) == 0
            and not re.search(r"['\"\\]", str(one.value))
        ),
    )
    if shipped.file == STUDY and entry.value in ("true", "false", "null"):
        return add_comments(random)
    sign = random.choice("'\"")
    return _legal(shipped, shipped.with_value(entry, f"{sign}{entry.value}{sign}"), str(entry.value))


def change_the_order_of_keys(random: Random) -> Mutant:
    """Blocks of the study file in another order."""
    shipped = SHIPPED[STUDY]
    starts = [n for n, line in enumerate(shipped.lines) if re.match(r"\w+:", line)]
    head, blocks = shipped.lines[: starts[0]], [
        shipped.lines[start:end] for start, end in zip(starts, [*starts[1:], len(shipped.lines) - 1], strict=True)
    ]  # fmt: skip
    random.shuffle(blocks)
    return _legal(shipped, ("\n".join(line for block in [head, *blocks] for line in block) + "\n").encode())


_FIGURES: dict[tuple[str | int, ...], list[str]] = {
    ("seed",): ["1", "77", "20260101"],
    ("estimate", "minimum_pct"): ["0", "1", "5"],
    ("estimate", "maximum_pct"): ["75", "90", "100"],
    ("practice", "trials"): ["1", "2", "4", "6"],
    ("pages_minimum_s",): ["0.1", "1", "2.5"],
    ("phases", 0, "first_estimate", 0, "fixation", "duration_s"): ["1", "0.5", "{uniform: [0.25, 3]}"],
    ("phases", 0, "first_estimate", 1, "event", "duration_s"): ["3", "5.5", "{uniform: [3, 4]}"],
    ("phases", 0, "first_estimate", 3, "estimate", "deadline_s"): ["6", "10", "12.5"],
    ("visits", "day7", "after", "due_h"): ["3.5", "4.5", "5"],
    ("comprehension", "attempts"): ["1", "3"],
    ("afterwards", "fixation_s"): ["0.3", "1.0"],
    ("experimenter_language",): ["en"],
    ("reviewed",): ["null", "~"],
    ("estimate", "start_pct"): ["40", "drawn"],
    ("languages",): ["[fr]", "[en, fr]", "[fr, en]"],
    ("visits", "post4h", "afterwards"): ["[]", "[memory, vividness]"],
    ("arms", "control", "windows", "day7", "window_d"): ["[5, 9]", "[7, 8]"],
}


def choose_other_figures(random: Random) -> Mutant:
    """Another value that a study may well have."""
    shipped = SHIPPED[STUDY]
    path = random.choice(list(_FIGURES))
    written = random.choice(_FIGURES[path])
    return _legal(shipped, shipped.with_value(shipped.entry(*path), written), f"{path[-1]}: {written}")


def change_a_rate(random: Random) -> Mutant:
    """A base rate one point up or down."""
    shipped = SHIPPED[EVENTS]
    entry = shipped.some(random, lambda one: one.key == "base_rate_pct" and is_rated(one))
    rate = int(str(entry.value)) + random.choice([-1, 1])
    return _legal(shipped, shipped.with_value(entry, str(rate)), str(rate))


_WORDS = [
    "Orage sur la maison", "Perte de clés dans l’eau", "« Malaise » au travail", "Été sans soleil",
    "Facture de 50 000 €", "Chute d’une échelle : fracture", "Dispute, puis rupture",
]  # fmt: skip


def write_another_event(random: Random) -> Mutant:
    """Other words for an event, in French."""
    shipped = SHIPPED[EVENTS]
    entry = shipped.some(random, lambda one: one.key == "fr" and is_rated(one))
    words = random.choice(_WORDS)
    return _legal(shipped, shipped.with_value(entry, f'"{words}"'), words)


def add_a_language(random: Random) -> Mutant:
    """A language that the study does not ask for, beside those it does."""
    shipped = SHIPPED[EVENTS]
    entry = shipped.some(random, lambda one: one.key == "en" and not one.in_flow)
    line = shipped.line(entry.key_start)
    margin = " " * (entry.key_start - shipped.text.rfind("\n", 0, entry.key_start) - 1)
    return _legal(
        shipped, shipped.with_lines(lambda lines: lines.insert(line - 1, f"{margin}de: Sturz von der Leiter"))
    )


def leave_something_out(random: Random) -> Mutant:
    """What a study may be without."""
    shipped = SHIPPED[STUDY]
    text = random.choice([
        shipped.text.replace("    start_pct", "#   start_pct").replace("  start_pct: null ", "# start_pct: null "),
        shipped.text.replace("pages_minimum_s: 0.5 ", "# pages_minimum_s: 0.5 "),
        re.sub(r"\ncomprehension: .*\n(  .*\n)+", "\n", shipped.text),
        re.sub(r"    break_every: 20.*\n    break_page: half_way\n", "", shipped.text),
        shipped.text.replace("closing_early: [stopped_early]\n", ""),
        shipped.text.replace("experimenter_language: fr  ", "# experimenter_language: fr "),
    ])  # fmt: skip
    return _legal(shipped, text.encode())


def _needs_no_quotes(entry: Entry) -> bool:
    return entry.is_plain and not re.search(r"[,{}\[\]]", str(entry.value))


def write_it_in_braces(random: Random) -> Mutant:
    """A block as a line in braces."""
    shipped = SHIPPED[TEXTS]

    def wanted(one: Entry) -> bool:
        short = shipped.text.count("\n", one.start, one.end) <= 2
        inner = [other for other in shipped.entries if other.path[:-1] == one.path]
        block = not one.in_flow and not one.is_scalar and shipped.text[one.start] != "{"
        both = {other.key for other in inner} == {"fr", "en"}
        return block and both and short and all(map(_needs_no_quotes, inner))

    entry = shipped.some(random, wanted)
    fr, en = shipped.entry(*entry.path, "fr"), shipped.entry(*entry.path, "en")
    line = shipped.line(entry.key_start)
    key = shipped.lines[line - 1].rstrip()

    def change(lines: list[str]) -> None:
        lines[line - 1 : line + 2] = [f"{key} {{fr: {fr.value}, en: {en.value}}}"]

    return _legal(shipped, shipped.with_lines(change), entry.key)


LEGAL: tuple[Callable[[Random], Mutant], ...] = (
    add_comments, end_lines_otherwise, quote_a_text, change_the_order_of_keys, choose_other_figures, change_a_rate,
    write_another_event, add_a_language, leave_something_out, write_it_in_braces,
)  # fmt: skip
