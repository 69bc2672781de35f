"""YAML is read as it looks, with the place of everything; whatever YAML 1.1 would read otherwise is refused."""

from __future__ import annotations

import datetime as dt
import os
import unicodedata
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from experiment.config.characters import first_unseen
from experiment.config.mistakes import StudyMistakes
from experiment.config.yaml_source import YamlSource, read_yaml

PROPERTY = settings(deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])


def read(folder: Path, content: str | bytes) -> YamlSource:
    file = folder / "a.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_yaml(file)


def refused(folder: Path, content: str | bytes) -> list[str]:
    """The messages, without the folder."""
    with pytest.raises(StudyMistakes) as caught:
        read(folder, content)
    return str(caught.value).replace(f"{folder}{os.sep}", "").split("\n")


SURPRISES = [
    *("no", "No", "NO", "yes", "Yes", "YES", "on", "On", "ON", "off", "Off", "OFF", "True", "TRUE", "False", "FALSE"),
    *("Null", "NULL", "=", "<<"),
    *("1:30", "12:30:45", "190:20:30.15", "-1:30"),
    *("010", "007", "-017", "00", "0_7", "1_000", "1_000.5", "0x1F", "-0xff", "0b101"),
    *(".inf", "-.inf", "+.Inf", ".nan", ".NaN", ".NAN", "1.5e+3", "1.0e+999", "9" * 19, "9" * 5000, "9" * 400 + ".0"),
    *("2026-12-01T10:00:00", "2026-12-01 10:00:00", "2026-1-1t10:00:00Z", "2026-13-01", "2026-02-30"),
]


@pytest.mark.parametrize("word", SURPRISES, ids=lambda word: word[:20])
def test_a_yaml_1_1_surprise_is_refused_where_it_stands(tmp_path: Path, word: str) -> None:
    """A bare word or number that YAML 1.1 reads as something else is refused with its line and column."""
    [message] = refused(tmp_path, f"first: 1\nlist:\n  - a\n  - {word}\n")
    assert "a.yaml:4:5: " == message[: len("a.yaml:4:5: ")]


@pytest.mark.parametrize("word", SURPRISES, ids=lambda word: word[:20])
@pytest.mark.parametrize("quoted", ['"{}"', "'{}'", "|-\n  {}", ">-\n  {}"])
def test_quotes_make_a_surprise_a_text(tmp_path: Path, word: str, quoted: str) -> None:
    """The same word in quotes or in a block is the text that it looks like."""
    assert {"a": word} == read(tmp_path, f"a: {quoted.format(word)}\n").value


