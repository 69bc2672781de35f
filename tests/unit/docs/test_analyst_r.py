"""The page for R: every line is run with each of its three readers, and gives what the page for Python gives."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import pandas as pd
import pytest

from experiment.format.tables import COLUMNS
from experiment.format.vocabulary import Table
from tests.unit.docs.pages import blocks

READERS = ("base", "readr", "data.table")
R_TYPES = {str: "character", bool: "logical", int: "integer", float: "double"}
TOLD = """
told <- list(scores = scores, pairs = pairs, trials = every_trial, afterwards = afterwards, left_out = left_out)
jsonlite::write_json(told, "told.json", digits = NA, na = "null", dataframe = "rows")
"""
TYPES = """
told <- lapply(Sys.glob("tables/*.csv"), function(path) {
  table <- read_table(path)
  list(file = basename(path), types = as.list(sapply(table, typeof)), table = as.data.frame(table))
})
jsonlite::write_json(told, "types.json", digits = NA, na = "null", auto_unbox = TRUE, dataframe = "rows")
"""
AWKWARD = (
    'two "words"', 'ends with "', '"', '""', "a, b", "two\nlines", " space before and after ", "# no comment",
    "l’été d'Émile", "back\\slash \\n", "100 %", "NA", "TRUE", "0012", "12E3", "=1+1", "",
)  # fmt: skip


DAMAGED = """
result <- try(read_table("damaged.csv"), silent = TRUE)
writeLines(class(result)[1], "result.txt")
"""


def run_r(folder: Path, reader: str, told: str, only_reader: bool = False, locale: str = "C.UTF-8") -> None:
    """Run the page with one reader in a folder, and then what writes down the results."""
    rscript = shutil.which("Rscript")
    if rscript is None:  # not skipped: the page would be called tried where it was not
        pytest.fail(
            "docs/analyst-r.md was not tried, for R is not here. On Debian and Ubuntu lab.py test installs it as root; "
            "otherwise: apt-get install r-base-core r-cran-data.table r-cran-jsonlite r-cran-readr"
        )
    code = [text for word, text in blocks("analyst-r.md", "r") if word in ("", reader)]
    script = folder / f"{reader}.R"
    script.write_text("\n".join([*(code[:2] if only_reader else code), told]), encoding="utf-8")
    done = subprocess.run(
        [rscript, "--vanilla", script],
        cwd=folder,
        env={**os.environ, "LC_ALL": locale},
        capture_output=True,
        check=False,
    )
    assert 0 == done.returncode, done.stderr.decode(errors="replace")


def read_by(folder: Path, reader: str, locale: str) -> dict[str, Any]:
    """Read the tables of a folder with one reader: types and contents of each."""
    run_r(folder, reader, TYPES, only_reader=True, locale=locale)
    return {table["file"]: table for table in json.loads((folder / "types.json").read_bytes())}


def same(frame: pd.DataFrame, told: list[dict[str, Any]], key: list[str]) -> None:
    """Hold a table of R against one of pandas, row by row."""
    by_key = {tuple(row[name] for name in key): row for row in told}
    expected = {tuple(row[name] for name in key): row for row in frame.to_dict("records")}
    assert len(told) == len(by_key)
    assert set(expected) == set(by_key)
    for place, row in expected.items():
        found = by_key[place]
        wanted = {name: None if pd.isna(value) else value for name, value in row.items()}
        assert wanted == {name: pytest.approx(found.get(name)) for name in wanted}


@pytest.mark.parametrize("reader", READERS)
def test_r_gives_what_pandas_gives(folder: Path, page: dict[str, Any], reader: str) -> None:
    """With each reader, every row, pair and score, and which sessions count, are those of the page for Python."""
    run_r(folder, reader, TOLD)
    told = json.loads((folder / "told.json").read_bytes())
    session, key = page["SESSION"], page["KEY"]
    scores = page["scores"].reset_index().drop(columns=["memory_error", "understood_at_once"])
    scores.columns.name = None
    same(scores, told["scores"], session)
    same(page["pairs"].drop(columns=["optimism", "vividness"]), told["pairs"], key)
    same(page["every_trial"], told["trials"], [*session, "phase", "event_id"])
    same(page["afterwards"], told["afterwards"], [*key, "question"])
    same(page["left_out"][[*session, "status"]], told["left_out"], session)


@pytest.fixture(scope="module")
def tables(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every table with rows and with a header only, and one whose texts and IDs are awkward."""
    place = tmp_path_factory.mktemp("tables")
    (place / "tables").mkdir()
    for participant in ("KD004", "KD005"):
        for file in folder.glob(f"data/sub-{participant}/ses-baseline/*_data.csv"):
            shutil.copy(file, place / "tables")
    texts = pd.DataFrame(
        {"participant_id": AWKWARD, "practice": "true", "self_pct": "n/a", "self_rt_s": "0.1", "event_text": AWKWARD}
    )
    texts.to_csv(place / "tables" / "awkward.csv", index=False, lineterminator="\n", encoding="utf-8")
    return place


