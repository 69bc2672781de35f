"""Changes that may be meant and probably are not: the study is good, and something is said about it."""

from __future__ import annotations

import re
from collections.abc import Callable
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
    is_met,
    is_rated,
)

_FITS_ANYWHERE = 18
"""No word of so many letters is wider than the screen."""


def _warned(shipped: Shipped, content: bytes, line: int | None, code: str, what: str = "") -> Mutant:
    return Mutant(
        Label.WARN, {shipped.file: content}, None if line is None else (shipped.file, line), code=code, what=what
    )


def _text(shipped: Shipped, random: Random, language: str | None = None) -> Entry:
    """A text of one line that the study shows."""

    def wanted(one: Entry) -> bool:
        shown = shipped.file == TEXTS or is_met(one)
        right = one.key in ("fr", "en") if language is None else one.key == language
        return (
            right and one.is_plain and not one.in_flow and shown and shipped.text.count("\n", one.start, one.end) == 0
        )

    return shipped.some(random, wanted)


def _texts(random: Random) -> Shipped:
    return SHIPPED[random.choice((EVENTS, TEXTS))]


def leave_something_to_do(random: Random) -> Mutant:
    """A mark of something unfinished within a text, in a name, or where a rate comes from."""
    if random.random() < 0.2:
        shipped = SHIPPED[random.choice((STUDY, EVENTS))]
        wanted = ("task",) if shipped.file == STUDY else ("definition", "period", "population", "source")
        entry = shipped.some(random, lambda one: one.key in wanted and (shipped.file == STUDY or is_met(one)))
        return _warned(shipped, shipped.with_value(entry, "TODO"), shipped.line(entry.start), "unfinished-text", "TODO")
    shipped = _texts(random)
    entry = _text(shipped, random)
    written = random.choice(
        [f"TODO {entry.value}", f"{entry.value} (FIXME)", f"{entry.value} ???", "Lorem ipsum dolor"]
    )
    return _warned(shipped, shipped.with_value(entry, written), shipped.line(entry.start), "unfinished-text", written)


def write_markup(random: Random) -> Mutant:
    """Marks of HTML or Markdown, or a line end as programmers write it."""
    shipped = _texts(random)
    entry = _text(shipped, random)
    first, _, rest = str(entry.value).partition(" ")
    written = random.choice(
        [
            f"<b>{first}</b> {rest}",
            f"{first} <br> {rest}",
            f"{first}\\n{rest}",
            f"**{first}** {rest}",
            f"{first} &nbsp; {rest}",
        ]
    )
    if max(map(len, written.split())) > _FITS_ANYWHERE:  # see `write_every_line_end_as_programmers`
        written = f"{first} <br> {rest}"
    quoted = f"'{written}'" if written.startswith("*") else written
    return _warned(shipped, shipped.with_value(entry, quoted), shipped.line(entry.start), "markup-shown", written)


def exchange_the_languages(random: Random) -> Mutant:
    """The words of two languages have changed places."""
    shipped = SHIPPED[EVENTS]
    events = [
        one for one in shipped.entries
        if one.key == "text" and is_met(one)
    ]  # fmt: skip
    french = re.compile(r"\b(de|la|le|les|des|du|une|et|un|son|sa|dans|à)\b|[dl]’")
    english = re.compile(r"\b(the|of|a|an|to|with|in|by|from|your)\b")
    tellable = []
    for one in events:
        fr, en = shipped.entry(*one.path, "fr"), shipped.entry(*one.path, "en")
        if (
            french.search(str(fr.value))
            and re.search(r"\b(the|of|to|with|by|from|your)\b", str(en.value))
            and english.search(str(en.value))
        ):
            tellable.append((fr, en))
    fr, en = random.choice(tellable)
    between = shipped.text[fr.end : en.start]
    text = (
        shipped.text[: fr.start]
        + shipped.text[en.start : en.end]
        + between
        + shipped.text[fr.start : fr.end]
        + shipped.text[en.end :]
    )
    return _warned(shipped, text.encode(), shipped.line(fr.start), "languages-swapped", f"{fr.value}")


def leave_a_page_untranslated(random: Random) -> Mutant:
    """The French words stand under both languages."""
    shipped = SHIPPED[TEXTS]
    page = shipped.some(random, lambda one: len(one.path) == 2 and one.path[0] == "pages")
    fr, en = shipped.entry(*page.path, "fr"), shipped.entry(*page.path, "en")
    text = shipped.text[: en.start] + shipped.text[fr.start : fr.end] + shipped.text[en.end :]
    return _warned(shipped, text.encode(), shipped.line(en.key_start), "untranslated", page.key)


def write_french_as_english(random: Random) -> Mutant:
    """Spaces, quotation marks and points that are not those of French."""
    shipped = _texts(random)
    entry = _text(shipped, random, "fr")
    text = str(entry.value).rstrip(" .?")
    written = random.choice(
        [f"{text}?", f"“{text}”", f"{text}...", text.replace(" ", "  ", 1) if " " in text else f"{text} , oui"]
    )
    return _warned(shipped, shipped.with_value(entry, written), shipped.line(entry.start), "french-typography", written)


