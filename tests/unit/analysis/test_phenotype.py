"""Clinical scores and facts about people: entered by hand, held against who takes part, joined where they belong."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from experiment.analysis import (
    UnreadableData,
    load_phenotype,
    load_sessions,
    load_updates,
    session_scores,
    with_phenotype,
)
from experiment.cli import main
from experiment.messages import TableFault

MADRS = "participant_id,visit,madrs,remission\nKD001,baseline,31,no\nKD001,day7,12.5,n/a\nKD002,baseline,,no\n"
PEOPLE = "participant_id,age,sex,education\nKD001,44,F,12\nKD002,61.5,M,n/a\nKD005,38,O,9\n"


@pytest.fixture
def entered(conducted: Path, tmp_path: Path) -> Callable[[dict[str, str | bytes]], Path]:
    """A data folder with the study's sessions, and files of scores in it."""

    def enter(files: dict[str, str | bytes]) -> Path:
        data = tmp_path / "data"
        data.mkdir()
        for part in conducted.iterdir():
            copy = shutil.copytree if part.is_dir() else shutil.copy
            copy(part, data / part.name)
        (data / "phenotype").mkdir()
        for name, content in files.items():
            (data / "phenotype" / name).write_bytes(content.encode() if isinstance(content, str) else content)
        return data

    return enter


Enter = Callable[[dict[str, "str | bytes"]], Path]


def test_what_was_entered(entered: Enter) -> None:
    """Scores are of a participant's visit, facts of the participant; an empty cell is missing, as n/a is."""
    found = load_phenotype(entered({"madrs.csv": MADRS, "people.csv": PEOPLE}))
    visits = found.of_visits.set_index(["participant_id", "visit"])
    people = found.of_people.set_index("participant_id")
    assert 31.0 == visits.loc[("KD001", "baseline"), "madrs"]
    assert 12.5 == visits.loc[("KD001", "day7"), "madrs"]
    assert pd.isna(visits.loc[("KD002", "baseline"), "madrs"])
    assert (61.5, "O") == (people.loc["KD002", "age"], people.loc["KD005", "sex"])


def test_the_loaders_join_them(entered: Enter) -> None:
    """Each row has the scores of its own visit and the facts of its participant; where none are, they are missing."""
    data = entered({"madrs.csv": MADRS, "people.csv": PEOPLE})
    sessions = load_sessions(data, phenotype=True).set_index(["participant_id", "visit", "run"])
    assert (9, 12.5, 44.0) == (len(sessions), sessions.loc[("KD001", "day7", 1), "madrs"],
                               sessions.loc[("KD001", "day7", 1), "age"])  # fmt: skip
    assert pd.isna(sessions.loc[("KD003", "baseline", 1), "madrs"])
    updates = load_updates(data, phenotype=True)
    assert {31.0} == set(
        updates.loc[(updates["participant_id"] == "KD001") & (updates["visit"] == "baseline"), "madrs"]
    )
    assert load_updates(data).columns.tolist() == updates.columns.tolist()[:-5]


def test_measures_beside_scores(entered: Enter) -> None:
    """The measures of sessions take the scores too."""
    data = entered({"madrs.csv": MADRS})
    table = with_phenotype(session_scores(load_updates(data)), load_phenotype(data))
    assert 31.0 == table.set_index(["participant_id", "visit"]).loc[("KD001", "baseline"), "madrs"]


def test_score_joins_them(entered: Enter, tmp_path: Path) -> None:
    """The tables for other programs have the scores, of sessions and beside their measures."""
    assert 0 == main(["score", "--data", str(entered({"madrs.csv": MADRS})), "--into", str(tmp_path / "scores")])
    for name in ("sessions", "scores"):
        table = pd.read_csv(tmp_path / "scores" / f"{name}.csv", na_values=["n/a"]).set_index(
            ["participant_id", "visit"]
        )
        assert [31.0] == table.loc[[("KD001", "baseline")], "madrs"].tolist()


