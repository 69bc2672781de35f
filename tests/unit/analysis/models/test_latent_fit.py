"""The latent-belief model is climbed along the true slope of the likelihood, and drawn from about its peak."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from scipy.stats import genpareto, multivariate_t

from experiment.analysis.models import latent_fit
from experiment.analysis.models.importance import tail_draws, tail_shape
from experiment.analysis.models.latent_draws import log_likelihoods
from experiment.analysis.models.latent_fit import LatentFit, fit_latent
from experiment.analysis.models.latent_likelihood import PARAMETERS, AnsweredTwice, log_likelihood
from experiment.analysis.models.latent_peak import WEAK_PRIORS, latent_peaks
from experiment.belief.answers import PUBLISHED_BOUNDS, answered_pct
from experiment.belief.latent import LatentBelief, moved_belief_pct, trial_likelihood

WHO = np.array([[30.0, 0.4, np.log(12.0), 0.6, 0.3, np.log(7.0)], [40.0, 0.0, np.log(18.0), 0.0, 0.2, np.log(15.0)]])


@cache
def answers(sessions: int = 2, events: int = 30, retest: int = 6, seed: int = 5) -> AnsweredTwice:
    """Sessions of people of the first kind, with a miss, a favourable event, a last event that one of them lacks."""
    random = np.random.default_rng(seed)
    rate = random.integers(10, 71, (sessions, events)).astype(float)
    mean, rho, log_spread, good, bad, log_noise = WHO[0]
    shown = np.broadcast_to(np.arange(events) >= retest, rate.shape)
    belief = mean + rho * (rate - 40) + np.exp(log_spread) * random.standard_normal(rate.shape)
    after = np.where(shown, moved_belief_pct(belief, rate, good, bad), belief)
    noise = np.exp(log_noise) * random.standard_normal((2, *rate.shape))
    first, second = (answered_pct(each, PUBLISHED_BOUNDS) for each in (belief + noise[0], after + noise[1]))
    second[0, -2] = np.nan
    first[1, -1] = second[1, -1] = np.nan
    favourable = np.zeros(rate.shape, dtype=bool)
    favourable[:, 10] = True
    bounds = np.full(sessions, 3.0), np.full(sessions, 77.0)
    return AnsweredTwice(first, second, rate, np.full(sessions, 40.0), shown, favourable, *bounds)


@cache
def fitted() -> LatentFit:
    return fit_latent(answers())


def test_likelihood() -> None:
    """Each event is as probable as the plain formula of the model says."""
    data = answers()
    mean, rho, log_spread, good, bad, log_noise = WHO[:, :, None].transpose(1, 0, 2)
    who = LatentBelief(mean, rho, 40.0, np.exp(log_spread), good, bad, np.exp(log_noise))
    plain = trial_likelihood(
        data.first_pct, data.second_pct, data.rate_pct, who, PUBLISHED_BOUNDS, data.rate_shown, data.favourable
    )
    assert np.log(plain) == pytest.approx(log_likelihood(WHO, data)[0], abs=1e-9)


@pytest.mark.parametrize("spread_pct", [0.01, 0.3, 300.0])
@pytest.mark.parametrize("mean_pct", [-400.0, 29.5, 400.0])
def test_beliefs_far_from_any(mean_pct: float, spread_pct: float) -> None:
    """However far and narrow beliefs are expected, each event is as probable as the plain formula says: a number."""
    data = answers()
    who = np.tile([mean_pct, 0.0, np.log(spread_pct), 0.5, 0.3, np.log(9.0)], (2, 1))
    with np.errstate(all="raise", under="ignore"):
        found, slope = log_likelihood(who, data)
    plain = trial_likelihood(
        data.first_pct, data.second_pct, data.rate_pct, LatentBelief(mean_pct, 0.0, 40.0, spread_pct, 0.5, 0.3, 9.0),
        PUBLISHED_BOUNDS, data.rate_shown, data.favourable,
    )  # fmt: skip
    assert np.isfinite(slope).all()
    assert plain == pytest.approx(np.exp(found), rel=1e-6)


@pytest.mark.parametrize("index", range(len(PARAMETERS)), ids=PARAMETERS)
def test_slope(index: int) -> None:
    """The slope is what small steps in each parameter give."""
    step = np.zeros(len(PARAMETERS))
    step[index] = 1e-5
    above, below = (log_likelihood(WHO + sign * step, answers())[0] for sign in (1, -1))
    assert (above - below) / 2e-5 == pytest.approx(log_likelihood(WHO, answers())[1][..., index], abs=1e-5)


def test_highest_point() -> None:
    """No small step in any direction leads higher."""
    means, sds = np.array(WEAK_PRIORS.means), np.array(WEAK_PRIORS.sds)
    correlation = np.eye(6)
    correlation[3, 4] = correlation[4, 3] = WEAK_PRIORS.learning_correlation
    precision = np.linalg.inv(correlation * np.outer(sds, sds))

    def height(who: np.ndarray) -> np.ndarray:  # type: ignore[type-arg]
        prior = -0.5 * np.einsum("si,ij,sj->s", who - means, precision, who - means)
        return np.asarray(log_likelihood(who, answers())[0].sum(axis=1) + prior)

    peak = means + latent_peaks(answers(), WEAK_PRIORS).at @ WEAK_PRIORS.factor.T
    steps = [sign * 0.02 * sds[index] * np.eye(6)[index] for index in range(6) for sign in (1, -1)]
    assert all((height(peak + step) < height(peak)).all() for step in steps)


def test_settled() -> None:
    """Most draws count where sessions are ordinary."""
    assert (fitted().effective_draws > 600).all()
    assert fitted().settled.all()


@pytest.mark.parametrize("noise_pct", [0.2, 1.9, 2.0, 9.0, 60.0])
def test_likelihood_of_draws(noise_pct: float) -> None:
    """Without slopes, and by a series where answers are noisy, the likelihood is the same."""
    who = WHO.copy()
    who[:, 5] = np.log(noise_pct)
    quick = [log_likelihoods(who[[session]], answers(), session)[0] for session in range(2)]
    assert log_likelihood(who, answers())[0].sum(axis=1) == pytest.approx(quick, abs=0.01)


def of_answers(kind: str) -> AnsweredTwice:
    """One session of fourteen events: of somebody who always says 3, or of whom no first answer was written down."""
    data = answers(2, 14, 0)[np.array([True, False])]
    if kind == "at an end":
        return replace(data, first_pct=np.full_like(data.first_pct, 3.0), second_pct=np.full_like(data.second_pct, 3.0))
    return replace(data, first_pct=np.full_like(data.first_pct, np.nan))


@pytest.mark.parametrize("kind", ["at an end", "no first answers"])
def test_the_ends_of_intervals_of_odd_sessions(kind: str) -> None:
    """Where the posterior is far from a bell, draws of another kind find 1 to 4 % of it beyond each end, too."""
    data = of_answers(kind)
    fitted = fit_latent(data)
    assert fitted.settled.all()
    unit = np.linalg.solve(WEAK_PRIORS.factor, (fitted.draws[0] - np.array(WEAK_PRIORS.means)).T).T
    mean = fitted.weights[0] @ unit
    spread = np.einsum("d,dp,dq->pq", fitted.weights[0], unit - mean, unit - mean)
    wide = [multivariate_t(mean, 1.5 * spread, 5), multivariate_t(np.zeros(6), np.eye(6), 8)]
    places = np.concatenate([each.rvs(5000, random_state=seed) for seed, each in enumerate(wide)])
    who = np.array(WEAK_PRIORS.means) + places @ WEAK_PRIORS.factor.T
    logs = log_likelihoods(who, data, 0) - 0.5 * (places**2).sum(axis=1)
    weights = np.exp(logs - logs.max()) / sum(each.pdf(places) for each in wide)
    weights /= weights.sum()
    for index in range(len(PARAMETERS)):
        of = fitted.marginal(fitted.draws[..., index])
        assert weights[who[:, index] < of.low].sum() == pytest.approx(0.025, abs=0.015)
        assert weights[who[:, index] > of.high].sum() == pytest.approx(0.025, abs=0.015)


def test_draws_that_do_not_suffice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without more draws the same sessions are not settled, and no session is that counts as many as it takes."""
    monkeypatch.setattr(latent_fit, "_ROUNDS", 0)
    assert not any(fit_latent(of_answers(kind)).settled.any() for kind in ("at an end", "no first answers"))