def misspell_a_category(random: Random) -> Mutant:
    """One event has a category of its own, by a slip."""
    shipped = SHIPPED[EVENTS]
    entry = shipped.some(random, lambda one: one.key == "category" and is_rated(one) and len(str(one.value)) > 5)
    word = str(entry.value)
    place = random.randrange(2, len(word) - 1)
    written = word[:place] + word[place + 1 :]
    return _warned(shipped, shipped.with_value(entry, written), shipped.line(entry.start), "category-alone", written)


def use_an_event_twice(random: Random) -> Mutant:
    """The words of one event for another, or nearly."""
    shipped = SHIPPED[EVENTS]

    def wanted(one: Entry) -> bool:
        return one.key in ("fr", "en") and is_rated(one) and len(str(one.value).split()) > 2

    one, other = (shipped.some(random, wanted) for _ in range(2))
    while one.path[-1] != other.path[-1] or one.path == other.path:
        other = shipped.some(random, wanted)
    later, earlier = (one, other) if one.start > other.start else (other, one)
    del earlier
    copied = other if later is one else one
    return _warned(
        shipped,
        shipped.with_value(later, shipped.text[copied.start : copied.end]),
        shipped.line(later.start),
        "same-words",
    )


def unmatch_the_lists(random: Random) -> Mutant:
    """All base rates of one list are raised."""
    shipped = SHIPPED[EVENTS]
    name, more = random.choice("ABC"), random.choice([4, 5, 6])
    text = shipped.text
    for entry in reversed(
        [one for one in shipped.entries if one.path[:2] == ("lists", name) and one.key == "base_rate_pct"]
    ):
        text = text[: entry.start] + str(int(str(entry.value)) + more) + text[entry.end :]
    where = (STUDY, SHIPPED[STUDY].line(SHIPPED[STUDY].entry("lists", "names").key_start))
    return Mutant(Label.WARN, {EVENTS: text.encode()}, where, "lists-not-matched", f"{name} + {more}")


_OF_STUDY: tuple[tuple[str, str, str, str], ...] = (
    (
        "deadline_s: 8.0}             # G13; O20: 6 s",
        "deadline_s: 0.8}             # G13; O20: 6 s",
        "deadline_s: 0.8",
        "short-deadline",
    ),
    ("{of: population, deadline_s: 8.0}", "{of: population, deadline_s: 80}", "deadline_s: 80", "long-deadline"),
    ("base_rate: {duration_s: 2.0}", "base_rate: {duration_s: 22}", "duration_s: 22", "long-duration"),
    ("base_rate: {duration_s: 2.0}", "base_rate: {duration_s: 0.03}", "duration_s: 0.03", "short-duration"),
    ("pages_minimum_s: 0.5", "pages_minimum_s: 15", "pages_minimum_s: 15", "long-minimum"),
    ("break_every: 20", "break_every: 50", "break_every: 50", "no-break-comes"),
    ("break_every: 20", "break_every: 10", "break_page: half_way", "page-contradicts"),
    ("answers_slider, limited_time", "answers_typed, limited_time", "opening: [", "page-contradicts"),
    ("answers_slider, limited_time", "answers_slider, own_pace", "opening: [", "page-contradicts"),
    ("input: slider ", "input: typed ", "opening: [", "page-contradicts"),
    ("[welcome, task, answers", "[welcome, task_own_estimate, answers", "opening: [", "page-contradicts"),
    ("opening: [welcome, task", "opening: [welcome_both, task", "opening: [", "page-contradicts"),
    ("limited_time, rates]", "limited_time, rates_of_most]", "opening: [", "page-of-most-rates"),
    ("limited_time, rates]", "limited_time, rates, confidence]", "opening: [", "page-contradicts"),
    ("pages: [second_phase]", "pages: [second_phase_without_rates]", "pages: [second_phase", "page-contradicts"),
    ("closing: [thanks]", "closing: []", "closing: []", "no-closing"),
    ("{of: self, deadline_s: 8.0}", "{of: self}", "{of: self}", "self-paced-among-timed"),
    ("event: {duration_s: 4.0}", "event: {minimum_s: 0.5}", "event: {minimum_s", "self-paced-among-timed"),
    (
        "{of: self, deadline_s: 8.0}",
        "{of: self, words: population, deadline_s: 8.0}",
        "words: population",
        "words-of-another-question",
    ),
    ("estimate:\n", "confidence: {minimum_pct: 0, maximum_pct: 100}\n\nestimate:\n", "confidence: {", "never-asked"),
    ("estimate:\n", "confidence: {minimum_pct: 1, maximum_pct: 5}\n\nestimate:\n", "confidence: {", "narrow-range"),
    (
        "afterwards: [memory, prior_experience, familiarity, vividness, arousal, negativity]",
        "afterwards: [memory]",
        "ratings: {",
        "never-asked",
    ),
    (", with_base_rate: true}", "}", "pages: [second_phase]", "page-contradicts"),
    (
        "accepted_warnings:",
        "accepted_warnings:\n  same-words: these are meant",
        "same-words: these",
        "accepted-needlessly",
    ),
    (
        "reviewed: null ",
        'reviewed: {role: lead, date: 2026-11-25, hash: "0123456789ab"} ',
        "reviewed:",
        "review-of-other-files",
    ),
    (
        "      - event: {duration_s: 4.0}                          # G13, O20\n",
        "",
        "  - order: random",
        "phase-without-event",
    ),
)
"""What is replaced, by what, the words whose line is meant, and the code of the warning."""


