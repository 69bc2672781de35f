"""The report says, by arm and visit, what all visits together and the latent belief give, and what not to use."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from experiment.analysis.models.joint import joint_parameters
from experiment.analysis.models.tables import model_parameters, model_stability
from experiment.report import belief_fits
from experiment.report.belief_fits import joint_table, latent_table
from experiment.report.model_fits import stability_tables
from experiment.report.study_data import StudyData
from tests.unit.analysis.models.test_tables import study as two_groups


@pytest.fixture(scope="module")
def measured(study: StudyData) -> StudyData:
    return replace(study, updates=two_groups(6, 10))


def test_all_visits_together(measured: StudyData) -> None:
    """Each arm has a row for each visit and change: figures of `joint.csv`, the worst R-hat and the fewest draws."""
    rows = {row[:2]: row for row in joint_table(measured).rows}
    changes = {("patient", f"{one} → {other}") for one, other in (
        ("baseline", "post4h"), ("baseline", "day7"), ("post4h", "day7"),
    )}  # fmt: skip
    assert changes | {("control", "baseline"), ("control", "day7"), ("patient", "post4h")} <= set(rows)
    found = joint_parameters(measured.updates)
    here = found[(found["arm"] == "patient") & (found["visit"] == "post4h") & found["to_visit"].isna()]
    good = here.set_index("parameter").loc["learning_good"]
    shown = rows["patient", "post4h"]
    assert f"{good['mean']:.2f}" == shown[3].partition(" ")[0]
    fewest = min(here["effective_draws"].min(), here["tail_draws"].min())
    assert (f"{here['r_hat'].max():.3f}", f"{fewest:.0f}") == shown[-2:]


def test_latent_belief_without_what_is_not_settled(measured: StudyData, monkeypatch: pytest.MonkeyPatch) -> None:
    """The mean of an arm at a visit is that of its settled sessions; the others are counted."""
    latent = pd.DataFrame({
        "arm": "patient", "visit": "baseline", "settled": pd.array([True, True, False], dtype="boolean"),
        "learning_good": [0.2, 0.4, 9.0], "learning_bad": [0.1, 0.1, 9.0], "learning_difference": [0.1, 0.3, 9.0],
        "noise_sd_pct": [8.0, 10.0, 99.0],
    })  # fmt: skip
    monkeypatch.setattr(belief_fits, "latent_parameters", lambda _updates: latent)
    (row,) = latent_table(measured).rows
    assert ("patient", "baseline", "2", "1") == row[:4]
    assert ["0.30", "0.10", "0.20", "9.0"] == [cell.partition(" ")[0] for cell in row[4:]]


def test_latent_belief_of_each_arm_and_visit(measured: StudyData) -> None:
    """Every arm has a row for each of its visits."""
    arms = [row[:2] for row in latent_table(measured).rows]
    patients = [("patient", visit) for visit in ("baseline", "post4h", "day7")]
    assert sorted([*patients, ("control", "baseline"), ("control", "day7")]) == sorted(arms)


def test_whether_people_keep_their_model(measured: StudyData) -> None:
    """Each arm and two visits have a row, of figures of `model_stability.csv`; of one visit there is no table."""
    parameters = model_parameters(measured.updates)
    (table,) = stability_tables(parameters)
    written = model_stability(parameters)
    assert [f"{share:.2f}" for share in written["same_frequency"]] == [row[3] for row in table.rows]
    assert [f"{share:.2f}" for share in written["same_protected"]] == [row[4] for row in table.rows]
    assert ("patient", "baseline → post4h") in {row[:2] for row in table.rows}
    assert [] == list(stability_tables(parameters[parameters["visit"] == "baseline"]))