@pytest.mark.parametrize("word", ["no", "on", "010", "1:30", ".inf", "2026-12-01T10:00:00", "<<", "Null"])
def test_a_surprise_is_refused_as_a_key(tmp_path: Path, word: str) -> None:
    """A key that YAML 1.1 reads as something else is refused like a value, and said once."""
    [message] = refused(tmp_path, f"first: 1\n{word}: 2\n")
    assert "a.yaml:2:1: " == message[: len("a.yaml:2:1: ")]


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("a word", "a word"),
        ("nothing", "nothing"),
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("9" * 18, int("9" * 18)),
        ("0.5", 0.5),
        (".5", 0.5),
        ("-1.25", -1.25),
        ("4.", 4.0),
        ("2026-12-01", dt.date(2026, 12, 1)),
        ("1.2.3", "1.2.3"),
        ("A1", "A1"),
    ],
)
def test_what_looks_like_one_thing_only_is_read_as_that(tmp_path: Path, word: str, value: object) -> None:
    """Plain text, numbers, true, false, null and dates mean what they look like, in value and in type."""
    found = read(tmp_path, f"a: {word}").value["a"]
    assert (type(value), value) == (type(found), found)


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        ("a: &x 1", ["a.yaml:1:4: an anchor (&) stands here"]),
        ("a: &x [1]\nb: *x", ["a.yaml:1:4: an anchor (&) stands here", "a.yaml:2:4: an alias (*) stands here"]),
        ("a: &x [*x]", ["a.yaml:1:4: an anchor (&) stands here", "a.yaml:1:8: an alias (*) stands here"]),
        ("&x a: 1\nb: *x", ["a.yaml:1:1: an anchor (&) stands here", "a.yaml:2:4: an alias (*) stands here"]),
        ("a: &x b\n*x : 2", ["a.yaml:1:4: an anchor (&) stands here", "a.yaml:2:1: a key must be text"]),
        ("a: *nothing", ["a.yaml:1:4: an alias (*) stands here"]),
        ("a: {b: 1}\n<<: {c: 2}", ["a.yaml:2:1: `<<` (a merge key) stands here"]),
        ("a: !!str 12", ["a.yaml:1:4: a tag (!) stands here"]),
        ('a: !!int "12"', ["a.yaml:1:4: a tag (!) stands here"]),
        ('a: !!binary "aGVsbG8="', ["a.yaml:1:4: a tag (!) stands here"]),
        ("a: !!seq [1]", ["a.yaml:1:4: a tag (!) stands here"]),
        ("a: !!python/object:os.system x", ["a.yaml:1:4: a tag (!) stands here"]),
        ("a: ! 12", ["a.yaml:1:4: a tag (!) stands here"]),
        ("!mine a: 1", ["a.yaml:1:1: a tag (!) stands here"]),
        ("%TAG ! tag:yaml.org,2002:\n---\na: !int '5'", ["a.yaml:3:4: a tag (!) stands here"]),
        ("a: 1\nb: 2\na: 3", ["a.yaml:3:1: the key “a” stands twice (first in line 1)"]),
        ('a: 1\n"a": 3', ["a.yaml:2:1: the key “a” stands twice (first in line 1)"]),
        ("a: {b: 1, c: 2, b: 3}", ["a.yaml:1:17: the key “b” stands twice (first in line 1)"]),
        ("1: a", ["a.yaml:1:1: a key must be text"]),
        ("1.5: a", ["a.yaml:1:1: a key must be text"]),
        ("true: a", ["a.yaml:1:1: a key must be text"]),
        ("~: a", ["a.yaml:1:1: a key must be text"]),
        ("2026-12-01: a", ["a.yaml:1:1: a key must be text"]),
        ("? [a, b]\n: c", ["a.yaml:1:3: a key must be text"]),
        ("? {a: b}\n: c", ["a.yaml:1:3: a key must be text"]),
        ("a: 1\n---\nb: 2", ["a.yaml:2:1: a second document begins here"]),
        ("a: 1\n---\n", ["a.yaml:2:1: a second document begins here"]),
        ("%YAML 3.0\n---\na: 1", ["a.yaml:1:1: this is not YAML: found incompatible YAML document"]),
        ("", ["a.yaml:1:1: the file is empty"]),
        ("# only a comment\n\n", ["a.yaml:1:1: the file is empty"]),
        ('a: "\\ud800"', ["a.yaml:1:7: a backslash in double quotes has a meaning of its own"]),
        ("é: ê\nb: éé\0x", ["a.yaml:2:6: a character that text cannot hold: U+0000"]),
        ('é: "é\x07"', ["a.yaml:1:6: a character that text cannot hold: U+0007"]),
        ("a: éé\uffff", ["a.yaml:1:6: a character that text cannot hold: U+FFFF"]),
        ("a: b\x7f", ["a.yaml:1:5: a character that text cannot hold: U+007F"]),
        ("a: b\x85c: d", ["a.yaml:1:5: a character that text cannot hold: U+0085"]),
        ("a: b\u2028c: d", ["a.yaml:1:5: a character that text cannot hold: line separator (U+2028)"]),
        ("\ufeff\ufeffa: b", ["a.yaml:1:1: a character that text cannot hold: zero width no-break space (U+FEFF)"]),
        ("é: 1\nêt: ".encode() + b"\xe9t", ["a.yaml:2:5: this is not UTF-8 text"]),
        ("\ufeffé: 1\nêt: ".encode() + b"\xe9t", ["a.yaml:2:5: this is not UTF-8 text"]),
        ("a: 1".encode("utf-16"), ["a.yaml:1:1: this is not UTF-8 text"]),
    ],
)
def test_what_is_no_plain_yaml_is_refused_where_it_stands(
    tmp_path: Path, content: str | bytes, messages: list[str]
) -> None:
    """Aliases, anchors, tags, merge keys, doubled and odd keys, further documents and bytes that are no text are said
    with line and column, columns counted in characters."""
    assert messages == [message.rpartition("; ")[0] for message in refused(tmp_path, content)]


