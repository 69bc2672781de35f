"""What comes in through study files is seen, is text and no command, and lies where the study lies."""

from __future__ import annotations

import csv
import io
import os
import unicodedata
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.cli import main
from experiment.config.examine import examine
from experiment.config.faults import Fault
from experiment.config.load import load_study
from experiment.config.mistakes import MOST, StudyMistakes
from experiment.config.yaml_source import read_yaml
from experiment.format.cells import is_formula
from tests.instruments.systems import device, make_link, make_pipe
from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy

_TEXT = "fr: Brûlure de la peau"


@pytest.mark.parametrize(
    "text",
    [
        "=HYPERLINK(A1)",
        "+33 1 23",
        "-2+3",
        "@SUM(1)",
        "  =1+1",
        "\u00a0=1",
        "\u202f\u2003-1",
        "\n=1",
        "＝1＋1",
        "＋1",
        "－1",
        "＠SUM(1)",
        "﹢1",
        "Accident; =1+1",
        "Accident;-1",
        "Accident\n@SUM(1)",
    ],
)
def test_an_event_text_is_no_formula(copy: StudyCopy, text: str) -> None:
    """A text that a spreadsheet would carry out, however it is dressed, is refused at its place with a hint."""
    written = text.replace("\n", "\\n")
    copy.edit(EVENTS, _TEXT, f'fr: "{written}"')
    (mistake,) = copy.mistakes()
    assert mistake.startswith(copy.at(EVENTS, "fr: "))
    assert "for a formula" in mistake or "cannot draw" in mistake
    assert is_formula(text)


@pytest.mark.parametrize("text", ["Chute (-2 m)", "Coût = élevé", "50 000 € + frais", "a, -b", "n° 3; puis 4", "« = »"])
def test_signs_within_a_text_are_text(copy: StudyCopy, text: str) -> None:
    """A sign that stands inside of a text is none of a formula."""
    copy.edit(EVENTS, _TEXT, f'fr: "{text}"')
    assert [] == copy.mistakes()


@given(text=st.text(st.sampled_from("=+-@＝－; \t\u00a0aé1,\"'"), max_size=12))
def test_no_cell_of_a_taken_text_begins_like_a_formula(text: str) -> None:
    """Whatever is taken, in a file of commas or one that is split at semicolons, no cell begins with such a sign."""
    if is_formula(text):
        return
    line = io.StringIO()
    csv.writer(line).writerow(["x", text, "y"])
    for delimiter in (",", ";", "\t"):
        cells = next(csv.reader(io.StringIO(line.getvalue()), delimiter=delimiter))[1:]
        for cell in cells:
            assert not unicodedata.normalize("NFKC", cell).strip().startswith(("=", "+", "-", "@"))


@pytest.mark.parametrize("name", ["id: =burn", "id: -burn", "category: '@accident'", "category: +accident"])
def test_names_of_the_data_are_no_formulas(copy: StudyCopy, name: str) -> None:
    """Event IDs and categories begin with a letter."""
    copy.edit(EVENTS, f"{name.partition(':')[0]}: {'skin_burn' if name.startswith('id') else 'accident'}", name)
    (mistake,) = copy.mistakes()
    assert mistake.startswith(str(copy.folder / EVENTS))


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\u00ad", "soft hyphen (U+00AD)"),
        ("\ufffd", "replacement character (U+FFFD)"),
        ("\u0336", "combining long stroke overlay (U+0336)"),
        ("\u20dd", "combining enclosing circle (U+20DD)"),
        ("\u200b", "zero width space (U+200B)"),
        ("\u2060", "word joiner (U+2060)"),
        ("\ufeff", "zero width no-break space (U+FEFF)"),
        ("\u2800", "braille pattern blank (U+2800)"),
        ("\ue000", "U+E000"),
        ("\U000e0041", "tag latin capital letter a (U+E0041)"),
        ("\u202e", "right-to-left override (U+202E)"),
        ("\u2066", "left-to-right isolate (U+2066)"),
        ("\u200f", "right-to-left mark (U+200F)"),
        ("\u2028", "line separator (U+2028)"),
        ("\x1b", "U+001B"),
        ("\x9b", "U+009B"),
    ],
)
@pytest.mark.parametrize("escaped", [False, True])
def test_what_nobody_sees_is_refused_by_name(copy: StudyCopy, character: str, name: str, escaped: bool) -> None:
    """A character that is not seen, or spoils what is, is refused in its line, by its name, raw or as an escape."""
    written = f"\\U{ord(character):08x}" if escaped else character
    copy.edit(EVENTS, _TEXT, f'fr: "Brû{written}lure"')
    (mistake,) = copy.mistakes()
    assert copy.at(EVENTS, "fr: ").rpartition(":")[0] == mistake.partition(": ")[0].rpartition(":")[0]
    assert name in mistake
    assert mistake.isprintable()