def test_a_score_without_a_session_is_said(entered: Enter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A score of a visit of which there is no session stands in no table: that is said."""
    data = entered({"madrs.csv": MADRS + "KD006,day7,20,no\n"})
    assert 0 == main(["score", "--data", str(data), "--into", str(tmp_path / "scores")])
    assert "left out: what was entered of 1 visit without a session" in capsys.readouterr().out.splitlines()


def test_as_excel_writes_it(entered: Enter) -> None:
    """A byte order mark, Windows line ends, blanks around cells and an empty last line mean nothing."""
    text = "\ufeff" + MADRS.replace("\n", "\r\n").replace(",31,", ", 31 ,") + ",,,\r\n"
    assert 31.0 == load_phenotype(entered({"madrs.csv": text.encode()})).of_visits["madrs"].iloc[0]


def test_no_folder(conducted: Path) -> None:
    """Where nothing was entered, nothing is joined."""
    assert load_sessions(conducted).equals(load_sessions(conducted, phenotype=True))


def test_notes_may_stand_beside(entered: Enter) -> None:
    """Descriptions, notes, and what systems leave are no tables."""
    data = entered({"madrs.csv": MADRS, "madrs.json": "{}", "notes.txt": "x", ".DS_Store": "x", "~$madrs.csv": "x"})
    assert {"madrs", "remission"} == set(load_phenotype(data).files)


HEAD = "participant_id,visit,madrs\n"
FAULTS: dict[str, tuple[dict[str, str | bytes], int | None, str | None, str]] = {
    "unknown participant": ({"m.csv": HEAD + "KD01,baseline,3\n"}, 2, "participant_id", "UNKNOWN_PARTICIPANT"),
    "unknown visit": ({"m.csv": HEAD + "KD001,basline,3\n"}, 2, "visit", "UNKNOWN_VISIT"),
    "a row twice": (
        {"m.csv": HEAD + "KD001,day7,3\nKD001,baseline,3\nKD001,day7,4\n"}, 4, "participant_id", "SCORES_TWICE",
    ),
    "a decimal comma": ({"m.csv": HEAD + 'KD001,day7,"3,5"\n'}, 2, "madrs", "SCORES_DECIMAL_COMMA"),
    "a decimal comma among numbers": (
        {"m.csv": HEAD + 'KD001,day7,3\nKD002,day7,"3,5"\n'}, 3, "madrs", "SCORES_DECIMAL_COMMA",
    ),
    "a word for an age": ({"m.csv": "participant_id,age\nKD001,old\n"}, 2, "age", "SCORES_NOT_AN_AGE"),
    "a score of no visit": ({"m.csv": "participant_id,madrs\nKD001,3\n"}, 1, "madrs", "SCORES_WITHOUT_VISIT"),
    "another score of no visit": ({"m.csv": "participant_id,bdi_sum\nKD001,3\n"}, 1, "bdi_sum", "SCORES_WITHOUT_VISIT"),
    "an item of no visit": (
        {"m.csv": "participant_id,madrs_item_1\nKD001,3\n"}, 1, "madrs_item_1", "SCORES_WITHOUT_VISIT",
    ),
    "a file of a scale, of no visit": (
        {"qids.csv": "participant_id,points\nKD001,3\n"}, 1, "points", "SCORES_WITHOUT_VISIT",
    ),
    "text in a number": ({"m.csv": HEAD + "KD001,day7,3\nKD002,day7,low\n"}, 3, "madrs", "SCORES_NOT_A_NUMBER"),
    "semicolons": ({"m.csv": HEAD.replace(",", ";") + "KD001;day7;3,5\n"}, 1, None, "SCORES_SEPARATED"),
    "tabs": ({"m.csv": HEAD.replace(",", "\t")}, 1, None, "SCORES_SEPARATED"),
    "empty": ({"m.csv": ""}, None, None, "SCORES_EMPTY"),
    "not UTF-8": ({"m.csv": (HEAD + "KD001,day7,é\n").encode("latin-1")}, 2, None, "SCORES_NOT_UTF8"),
    "a quotation mark": ({"m.csv": HEAD + 'KD001,day7,"3\n'}, 2, None, "SCORES_QUOTES"),
    "no participant": ({"m.csv": "subject,madrs\nKD001,3\n"}, 1, None, "SCORES_HEADER"),
    "no score": ({"m.csv": "participant_id,visit\nKD001,day7\n"}, 1, None, "SCORES_HEADER"),
    "a name with a blank": ({"m.csv": "participant_id,MADRS total\nKD001,3\n"}, 1, "MADRS total", "SCORES_COLUMN_NAME"),
    "a column twice": ({"m.csv": "participant_id,madrs,madrs\nKD001,3,3\n"}, 1, "madrs", "SCORES_COLUMN_TWICE"),
    "a column of the task": ({"m.csv": "participant_id,window\nKD001,3\n"}, 1, "window", "SCORES_COLUMN_TAKEN"),
    "a score in two files": (
        {"m.csv": HEAD + "KD001,day7,3\n", "n.csv": HEAD + "KD002,day7,3\n"}, 1, "madrs", "SCORES_IN_TWO_FILES",
    ),
    "a cell too many": ({"m.csv": HEAD + "KD001,day7,3,5\n"}, 2, None, "SCORES_CELLS"),
    "another age": ({"m.csv": "participant_id,age\nKD001,1957\n"}, 2, "age", "SCORES_NOT_AN_AGE"),
    "another sex": ({"m.csv": "participant_id,sex\nKD001,femme\n"}, 2, "sex", "SCORES_NOT_ONE_OF"),
    "more than a scale has": ({"m.csv": HEAD + "KD001,day7,310\n"}, 2, "madrs", "SCORES_OUT_OF_RANGE"),
    "less than a scale has": ({"m.csv": HEAD + "KD001,day7,-4\n"}, 2, "madrs", "SCORES_OUT_OF_RANGE"),
    "an item": (
        {"m.csv": "participant_id,visit,madrs_item_1\nKD001,day7,7\n"}, 2, "madrs_item_1", "SCORES_OUT_OF_RANGE",
    ),
    "before the study": (
        {"m.csv": "participant_id,madrs_screening\nKD001,61\n"}, 2, "madrs_screening", "SCORES_OUT_OF_RANGE",
    ),
    "more than its description has": (
        {"m.csv": "participant_id,vas\nKD001,11\n", "m.json": '{"vas": {"Minimum": 0, "Maximum": 10}}'},
        2, "vas", "SCORES_OUT_OF_RANGE",
    ),
    "a description that is none": ({"m.csv": MADRS, "m.json": "{"}, None, None, "SCORES_NO_DESCRIPTION"),
    "a description of nothing": ({"m.csv": MADRS, "m.json": "[]"}, None, None, "SCORES_NO_DESCRIPTION"),
    "a range that is empty": (
        {"m.csv": MADRS, "m.json": '{"madrs": {"minimum": 60, "maximum": 0}}'}, None, None, "SCORES_NO_DESCRIPTION",
    ),
    "a range of words": (
        {"m.csv": MADRS, "m.json": '{"vas": {"Maximum": "ten"}}'}, None, None, "SCORES_NO_DESCRIPTION",
    ),
    "a date, as a spreadsheet makes it": ({"m.csv": HEAD + "KD001,day7,01.May\n"}, 2, "madrs", "SCORES_A_DATE"),
    "a workbook": ({"m.xlsx": "PK"}, None, None, "SCORES_NO_CSV"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "line", "column", "fault"), FAULTS.values(), ids=list(FAULTS))
def test_what_is_refused(
    entered: Enter, files: dict[str, str | bytes], line: int | None, column: str | None, fault: str
) -> None:
    """What cannot be meant is named with its file, line and column, and nothing is loaded."""
    with pytest.raises(UnreadableData) as refused:
        load_phenotype(entered(files))
    (one,) = refused.value.problems
    named = "m.csv" if line is not None and len(files) > 1 and "m.json" in files else sorted(files)[-1]
    assert (named, line, column, fault) == (one.file.name, one.line, one.column, one.fault.name)


@pytest.mark.parametrize(
    "date",
    ["01.Mai", "5-Oct", "mai-05", "Déc.-24", "2026-05-01", "01/05/2026", "1.5.", "2026-05-01 00:00:00", "4. Mai"],
)
def test_dates(entered: Enter, date: str) -> None:
    """What a spreadsheet makes of numbers, in four languages, is no word."""
    with pytest.raises(UnreadableData) as refused:
        load_phenotype(entered({"m.csv": f"participant_id,score\nKD001,{date}\n"}))
    assert [TableFault.SCORES_A_DATE] == [one.fault for one in refused.value.problems]


def test_words_and_numbers_that_may_stand(entered: Enter) -> None:
    """Words, codes, ranges and numbers of scales that nobody has described are taken as they are."""
    rows = "participant_id,change,drug,years,marital\nKD001,-4,S-ketamine,5-10,married\nKD002,3,4 mg,11-15,maybe 2\n"
    people = load_phenotype(entered({"m.csv": rows})).of_people
    assert [("-4.0", "S-ketamine", "5-10"), ("3.0", "4 mg", "11-15")] == [
        (str(one["change"]), one["drug"], one["years"]) for one in people.to_dict("records")
    ]


def test_what_is_of_people_needs_no_visit(entered: Enter) -> None:
    """Scores that name their own time, traits and stages belong to the person, also in a file named after a scale."""
    rows = "participant_id,age,madrs_screening,phq9_item_1_baseline,stai_trait,maudsley\nKD001,44,33,2,40,5\n"
    people = load_phenotype(entered({"madrs.csv": rows})).of_people
    assert [44.0, 33.0, 2.0, 40.0, 5.0] == people.drop(columns="participant_id").iloc[0].tolist()


def test_a_slip_is_named(entered: Enter) -> None:
    """An ID or a visit that was mistyped is said beside the one that was probably meant."""
    with pytest.raises(UnreadableData, match="did you mean KD001") as refused:
        load_phenotype(entered({"m.csv": HEAD + "KD0O1,baselin,3\n"}))
    assert "did you mean baseline?" in str(refused.value)


def test_the_rest_is_loaded_on_request(entered: Enter) -> None:
    """With keep_going a file that something is wrong with is left out, and said."""
    data = entered({"madrs.csv": MADRS, "bdi.csv": ""})
    with pytest.warns(UserWarning, match="1 file that cannot be read"):
        sessions = load_sessions(data, keep_going=True, phenotype=True)
    assert "madrs" in sessions
    assert 1 == len(sessions.attrs["problems"])
