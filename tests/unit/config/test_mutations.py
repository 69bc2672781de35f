"""The shipped study, changed at random: what must be refused is refused with its place, what is legal loads."""

from __future__ import annotations

import copy as copying
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import Any

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from experiment.config.load import load_study
from tests.instruments.small_study import STUDIES_OF_TESTS
from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy

FILES = (STUDY, EVENTS, TEXTS)
BYTES = {file: (STUDIES_OF_TESTS / file).read_bytes() for file in FILES}
DOCUMENTS: dict[Path, Any] = {file: yaml.safe_load(BYTES[file]) for file in FILES}

Key = tuple[str | int, ...]
Mutant = dict[Path, bytes]
"""The files that are not as they were shipped."""

PROPERTY = settings(
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],  # a seed has no simpler seed to be found
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.large_base_example],
)
SEED = st.integers(0, 2**32)
SHIPPED = load_study(STUDIES_OF_TESTS / STUDY)
_STAND_IN = "StandIn"


def walk(value: Any, path: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Every value below the top of a document, with the way to it."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        yield (*path, key), inner
        yield from walk(inner, (*path, key))


WALKS = {file: list(walk(DOCUMENTS[file])) for file in FILES}


def dump(document: Any, **style: Any) -> str:
    return yaml.dump(
        document, Dumper=yaml.CSafeDumper, **{"allow_unicode": True, "sort_keys": False, "width": 10**6, **style}
    )


def changed(file: Path, path: Key, change: Callable[[Any, str | int], None]) -> str:
    """The text of a document in which the holder of one value has been changed."""
    document = copying.deepcopy(DOCUMENTS[file])
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    change(holder, path[-1])
    return dump(document)


def with_value(file: Path, path: Key, value: Any) -> Mutant:
    return {file: changed(file, path, lambda holder, key: holder.__setitem__(key, value)).encode()}


def with_words(file: Path, path: Key, words: str) -> Mutant:
    """Put words in the place of a value just as they are, without the quotes that a writer would give them."""
    text = changed(file, path, lambda holder, key: holder.__setitem__(key, _STAND_IN))
    return {file: text.replace(_STAND_IN, words).encode()}


def anywhere(random: Random, wanted: Callable[[Path, Key, Any], bool]) -> tuple[Path, Key, Any]:
    file = random.choice(FILES)
    path, value = random.choice([(path, value) for path, value in WALKS[file] if wanted(file, path, value)])
    return file, path, value


def is_scalar(_file: Path, _path: Key, value: Any) -> bool:
    return not isinstance(value, dict | list)


# --- what must be refused


def rename_a_key(random: Random) -> Mutant:
    def known(_file: Path, path: Key, _value: Any) -> bool:
        return isinstance(path[-1], str) and path[:-1] != ("arms",) and path != ("lists", "spare")

    file, path, _ = anywhere(random, known)

    def rename(holder: dict[str, Any], key: str | int) -> None:
        pairs = [(f"{name}{random.choice('xyz')}" if name == key else name, value) for name, value in holder.items()]
        holder.clear()
        holder.update(pairs)

    return {file: changed(file, path, rename).encode()}


def delete_a_required_key(random: Random) -> Mutant:
    optional = {"url", "formula", "note", "opening", "closing", "deadline_s", "with_base_rate", "start_pct"}
    study_may_lack = {("practice",), ("arms", "control"), ("comprehension",), ("afterwards",)}
    unused_questions = ("confidence", "self_again", "same_age_and_gender")
    unused_pages = {
        "task_own_estimate", "task_same_age_and_gender", "answers_typed", "answers_two_digits", "own_pace",
        "confidence", "estimate_again", "second_phase_without_rates",
    }  # fmt: skip

    def required(file: Path, path: Key, _value: Any) -> bool:
        may_go = (
            not isinstance(path[-1], str)
            or path[-1] in optional
            or (file == STUDY and path[-1] == "pages")
            or (file == STUDY and path[-1] == "duration_s" and "fixation" not in path)
            or (file == STUDY and path in study_may_lack)
            or (file, path) == (EVENTS, ("lists", "spare"))
            or (file == EVENTS and path[:2] == ("lists", "spare") and path[-1] in ("fr", "en"))
            or (file == TEXTS and path in {("questions", name) for name in unused_questions})
            or (file == TEXTS and path in {("pages", name) for name in unused_pages})
        )
        return not may_go

    file, path, _ = anywhere(random, required)
    return {file: changed(file, path, lambda holder, key: holder.pop(key)).encode()}


def duplicate_a_key(random: Random) -> Mutant:
    file, path, value = anywhere(random, lambda _file, path, _value: isinstance(path[-1], str))
    text = changed(file, path, lambda holder, _key: holder.__setitem__(_STAND_IN, value))
    return {file: text.replace(_STAND_IN, str(path[-1])).encode()}


def change_a_type(random: Random) -> Mutant:
    other = {dict: ["a"], list: {"a": 1}, str: 12, bool: "true", int: "12", float: "1.5", type(None): 12}
    file, path, value = anywhere(random, lambda *_: True)
    return with_value(file, path, other[type(value)])


def leave_the_bounds(random: Random) -> Mutant:
    trial = ("phases", 0, "first_estimate")
    file, path, value = random.choice(
        [
            (STUDY, ("estimate", "minimum_pct"), random.choice([-1, 77, 101])),
            (STUDY, ("estimate", "maximum_pct"), random.choice([0, 3, 60, 101])),
            (STUDY, ("lists", "events_per_list"), random.choice([0, -1, 39, 41])),
            (STUDY, ("visits", "day7", "list"), random.choice([0, 2, 4, -1])),
            (STUDY, ("practice", "trials"), random.choice([0, 7])),
            (STUDY, ("phases", 0, "break_every"), 0),
            (STUDY, (*trial, 0, "fixation", "duration_s"), random.choice([0, -1, 3601, 0.0001])),
            (STUDY, (*trial, 0, "fixation", "duration_s", "uniform"), random.choice([[2, 1], [1, 1], [0, 1], [1]])),
            (STUDY, (*trial, 2, "estimate", "deadline_s"), random.choice([0, -8, 10**9])),
            (
                EVENTS,
                ("lists", random.choice("ABC"), random.randrange(40), "base_rate_pct"),
                random.choice([0, 2, 78, 100]),
            ),
        ]
    )
    return with_value(file, path, value)


def name_what_is_not_there(random: Random) -> Mutant:
    file, path = random.choice(
        [
            (STUDY, ("opening", random.randrange(4))),
            (STUDY, ("closing", 0)),
            (STUDY, ("practice", "events")),
            (STUDY, ("practice", "pages", 0)),
            (STUDY, ("phases", random.randrange(2), "pages", 0)),
            (STUDY, ("phases", 0, "break_page")),
            (STUDY, ("lists", "names", random.randrange(3))),
            (STUDY, ("arms", "patient", "visits", random.randrange(3))),
            (STUDY, ("stimuli", random.choice(["events", "texts"]))),
            (STUDY, ("phases", 0, "first_estimate", 2, "estimate", "of")),
            (STUDY, ("estimate", random.choice(["input", "confirm"]))),
            (EVENTS, ("lists", "A", random.randrange(40), random.choice(["evidence", "strength"]))),
        ]
    )
    return with_value(file, path, random.choice(["nowhere", "elsewhere", "X"]))


def write_a_surprise(random: Random) -> Mutant:
    words = [
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
    moments = ["2026-12-01T10:00:00", "2026-13-01", "9" * 30]
    file, path, _ = anywhere(random, is_scalar)
    return with_words(file, path, random.choice(words + moments))


def write_an_indicator(random: Random) -> Mutant:
    file, path, _ = anywhere(random, is_scalar)
    return with_words(
        file, path, random.choice(["*a", "&a b", "!!str b", "!b c", "@a", "`a`", "%a", "[a", "{a: b", "'a", "a: b"])
    )


def break_the_syntax(random: Random) -> Mutant:
    file = random.choice([STUDY, EVENTS])  # no text of theirs runs over several lines
    lines = dump(DOCUMENTS[file]).split("\n")
    lines.insert(random.randrange(len(lines)), random.choice(["]", "@", "}", "- : ]", "\t- a"]))
    return {file: "\n".join(lines).encode()}


def spoil_a_byte(random: Random) -> Mutant:
    file = random.choice(FILES)
    place = random.randrange(len(BYTES[file]))
    while BYTES[file][place] & 0xC0 == 0x80:  # within a character
        place -= 1
    return {file: BYTES[file][:place] + random.choice([b"\xff", b"\0", b"\x07", b"\xc2\x85"]) + BYTES[file][place:]}


def lose_or_repeat_an_event(random: Random) -> Mutant:
    name, place, other = random.choice("ABC"), random.randrange(1, 40), random.choice(["A", "B", "practice"])
    if random.random() < 0.5:
        return {EVENTS: changed(EVENTS, ("lists", name, place), lambda holder, key: holder.pop(key)).encode()}
    return with_value(EVENTS, ("lists", name, place, "id"), DOCUMENTS[EVENTS]["lists"][other][0]["id"])


def write_what_cannot_be_shown(random: Random) -> Mutant:
    def shown(file: Path, path: Key, _value: Any) -> bool:
        return file != STUDY and path[-1] in ("fr", "en") and not elsewhere & set(path)

    elsewhere = {"confirm_by_itself", "confirm_slider", "nothing_chosen", "nothing_moved"}  # of other ways to answer

    text = random.choice(["n/a", "NaN", "", " ", "a\tb", "a\0b", "\U0001f984", "火", "a\u200bb", "long " * 400])
    file = random.choice([EVENTS, TEXTS])
    path = random.choice([path for path, value in WALKS[file] if shown(file, path, value) and "spare" not in path])
    return with_value(file, path, text)


MUST_REFUSE = [
    rename_a_key,
    delete_a_required_key,
    duplicate_a_key,
    change_a_type,
    leave_the_bounds,
    name_what_is_not_there,
    write_a_surprise,
    write_an_indicator,
    break_the_syntax,
    spoil_a_byte,
    lose_or_repeat_an_event,
    write_what_cannot_be_shown,
]


@settings(PROPERTY, max_examples=250)
@given(operator=st.sampled_from(MUST_REFUSE), seed=SEED)
def test_what_must_be_refused_is_refused_with_its_place(
    copy: StudyCopy, operator: Callable[[Random], Mutant], seed: int
) -> None:
    """A study spoilt in any way that a slip of the hand may take is refused, and every line of the answer begins with a
    place that exists."""
    messages = mistakes_of(copy, operator(Random(seed)))
    assert messages
    for message in messages:
        file, line, column, said = re.fullmatch(r"(.+?):(\d+):(\d+): (.+; .+)", message).groups()
        assert said
        path = Path(file)
        assert path.is_relative_to(copy.folder)
        if path.is_file():
            lines = path.read_bytes().decode("utf-8", "replace").replace("\r\n", "\n").split("\n")
            assert int(line) <= len(lines)
            assert int(column) <= len(lines[int(line) - 1]) + 1


def mistakes_of(copy: StudyCopy, mutant: Mutant) -> list[str]:
    put(copy, mutant)
    return copy.mistakes()


def put(copy: StudyCopy, mutant: Mutant) -> None:
    for file in FILES:
        (copy.folder / file).write_bytes(mutant.get(file, BYTES[file]))


# --- what only looks different


def shuffle_all_keys(random: Random) -> Mutant:
    def shuffled(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shuffled(value[key]) for key in random.sample(list(value), len(value))}
        return [shuffled(inner) for inner in value] if isinstance(value, list) else value

    file = random.choice([STUDY, TEXTS])
    return {file: dump(shuffled(DOCUMENTS[file])).encode()}


def change_the_style(random: Random) -> Mutant:
    file = random.choice(FILES)
    style = {
        "indent": random.randrange(2, 9),
        "default_flow_style": random.choice([True, False, None]),
        "sort_keys": random.random() < 0.5,
        "width": random.choice([20, 80, 10**6]),
        "allow_unicode": random.random() < 0.5,
        "explicit_start": random.random() < 0.5,
        "line_break": random.choice(["\n", "\r\n", "\r"]),
    }
    return {file: random.choice(["", "\ufeff"]).encode() + dump(DOCUMENTS[file], **style).encode()}


def add_comments(random: Random) -> Mutant:
    file = random.choice([STUDY, EVENTS])  # no text of theirs runs over several lines
    lines = dump(DOCUMENTS[file]).split("\n")
    for _ in range(20):
        place = random.randrange(len(lines))
        lines.insert(place, random.choice(["# a comment: with - marks", "    # indented", "", "   "]))
    return {file: "\n".join(lines).encode()}


def keep_the_bytes_but_the_line_ends(random: Random) -> Mutant:
    file = random.choice(FILES)
    return {file: random.choice([b"", b"\xef\xbb\xbf"]) + BYTES[file].replace(b"\n", random.choice([b"\n", b"\r\n"]))}


@settings(PROPERTY, max_examples=25)
@given(
    operator=st.sampled_from([shuffle_all_keys, change_the_style, add_comments, keep_the_bytes_but_the_line_ends]),
    seed=SEED,
)
def test_what_only_looks_different_is_the_same_study(
    copy: StudyCopy, operator: Callable[[Random], Mutant], seed: int
) -> None:
    """Order of keys, indentation, brackets, comments, line ends and escapes mean nothing: the models are equal."""
    put(copy, operator(Random(seed)))
    shipped, study = SHIPPED, copy.load()
    assert (shipped.file, shipped.events, shipped.texts) == (study.file, study.events, study.texts)


# --- what is another study, and a legal one


def another_figure(random: Random) -> Mutant:
    trial = ("phases", 0, "first_estimate")
    file, path, value = random.choice(
        [
            (STUDY, ("seed",), random.randrange(-(10**17), 10**17)),
            (STUDY, ("estimate", "minimum_pct"), random.randrange(11)),
            (STUDY, ("estimate", "maximum_pct"), random.randrange(70, 101)),
            (STUDY, ("practice", "trials"), random.randrange(1, 7)),
            (STUDY, ("phases", 0, "break_every"), random.randrange(1, 50)),
            (STUDY, (*trial, 0, "fixation", "duration_s"), random.choice([1, 0.5, {"uniform": [0.25, 3]}])),
            (STUDY, (*trial, 2, "estimate", "deadline_s"), random.choice([None, 1, 60.5])),
            (STUDY, ("visits", "day7", "after", "due_h"), random.choice([3.5, 4.5, 5])),
            (EVENTS, ("lists", random.choice("ABC"), random.randrange(40), "base_rate_pct"), random.randrange(3, 78)),
        ]
    )
    return with_value(file, path, value)


def other_words(random: Random) -> Mutant:
    words = [
        "feu",
        "l'eau",
        "« ici » ?",
        "50 000 €",
        "n° 3",
        "no",
        "12",
        "2026-12-01",
        "été",
        "a: b",
        "# a",
        "a - b",
        "it's",
    ]
    text = " ".join(random.sample(words, random.randrange(1, 6)))
    places = [(file, path) for file in (EVENTS, TEXTS) for path, _ in WALKS[file] if path[-1] in ("fr", "en")]
    file, path = random.choice([place for place in places if place[1][:1] not in [("base_rate",), ("estimate",)]])
    return with_value(file, path, text)


def without_an_option(random: Random) -> Mutant:
    event = DOCUMENTS[EVENTS]["lists"]["A"][2]
    file, path = random.choice(
        [
            (STUDY, ("practice",)),
            (STUDY, ("opening",)),
            (STUDY, ("closing",)),
            (STUDY, ("phases", 1, "pages")),
            (STUDY, ("arms", "control")),
            (STUDY, ("phases", 0, "first_estimate", 1, "event", "duration_s")),
            (STUDY, ("phases", 1, "second_estimate", 1, "event", "with_base_rate")),
            (TEXTS, ("questions", "confidence")),
            (EVENTS, ("lists", "spare")),
            (EVENTS, ("lists", "A", 2, random.choice([key for key in ("url", "note") if key in event]))),
        ]
    )
    return {file: changed(file, path, lambda holder, key: holder.pop(key)).encode()}


def other_names(random: Random) -> Mutant:
    text = BYTES[STUDY].decode()
    old, new = random.choice(
        [
            ("patient:", "ill:"),
            ("study: ketamine", "study: K2"),
            ("post4h", "post24h"),
            ("[A, B, C]", "[C, A, B]"),
            ("post4h", "visit2"),
        ]
    )
    return {STUDY: text.replace(old, new).encode()}


@settings(PROPERTY, max_examples=30)
@given(
    operator=st.sampled_from([another_figure, other_words, without_an_option, other_names]),
    seed=SEED,
)
def test_what_is_legal_loads(copy: StudyCopy, operator: Callable[[Random], Mutant], seed: int) -> None:
    """A study that a researcher may well want is accepted without a word."""
    assert [] == mistakes_of(copy, operator(Random(seed)))
