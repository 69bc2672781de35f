"""The page for R: every line is run with each of its three readers, and gives what the page for Python gives."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import pandas as pd
import pytest

from experiment.format.columns import Column
from experiment.format.made_tables import MADE_TABLES
from experiment.format.tables import COLUMNS
from experiment.format.vocabulary import Table
from experiment.record.table_file import csv_text
from tests.unit.docs.conftest import contrasts_of
from tests.unit.docs.pages import blocks

READERS = ("base", "readr", "data.table")
LOCALES = ("C.UTF-8", "C")
R_TYPES = {str: "character", bool: "logical", int: "integer", float: "double"}
TOLD = """
visits_in <- function(place) {
  of <- new.env()
  of$measures <- read_measures(file.path(place, "scores.csv"))
  of$nulls <- read_measures(file.path(place, "nulls.csv"))
  eval(parse(file.path(AMISS, "figure.R"), encoding = "UTF-8"), of)
  unique(paste(of$groups$arm, of$groups$visit))
}
contrasts_in <- function(place) {
  of <- new.env()
  of$measures <- read_measures(file.path(place, "scores.csv"))
  eval(parse(file.path(AMISS, "contrast.R"), encoding = "UTF-8"), of)
  lapply(list(of$change, of$between), function(one) c(one$conf.int, one$p.value))
}
stopped_in <- function(place) {
  before <- setwd(file.path(AMISS, place))
  on.exit(setwd(before))
  tryCatch({ eval(parse(file.path(AMISS, "which_count.R"), encoding = "UTF-8"), new.env()); "" },
           error = conditionMessage)
}
told <- list(scores = scores, pairs = pairs, trials = every_trial, afterwards = afterwards, left_out = left_out,
             measures = read_measures("scores/scores.csv"), sessions = every_run, updates = updates,
             quality = quality, of_study = of_study, flagged = flagged, rows = rows, nulls = nulls, changes = changes,
             noise = noise, reliability = reliability, group = group, bias = bias, moved = moved, groups = groups,
             made = lapply(setNames(nm = MADE), function(name) {
               as.list(sapply(read_measures(file.path("scores", name)), typeof))
             }),
             contrasts = contrasts_in(LARGER),
             in_order = visits_in(LARGER),
             stopped = lapply(c(several = "several", cut = "cut"), stopped_in))
