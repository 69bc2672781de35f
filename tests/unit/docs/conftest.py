"""One study for all that is tried on its data, and what the page of Python makes of it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from experiment.analysis import group_tests, session_nulls, session_scores
from experiment.cli import main
from experiment.format.review import PLAN_DIGITS
from experiment.verbs.table_files import write_table
from tests.instruments.study_data import conduct_a_study
from tests.unit.analysis.studies import study
from tests.unit.docs.pages import blocks

CHECKSUMS = ("Has a file been changed?", "Read a table")
BY_HAND = ("Has a file been changed?", "What the files cannot tell")
"""The part of the analyst's page that needs pandas alone."""


ENTERED = {
    "madrs.csv": "participant_id,visit,madrs\nKD001,baseline,31\nKD001,day7,22\nKD002,baseline,n/a\n",
    "people.csv": "participant_id,age,sex,education\nKD001,44,F,12\nKD002,61,M,n/a\n",
}
"""Clinical scores and facts about people, in the form that stands on the page."""


def run_python(folder: Path, part: tuple[str, str] | None = None) -> dict[str, Any]:
    """Run the blocks of the analyst's page, or of a part of it, where ``data`` is, and give what they leave behind."""
    names: dict[str, Any] = {}
    here = Path.cwd()
    os.chdir(folder)
    try:
        for number, (word, code) in enumerate(blocks("analyst.md", "python", part), start=1):
            if not word:  # with a word: it takes another study than this small one
                exec(compile(code, f"docs/analyst.md, block {number}", "exec"), names)
    finally:
        os.chdir(here)
    return names


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study that was conducted, with what `score`, `quality` and `fit` write of it."""
    place = conduct_a_study(tmp_path_factory.mktemp("study")).parent
    (place / "data" / "phenotype").mkdir()
    for name, text in ENTERED.items():
        (place / "data" / "phenotype" / name).write_text(text, encoding="utf-8", newline="\n")
    where = ["--data", str(place / "data"), "--into", str(place / "scores")]
    assert 0 == main(["score", *where])
    assert 1 == main(["quality", *where, "--study", str(place / "study.yaml")])  # some are flagged
    assert 0 == main(["fit", *where])
    _review(place)
    return place


@pytest.fixture(scope="session")
def larger(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """A study of twelve people at three visits, in numbers alone: its measures, also as a file, and its group tests."""
    place, updates = tmp_path_factory.mktemp("larger"), study(12, 0.5, 0.35, 8.0, visits=3)
    measures = session_scores(updates)
    write_table(measures, place / "scores.csv")
    nulls = session_nulls(updates, draws=3)
    write_table(nulls, place / "nulls.csv")
    return {"place": place, "measures": measures, "nulls": nulls, "tests": group_tests(updates)}


def contrasts_of(tests: pd.DataFrame) -> list[list[float]]:
    """Give interval and p of the two contrasts that the pages work out by hand."""
    of_bias = tests[tests["measure"] == "bias_pct"].set_index(["test", "arm", "visit", "to_visit"])
    rows = [("change", "patient", "baseline", "post4h"),
            ("change_between_arms", "patient - control", "baseline", "day7")]  # fmt: skip
    return [of_bias.loc[row, ["low", "high", "p"]].astype(float).tolist() for row in rows]


def _review(place: Path) -> None:
    """Save the review that stands on the page, as one of this study and of its first session."""
    sheet = json.loads(next(place.glob("data/sub-KD001/ses-baseline/*_session.json")).read_bytes())
    ((_, review),) = blocks("analyst.md", "json")
    review = review.replace('"ketamine"', json.dumps(sheet["study"])).replace("…", sheet["plan_sha256"][:PLAN_DIGITS])
    (place / "review-ketamine-AB.json").write_text(review, encoding="utf-8", newline="\n")


@pytest.fixture(scope="session")
def page(folder: Path) -> dict[str, Any]:
    return run_python(folder)