def change_the_design(random: Random) -> Mutant:
    """A design of which pages or scales tell another story, or whose times are odd."""
    shipped = SHIPPED[STUDY]
    old, new, place, code = random.choice(_OF_STUDY)
    before, found, after = shipped.text.partition(old)
    assert found, old
    text = before + new + after
    where = text.index(place)
    return _warned(shipped, text.encode(), text.count("\n", 0, where) + 1, code, new)


def lose_the_practice(random: Random) -> Mutant:
    """The practice is taken out, and its page is shown with the others."""
    del random
    shipped = SHIPPED[STUDY]
    text = re.sub(r"\npractice:\n(  .*\n)+", "\n", shipped.text).replace(
        "limited_time, rates]", "limited_time, rates, practice]"
    )
    where = text.index("opening: [")
    return _warned(shipped, text.encode(), text.count("\n", 0, where) + 1, "page-contradicts")


def lose_the_last_line_end(random: Random) -> Mutant:
    """A file that may have been cut off."""
    shipped = SHIPPED[random.choice((STUDY, EVENTS, TEXTS))]
    text = shipped.text.rstrip("\n")
    return _warned(shipped, text.encode(), text.count("\n") + 1, "last-line-without-end")


def _is_wrapped(shipped: Shipped, entry: Entry) -> bool:
    """Whether a paragraph goes on over the end of a line, within a sentence."""
    lines = shipped.text[entry.start + 2 : entry.end].lstrip("\n")
    return re.search(r"[^.?!:…»”)\n]\n +\S", lines) is not None


def keep_the_line_ends(random: Random) -> Mutant:
    """``|`` for ``>-``, or a line set in further."""
    shipped = SHIPPED[TEXTS]
    blocks = [one for one in shipped.entries if one.style == ">" and one.path[0] != "afterwards"]
    long = [one for one in blocks if _is_wrapped(shipped, one)]
    entry = random.choice(long)
    written = shipped.text[entry.start : entry.end].replace(">-", "|", 1)
    return _warned(shipped, shipped.with_value(entry, written), shipped.line(entry.key_start), "lines-not-joined")


def begin_a_comment_by_accident(random: Random) -> Mutant:
    """`` #2`` in a text without quotes."""
    shipped = _texts(random)
    entry = _text(shipped, random)
    return _warned(shipped, shipped.with_value(entry, f"{entry.value} #2"), shipped.line(entry.start), "text-cut-off")


def _mark(shipped: Shipped, events: list[Entry], written: str) -> bytes:
    """Add a key to events, below the category of each."""

    def change(lines: list[str]) -> None:
        for line in sorted((shipped.line(one.start) for one in events), reverse=True):
            lines.insert(line, f"    {written}")

    return shipped.with_lines(change)


def take_two_similar_events(random: Random) -> Mutant:
    """Two events of the lists have one name under similar."""
    shipped = SHIPPED[EVENTS]
    marked = [one.path[:-1] for one in shipped.entries if one.key == "similar"]
    free = [one for one in shipped.entries if one.key == "category" and is_rated(one) and one.path[:-1] not in marked]
    events = sorted(random.sample(free, 2), key=lambda one: one.start)
    line = shipped.line(events[1].start) + 2
    return _warned(shipped, _mark(shipped, events, "similar: twins"), line, "similar-events")


def turn_the_events_round(random: Random) -> Mutant:
    """Events that people hope for, and pages and questions that still fear them."""
    shipped = SHIPPED[EVENTS]
    every = [one for one in shipped.entries if one.key == "category" and is_rated(one)]
    code, place = random.choice(
        [("page-contradicts", "opening: ["), ("question-of-other-events", "vividness, arousal")]
    )
    study = SHIPPED[STUDY]
    where = (STUDY, study.line(study.text.index(place)))
    return Mutant(Label.WARN, {EVENTS: _mark(shipped, every, "valence: favourable")}, where, code)


MUST_WARN: tuple[Callable[[Random], Mutant], ...] = (
    leave_something_to_do, write_markup, exchange_the_languages, leave_a_page_untranslated, write_french_as_english,
    misspell_a_category, use_an_event_twice, unmatch_the_lists, change_the_design, lose_the_practice,
    lose_the_last_line_end, keep_the_line_ends, begin_a_comment_by_accident,
    take_two_similar_events, turn_the_events_round,
)  # fmt: skip