@pytest.mark.parametrize(
    ("content", "place", "hint"),
    [
        ("a:\n\tb: 1", "a.yaml:2:1", "indent with spaces, never with tabs"),
        ("a:\n  - b\n\t- c", "a.yaml:3:1", "indent with spaces, never with tabs"),
        ("a: @home", "a.yaml:1:4", "but the text of an event begins with a letter or a digit"),
        ("é: `x`", "a.yaml:1:4", 'put the whole text in quotes: "`…"'),
        ("a: b: c", "a.yaml:1:4", "a text that has a colon in it goes in quotes"),
        ("a: b c: d", "a.yaml:1:7", "a key of its own goes on a line of its own"),
        ("a: [b\n", "a.yaml:1:4", "close it with ] on the same line"),
        ('a: "b', "a.yaml:1:4", "close it on the same line, behind the last word"),
    ],
)
def test_a_syntax_error_comes_with_a_hint(tmp_path: Path, content: str, place: str, hint: str) -> None:
    """A file that is no YAML is refused with the place and the usual cause."""
    [message] = refused(tmp_path, content)
    assert (place, hint) == (message.partition(": ")[0], message.rpartition("; ")[2])


def test_every_surprise_of_a_file_is_said_at_once(tmp_path: Path) -> None:
    """All mistakes of a file come together and in its order, those before a syntax error with it."""
    content = "a: no\noff: 010\non: {a: 1:30}\nb: [1_000, 2]\nb: 0x1F\nc: [&x 1, *x]\nd: ]\n"
    places = [(1, 4), (2, 1), (2, 6), (3, 1), (3, 9), (4, 5), (5, 1), (5, 4), (6, 5), (6, 11), (7, 4)]
    messages = refused(tmp_path, content)
    assert [f"a.yaml:{line}:{column}" for line, column in places] == [m.partition(": ")[0] for m in messages]


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    """A file that is not there is refused with its name."""
    with pytest.raises(StudyMistakes) as caught:
        read_yaml(tmp_path / "none.yaml")
    assert f"{tmp_path / 'none.yaml'}:1:1: the file is missing; check its name and its folder" == str(caught.value)


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    """A folder in place of a file is refused as what it is."""
    with pytest.raises(StudyMistakes) as caught:
        read_yaml(tmp_path)
    assert f"{tmp_path}:1:1: this is a folder, not a file; name a study file" == str(caught.value)


@pytest.mark.parametrize("count", [60, 1_000, 100_000])
@pytest.mark.parametrize("piece", ["[", "{a: ", "- ", "- - ? ", "? ", "a:\n"])
def test_deep_nesting_is_refused(tmp_path: Path, piece: str, count: int) -> None:
    """However deep brackets or dashes are nested, the answer is a sentence: no crash, no overrun stack, no hang."""
    content = "".join(f"{' ' * n}a:\n" for n in range(min(count, 1_000))) if piece == "a:\n" else piece * count
    [message] = refused(tmp_path, content)
    assert message.startswith("a.yaml:")


def test_lists_may_be_long(tmp_path: Path) -> None:
    """Only depth is bounded: a list of many short items is read."""
    assert {"a": tuple(range(20_000))} == read(tmp_path, f"a: {list(range(20_000))}").value


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_editors_may_end_lines_and_mark_files_as_they_like(tmp_path: Path, mark: str, end: str) -> None:
    """Windows and old Macintosh line ends and a byte order mark change neither values nor positions."""
    source = read(tmp_path, f"{mark}é: 1{end}list:{end}  - {{b: é, c: [d, e]}}{end}")
    assert {"é": 1, "list": ({"b": "é", "c": ("d", "e")},)} == source.value
    place = source.at("list", 0, "c", 1)
    assert (3, 19) == (place.line, place.column)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), (1, 1)),
        (("é",), (1, 1)),
        (("lists",), (2, 1)),
        (("lists", "A"), (3, 3)),
        (("lists", "A", 0), (4, 7)),
        (("lists", "A", 0, "id"), (4, 7)),
        (("lists", "A", 0, "text", "fr"), (6, 9)),
        (("lists", "A", 1), (7, 7)),
        (("lists", "A", 1, "text"), (7, 15)),
        (("lists", "A", 1, "text", "fr"), (7, 22)),
        (("flow",), (8, 1)),
        (("flow", 0, 1), (8, 12)),
        (("flow", 1), (8, 16)),
        (("lists", "A", 2, "id"), (3, 3)),
        (("nowhere", "at", "all"), (1, 1)),
    ],
)
def test_everything_has_its_place(tmp_path: Path, path: tuple[str | int, ...], place: tuple[int, int]) -> None:
    """A key stands where it is written, an item where it begins; what is absent stands with what is around it."""
    content = """é: 1
lists:
  A:
    - id: a
      text:
        fr: x
    - {id: b, text: {fr: y}}
flow: [[é, 1], {a: 2}]
"""
    position = read(tmp_path, content).at(*path)
    assert place == (position.line, position.column)


