"""The page of the models: what it computes from its formulas is what the program computes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from experiment.analysis.models.exact_fit import fit
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import PARAMETERS
from experiment.analysis.models.latent_recovery import Answerers, made_answers
from experiment.analysis.models.session_arrays import SessionArrays
from experiment.belief.models import MODELS, Family, evidence_pct
from experiment.belief.news import estimation_error, news, update
from tests.unit.docs.pages import blocks


@pytest.fixture(scope="module")
def page() -> dict[str, Any]:
    """Run the page's code on one session, with a miss and an estimate that is the rate."""
    random = np.random.default_rng(8)
    rate = random.integers(10, 71, 40).astype(float)
    first = random.integers(3, 78, 40).astype(float)
    second = np.round(first + 0.4 * (rate - first) + 7 * random.standard_normal(40))
    first[3], second[5] = rate[3], np.nan
    names: dict[str, Any] = {"E1": first, "E2": second, "BR": rate}
    _run(0, names)
    return names


def _run(block: int, names: dict[str, Any]) -> None:
    _, code = list(blocks("models.md", "python"))[block]
    exec(compile(code, "models.md", "exec"), names)


@pytest.fixture(scope="module")
def arrays(page: dict[str, Any]) -> SessionArrays:
    error = estimation_error(page["E1"], page["BR"])
    return SessionArrays(
        {Family.REINFORCEMENT: evidence_pct(Family.REINFORCEMENT, page["E1"], page["BR"])[None]},
        news(error).astype(float)[None],
        update(page["E1"], page["E2"], error)[None],
    )


def test_evidence(page: dict[str, Any], arrays: SessionArrays) -> None:
    """The log evidence is that of the page."""
    assert page["log_evidence"] == pytest.approx(fit(MODELS[0], arrays).log_evidence[0], abs=1e-6)


def test_parameters(page: dict[str, Any], arrays: SessionArrays) -> None:
    """S and A are those of the page."""
    fitted = fit(MODELS[0], arrays)
    assert [page["S"], page["A"]] == pytest.approx([fitted.scaling.mean[0], fitted.asymmetry.mean[0]], abs=1e-6)


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
    assert (np.abs(names["posterior_mean"] - names["mean"]) < 0.15 * np.array(names["sd"])).all()
    assert names["posterior_sd"] == pytest.approx(names["sd"], rel=0.2)