def test_tail_of_what_draws_count() -> None:
    """The shape of a tail that was made is found: .2, .5 and .9 of Pareto's distribution."""
    random = np.random.default_rng(6)
    for shape in (0.2, 0.5, 0.9):
        found = [tail_shape(genpareto.rvs(shape, size=4000, random_state=random)) for _ in range(20)]
        assert shape == pytest.approx(np.mean(found), abs=0.06)


def test_draws_at_the_ends() -> None:
    """Of draws that count alike there are as many; an end that one heavy draw makes rests on few."""
    values = np.linspace(0, 1, 1000)[:, None]
    assert 1000 == pytest.approx(tail_draws(np.full(1000, 1e-3), values), rel=0.05)
    heavy = np.where(np.arange(1000) == 5, 20.0, 1.0)
    assert 100 > tail_draws(heavy / heavy.sum(), values)


def test_intervals_and_places() -> None:
    """An interval ends where 2.5 and 97.5 % of the posterior lie below, by the curve that calibration looks at."""
    fit, values = fitted(), fitted().noise_sd_pct()
    of = fit.marginal(values)
    assert [0.025] * 2 == pytest.approx(fit.share_below(values, of.low), abs=1e-9)
    assert [0.975] * 2 == pytest.approx(fit.share_below(values, of.high), abs=1e-9)
    assert (fit.share_below(values, np.array([1e-9, 1e9])) == [0, 1]).all()


def test_drawn_as_often_as_they_count() -> None:
    """Single draws from the posterior have its mean and spread."""
    random = np.random.default_rng(3)
    noise = np.exp([fitted().drawn(random)[:, 5] for _ in range(2000)])
    of = fitted().marginal(fitted().noise_sd_pct())
    assert of.mean == pytest.approx(noise.mean(axis=0), rel=0.03)
    assert of.sd == pytest.approx(noise.std(axis=0), rel=0.1)


def test_one_session_as_many() -> None:
    """A session's fit does not depend on those that are fitted beside it."""
    alone = fit_latent(answers()[np.array([False, True])])
    assert alone.mean[0] == pytest.approx(fitted().mean[1], abs=1e-6)


@cache
def many() -> LatentFit:
    return fit_latent(answers(sessions=12, events=50, retest=20))


def test_learning_is_recovered() -> None:
    """What is learned from good and from bad news comes out of many sessions on average."""
    assert [0.6, 0.3] == pytest.approx(many().mean[:, 3:5].mean(axis=0), abs=0.15)


def test_noise_is_recovered() -> None:
    """So does the noise of an answer."""
    assert 7 == pytest.approx(np.exp(many().mean[:, 5]).mean(), abs=0.8)
