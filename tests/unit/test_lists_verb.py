"""`lists`, as it is typed: the table, the figure, the exchange, and lists out of a bank of one's own."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from experiment.config.event_bank import load_bank
from experiment.verbs.defaults import PROJECT
from tests.instruments.bank import bank
from tests.instruments.typed_lab import Lab

COLUMNS = ["id", "category", "base_rate_pct", "definition", "period", "population", "source", "evidence", "strength"]


def write_table(file: Path, events: int, delimiter: str = ",") -> Path:
    """A bank as a spreadsheet saves it, in Spanish."""
    with file.open("w", encoding="utf-8-sig", newline="") as stream:
        rows = csv.writer(stream, delimiter=delimiter)
        rows.writerow([*COLUMNS, "text_es", "note"])
        for event in bank(events):
            said = event.model_dump(mode="json")
            rows.writerow([*(said[name] for name in COLUMNS), f"Suceso {event.text['en'][5:]}, año", ""])
    return file


def test_one_list_has_a_table_and_no_verdict(lab: Lab) -> None:
    """A study of one list is shown, and nothing is said of lists that match."""
    said = lab.say_just("lists", "--study", str(lab.study))
    assert (0, "") == (said.code, said.err)
    assert "small: 1 list of 4\n" in said.out
    assert "apart" not in said.out


def test_the_table_can_be_had_as_json(lab: Lab) -> None:
    """Whatever the table says is there for a program, too."""
    said = json.loads(lab.say_just("lists", "--study", str(lab.study), "--json").out)
    assert said["matched"] is True
    assert ["main"] == [one["name"] for one in said["lists"]]
    assert 4 == said["lists"][0]["events"]


@pytest.mark.parametrize(("ending", "begins"), [("svg", b"<?xml"), ("png", b"\x89PNG"), ("pdf", b"%PDF")])
def test_the_figure_is_what_its_name_says(lab: Lab, ending: str, begins: bytes) -> None:
    """A figure is drawn in the format of its ending, and the same lists give the same file."""
    figures = [lab.folder / f"{n}.{ending}" for n in range(2)]
    for file in figures:
        assert 0 == lab.say_just("lists", "--study", str(lab.study), "--figure", str(file)).code
    one, other = (file.read_bytes() for file in figures)
    assert one.startswith(begins)
    assert one == other


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_lists_are_made_out_of_a_spreadsheet(lab: Lab, delimiter: str) -> None:
    """Three lists of 18, six events to practise with and none left, out of 60 rows; the file is one of events."""
    table = write_table(lab.folder / "eventos.csv", 60, delimiter)
    out = lab.folder / "made.yaml"
    said = lab.say_just("lists", "--make", "3x18", "--practice", "6", "--bank", str(table), "--out", str(out))
    assert (0, "eventos.csv: 3 lists of 18, matched") == (said.code, said.out.splitlines()[0])
    schema = out.read_text(encoding="utf-8").splitlines()[0].partition("$schema=")[2]
    assert (out.parent / schema).resolve() == PROJECT / "configs" / "schema" / "events.schema.json"
    lists = load_bank(out).lists
    assert {"A": 18, "B": 18, "C": 18, "practice": 6} == {name: len(events) for name, events in lists.items()}
    given = {event.id: event.model_copy(update={"text": {}}) for event in bank(60)}
    assert given == {e.id: e.model_copy(update={"text": {}}) for events in lists.values() for e in events}
    assert {True} == {event.text["es"].endswith(", año") for events in lists.values() for event in events}


def test_a_mistake_in_a_table_is_said_with_its_row(lab: Lab) -> None:
    """A cell that is wrong is named by file, row and column; an id that stands twice, too."""
    table = write_table(lab.folder / "eventos.csv", 4)
    text = table.read_text(encoding="utf-8").replace("event_2,home,24", "event_1,home,many")
    table.write_text(text, encoding="utf-8", newline="\n")
    said = lab.say_just("lists", "--make", "1x2", "--bank", str(table))
    assert 1 == said.code
    assert f"{table}:4:3: “base_rate_pct” cannot be “many”; write a whole number" in said.err
    table.write_text(text.replace("many", "24"), encoding="utf-8", newline="\n")
    assert f"{table}:4:1: " in lab.say_just("lists", "--make", "1x2", "--bank", str(table)).err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("text_es", "texto_es", "the column “texto_es”, which is not known; did you mean “text_es”?"),
        ("text_es", "texto", "the column “texto”, which is not known; write text_ and the two letters of its language"),
        ("strength", "strenght", "the column “strenght”, which is not known; did you mean “strength”?"),
        ("note", "period", "the column “period” twice; keep one of the two"),
        (",note", "", "row has 11 cells, and the first row names 10 columns; "),
    ],
)
def test_what_is_wrong_with_the_columns_of_a_table_is_said_once(lab: Lab, old: str, new: str, said: str) -> None:
    """It is said at the first row, or at the first that has more cells, and not of each event."""
    table = write_table(lab.folder / "eventos.csv", 60)
    first, _, rows = table.read_text(encoding="utf-8-sig").partition("\n")
    table.write_text(first.replace(old, new) + "\n" + rows.replace(",\n", ",x\n"), encoding="utf-8", newline="\n")
    [line] = lab.say_just("lists", "--make", "1x2", "--bank", str(table)).err.splitlines()
    assert said in line


def test_a_table_can_be_validated_before_lists_are_made(lab: Lab) -> None:
    """`validate` takes a table of events for what it is, and says its mistakes."""
    table = write_table(lab.folder / "eventos.csv", 12)
    said = lab.say_just("validate", str(table))
    assert (0, f"{table}: good (events: bank 12; languages es)") == (said.code, said.out.strip())
    table.write_text(
        table.read_text(encoding="utf-8-sig").replace("event_3,", "event_2,"), encoding="utf-8", newline="\n"
    )
    said = lab.say_just("validate", str(table))
    assert (1, True) == (said.code, f"{table}:5:1: the event “event_2” stands twice (first in line 4)" in said.err)


def test_what_is_wrong_in_a_whole_column_is_said_once(lab: Lab) -> None:
    """A word that no cell of a column may hold is one message with the number of the other rows, not sixty."""
    table = write_table(lab.folder / "eventos.csv", 60)
    table.write_text(table.read_text(encoding="utf-8-sig").replace(",own,", ",propio,"), encoding="utf-8", newline="\n")
    (said,) = lab.say_just("lists", "--make", "1x2", "--bank", str(table)).err.splitlines()
    assert said.startswith(f"{table}:2:8: “evidence” cannot be “propio”; one of read, computed, legacy, own")
    assert "the same in 59 lines more: 3, 4" in said


def test_an_exchange_is_proposed_and_written(lab: Lab) -> None:
    """Two lists that are apart, and a spare event that mends it: the table is that after the exchange, and the new file
    has it; the old one is as it was.
    """

    def change(lists: dict[str, list[dict[str, object]]]) -> None:
        main = lists["main"]
        lists["other"] = [{**event, "id": f"other_{n}"} for n, event in enumerate(main)]
        lists["spare"] = [{**main[3], "id": "better"}]
        lists["other"][3]["base_rate_pct"] = 75

    lab.events(change)
    lab.edit("study.yaml", "names: [main]", "names: [main, other]")
    before, out = (lab.folder / "events.yaml").read_bytes(), lab.folder / "new.yaml"
    assert 1 == lab.say_just("lists", "--study", str(lab.study)).code
    said = lab.say_just("lists", "--study", str(lab.study), "--swap", "--out", str(out))
    assert 0 == said.code
    assert "Exchange 1 event:" in said.out
    assert "small: 2 lists of 4, matched" in said.out
    lists = load_bank(out).lists
    assert "better" == lists["other"][3].id
    assert ["other_3"] == [event.id for event in lists["spare"]]
    assert before == (lab.folder / "events.yaml").read_bytes()


def test_lists_that_are_matched_need_no_spare_events(lab: Lab) -> None:
    """Where there is nothing to mend, that is said, whether or not there is a list to exchange with."""
    said = lab.say_just("lists", "--study", str(lab.study), "--swap")
    assert (0, "The lists are matched as they are.") == (said.code, said.out.splitlines()[0])
