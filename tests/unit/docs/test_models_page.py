"""The page of the models: what it computes from its formulas is what the program computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import PARAMETERS
from experiment.analysis.models.latent_recovery import Answerers, made_answers
from experiment.analysis.models.tables import model_parameters
from experiment.analysis.updates import measured
from tests.unit.docs.pages import blocks


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """Run the page's code on one session, with misses, an estimate that is the rate, and some at the ends."""
    random = np.random.default_rng(8)
    rate = random.integers(10, 71, 40).astype(float)
    first = random.integers(3, 78, 40).astype(float)
    second = np.round(first + 0.4 * (rate - first) + 7 * random.standard_normal(40))
    population = np.clip(first + random.integers(-20, 21, 40), 0, 100).astype(float)
    first[3], second[5], population[7], population[9] = rate[3], np.nan, np.nan, first[9]
    first[11], first[12], population[13] = 0, 100, 0  # what the models take for something within
    names: dict[str, Any] = {"E1": first, "E2": second, "eBR": population, "BR": rate}
    _run(0, names)
    return names


def _run(block: int, names: dict[str, Any]) -> None:
    _, code = list(blocks("models.md", "python"))[block]
    exec(compile(code, "models.md", "exec"), names)


@pytest.fixture(scope="module")
def updates(page: dict[str, Any]) -> pd.DataFrame:
    """Return the session as it is loaded."""
    of_events = {
        name: pd.array([None if np.isnan(one) else int(one) for one in page[of]], dtype="Int64")
        for name, of in (
            ("first_estimate_pct", "E1"), ("second_estimate_pct", "E2"), ("population_pct", "eBR"),
            ("base_rate_pct", "BR"),
        )
    }  # fmt: skip
    return measured(pd.DataFrame(of_events).assign(
        participant_id="P1", visit=pd.Categorical(["baseline"] * 40, ordered=True), run=1, arm="patient",
        visit_number=1, event_id=[f"e{number}" for number in range(40)], event_valence="adverse",
        base_rate_shown=True, minimum_pct=0, maximum_pct=100, memory_pct=pd.array([None] * 40, dtype="Int64"),
    ))  # fmt: skip


@pytest.mark.parametrize("model", range(1, 13))
def test_each_model(page: dict[str, Any], updates: pd.DataFrame, model: int) -> None:
    """What `fit` writes of a session (log evidence, S and A) follows from the page's formulas, of each model."""
    row = model_parameters(updates).set_index("model").loc[model]
    assert page["log_evidence"][model] == pytest.approx(row["log_evidence"], abs=1e-6)
    assert [page["S"][model], page["A"][model]] == pytest.approx([row["scaling"], row["asymmetry"]], abs=1e-6)


def test_latent_belief() -> None:
    """Means and SDs of the latent belief come back from draws of another kind, by the formulas of the page."""
    answers = made_answers(Answerers(0.6, 0.3, 8.0, 4, events=12), 1, np.random.default_rng(5))
    fitted = fit_latent(answers)
    of = [fitted.marginal(fitted.parameter(name)) for name in PARAMETERS]
    names: dict[str, Any] = {
        "E1": answers.first_pct[0], "E2": answers.second_pct[0], "BR": answers.rate_pct[0],
        "shown": answers.rate_shown[0], "mean": [each.mean[0] for each in of], "sd": [each.sd[0] for each in of],
    }  # fmt: skip
    _run(1, names)
    assert (np.abs(names["posterior_mean"] - names["mean"]) < 0.1 * np.array(names["sd"])).all()
    assert names["posterior_sd"] == pytest.approx(names["sd"], rel=0.1)
