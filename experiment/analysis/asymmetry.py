"""An asymmetry that answer noise does not create: what is taken over from good and bad news, given the first answer.

Whoever learns nothing gives a second answer that, given the first one, has nothing to do with the rate, but for what
the rate said of the belief all along; whoever learns equally goes the same share of the way from both sides. In both
cases the second answer, before the scale holds it, is a sum of something about the first answer and of something
about the rate. What such a sum cannot imitate is a share that differs between rates below and rates above: λ_good −
λ_bad, the weight of v·(BR − E1)/2, where v is 1 for good and −1 for bad news.

One model of all pairs: E2 = a + k·E1 + b·BR, each for every session alone; a curve of E1 and a place for every event,
for all together; and λ_good − λ_bad for each group of sessions. Two things are needed for it to be nominal, which the
table in docs/nulls.md shows. Second answers at a bound stand for all beyond it (a Tobit model with a scatter of each
session's own): otherwise the bound makes E1 and BR matter together. And pairs whose first answer is at a bound are left
out, for it does not say what was believed; that selects by what is given, and so does no harm. The covariance is
robust to any dependence within participants, over their visits too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import log_ndtr

from experiment.analysis.by_session import Flags
from experiment.analysis.side_by_side import SideBySide
from experiment.belief.news import Floats

_KNOTS_PCT = (20.0, 35.0, 50.0)
_LEAST_PAIRS = 8
"""Of a session; with fewer it says nothing beyond its own line."""
_LEAST_PARTICIPANTS = 4
"""Who answer events that others answer too; of fewer the error cannot be known."""
_ITERATIONS = 400
_CLOSE = 1e-6
_LEAST_VARIANCE = 1.0
"""Of answers in whole numbers around what is expected, in square points."""
_HALF = 0.5
_RIDGE = 1e-9
_OWN = 3
"""a, k and b."""


@dataclass(frozen=True)
class RobustAsymmetry:
    """λ_good − λ_bad of groups of sessions.

    Parameters
    ----------
    asymmetry
        Of each group, of shape (groups,); NaN: the data do not tell.
    pull
        How much each participant changes each group's, of shape (participants, groups): the difference that leaving
        them out would make.
    has
        Which participants have sessions in which group, of the same shape.
    """

    asymmetry: Floats
    pull: Floats
    has: Flags

    def contrast(self, weights: Mapping[int, float]) -> tuple[float, float, float]:
        """Return a sum of groups, its standard error, and the degrees of freedom that this has.

        The error is the jackknife's: who is left out takes all their visits along.

        Parameters
        ----------
        weights
            Of each group that is part of it.
        """
        groups, by = np.array(list(weights)), np.array(list(weights.values()))
        pull = self.pull[:, groups] @ by
        n = int(self.has[:, groups].any(axis=1).sum())
        error = np.sqrt((pull**2).sum() * (n - 1) / max(n, 1))
        return float(by @ self.asymmetry[groups]), float(error), max(n - 1, 1)


def robust_asymmetry(pairs: SideBySide, groups: NDArray[np.int64]) -> RobustAsymmetry | None:
    """Estimate λ_good − λ_bad.

    Parameters
    ----------
    pairs
        Of all sessions.
    groups
        Number of the group of each session, from 0.

    Returns
    -------
    RobustAsymmetry or None
        Smaller than it is, the more so the noisier the answers; not invented by noise, bounds, rounding, unequal errors
        or equal learning. NaN where a group tells nothing, and everywhere if the search does not come to its end.
        ``None``: too few participants, or nothing varies.
    """
    problem = _problem(pairs, groups)
    if problem is None:
        return None
    return _Model(problem).solve()


@dataclass(frozen=True)
class _Problem:
    own: Floats
    common: Floats
    event: NDArray[np.int64]
    second: Floats
    low: Flags
    high: Flags
    middle: Flags
    low_end: Floats
    high_end: Floats
    participant: NDArray[np.int64]
    groups: int
    told: Flags


def _problem(pairs: SideBySide, groups: NDArray[np.int64]) -> _Problem | None:
    inside = (pairs.first_pct > pairs.minimum_pct) & (pairs.first_pct < pairs.maximum_pct)
    people = np.unique(pairs.sessions["participant_id"].astype(str).to_numpy(), return_inverse=True)[1]
    use = _told_by_several(pairs, people, pairs.learned_from & inside)
    kept = use.any(axis=1)
    participant = np.unique(people[kept], return_inverse=True)[1]
    if len(np.unique(participant)) < _LEAST_PARTICIPANTS:
        return None
    first, rate, second, low_end, high_end = (
        np.where(use, one, 0.0)[kept]
        for one in (pairs.first_pct, pairs.rate_pct, pairs.second_pct, pairs.minimum_pct, pairs.maximum_pct)
    )
    use, group, n_groups = use[kept], groups[kept], int(groups.max()) + 1
    own = np.stack([np.ones_like(first), (first - 35) / 20, (rate - 40) / 15], axis=-1) * use[..., None]
    towards = np.where(use, pairs.news[kept] * (rate - first) / 2, 0.0)
    of_group = [towards * (group == one)[:, None] for one in range(n_groups)]
    curve = [np.where(use, np.maximum(first - knot, 0) / 20, 0.0) for knot in _KNOTS_PCT]
    event = np.unique(np.where(use, pairs.event[kept], -1), return_inverse=True)[1].reshape(use.shape)
    low, high = use & (second <= low_end), use & (second >= high_end)
    return _Problem(
        own, np.stack([*of_group, *curve], axis=-1), event.astype(np.int64), second, low, high, use & ~low & ~high,
        low_end + _HALF, high_end - _HALF, participant, n_groups,
        np.array([(np.abs(one) > 0).any() for one in of_group]),
    )  # fmt: skip


def _told_by_several(pairs: SideBySide, people: NDArray[np.intp], use: Flags) -> Flags:
    """Return which pairs tell anything: an event has a place of its own, which takes in whatever one person says of it.

    Of people who have no event in common nothing would be left, and the asymmetry would seem to be without error.
    """
    while True:
        session, at = np.nonzero(use)
        event = pairs.event[session, at]
        of_one = np.unique(np.column_stack([event, people[session]]), axis=0)[:, 0]
        several = np.zeros(int(pairs.event.max(initial=0)) + 1, dtype=np.bool_)
        several[np.flatnonzero(np.bincount(of_one, minlength=len(several)) > 1)] = True
        told = use & several[np.maximum(pairs.event, 0)]
        told &= (told.sum(axis=1) >= _LEAST_PAIRS)[:, None]
        if (told == use).all():
            return told
        use = told


@dataclass(frozen=True)
class _Point:
    """Score, weight and expected square of every pair, where the parameters stand."""

    score: Floats
    weight: Floats
    square: Floats


def _at(problem: _Problem, expected: Floats, spread: Floats) -> _Point:
    off = problem.second - expected
    score = np.where(problem.middle, off / spread**2, 0.0)
    weight = np.where(problem.middle, 1 / spread**2, 0.0)
    square = np.where(problem.middle, off**2, 0.0)
    beyond = (
        (problem.low, (problem.low_end - expected) / spread, -1),
        (problem.high, (expected - problem.high_end) / spread, 1),
    )
    for where, z, sign in beyond:
        mills = np.exp(-0.5 * z * z - log_ndtr(z)) / np.sqrt(2 * np.pi)
        score = np.where(where, sign * mills / spread, score)
        weight = np.where(where, mills * (mills + z) / spread**2, weight)
        square = np.where(where, spread**2 * (1 - z * mills), square)
    return _Point(score, weight, square)


class _Model:
    """The parameters as they stand, and how they are moved: a session's own line is taken out before all else."""

    def __init__(self, problem: _Problem) -> None:
        own = problem.own
        self._problem = problem
        self._used = problem.middle | problem.low | problem.high
        self._df = np.maximum(self._used.sum(axis=1) - _OWN, 1)
        self._q, self._events = problem.common.shape[-1], int(problem.event.max()) + 1
        inverse = np.linalg.pinv(np.einsum("stk,stl->skl", own, own), hermitian=True)
        self._own = np.einsum("skl,stl,st->sk", inverse, own, problem.second, optimize=True)
        self._shared: Floats = np.zeros(self._q + self._events)
        off = np.where(self._used, problem.second - self._expected(), 0.0)
        self._variance = np.maximum((off**2).sum(axis=1) / self._df, _LEAST_VARIANCE)

    def solve(self) -> RobustAsymmetry:
        """Maximise the likelihood."""
        for _ in range(_ITERATIONS):
            point = _at(self._problem, self._expected(), np.sqrt(self._variance)[:, None])
            hessian, moved = self._step(point)
            self._variance = np.maximum(point.square.sum(axis=1) / self._df, _LEAST_VARIANCE)
            if np.abs(moved[: self._q]).max() < _CLOSE:
                return self._with_pull(hessian)
        n = self._problem.groups  # the search has not come to its end: nothing is known
        people = int(self._problem.participant.max()) + 1
        return RobustAsymmetry(np.full(n, np.nan), np.full((people, n), np.nan), np.zeros((people, n), dtype=bool))

    def _expected(self) -> Floats:
        problem = self._problem
        own = np.einsum("stk,sk->st", problem.own, self._own)
        return np.asarray(own + self._by_pair(self._shared[:, None])[..., 0])

    def _by_pair(self, shared: Floats) -> Floats:
        """Apply weights of the common columns and of the events, (columns and events, any), to every pair."""
        return np.asarray(self._problem.common @ shared[: self._q] + shared[self._q :][self._problem.event])

    def _summed(self, values: Floats) -> Floats:
        """Sum values of pairs by common column and by event."""
        by_event = np.bincount(self._problem.event.ravel(), weights=values.ravel(), minlength=self._events)
        return np.concatenate([np.einsum("stq,st->q", self._problem.common, values), by_event])

    def _step(self, point: _Point) -> tuple[Floats, Floats]:
        """Take one Newton step; return the matrix of second derivatives, and how far the shared parameters went."""
        own, common, event, events = self._problem.own, self._problem.common, self._problem.event, self._events
        weighted, square, projection, kernel = self._lines(point)
        alone = np.linalg.solve(square, np.einsum("stk,st->sk", own, point.score)[..., None])[..., 0]
        score = point.score - np.einsum("stk,sk->st", weighted, alone)
        q, of_common = self._q, kernel @ common
        hessian = np.empty((q + events,) * 2)
        hessian[:, :q] = np.stack([self._summed(of_common[..., at]) for at in range(q)], axis=-1)
        hessian[:q, q:] = hessian[q:, :q].T
        both = (event[:, :, None] * events + event[:, None, :]).ravel()
        hessian[q:, q:] = np.bincount(both, weights=kernel.ravel(), minlength=events**2).reshape(events, events)
        hessian[np.diag_indices(q + events)] += _RIDGE
        moved: Floats = np.asarray(np.linalg.solve(hessian, self._summed(score)), dtype=np.float64)
        self._shared = self._shared + moved
        self._own = self._own + alone - np.einsum("skt,st->sk", projection, self._by_pair(moved[:, None])[..., 0])
        return hessian, moved

    def _lines(self, point: _Point) -> tuple[Floats, Floats, Floats, Floats]:
        """Return what the sessions' own lines are solved with, and the weights of pairs once lines are taken out."""
        own = self._problem.own
        weighted = own * point.weight[..., None]
        square = np.einsum("stk,stl->skl", weighted, own) + _RIDGE * np.eye(_OWN)
        projection: Floats = np.asarray(np.linalg.solve(square, weighted.transpose(0, 2, 1)), dtype=np.float64)
        kernel = -weighted @ projection
        diagonal = np.arange(kernel.shape[1])
        kernel[:, diagonal, diagonal] += point.weight
        return weighted, square, projection, kernel

    def _with_pull(self, hessian: Floats) -> RobustAsymmetry:
        """Return the estimate, and how far it goes without each participant: one step of Newton's from here.

        The scatter of each session was estimated along: where the estimate goes, it follows, and that flattens the
        likelihood by two parts in the session's degrees of freedom.
        """
        problem, n = self._problem, self._problem.groups
        point = _at(problem, self._expected(), np.sqrt(self._variance)[:, None])
        kernel = self._lines(point)[3]
        members = [np.flatnonzero(problem.participant == who) for who in range(int(problem.participant.max()) + 1)]
        scores = np.zeros((len(kernel), len(hessian)))
        for own in members:
            scores[own] = np.einsum("stq,st->sq", self._columns(own), point.score[own])
        flatter = scores * np.sqrt(2 / self._df)[:, None]
        whole = hessian - flatter.T @ flatter
        pull = np.empty((len(members), n))
        for who, own in enumerate(members):
            columns = self._columns(own)
            curved = np.einsum("stq,str->qr", columns, kernel[own] @ columns, optimize=True)
            curved -= flatter[own].T @ flatter[own]
            pull[who] = np.linalg.solve(whole - curved, scores[own].sum(axis=0))[:n]
        has = np.zeros(pull.shape, dtype=bool)
        np.logical_or.at(has, problem.participant, (problem.common[..., :n] != 0).any(axis=1))
        return RobustAsymmetry(np.where(problem.told, self._shared[:n], np.nan), pull, has)

    def _columns(self, sessions: NDArray[np.intp]) -> Floats:
        """Return the common columns of some sessions, and one for every event."""
        event = self._problem.event[sessions][..., None] == np.arange(self._events)
        return np.concatenate([self._problem.common[sessions], event], axis=-1)
