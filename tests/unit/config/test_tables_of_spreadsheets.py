"""What spreadsheet programs, and people in them, do to a table of events: said in one round, each by its cell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.config.examine import examine

HEADER = "id;category;text_es;base_rate_pct;definition;period;population;source;evidence;strength"
ROWS = [f"e{n};salud;Evento {n};{10 + n};def;vida;ES;INE;own;weak" for n in range(6)]
TABLE = "\n".join([HEADER, *ROWS]) + "\n"

SLIPS: dict[str, tuple[Callable[[str], str], list[str]]] = {
    "a line for the program itself": (lambda text: f"sep=;\n{text}", []),
    "a title": (lambda text: f"Mis eventos;;;\n{text}", ["2:1: this row names the columns, and something stands"]),
    "a sum": (lambda text: f"{text};;;75;;;;;;\n", ["8:1: this row is no event: nothing stands in it but 75; "]),
    "a mean with its name": (
        lambda text: f"{text}Media;;;31,5;;;;;;\n",
        ["8:1: this row is no event: nothing stands in it but Media, 31,5; "],
    ),
    "a rate that failed": (
        lambda text: text.replace(";12;", ";#N/A;"),
        ["4:4: “#N/A” is what a spreadsheet shows where a formula has failed; "],
    ),
    "nothing": (lambda text: "\n", ["1:1: the table is empty; write the names of the columns in its first row: id, "]),
    "the names alone": (lambda text: f"{HEADER}\n", ["1:1: the table has the names of its columns, and no event; "]),
    "no names": (
        lambda text: text.partition("\n")[2],
        ["1:1: the first row names no column, as if it were an event; write the names of the columns in a row above"],
    ),
    "rows in one cell": (
        lambda text: "".join(f'"{line}"\n' for line in text.splitlines()),
        ["1:1: each row stands in one cell, with its semicolons in quotes; "],
    ),
    "names with commas, and events with semicolons": (
        lambda text: text.replace(";", ",", 9),
        ["2:1: the first row has a comma between its cells, and this one a semicolon; "],
    ),
    "a file of a spreadsheet program": (
        lambda text: f"PK\x03\x04{text}",
        ["1:1: this is a file of a spreadsheet program or a word processor (or a ZIP archive), whatever its name"],
    ),
    "the names again": (lambda text: f"{text}{HEADER}\n", ["8:1: this row names the columns once more; delete it"]),
    "a formula that failed": (
        lambda text: text.replace("Evento 2", "#REF!"),
        ["4:3: “#REF!” is what a spreadsheet shows where a formula has failed; "],
    ),
    "a quote": (lambda text: text.replace("Evento 2", '"Evento 2'), ["4:3: the quote that opens here is not closed "]),
    "an empty cell": (lambda text: text.replace("Evento 2", ""), ["4:3: the cell of “text_es” is empty; "]),
    "a translation that is missing": (
        lambda text: text.replace("text_es", "text_es;text_en").replace("Evento", "E;Event").replace("E;Event 2", "E;"),
        ["4:4: the cell of “text_en” is empty; "],
    ),
    "a formula": (lambda text: text.replace("Evento 2", "=A1"), ["4:3: a spreadsheet would take “=A1” for a "]),
    "an id twice beside another slip": (
        lambda text: text.replace("e3;", "e1;").replace(";own;weak", ";own;waek", 1),
        ["2:10: “strength” cannot be “waek”; did you mean “weak”?", "5:1: the event “e1” stands twice (first "],
    ),
    "a letter for a digit": (
        lambda text: text.replace(";12;", ";1O;"),
        ["4:4: “base_rate_pct” cannot be “1O”, in which a letter stands for a digit; write digits alone: 10, if "],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Evento 3", "5:3: warning: the events “e3” and “e2” say the same; "),
        ("nÃºmero", "4:3: warning: “nÃºmero” looks like letters with accents that a program has read in the wrong "),
        ("n?mero", "4:3: warning: “n?mero” looks like letters with accents that a program has read in the wrong "),
    ],
)
def test_what_is_unusual_in_a_table_is_said_in_its_cell(tmp_path: Path, written: str, said: str) -> None:
    """A table is good, and warned of, where two rows have the same words, or accents were lost in them."""
    file = tmp_path / "events.csv"
    file.write_text(TABLE.replace("Evento 2", written), encoding="utf-8", newline="\n")
    examined = examine(file)
    [message] = [str(one).removeprefix(f"{file}:") for one in examined.remarks]
    assert () == examined.mistakes
    assert message.startswith(said)


@pytest.mark.parametrize(("change", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_in_a_table_is_said_in_its_cell(tmp_path: Path, change: Callable[[str], str], said: list[str]) -> None:
    """There is one message of each slip, with the row and the column, and none of what follows from it."""
    file = tmp_path / "events.csv"
    file.write_text(change(TABLE), encoding="utf-8", newline="\n")
    messages = [str(one).removeprefix(f"{file}:") for one in examine(file).mistakes]
    assert said == [message[: len(start)] for message, start in zip(messages, said, strict=True)]
