"""The report says how reliable a measure is, what noise alone would change, and what was entered of the people."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from experiment.analysis import index_changes, index_reliability, session_nulls, session_scores
from experiment.analysis.phenotype import Phenotype
from experiment.report.methods import methods
from experiment.report.section import Table
from experiment.report.study_data import StudyData
from experiment.report.trusting import trusting
from tests.unit.analysis.studies import study as made_up


@pytest.fixture(scope="module")
def tables(study: StudyData) -> tuple[StudyData, Table, Table]:
    updates = made_up(12, 0.5, 0.3, 5.0, visits=2)
    measured = replace(study, updates=updates, scores=session_scores(updates), nulls=session_nulls(updates, draws=20))
    section = trusting(measured)
    assert section is not None
    reliability, changes = (block for block in section.blocks if isinstance(block, Table))
    return measured, reliability, changes


def test_reliability(tables: tuple[StudyData, Table, Table]) -> None:
    """Halves of sessions and visits of the stable arm are there, with the figures of the analysis."""
    measured, table, _ = tables
    found = {row[:4]: row[5] for row in table.rows}
    expected = index_reliability(measured.updates).set_index(["kind", "measure", "arm", "visit"])["reliability"]
    value = expected.loc[("split_half", "scaling", "patient", "baseline")]
    assert f"{value:.2f}".replace("-", "−") == found["scaling", "halves of a session", "patient", "baseline"]
    assert ("scaling", "visit to visit", "control", "baseline → post4h") in found


def test_changes_beside_noise(tables: tuple[StudyData, Table, Table]) -> None:
    """A change stands beside the least and the most that noise of the stated range would make on average."""
    measured, _, table = tables
    changes = index_changes(measured.nulls)
    cell = changes[(changes["measure"] == "scaling") & (changes["arm"] == "patient")]
    means = cell.groupby(["null", "from_noise_sd_pct", "to_noise_sd_pct"], observed=True)["null_change"].mean()
    (row,) = (row for row in table.rows if row[:2] == ("scaling", "patient"))
    ends = [f"{end:.2f}".replace("-", "−") for end in (means.min(), means.max())]
    assert (" to ".join(ends), "stated", "6") == (row[5], row[6], row[3])
    assert row[7].endswith(" of 6")


def test_what_was_entered(study: StudyData) -> None:
    """The methods say age, sex and the clinical scores of each arm and visit, of whom they are known."""
    who = ["KD001", "KD002", "KD099"]
    people = pd.DataFrame({"participant_id": who, "age": [30.0, 40.0, 90.0], "sex": ["F", "M", "F"]})
    visits = pd.DataFrame({"participant_id": who[:2], "visit": ["baseline"] * 2, "madrs": [31.0, 25.0]})
    section = methods(replace(study, phenotype=Phenotype(people, visits, {})))
    assert section is not None
    said = "".join(block for block in section.blocks if isinstance(block, str))
    assert "Age: mean 35.0, SD 7.1 (n = 2). Sex: 1 F, 1 M (n = 2)." in said
    assert "MADRS, mean: " in said


def test_nothing_was_entered(study: StudyData) -> None:
    """Without phenotype, the methods say nothing of it."""
    section = methods(study)
    assert section is not None
    assert "MADRS" not in "".join(block for block in section.blocks if isinstance(block, str))
