"""The most that the noise of a session's answers can be, by how its second estimates scatter.

They scatter around what the first ones and the rates say of them, and noise is a part of that scatter. Two things would
hide noise, and so make the limit too low: the ends of the scale, where answers beyond are cut off, and rounding.
"""

from __future__ import annotations

import numpy as np
from scipy.special import chdtri, ndtr, ndtri

from experiment.analysis.by_session import Flags
from experiment.analysis.side_by_side import SideBySide
from experiment.belief.news import Floats

_SHARE = 0.95
_LEAST_DF = 5
_ROUNDS = 40


def noise_at_most_pct(pairs: SideBySide) -> Floats:
    """Return the 95 % upper limit of each session, in points; NaN where its answers set none.

    They set none if too few are away from the ends of the scale, or if all second estimates are the same.

    Notes
    -----
    A regression within each session whose answers at an end stand for all beyond it (tobit, by expectation and
    maximisation), and the distribution of a variance for as many answers as are not cut off. Rounding hides noise that
    never leaves the step of one answer: the limit is at least the noise with which that would happen in 5 % of
    sessions.
    """
    low, high = pairs.minimum_pct, pairs.maximum_pct
    used: Flags = pairs.learned_from & (pairs.first_pct > low) & (pairs.first_pct < high)
    second = np.where(used, pairs.second_pct, 0.0)
    below, above = used & (second <= low), used & (second >= high)
    scatter = _scatter(second, [pairs.first_pct, pairs.rate_pct], used, below, above)
    whole = (used & ~below & ~above).sum(axis=1)
    df = whole - 3.0
    with np.errstate(invalid="ignore", divide="ignore"):
        limit = np.sqrt(scatter * np.maximum(df, 1.0) / chdtri(np.maximum(df, 1.0), _SHARE))
        in_one_step = ndtri((1 + (1 - _SHARE) ** (1 / np.maximum(whole, 1))) / 2)
        hidden = _step(second, used) / 2 / in_one_step
    differ = np.where(used, second, -np.inf).max(axis=1) > np.where(used, second, np.inf).min(axis=1)
    return np.where((df >= _LEAST_DF) & differ, np.maximum(limit, hidden), np.nan)


def _scatter(y: Floats, given: list[Floats], used: Flags, below: Flags, above: Flags) -> Floats:
    """Return the variance of y around its regression within each session, had nothing been cut off."""
    design = np.stack([np.ones_like(y), *(np.where(used, one, 0.0) for one in given)], axis=-1) * used[..., None]
    inverse = np.linalg.pinv(np.einsum("stk,stl->skl", design, design), hermitian=True)
    cut, df = below | above, np.maximum(used.sum(axis=1) - float(design.shape[-1]), 1.0)
    meant, spread = y, np.zeros_like(y)
    for _ in range(_ROUNDS if cut.any() else 1):
        beta = np.einsum("skl,stl,st->sk", inverse, design, meant, optimize=True)
        expected = np.einsum("stk,sk->st", design, beta)
        variance = (np.where(used, (meant - expected) ** 2 + spread, 0.0).sum(axis=1) / df)[:, None]
        sd = np.sqrt(np.maximum(variance, 1e-12))
        z = np.where(above, -1.0, 1.0) * (y - expected) / sd  # how far the end is from what is expected, towards it
        share = np.maximum(ndtr(z), 1e-12)
        ratio = np.exp(-(z**2) / 2) / np.sqrt(2 * np.pi) / share
        meant = np.where(cut, expected - np.where(above, -1.0, 1.0) * sd * ratio, y)
        spread = np.where(cut, variance * np.maximum(1 - z * ratio - ratio**2, 0.0), 0.0)
    return np.asarray(variance[:, 0], dtype=np.float64)


def _step(answers: Floats, used: Flags) -> Floats:
    """Return the step in which a session's answers were given, in points: all of them are multiples of it."""
    whole = np.where(used, answers, 0.0).astype(np.int64)
    return np.maximum(np.gcd.reduce(whole, axis=1), 1).astype(np.float64)
