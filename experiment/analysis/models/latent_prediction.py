"""What the latent-belief model expects of a second answer when it has seen the first, and draws of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr

from experiment.analysis.models.latent_fit import fit_latent
from experiment.analysis.models.latent_likelihood import AnsweredTwice, Flags, unpacked
from experiment.analysis.models.prediction import HeldOut, dealt, of_held_out
from experiment.belief.answers import answered_between
from experiment.belief.latent import GRID_PCT, moved_belief_pct
from experiment.belief.news import Floats
from experiment.belief.normal import normal_between


def counted(answers: AnsweredTwice) -> Flags:
    """Return which trials the published models see: answered twice, the rate shown, and not what was answered first."""
    both = ~np.isnan(answers.first_pct) & ~np.isnan(answers.second_pct)
    return np.asarray(both & answers.rate_shown & (answers.first_pct != answers.rate_pct))


def evidence_of_updates(answers: AnsweredTwice) -> Floats:
    """Return the evidence of the second answers that the published models see, all other answers being known.

    So the model stands beside those that take first answers as given: its evidence of all answers, less its evidence of
    all but these. Answers are whole numbers, and the density of an update is per point: they are compared as they are.

    Returns
    -------
    array
        Natural logarithms, of shape (sessions,).
    """
    seen = counted(answers)
    others = np.where(answers.rate_shown, np.nan, answers.second_pct)
    known = replace(answers, second_pct=others)
    every = replace(answers, second_pct=np.where(seen, answers.second_pct, others))
    return fit_latent(every).log_evidence - fit_latent(known).log_evidence


def expected_second_pct(who: Floats, answers: AnsweredTwice) -> Floats:
    """Return the mean of the second answers that the parameters allow, given the first: (sessions, events).

    Parameters
    ----------
    who
        `PARAMETERS` of each session, (sessions, 6).
    answers
        Of which the first counts.
    """
    noise = unpacked(who)[5][:, None, None]
    after = _after(who, answers)
    lowest, highest = answers.minimum_pct[:, None, None], answers.maximum_pct[:, None, None]
    low, high = (lowest - after) / noise, (highest - after) / noise
    within = after * (ndtr(high) - ndtr(low)) + noise * (_density(low) - _density(high))
    mean = lowest * ndtr(low) + highest * ndtr(-high) + within
    return np.asarray((_beliefs(who, answers) * mean).sum(axis=-1))


def drawn_second_pct(who: Floats, answers: AnsweredTwice, random: np.random.Generator) -> Floats:
    """Draw second answers, given the first: (sessions, events)."""
    return _second(who, answers, _drawn_beliefs(who, answers, random), random)


def drawn_answers(who: Floats, design: AnsweredTwice, random: np.random.Generator) -> AnsweredTwice:
    """Draw both answers to each event.

    Parameters
    ----------
    who
        `PARAMETERS` of each session, (sessions, 6).
    design
        Rates, bounds, and which events are retest events; its answers do not matter.
    random
        Where chance comes from.
    """
    asked = replace(design, first_pct=np.full(design.rate_pct.shape, np.nan))
    place = _drawn_beliefs(who, asked, random)
    first = _answered(GRID_PCT[place], who, design, random)
    return replace(design, first_pct=first, second_pct=_second(who, design, place, random))


def _drawn_beliefs(who: Floats, answers: AnsweredTwice, random: np.random.Generator) -> NDArray[np.int64]:
    """Draw a point of the grid for each event."""
    return np.asarray(
        (random.random((*answers.first_pct.shape, 1)) < _beliefs(who, answers).cumsum(axis=-1)).argmax(axis=-1)
    )


def _second(who: Floats, answers: AnsweredTwice, place: NDArray[np.int64], random: np.random.Generator) -> Floats:
    after = np.take_along_axis(_after(who, answers), place[..., None], axis=-1)[..., 0]
    return _answered(after, who, answers, random)


def _answered(in_mind_pct: Floats, who: Floats, answers: AnsweredTwice, random: np.random.Generator) -> Floats:
    noise = unpacked(who)[5][:, None] * random.standard_normal(in_mind_pct.shape)
    return answered_between(in_mind_pct + noise, answers.minimum_pct[:, None], answers.maximum_pct[:, None])


def latent_held_out(answers: AnsweredTwice, folds: int = 10, seed: int = 1) -> HeldOut:
    """Predict the second answer of each trial from the other folds of its session, as `held_out` does.

    Parameters
    ----------
    answers
        Both answers to each event; retest events are never held out.
    folds
        Into how many parts the trials of a session are dealt.
    seed
        Of the dealing.
    """
    there = counted(answers)
    part = dealt(there, folds, seed)
    update = np.where(there, _towards_rate(answers.first_pct, answers.second_pct, answers.rate_pct), np.nan)
    whole = fit_latent(answers).log_evidence
    log_density = np.zeros(len(there))
    expected = np.full(there.shape, np.nan)
    for fold in range(folds):
        out = there & (part == fold)
        fitted = fit_latent(replace(answers, second_pct=np.where(out, np.nan, answers.second_pct)))
        log_density += np.where(out.any(axis=1), whole - fitted.log_evidence, 0.0)
        second = expected_second_pct(fitted.mean, answers)
        expected = np.where(out, _towards_rate(answers.first_pct, second, answers.rate_pct), expected)
    return of_held_out(log_density, update, expected, part, folds)


def _towards_rate(first_pct: Floats, second_pct: Floats, rate_pct: Floats) -> Floats:
    return np.sign(first_pct - rate_pct) * (first_pct - second_pct)


def _beliefs(who: Floats, answers: AnsweredTwice) -> Floats:
    """Return how probable each belief of the grid is when the first answer is known: (sessions, events, grid)."""
    mean, slope, spread, _, _, noise = (each[:, None, None] for each in unpacked(who))
    expected = mean + slope * (answers.rate_pct - answers.centre_pct[:, None])[..., None]
    first = answers.first_pct[..., None]
    lower = np.where(first <= answers.minimum_pct[:, None, None], -np.inf, first - 0.5)
    upper = np.where(first >= answers.maximum_pct[:, None, None], np.inf, first + 0.5)
    of_first = normal_between((lower - GRID_PCT) / noise, (upper - GRID_PCT) / noise)
    logs = -0.5 * ((GRID_PCT - expected) / spread) ** 2 + np.log(np.where(np.isnan(first), 1.0, of_first) + 1e-300)
    weights = np.exp(logs - logs.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))


def _after(who: Floats, answers: AnsweredTwice) -> Floats:
    """Return what becomes of each belief of the grid when the rate was seen: (sessions, events, grid)."""
    _, _, _, good, bad, _ = (each[:, None, None] for each in unpacked(who))
    moved = moved_belief_pct(GRID_PCT, answers.rate_pct[..., None], good, bad, answers.favourable[..., None])
    return np.where(answers.rate_shown[..., None], moved, GRID_PCT)


def _density(z: Floats) -> Floats:
    return np.asarray(np.exp(-0.5 * z * z) / np.sqrt(2 * np.pi))
