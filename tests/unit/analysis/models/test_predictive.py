"""What fitted models predict: of what they were fitted to, of what was held out, and of sessions with hardly any."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from experiment.analysis.models.exact_fit import OverPrecision, fit
from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import PARAMETERS, AnsweredTwice, log_likelihood
from experiment.analysis.models.latent_peak import WEAK_PRIORS
from experiment.analysis.models.latent_prediction import (
    counted,
    drawn_second_pct,
    evidence_of_updates,
    expected_second_pct,
    latent_held_out,
)
from experiment.analysis.models.latent_recovery import Answerers, as_updates, made_answers
from experiment.analysis.models.prediction import held_out
from experiment.analysis.models.predictive import beside_what_was, latent_replicates, replicates
from experiment.belief.models import MODELS
from tests.unit.analysis.models.sessions import made_up


@cache
def answers() -> AnsweredTwice:
    return made_answers(Answerers(0.6, 0.3, 8.0, 6), 3, np.random.default_rng(4))


def test_draws_from_the_posterior() -> None:
    """Drawn S, A and σ have the means and spreads of the fit."""
    sessions = made_up(2, 30, seed=3, model=MODELS[0])
    fitted, drawn = (
        fit(MODELS[0], sessions),
        OverPrecision.of(MODELS[0], sessions).draws(20_000, np.random.default_rng(1)),
    )
    assert fitted.scaling.mean == pytest.approx(drawn[0].mean(axis=0), abs=0.005)
    assert fitted.asymmetry.sd == pytest.approx(drawn[1].std(axis=0), rel=0.03)
    assert fitted.noise_sd_pct == pytest.approx(drawn[2].mean(axis=0), rel=0.01)


def test_place_of_a_noise() -> None:
    """How much of the posterior of σ lies below a value is the share of what is drawn from it that does."""
    over = OverPrecision.of(MODELS[0], made_up(2, 30, seed=3, model=MODELS[0]))
    noise = over.draws(20_000, np.random.default_rng(1))[2]
    for share in (0.05, 0.5, 0.9):
        value = np.quantile(noise, share, axis=0)  # one of the grid, of which half lies below
        below = ((noise < value).mean(axis=0) + (noise <= value).mean(axis=0)) / 2
        assert over.share_quieter(value) == pytest.approx(below, abs=0.012)


def test_evidence_of_the_latent_belief() -> None:
    """The evidence is the mean likelihood over the priors, here over draws from a normal distribution of its width."""
    data, draws, random = answers(), 500, np.random.default_rng(2)
    fitted = fit_latent(data)
    apart = fitted.draws - fitted.mean[:, None]
    covariance = np.einsum("sd,sdp,sdq->spq", fitted.weights, apart, apart)
    wide = 1.2 * np.linalg.cholesky(covariance)
    z = random.standard_normal((draws, len(wide), len(PARAMETERS)))
    to_prior = np.linalg.inv(WEAK_PRIORS.factor)
    logs = []
    for each in z:
        who = fitted.mean + np.einsum("sij,sj->si", wide, each)
        prior = (who - np.array(WEAK_PRIORS.means)) @ to_prior.T
        proposal = 0.5 * (each**2).sum(axis=1) + np.linalg.slogdet(wide)[1]
        logs.append(
            log_likelihood(who, data)[0].sum(axis=1) - 0.5 * (prior**2).sum(axis=1)
            + np.linalg.slogdet(to_prior)[1] + proposal
        )  # fmt: skip
    weighed = np.logaddexp.reduce(np.array(logs), axis=0) - np.log(draws)
    assert weighed == pytest.approx(fitted.log_evidence, abs=0.2)


def test_second_answers_given_the_first() -> None:
    """The expected second answer is the mean of those that are drawn, the ends of the scale included."""
    who, random = fit_latent(answers()).mean, np.random.default_rng(1)
    drawn = np.mean([drawn_second_pct(who, answers(), random) for _ in range(500)], axis=0)
    assert expected_second_pct(who, answers()) == pytest.approx(drawn, abs=2)


def test_evidence_of_second_answers() -> None:
    """What retest events and first answers say is known before: only updates count, and more of them say more."""
    data = answers()
    fewer = replace(data, second_pct=np.where(np.arange(46) < 20, data.second_pct, np.nan))
    assert (evidence_of_updates(data) < evidence_of_updates(fewer)).all()
    assert not counted(data)[:, 40:].any()


def test_the_latent_belief_predicts() -> None:
    """It predicts second answers of people who learn better than the mean of their updates does."""
    found = latent_held_out(answers(), folds=3)
    assert (found.error_pct < found.error_of_mean_pct).all()
    assert (found.log_density < -2).all()


@pytest.mark.parametrize("latent", [False, True])
def test_a_model_makes_its_own_data_again(latent: bool) -> None:
    """Most means of updates lie within the band of a model that is true; each row is said once."""
    data = answers()
    made = latent_replicates(data, 60) if latent else replicates(MODELS[0], as_updates(data), 60)
    table = beside_what_was(made)
    within = (table["low_pct"] <= table["observed_pct"]) & (table["observed_pct"] <= table["high_pct"])
    assert within.mean() > 0.7
    assert not table.duplicated(["news", "from_pct"]).any()


def test_one_trial() -> None:
    """A session of one trial is predicted from the priors alone: the density is its evidence."""
    sessions = made_up(1, 1, seed=3)
    found = held_out(MODELS[0], sessions)
    assert fit(MODELS[0], sessions).log_evidence == pytest.approx(found.log_density)


def test_a_session_without_trials() -> None:
    """A session without any has no prediction, and changes nothing of the others."""
    sessions = made_up(2, 20, seed=3)
    empty = replace(sessions, update_pct=np.where([[True], [False]], sessions.update_pct, np.nan))
    found, alone = held_out(MODELS[0], empty), held_out(MODELS[0], empty[np.array([True, False])])
    assert np.isnan(found.log_density[1])
    assert alone.error_pct[0] == pytest.approx(found.error_pct[0], rel=0.2)  # dealt by other chance
    assert len(beside_what_was(replicates(MODELS[0], empty, 5))) == 0


KINDS = {
    "constant": lambda first, second: (np.full_like(first, 30.0), np.full_like(second, 30.0)),
    "at an end": lambda first, second: (np.full_like(first, 3.0), np.full_like(second, 3.0)),
    "no second": lambda first, second: (first, np.full_like(second, np.nan)),
    "no first": lambda first, second: (np.full_like(first, np.nan), second),
    "one event": lambda first, second: (
        np.where(np.arange(46) == 0, first, np.nan), np.where(np.arange(46) == 0, second, np.nan)
    ),
    "two ends": lambda first, second: (np.where(first > 30, 77.0, 3.0), np.where(second > 30, 3.0, 77.0)),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_unusual_answers(kind: str) -> None:
    """However somebody answers, the latent-belief model is fitted, in numbers, by as many draws as it takes."""
    data = answers()[np.array([True, False, False])]
    first, second = KINDS[kind](data.first_pct, data.second_pct)
    with np.errstate(all="raise", under="ignore"):
        fitted = fit_latent(replace(data, first_pct=first, second_pct=second))
    assert np.isfinite(fitted.mean).all()
    assert np.isfinite(fitted.log_evidence).all()
    assert fitted.settled.all()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: str(model.number))
@pytest.mark.parametrize("kind", ["good news alone", "no update", "one trial", "two trials", "far updates"])
def test_unusual_sessions(kind: str, model: object) -> None:
    """However few trials a session has, and whatever its news, the fit has numbers, and intervals about the mean."""
    sessions = made_up(2, 12, seed=5)
    if kind == "good news alone":
        sessions = replace(sessions, update_pct=np.where(sessions.news > 0, sessions.update_pct, np.nan))
    elif kind == "no update":
        sessions = replace(sessions, update_pct=np.zeros_like(sessions.update_pct))
    elif kind == "far updates":
        sessions = replace(sessions, update_pct=70 * np.sign(sessions.update_pct))
    else:
        keep = np.arange(12) < (1 if kind == "one trial" else 2)
        sessions = replace(sessions, update_pct=np.where(keep, sessions.update_pct, np.nan))
    with np.errstate(all="raise", under="ignore"):
        found = fit(model, sessions)  # type: ignore[arg-type]
    assert np.isfinite(found.log_evidence).all()
    marginals = (found.scaling, found.asymmetry, found.learning_good, found.learning_bad)
    for marginal in (each for each in marginals if not np.isnan(each.sd).all()):
        assert ((marginal.low <= marginal.mean + 1e-9) & (marginal.mean <= marginal.high + 1e-9)).all()