SEEN = st.characters(exclude_categories=["Cs", "Cc", "Cf", "Co", "Cn", "Zl", "Zp"]) | st.sampled_from("\n\t")
TEXT = st.text(SEEN, max_size=30).map(partial(unicodedata.normalize, "NFC")).filter(lambda t: first_unseen(t) is None)
PLAIN = st.one_of(TEXT, st.integers(-(10**18) + 1, 10**18 - 1), st.booleans(), st.none())
DOCUMENT = st.dictionaries(
    TEXT,
    st.recursive(PLAIN, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4)),
    max_size=6,
)


def frozen(value: object) -> object:
    if isinstance(value, dict):
        return {key: frozen(inner) for key, inner in value.items()}
    return tuple(frozen(inner) for inner in value) if isinstance(value, list) else value


@settings(PROPERTY, max_examples=300)
@given(document=DOCUMENT, flow=st.sampled_from([True, False, None]))
def test_what_a_yaml_writer_writes_is_read_back(tmp_path: Path, document: dict[str, object], flow: bool | None) -> None:
    """Any mapping of seen text, whole numbers, truth values, lists and mappings comes back as PyYAML was given it."""
    content = yaml.dump(document, Dumper=PlainDumper, default_flow_style=flow)
    assert frozen(document) == read(tmp_path, content).value


class PlainDumper(yaml.SafeDumper):
    """Writes what it is given twice in full, without anchors."""

    def ignore_aliases(self, data: object) -> bool:
        return True


@settings(PROPERTY, max_examples=500)
@given(content=st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_are_read_or_refused(tmp_path: Path, content: bytes) -> None:
    """Whatever a file holds, it is read or refused with sentences that each begin with a place, and nothing else
    happens."""
    read_or_refused(tmp_path, content)


@settings(PROPERTY, max_examples=1500)
@given(
    pieces=st.lists(
        st.sampled_from(
            [
                *" \n\t-?:,[]{}#&*!|>'\"%@`~",
                "a",
                "é",
                "0",
                "1",
                "\n  ",
                "- ",
                ": ",
                "<<",
                "---\n",
                "...\n",
                "!!",
                "\\x",
                "\u2028",
                "\x85",
                "\r",
            ]
        ),
        max_size=40,
    )
)
def test_any_punctuation_is_read_or_refused(tmp_path: Path, pieces: list[str]) -> None:
    """The same for files that are made of what YAML gives a meaning to."""
    read_or_refused(tmp_path, "".join(pieces).encode())


def read_or_refused(folder: Path, content: bytes) -> None:
    try:
        read(folder, content)
    except StudyMistakes as mistakes:
        assert mistakes.mistakes
        for line in str(mistakes).split("\n"):
            file, row, column = line.partition(": ")[0].rsplit(":", 2)
            assert str(folder / "a.yaml") == file
            assert int(row) >= 1
            assert int(column) >= 1


def test_a_line_of_a_text_that_is_not_set_in_is_named_though_it_has_a_colon(tmp_path: Path) -> None:
    """A line that was not set in and has a colon looks like a key; a parser stops lines below, at the next one."""
    [said] = refused(
        tmp_path, "pages:\n  a:\n    fr: >-\nUn texte : du texte.\n      Encore.\n    en: >-\n      Text.\n"
    )
    assert said.startswith("a.yaml:4:1: this line seems to belong to the text of “fr” (line 3)")


@pytest.mark.parametrize("entries", [1, 200])
def test_a_space_that_is_none_is_named_however_far_above(tmp_path: Path, entries: int) -> None:
    """Where it takes a key out of what it belongs to, a parser stops only behind the whole list under that key."""
    listed = "".join(f"  - id: e{n}\n" for n in range(entries))
    [message] = refused(tmp_path, f"lists:\n  a:\n  - id: x\n\u3000 b:\n{listed}  c:\n  - id: y\n")
    assert "a.yaml:4:1" == message.partition(": ")[0]