@pytest.mark.parametrize("reader", READERS)
def test_every_column_has_its_type(tables: Path, reader: str) -> None:
    """Each reader gives every column the type that it was declared with, in tables without rows too."""
    read = read_by(tables, reader, "C.UTF-8")
    for table in Table:
        ending = "run-1_data.csv" if table is Table.TRIALS else f"desc-{table}_data.csv"
        kinds = {c.name: next(k for k in (get_args(c.type) or (c.type,)) if k is not NoneType) for c in COLUMNS[table]}
        declared = {name: "character" if issubclass(k, Enum) else R_TYPES[k] for name, k in kinds.items()}
        found = [told["types"] for name, told in read.items() if name.endswith(ending)]
        assert [declared, declared] == found


@pytest.mark.parametrize("locale", ["C.UTF-8", "C"])
@pytest.mark.parametrize("reader", READERS)
def test_texts_and_ids_come_back(tables: Path, reader: str, locale: str) -> None:
    """Whatever stands in a text or an ID, each reader gives it back, whatever the language of the computer."""
    rows = read_by(tables, reader, locale)["awkward.csv"]["table"]
    assert [(text, text) for text in AWKWARD] == [(row["participant_id"], row["event_text"]) for row in rows]
    assert {(True, None, 0.1)} == {(row["practice"], row.get("self_pct"), row["self_rt_s"]) for row in rows}


@pytest.mark.parametrize("value", ["16,667", "fast"])
@pytest.mark.parametrize("reader", READERS)
def test_what_a_spreadsheet_leaves_is_an_error(folder: Path, tmp_path: Path, reader: str, value: str) -> None:
    """With each reader a value that is no number stops the reading; it never becomes a missing one."""
    file = next(folder.glob("data/sub-KD001/ses-baseline/*run-1_data.csv"))
    damaged = file.read_text(encoding="utf-8").replace("16.667", f'"{value}"', 1)
    (tmp_path / "damaged.csv").write_text(damaged, encoding="utf-8")
    run_r(tmp_path, reader, DAMAGED, only_reader=True)
    assert "try-error" == (tmp_path / "result.txt").read_text(encoding="utf-8").strip()


def test_a_changed_file_is_named(folder: Path, tmp_path: Path) -> None:
    """The line that looks for changed files names one that was changed, and says nothing before."""
    shutil.copytree(folder / "data", tmp_path / "data")
    line = next(code for _, code in blocks("analyst-r.md", "r") if "sha256sum" in code)
    script = tmp_path / "sums.R"
    script.write_text(line, encoding="utf-8")

    def said() -> str:
        return subprocess.run(["Rscript", script], cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    assert "" == said()
    trials = next((tmp_path / "data" / "sub-KD001" / "ses-day7").glob("*run-1_data.csv"))
    trials.chmod(0o600)
    trials.write_bytes(trials.read_bytes() + b"\n")
    assert f"{trials.name}: FAILED" == said().strip().removeprefix("./")
