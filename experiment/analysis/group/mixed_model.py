"""Linear mixed models with crossed random effects, by restricted maximum likelihood.

The estimates are those of lme4 (Bates, Mächler, Bolker & Walker 2015, J Stat Softw 67(1), sections 3.4 and 3.6), which
a test holds them against: for given relative covariances of the random effects, everything else is linear algebra, and
the criterion is minimised over these.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import LinAlgError, cholesky, solve_triangular
from scipy.linalg.lapack import dpotri

from experiment.analysis.group.least_deviance import least_deviance
from experiment.belief.news import Floats


class RankDeficient(ValueError):
    """Some effects cannot be told apart: the data hold no rows that would.

    Parameters
    ----------
    effects
        Names of effects that follow from those before them.
    """

    def __init__(self, effects: Sequence[str]) -> None:
        self.effects = tuple(effects)
        super().__init__(
            f"these effects cannot be estimated, as the data have no rows that tell them from the others: "
            f"{', '.join(effects)}"
        )


@dataclass(frozen=True)
class RandomEffects:
    """Effects that differ from one member of a grouping to another.

    Parameters
    ----------
    grouping
        What they differ by: ``participant``.
    member
        (rows,): whole numbers from 0; which member each row is of.
    design
        (rows, effects): what the effects are multiplied by; a column of ones for an intercept.
    names
        Of the effects.
    """

    grouping: str
    member: NDArray[np.int64]
    design: Floats
    names: tuple[str, ...]

    @property
    def members(self) -> int:
        """How many members there are."""
        return int(self.member.max()) + 1

    def spread(self) -> Floats:
        """Return the design with columns of its own for each member: (rows, members × effects)."""
        rows, effects = self.design.shape
        spread = np.zeros((rows, self.members, effects))
        spread[np.arange(rows), self.member] = self.design
        return spread.reshape(rows, self.members * effects)


@dataclass(frozen=True)
class MixedModelFit:
    """A fitted model.

    Parameters
    ----------
    names
        Of the fixed effects.
    effects, standard_errors
        Of each.
    covariance
        Of the fixed effects.
    random_names
        For each grouping, what its effects are called.
    members
        How many each has.
    random_sds
        For each grouping, the standard deviation of each effect.
    random_correlations
        For each grouping, their correlation matrix.
    residual_sd
        Of what is left.
    reml_deviance
        Minus twice the restricted log-likelihood, at its least.
    singular
        Groupings in which some combination of effects has no spread, which is a standard deviation of 0 or a
        correlation of −1 or 1: the model is richer than the data.
    settled
        Whether the search has come to its end.
    rows
        How many rows were used.
    """

    names: tuple[str, ...]
    effects: Floats
    standard_errors: Floats
    covariance: Floats
    random_names: Mapping[str, tuple[str, ...]]
    members: Mapping[str, int]
    random_sds: Mapping[str, Floats]
    random_correlations: Mapping[str, Floats]
    residual_sd: float
    reml_deviance: float
    singular: tuple[str, ...]
    settled: bool
    rows: int


_WIDEST = 1e3
"""No effect has a spread so many times that of what is left: beyond, numbers of sixteen digits do not hold the sums."""
_OUT_OF_REACH = 1e12
"""A deviance for where they do not, so that a search turns back."""
NO_SPREAD = 1e-4
"""As lme4: a relative standard deviation below it is none."""


def fit_mixed_model(
    outcome: Floats, fixed: Floats, names: Sequence[str], random: Sequence[RandomEffects]
) -> MixedModelFit:
    """Fit a model.

    Parameters
    ----------
    outcome
        (rows,).
    fixed
        (rows, effects): the design of the fixed effects, the intercept among them.
    names
        Of the fixed effects.
    random
        Groupings; they may be crossed.

    Raises
    ------
    RankDeficient
        If some fixed effects cannot be told from others.
    """
    check_rank(fixed, names)
    criterion = _Criterion(outcome, fixed, random)
    theta, settled = least_deviance(criterion.deviance_and_slope, criterion.start, _WIDEST)
    return criterion.fit_at(theta, tuple(names), settled)


def check_rank(fixed: Floats, names: Sequence[str]) -> None:
    """Refuse a design in which effects follow from others.

    Raises
    ------
    RankDeficient
        If some do.
    """
    scaled = fixed / np.maximum(np.sqrt((fixed**2).sum(axis=0)), 1e-12)
    kept: list[int] = []
    extra: list[str] = []
    for column, name in enumerate(names):
        if np.linalg.matrix_rank(scaled[:, [*kept, column]], tol=1e-7 * np.sqrt(len(fixed))) > len(kept):
            kept.append(column)
        else:
            extra.append(name)
    if extra:
        raise RankDeficient(extra)


class _Criterion:
    """The restricted likelihood as a function of the relative covariance factors alone (Bates et al. 2015, eq. 39)."""

    def __init__(self, outcome: Floats, fixed: Floats, random: Sequence[RandomEffects]) -> None:
        self._random = tuple(random)
        self._rows, self._effects = fixed.shape
        spread = np.hstack([each.spread() for each in random])
        self._zz, self._zx, self._zy = spread.T @ spread, spread.T @ fixed, spread.T @ outcome
        self._xx, self._xy, self._yy = fixed.T @ fixed, fixed.T @ outcome, float(outcome @ outcome)
        lower = [np.tril_indices(len(each.names)) for each in random]
        self._lower = lower
        diagonal = [rows == columns for rows, columns in lower]
        self.start: Floats = np.concatenate([np.where(each, 1.0, 0.0) for each in diagonal])

    def factors(self, theta: Floats) -> list[Floats]:
        """Return the lower triangular factor of each grouping."""
        factors: list[Floats] = []
        at = 0
        for each, (rows, columns) in zip(self._random, self._lower, strict=True):
            factor = np.zeros((len(each.names), len(each.names)))
            factor[rows, columns] = theta[at : at + len(rows)]
            at += len(rows)
            factors.append(factor * np.where(np.diag(factor) < 0, -1.0, 1.0))
        return factors

    def deviance(self, theta: Floats) -> float:
        """Return minus twice the restricted log-likelihood, profiled over all else."""
        try:
            solved = self._solve(theta)
        except LinAlgError:
            return _OUT_OF_REACH
        return self._deviance(solved)

    def deviance_and_slope(self, theta: Floats) -> tuple[float, Floats]:
        """Return the deviance, and how it changes with each number of the factors.

        With V the covariance of the outcome in units of the residual variance, P what is left of its inverse when the
        fixed effects are out, y the outcome: the slope is tr(P·dV) − (rows − effects)·(y′P·dV·P·y)/(y′P·y).
        """
        try:
            solved = self._solve(theta)
        except LinAlgError:
            return _OUT_OF_REACH, np.zeros(len(theta))
        factors, half = self.factors(theta), solved.half
        inverse, _ = dpotri(solved.lower, lower=1)
        inverse += np.tril(inverse, -1).T
        precise = self._zx - half @ (inverse @ self._scaled(self._zx, factors))  # Z′V⁻¹X
        left_over = self._zy - self._zx @ solved.effects
        precise_left = left_over - half @ (inverse @ self._scaled(left_over[:, None], factors)[:, 0])  # Z′Py
        of_fixed = solve_triangular(solved.fixed_lower, precise.T, lower=True).T
        beside = np.column_stack([of_fixed, precise_left * np.sqrt((self._rows - self._effects) / solved.penalised)])
        scaled = self._scaled(beside, factors)
        slope, at = [], 0
        for each, (rows, columns), signs in zip(self._random, self._lower, self._signs(theta), strict=True):
            size = len(each.names)
            end = at + size * each.members
            for row, column in zip(rows, columns, strict=True):
                of_row, of_column = slice(at + row, end, size), slice(at + column, end, size)
                change = np.vdot(inverse[of_column], half[of_row]) - np.vdot(scaled[of_column], beside[of_row])
                slope.append(2 * change * signs[column])
            at = end
        return self._deviance(solved), np.array(slope)

    def _deviance(self, solved: _Solved) -> float:
        left = self._rows - self._effects
        return float(solved.log_determinants + left * (1 + np.log(2 * np.pi * solved.penalised / left)))

    def _signs(self, theta: Floats) -> list[Floats]:
        """Return by which sign each column of a factor is told."""
        signs, at = [], 0
        for rows, columns in self._lower:
            diagonal = theta[at : at + len(rows)][rows == columns]
            signs.append(np.where(diagonal < 0, -1.0, 1.0))
            at += len(rows)
        return signs

    def _scaled(self, rows: Floats, factors: Sequence[Floats]) -> Floats:
        """Multiply from the left by the transposed factors, which are the same for each member of a grouping."""
        scaled, at = np.empty(rows.shape), 0
        for each, factor in zip(self._random, factors, strict=True):
            end = at + each.members * len(factor)
            for column in range(len(factor)):  # faster than products of many small matrices
                scaled[at + column : end : len(factor)] = sum(
                    factor[row, column] * rows[at + row : end : len(factor)] for row in range(column, len(factor))
                )
            at = end
        return scaled

    def _solve(self, theta: Floats) -> _Solved:
        factors = self.factors(theta)
        half = np.ascontiguousarray(self._scaled(self._zz, factors).T)
        whole = self._scaled(half, factors)
        whole[np.diag_indices_from(whole)] += 1
        lower = cholesky(whole, lower=True, check_finite=False)
        with_fixed = solve_triangular(lower, self._scaled(self._zx, factors), lower=True, check_finite=False)
        with_outcome = solve_triangular(lower, self._scaled(self._zy, factors), lower=True, check_finite=False)
        fixed_lower = cholesky(self._xx - with_fixed.T @ with_fixed, lower=True)
        along = solve_triangular(fixed_lower, self._xy - with_fixed.T @ with_outcome, lower=True)
        return _Solved(
            penalised=float(self._yy - with_outcome @ with_outcome - along @ along),
            log_determinants=float(2 * np.log(np.diag(lower)).sum() + 2 * np.log(np.diag(fixed_lower)).sum()),
            effects=solve_triangular(fixed_lower.T, along, lower=False),
            fixed_lower=fixed_lower,
            lower=lower,
            half=half,
        )

    def fit_at(self, theta: Floats, names: tuple[str, ...], settled: bool) -> MixedModelFit:
        """Return all that follows from the factors."""
        solved = self._solve(theta)
        variance = solved.penalised / (self._rows - self._effects)
        inverse = solve_triangular(solved.fixed_lower, np.eye(self._effects), lower=True)
        covariance = variance * inverse.T @ inverse
        factors = {each.grouping: one for each, one in zip(self._random, self.factors(theta), strict=True)}
        sds = {name: np.sqrt(variance * (one**2).sum(axis=1)) for name, one in factors.items()}
        return MixedModelFit(
            names=names,
            effects=solved.effects,
            standard_errors=np.sqrt(np.diag(covariance)),
            covariance=covariance,
            random_names={each.grouping: each.names for each in self._random},
            members={each.grouping: each.members for each in self._random},
            random_sds=sds,
            random_correlations={name: _correlations(one) for name, one in factors.items()},
            residual_sd=float(np.sqrt(variance)),
            reml_deviance=self.deviance(theta),
            singular=tuple(name for name, one in factors.items() if np.diag(one).min() < NO_SPREAD),
            settled=settled,
            rows=self._rows,
        )


@dataclass(frozen=True)
class _Solved:
    penalised: float
    """Sum of squared residuals, and of the random effects in units of their spread."""
    log_determinants: float
    effects: Floats
    fixed_lower: Floats
    lower: Floats
    """Cholesky factor of Λ′Z′ZΛ + 1."""
    half: Floats
    """Z′ZΛ."""


def _correlations(factor: Floats) -> Floats:
    """Return the correlations of effects; NaN where one has no spread."""
    covariance = factor @ factor.T
    sds = np.sqrt(np.diag(covariance))
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray(covariance / np.outer(sds, sds))
