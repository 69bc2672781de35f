"""The normal distribution, vectorised: numpy has no error function, and this room has nothing but numpy."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from experiment.belief.news import Floats

# W. J. Cody 1969, Math Comp 23:631: rational approximations of the error function, each for a range of |x|, as good as
# double precision. Coefficients from the constant term's neighbour on; the highest power stands last but one, as there.
_SMALL, _LARGE = 0.46875, 4.0

_A = (3.16112374387056560e00, 1.13864154151050156e02, 3.77485237685302021e02, 3.20937758913846947e03)
_A_HIGHEST = 1.85777706184603153e-1
_B = (2.36012909523441209e01, 2.44024637934444173e02, 1.28261652607737228e03, 2.84423683343917062e03)

_C = (
    5.64188496988670089e-1, 8.88314979438837594e00, 6.61191906371416295e01, 2.98635138197400131e02,
    8.81952221241769090e02, 1.71204761263407058e03, 2.05107837782607147e03, 1.23033935479799725e03,
)  # fmt: skip
_C_HIGHEST = 2.15311535474403846e-8
_D = (
    1.57449261107098347e01, 1.17693950891312499e02, 5.37181101862009858e02, 1.62138957456669019e03,
    3.29079923573345963e03, 4.36261909014324716e03, 3.43936767414372164e03, 1.23033935480374942e03,
)  # fmt: skip

_P = (
    3.05326634961232344e-1, 3.60344899949804439e-1, 1.25781726111229246e-1, 1.60837851487422766e-2,
    6.58749161529837803e-4,
)  # fmt: skip
_P_HIGHEST = 1.63153871373020978e-2
_Q = (
    2.56852019228982242e00, 1.87295284992346725e00, 5.27905102951428412e-1, 6.05183413124413191e-2,
    2.33520497626869185e-3,
)  # fmt: skip


def normal_below(z: ArrayLike) -> Floats:
    """Return the share of a standard normal distribution below each of some values, exact far into both tails."""
    return 0.5 * _erfc(-np.asarray(z, dtype=np.float64) / np.sqrt(2.0))


def normal_between(lower: ArrayLike, upper: ArrayLike) -> Floats:
    """Return the share between two values each, of which the first is the lower.

    Both are looked at from the tail that is nearer, so that nothing is lost in a difference of two numbers close to 1.
    """
    low, high = np.broadcast_arrays(np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64))
    turned = low > 0
    return normal_below(np.where(turned, -low, high)) - normal_below(np.where(turned, -high, low))


def _erfc(x: Floats) -> Floats:
    """Return the complementary error function."""
    size = np.abs(x)
    with np.errstate(under="ignore"):
        beyond = np.where(size <= _LARGE, _middle(np.minimum(size, _LARGE)), _tail(np.maximum(size, _LARGE)))
        beyond = np.where(np.isinf(size), 0.0, beyond)
    near = 1 - _near(np.clip(x, -_SMALL, _SMALL))
    return np.where(size <= _SMALL, near, np.where(x < 0, 2 - beyond, beyond))


def _near(x: Floats) -> Floats:
    """Return the error function of small values."""
    return x * _ratio(x * x, _A_HIGHEST, _A, _B)


def _middle(x: Floats) -> Floats:
    return np.asarray(np.exp(-x * x) * _ratio(x, _C_HIGHEST, _C, _D))


def _tail(x: Floats) -> Floats:
    x = np.minimum(x, 1e100)
    inverse = 1 / (x * x)
    return np.asarray(np.exp(-x * x) / x * (1 / np.sqrt(np.pi) - inverse * _ratio(inverse, _P_HIGHEST, _P, _Q)))


def _ratio(x: Floats, highest: float, above: tuple[float, ...], below: tuple[float, ...]) -> Floats:
    """Return the ratio of two polynomials by Horner's rule; the denominator begins with 1."""
    numerator, denominator = highest * x, x
    for over, under in zip(above[:-1], below[:-1], strict=True):
        numerator = (numerator + over) * x
        denominator = (denominator + under) * x
    return np.asarray((numerator + above[-1]) / (denominator + below[-1]))
