"""Changes of the bias stand beside changes of symptoms, in both forms, with what `symptom_changes` says of them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiment.analysis import session_scores, symptom_changes
from experiment.analysis.phenotype import Phenotype, nothing_entered
from experiment.report.section import Figure, Section, Table
from experiment.report.study_data import StudyData
from experiment.report.symptoms import symptoms
from tests.unit.analysis.studies import study as made_up


@pytest.fixture(scope="module")
def measured(study: StudyData) -> StudyData:
    """Six patients and six controls at two visits, with a clinical score of the patients alone."""
    updates = made_up(12, 0.5, 0.3, 5.0, visits=2)
    updates["visit"] = pd.Categorical(updates["visit"], ["baseline", "post4h"], ordered=True)
    scores = session_scores(updates)
    patients = scores[scores["arm"] == "patient"][["participant_id", "visit"]].astype("string").reset_index(drop=True)
    drawn = np.random.default_rng(3).integers(5, 40, len(patients)).astype(float)
    phenotype = Phenotype(nothing_entered().of_people, patients.assign(madrs=pd.array(drawn, dtype="Float64")), {})
    return replace(study, study=None, enrolments=(), updates=updates, scores=scores, phenotype=phenotype)


def parts(section: Section | None) -> tuple[list[Figure], Table, str]:
    assert section is not None
    (table,) = (block for block in section.blocks if isinstance(block, Table))
    said = "".join(block for block in section.blocks if isinstance(block, str))
    return [block for block in section.blocks if isinstance(block, Figure)], table, said


@pytest.fixture
def two_visits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Both arms have two visits, whatever the sessions of the fixture were."""
    visits = ("baseline", "post4h")
    monkeypatch.setattr(StudyData, "arms", property(lambda _: {"patient": visits, "control": visits}))


@pytest.mark.usefixtures("two_visits")
def test_figures_are_those_of_the_analysis(measured: StudyData) -> None:
    """By both classifications, the row of the patients says what `symptom_changes` says; controls have no score."""
    figures, table, _ = parts(symptoms(measured))
    found = symptom_changes(measured.scores, measured.phenotype.of_visits).set_index(["measure", "arm"])
    rows = {(row[1], row[3]): row for row in table.rows}
    for told, measure in (("own", "bias_pct"), ("population", "population_bias_pct")):
        here = found.loc[(measure, "patient")]
        expected = [f"{here[name]:.2f}".replace("-", "−") for name in ("correlation", "slope")]
        assert ["6", *expected] == [rows["patient", told][place].partition(" ")[0] for place in (4, 7, 8)]
    assert ("0", *["n/a"] * 6) == rows["control", "own"][4:]
    assert ["patient, baseline to post4h: 6 participants" in figure.alt for figure in figures] == [True]


@pytest.mark.usefixtures("two_visits")
def test_without_scores(measured: StudyData) -> None:
    """Where no score was entered, the section says so, and each arm has its row of n/a."""
    figures, table, said = parts(symptoms(replace(measured, phenotype=nothing_entered())))
    assert [] == figures
    assert "n/a: no clinical scores were entered" in said
    assert {("n/a", "0", *["n/a"] * 6)} == {(row[0], *row[4:]) for row in table.rows}
    assert {"patient", "control"} == {row[1] for row in table.rows}