def test_the_place_is_the_character_s(copy: StudyCopy) -> None:
    """In a text of many lines the place is that of the character itself, not of the text."""
    copy.edit(TEXTS, "welcome:\n    fr: >-\n", "welcome:\n    fr: >-\n      Une ligne.\n\n      Em\u00adploi\n")
    (mistake,) = copy.mistakes()
    assert mistake.startswith(copy.at(TEXTS, "\u00adploi"))


def test_letters_and_their_accents_are_one(copy: StudyCopy) -> None:
    """A text with decomposed accents, as a Mac writes it, is the same study as the composed one."""
    composed = copy.load()
    for file in (EVENTS, TEXTS):
        copy.write(file, unicodedata.normalize("NFD", copy.text(file)))
    decomposed = copy.load()
    assert (composed.events, composed.texts) == (decomposed.events, decomposed.texts)


@pytest.mark.parametrize(
    "path",
    [
        "../../../../../../../../../../etc/passwd",
        "../../secret.yaml",
        "/etc/passwd",
        "C:/secret.yaml",
        "..\\\\..\\\\secret.yaml",
        "link.yaml",
        "../stimuli/linked/secret.yaml",
    ],
)
def test_what_is_far_from_the_study_is_not_opened(tmp_path: Path, path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is not near the study, by its path or by a link, is refused without a look into it."""
    copy = StudyCopy(tmp_path / "studies" / "mine")
    secret = tmp_path / "secret.yaml"
    secret.write_text("root:x:0:0: [secret", encoding="utf-8", newline="\n")
    make_link(copy.folder / "configs" / "link.yaml", secret)
    make_link(copy.folder / "stimuli" / "linked", tmp_path)
    copy.edit(STUDY, "../stimuli/events/adverse.yaml", f'"{path}"' if "\\" in path else path)
    opened: list[str] = []
    monkeypatch.setattr(
        os, "open", lambda file, *rest, plain=os.open: (opened.append(str(file)), plain(file, *rest))[1]
    )
    (mistake,) = copy.mistakes()
    assert mistake.startswith(copy.at(STUDY, "events: ").rpartition(":")[0])
    assert not [word for word in ("root:x", "[secret", "sequence") if word in mistake]
    assert {"ketamine.yaml", "belief_update.yaml"} >= {Path(file).name for file in opened}


@pytest.mark.parametrize(
    "typed",
    [
        ("validate", "{}"),
        ("preview", "{}"),
        ("plan", "--participant", "KD001", "--visit", "baseline", "--study", "{}"),
        ("enrol", "--participant", "KD001", "--arm", "patient", "--language", "fr", "--study", "{}"),
        ("simulate", "--participant", "KD001", "--arm", "patient", "--visit", "baseline", "--study", "{}"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--study", "{}"),
        ("run", "--participant", "KD001", "--visit", "baseline", "--kind", "test", "--displays", "{}"),
    ],
)
@pytest.mark.parametrize("name", ["passwd", "notes.txt", "displays.yaml.bak", "link.yaml"])
def test_what_is_no_study_file_by_its_name_is_not_opened(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    typed: tuple[str, ...],
    name: str,
) -> None:
    """Whichever verb is given a file that is not named as YAML, also by a link that is: nothing of it is said."""
    file = tmp_path / name
    target = tmp_path / "passwd" if name == "link.yaml" else file
    target.write_text("root:x:0:0: [secret", encoding="utf-8", newline="\n")
    if name == "link.yaml":
        make_link(file, target)
    opened: list[str] = []
    monkeypatch.setattr(
        os, "open", lambda file, *rest, plain=os.open: (opened.append(str(file)), plain(file, *rest))[1]
    )
    data = [] if typed[0] in ("validate", "preview") else ["--data", str(tmp_path / "data")]
    assert 1 == main([word.replace("{}", str(file)) for word in typed] + data)
    assert f"{file}:1:1: {Fault.NOT_NAMED_AS_YAML.say()}" == capsys.readouterr().err.strip()
    assert not {str(file), str(target)} & set(opened)


def refused_as(file: Path) -> str:
    with pytest.raises(StudyMistakes) as refused:
        read_yaml(file)
    return str(refused.value)


def test_a_pipe_a_device_and_a_hole_are_no_study_files(tmp_path: Path) -> None:
    """What would be waited for, or would fill the memory, is refused by its kind or its size, and at once."""
    pipe, large = tmp_path / "pipe.yaml", tmp_path / "large.yaml"
    large.touch()
    os.truncate(large, 10**9)
    for file, said in ((large, "larger"), (tmp_path, "a folder")):
        assert said in refused_as(file)
    make_pipe(pipe)
    for file, said in ((pipe, "a pipe"), (device("zero"), "a device")):
        assert said in refused_as(file)


@pytest.mark.parametrize("file", [Path("a" * 300), Path("a\0b"), Path("x/" * 3000), Path("\udce0")])
def test_a_name_that_no_file_can_have(file: Path) -> None:
    """A name that the system cannot even look for is a sentence."""
    with pytest.raises(StudyMistakes) as refused:
        read_yaml(file)
    assert str(refused.value).isprintable()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("[fr, en]", "[FR, EN]"),
        ("[baseline, day7]", "[base_line, day_7]"),
        ("names: [A, B, C]", "names: [1, 2]"),
        ("{uniform: [1.0, 2.0]}", "{uniform: [a, b]}"),
        ("questions: [own_estimate, already_happened, figure]", "questions: [1]"),
    ],
)
def test_a_list_of_mistakes_is_not_too_short(copy: StudyCopy, old: str, new: str) -> None:
    """Where each item of a list is wrong, each is said, and not that the list has too few."""
    copy.edit(STUDY, old, new)
    assert copy.mistakes()
    assert not [mistake for mistake in copy.mistakes() if "at least" in mistake]


def test_pandas_reads_what_a_text_was(copy: StudyCopy) -> None:
    """A text that is taken comes back from a CSV as it was."""
    texts = [
        event.text[language]
        for events in copy.load().events.lists.values()
        for event in events
        for language in event.text
    ]
    file = io.StringIO()
    csv.writer(file).writerows([["text"], *([text] for text in texts)])
    assert texts == list(pd.read_csv(io.StringIO(file.getvalue()))["text"])


@pytest.mark.parametrize(
    ("file", "more"),
    [
        (STUDY, "".join(f"key_{n}: 1\n" for n in range(4000))),
        (STUDY, "".join(f"key_{n}:\n" for n in range(4000))),
        (STUDY, f"anchors: [{'&a 1, ' * 4000}]\n"),
        (EVENTS, f"  more:\n{'  - id:' * 4000}\n"),
        (EVENTS, "  more:\n" + "  - {id: skin_burn, text: {fr: 5}}\n" * 4000),
        (TEXTS, "go_on: {fr: a, en: b}\n" * 4000),
    ],
    ids=["unknown", "empty", "anchors", "nested", "events", "twice"],
)
def test_of_thousands_of_mistakes_the_first_are_said(copy: StudyCopy, file: Path, more: str) -> None:
    """A file that is none of a study is said to be so: at most 500 mistakes, and one that there are others."""
    copy.write(file, copy.text(file) + more)
    with pytest.raises(StudyMistakes) as no:
        load_study(copy.folder / STUDY)
    *said, last = no.value.mistakes
    assert len(said) <= MOST
    assert (Fault.MANY_MORE in {last.fault}) is (len(no.value.mistakes) > 1)


@pytest.mark.parametrize("file", [EVENTS, TEXTS])
@pytest.mark.parametrize("saved", [("", "\n"), ("\ufeff", "\n"), ("\ufeff", "\r\n"), ("", "\r")])
def test_a_file_of_events_or_texts_is_known_however_it_was_saved(
    copy: StudyCopy, file: Path, saved: tuple[str, str]
) -> None:
    """Its keys tell what it is, behind a byte order mark and whatever ends its lines."""
    lines = [line for line in copy.text(file).splitlines() if not line.startswith("#")]
    while not lines[0]:
        del lines[0]
    (copy.folder / file).write_bytes((saved[0] + saved[1].join(lines) + saved[1]).encode())
    assert file.parent.name == examine(copy.folder / file).about.partition(":")[0]