jsonlite::write_json(told, "told.json", digits = NA, na = "null", dataframe = "rows")
"""
READ = """
read <- lapply(Sys.glob("tables/*.csv"), function(path) {
  table <- read_table(path)
  list(file = basename(path), types = as.list(sapply(table, typeof)), rows = as.data.frame(table))
})
refused <- sapply(Sys.glob("damaged/*.csv"), function(path) {
  tryCatch({ read_table(path); "" }, error = function(wrong) sub(":.*", "", conditionMessage(wrong)))
})
told <- list(read = read, refused = as.list(setNames(refused, basename(names(refused)))))
jsonlite::write_json(told, "told.json", digits = NA, na = "null", auto_unbox = TRUE, dataframe = "rows")
"""
AWKWARD = (
    'two "words"', 'ends with "', '"', '""', "a, b", "two\nlines", " space before and after ", "# no comment",
    "l’été d'Émile", "back\\slash \\n", "100 %", "NA", "TRUE", "0012", "12E3", "=1+1", "",
)  # fmt: skip


DAMAGES: dict[str, Callable[[str], str]] = {
    "comma.csv": lambda whole: whole.replace("16.667", '"16,667"', 1),
    "word.csv": lambda whole: whole.replace("16.667", "fast", 1),
    "cut.csv": lambda whole: whole[:-20],
    "cut_between_cells.csv": lambda whole: f"{whole[:-20].rpartition(',')[0]}\n",
    "a_cell_less.csv": lambda whole: whole.replace(",n/a,", ",", 1),
}

_SESSION = ["participant_id", "visit", "run"]
WRITTEN = {
    "measures": ("scores", _SESSION),
    "sessions": ("sessions", _SESSION),
    "updates": ("updates", [*_SESSION, "event_id"]),
    "quality": ("quality", _SESSION),
    "of_study": ("quality_study", ["flag"]),
    "rows": ("trials", [*_SESSION, "phase", "event_id"]),
    "nulls": ("nulls", [*_SESSION, "measure", "null", "noise"]),
    "changes": (
        "changes",
        ["participant_id", "from_visit", "to_visit", "measure", "null", "from_noise_sd_pct", "to_noise_sd_pct"],
    ),
    "noise": ("noise", _SESSION),
    "reliability": ("reliability", ["kind", "measure", "arm", "visit", "to_visit"]),
    "group": ("group", ["test", "measure", "arm", "visit", "to_visit"]),
}
"""What `score` and `quality` write, and what finds a row of it."""


def as_pandas_reads(file: Path) -> pd.DataFrame:
    """Read a table of measures with pandas."""
    return pd.read_csv(file, keep_default_na=False, na_values=["n/a"], encoding="utf-8")


def run_r(folder: Path, code: list[str], locale: str = "C.UTF-8") -> Any:
    """Run code in a folder, and give what it tells."""
    rscript = shutil.which("Rscript")
    if rscript is None:  # not skipped: the page would be called tried where it was not
        pytest.fail(
            "docs/analyst-r.md was not tried, for R is not here. On Debian and Ubuntu lab.py test installs it as root; "
            "otherwise: apt-get install r-base-core r-cran-data.table r-cran-jsonlite r-cran-readr"
        )
    script = folder / "page.R"
    script.write_text("\n".join(code), encoding="utf-8", newline="\n")
    env = {**os.environ, "LC_ALL": locale}
    done = subprocess.run([rscript, "--vanilla", script], cwd=folder, env=env, capture_output=True, check=False)
    assert 0 == done.returncode, done.stderr.decode(errors="replace")
    return json.loads((folder / "told.json").read_bytes())


def page_with(reader: str) -> list[str]:
    """Give the page's blocks with one of its readers: first what it needs, then the reader, then all the rest."""
    return [code for word, code in blocks("analyst-r.md", "r") if word in ("", reader)]


def same(frame: pd.DataFrame, told: list[dict[str, Any]], key: list[str]) -> None:
    """Hold a table of R against one of pandas, row by row."""
    by_key = {tuple(row[name] for name in key): row for row in told}
    expected = {
        tuple(None if pd.isna(row[name]) else row[name] for name in key): row for row in frame.to_dict("records")
    }
    assert len(told) == len(by_key)
    assert set(expected) == set(by_key)
    for place, row in expected.items():
        found = by_key[place]
        wanted = {name: None if pd.isna(value) else value for name, value in row.items()}
        assert wanted == {name: pytest.approx(found.get(name)) for name in wanted}


def amiss(folder: Path, place: Path) -> str:
    """Put down sheets among which one is of another study, or cut, and the page's block; say where, to R."""
    (place / "which_count.R").write_text(
        next(code for code in page_with("base") if "sheet_of <-" in code), encoding="utf-8", newline="\n"
    )
    first, second = sorted(folder.glob("data/sub-*/ses-baseline/*_run-1_session.json"))[:2]
    text = second.read_text(encoding="utf-8")
    study = json.loads(text)["study"]
    for name, changed in {"several": text.replace(json.dumps(study), '"other"', 1), "cut": text[:-20]}.items():
        for sheet, content in ((first, first.read_text(encoding="utf-8")), (second, changed)):
            copy = place / name / sheet.relative_to(folder)
            copy.parent.mkdir(parents=True)
            copy.write_text(content, encoding="utf-8", newline="\n")
    return f"AMISS <- {json.dumps(place.as_posix())}"


@pytest.mark.parametrize("reader", READERS)
def test_r_gives_what_pandas_gives(
    folder: Path, page: dict[str, Any], larger: dict[str, Any], tmp_path: Path, reader: str
) -> None:
    """With each reader, rows, pairs, scores, what was entered, and which sessions count are those of the other page."""
    ((_, by_hand),) = [block for block in blocks("analyst-r.md", "r") if block[0] == "contrast"]
    (tmp_path / "contrast.R").write_text(by_hand, encoding="utf-8", newline="\n")
    (figure,) = [code for _, code in blocks("analyst-r.md", "r") if "SHOWN <-" in code]
    (tmp_path / "figure.R").write_text(figure, encoding="utf-8", newline="\n")
    places = [amiss(folder, tmp_path), f"LARGER <- {json.dumps(larger['place'].as_posix())}"]
    told = run_r(folder, [*page_with(reader), *places, MADE, TOLD])
    assert contrasts_of(larger["tests"]) == [pytest.approx(one, rel=1e-9) for one in told["contrasts"]]
    assert ["sessions of several studies in this folder"] == told["stopped"]["several"]
    assert told["stopped"]["cut"][0].startswith("data/sub-KD002/ses-baseline/sub-KD002_ses-baseline_")
    for made in MADE_TABLES:
        declared = {column.name: r_type(column) for column in made.columns}
        found = {name: kind for name, (kind,) in told["made"][f"{made.file}.csv"].items()}
        assert declared == {name: found.get(name) for name in declared}, made.file
    visits = ("baseline", "post4h", "day7")
    assert [f"{arm} {visit}" for arm in ("control", "patient") for visit in visits] == told["in_order"]
    session, key = page["SESSION"], page["KEY"]
    scores = page["scores"].reset_index().drop(columns=["memory_error", "understood_at_once"])
    scores.columns.name = None
    same(scores, told["scores"], session)
    same(page["pairs"].drop(columns=["optimism", "vividness"]), told["pairs"], key)
    same(page["every_trial"], told["trials"], [*session, "phase", "event_id"])
    same(page["afterwards"], told["afterwards"], [*key, "question"])
    same(page["left_out"][[*session, "status"]], told["left_out"], session)
    for name, rows in WRITTEN.items():
        same(as_pandas_reads(folder / "scores" / f"{rows[0]}.csv"), told[name], rows[1])
    same(page["groups"].reset_index(), told["groups"], page["GROUP"])
    flagged = as_pandas_reads(folder / "scores" / "quality.csv").query("n_flags > 0")
    same(flagged[[*session, "flags"]], told["flagged"], session)
    joined = {(one["participant_id"], one["visit"], one.get("madrs"), one.get("sex")) for one in told["updates"]}
    assert {("KD001", "baseline", 31, "F"), ("KD001", "day7", 22, "F"), ("KD002", "baseline", None, "M")} <= joined


def r_type(column: Column) -> str:
    """Give how R holds a column of a table that is made."""
    return "character" if issubclass(column.kind, (str, Enum)) else "logical" if column.kind is bool else "double"


MADE = f"MADE <- c({', '.join(json.dumps(f'{made.file}.csv') for made in MADE_TABLES)})"


def test_every_word_and_flag_of_the_measures_is_listed(page: dict[str, Any]) -> None:
    """What the page takes for text and for true/false is just that in the tables of `score`, `quality` and `fit`."""
    code = next(code for _, code in blocks("analyst-r.md", "r") if "classes_of <-" in code)
    listed = {
        kind: set(re.findall(r'"(\w+)"', code.partition(f"{kind} <- c(")[2].partition(")")[0]))
        for kind in ("text", "flags")
    }
    tables = ("sessions_and_scores", "measures_and_scores", "updates", "quality", "nulls", "changes", "noise",
              "reliability", "tests")  # fmt: skip
    for column, dtype in {name: kind for table in tables for name, kind in page[table].dtypes.items()}.items():
        is_flag, is_number = pd.api.types.is_bool_dtype(dtype), pd.api.types.is_numeric_dtype(dtype)
        wanted = ["flags"] if is_flag else [] if is_number else ["text"]
        assert wanted == [kind for kind, names in listed.items() if column in names], column
    kinds = {"character": ["text"], "logical": ["flags"], "double": []}
    for column in (column for made in MADE_TABLES for column in made.columns):
        assert kinds[r_type(column)] == [kind for kind, names in listed.items() if column.name in names], column.name
    known = {column.name for made in MADE_TABLES for column in made.columns} | {"sex"}
    assert set() == (listed["text"] | listed["flags"]) - known


@pytest.fixture(scope="module", params=[(reader, locale) for reader in READERS for locale in LOCALES], ids="-".join)
def read(request: pytest.FixtureRequest, folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a reader makes of tables with rows and without, of awkward texts, and of damaged tables."""
    reader, locale = request.param
    place = tmp_path_factory.mktemp("read")
    (place / "tables").mkdir()
    (place / "damaged").mkdir()
    for participant in ("KD004", "KD005"):
        for file in folder.glob(f"data/sub-{participant}/ses-baseline/*_data.csv"):
            shutil.copy(file, place / "tables")
    names = ("participant_id", "practice", "self_pct", "self_rt_s", "event_text")
    awkward = [names, *((text, "true", "n/a", "0.1", text) for text in AWKWARD)]
    (place / "tables" / "awkward.csv").write_bytes(b"".join(csv_text(cells) for cells in awkward))
    whole = next(folder.glob("data/sub-KD001/ses-baseline/*run-1_desc-trials_data.csv")).read_text(encoding="utf-8")
    for name, damage in DAMAGES.items():
        (place / "damaged" / name).write_text(damage(whole), encoding="utf-8", newline="\n")
    told = run_r(place, [*page_with(reader)[:3], READ], locale)
    return {"refused": told["refused"], **{table["file"]: table for table in told["read"]}}


def test_every_column_has_its_type(read: dict[str, Any]) -> None:
    """Each reader gives every column the type that it was declared with, in tables without rows too."""
    for table in Table:
        ending = f"run-1_desc-{table}_data.csv"
        kinds = {c.name: next(k for k in (get_args(c.type) or (c.type,)) if k is not NoneType) for c in COLUMNS[table]}
        declared = {name: "character" if issubclass(k, Enum) else R_TYPES[k] for name, k in kinds.items()}
        assert [declared, declared] == [told["types"] for name, told in read.items() if name.endswith(ending)]


def test_texts_and_ids_come_back(read: dict[str, Any]) -> None:
    """Whatever stands in a text or an ID, each reader gives it back, whatever the language of the computer."""
    rows = read["awkward.csv"]["rows"]
    assert [(text, text) for text in AWKWARD] == [(row["participant_id"], row["event_text"]) for row in rows]
    assert {(True, None, 0.1)} == {(row["practice"], row.get("self_pct"), row["self_rt_s"]) for row in rows}


def test_what_is_not_as_it_was_written_is_an_error(read: dict[str, Any]) -> None:
    """With each reader a value that is no number, or a line that was cut, stops the reading, and the file is named."""
    assert {name: f"damaged/{name}" for name in DAMAGES} == read["refused"]


def test_a_changed_file_is_named(folder: Path, tmp_path: Path) -> None:
    """The block that looks for changed files names one that was changed, and stops; before, it says nothing."""
    shutil.copytree(folder / "data", tmp_path / "data")
    block = next(code for code in page_with("base") if "sha256sum" in code)
    script = tmp_path / "sums.R"
    script.write_text(block, encoding="utf-8", newline="\n")

    def done() -> tuple[int, str]:
        run = subprocess.run(["Rscript", script], cwd=tmp_path, capture_output=True, text=True, check=False)
        return run.returncode, run.stdout.strip().removeprefix("./")

    assert (0, "") == done()
    trials = next((tmp_path / "data" / "sub-KD001" / "ses-day7").glob("*run-1_desc-trials_data.csv"))
    trials.chmod(0o600)
    trials.write_bytes(trials.read_bytes() + b"\n")
    assert (1, f"{trials.name}: FAILED") == done()
