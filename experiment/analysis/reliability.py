"""How far an index agrees with itself: within a session over two halves of its events, and from visit to visit."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from experiment.analysis.halves import SPLIT_INDICES, indices_from, sums_of
from experiment.analysis.scores import session_scores
from experiment.analysis.side_by_side import SideBySide, side_by_side
from experiment.belief.news import Floats

SPLITS, RESAMPLES = 1000, 500
_SPLITS_AT_ONCE = 100
LEAST_PARTICIPANTS = 5
"""With fewer no reliability is given."""

RETESTED: tuple[str, ...] = (*SPLIT_INDICES, "memory_error_pct")
COLUMNS = ["kind", "measure", "arm", "visit", "to_visit", "n", "reliability", "low", "high"]

_TAILS = (2.5, 97.5)


def index_reliability(updates: pd.DataFrame, stable_arm: str | None = "control", splits: int = SPLITS) -> pd.DataFrame:
    """Return the reliability of every index.

    Parameters
    ----------
    updates
        What `load_updates` gives.
    stable_arm
        The arm in which nothing is done between visits: its retest is a reliability; ``None``: no retest.
    splits
        Into how many random halves each session's events are divided.

    Returns
    -------
    DataFrame
        One row for each kind, index, arm and visit. `kind`: `split_half` (at `visit`: the mean correlation over
        participants of the two halves, over all splits, averaged as Fisher’s z and stepped up to a whole session by
        the formula of Spearman and Brown), `retest` (from `visit` to `to_visit`: the correlation), `retest_agreement`
        (the intraclass correlation of absolute agreement, ICC(A,1): a change of the mean lowers it). `n`:
        participants who have the index (in the median split). `low`, `high`: 95 % interval over participants,
        resampled 500 times. Missing with fewer than 5 of them.
    """
    if updates.empty:
        return pd.DataFrame(columns=COLUMNS)
    pairs, scores = side_by_side(updates), session_scores(updates)
    rows = [*_split_halves(pairs, splits), *([] if stable_arm is None else _retests(scores, stable_arm))]
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"n": "Int64", **dict.fromkeys(("reliability", "low", "high"), "Float64")})


def _split_halves(pairs: SideBySide, splits: int) -> Iterator[tuple[Any, ...]]:
    strata: Any = pairs.sessions.groupby(["arm", "visit"], observed=True, sort=True).indices
    for (arm, visit), members in strata.items():
        weights = _resampled(len(members), f"split\n{arm}\n{visit}")
        of_splits: list[Floats] = []
        ns: list[Floats] = []
        resamples: Floats | None = None
        for first, second in _halves(pairs.part(np.asarray(members)), splits):
            if (
                resamples is None
            ):  # each resample has the first splits alone: their mean hardly differs from that of all
                resamples = _mean(_z(first, second, weights)[0])
            z, n = _z(first, second, weights[:1])
            of_splits.append(z[:, 0])
            ns.append(n)
        whole = _mean(np.concatenate(of_splits, axis=-1))
        n_of = np.median(np.concatenate(ns, axis=-1), axis=-1)
        for at, index in enumerate(SPLIT_INDICES):
            z = np.array([whole[at], *resamples[at, 1:]]) if resamples is not None else whole[at : at + 1]
            half = np.tanh(z)
            yield "split_half", index, arm, visit, None, int(n_of[at]), *_with_interval(2 * half / (1 + half), n_of[at])


def _halves(pairs: SideBySide, splits: int) -> Iterator[tuple[Floats, Floats]]:
    """Yield every index from both halves of splits, some at a time, of shape (indices, sessions, splits)."""
    sums = sums_of(pairs)
    whole = sums.sum(axis=1)[:, None]
    there = (sums != 0).any(axis=-1)
    names = pairs.sessions[["participant_id", "visit", "run"]].astype(str).itertuples(index=False, name=None)
    generators = [_generator("\n".join(("halves", *name))) for name in names]
    for at in range(0, splits, _SPLITS_AT_ONCE):
        n = min(_SPLITS_AT_ONCE, splits - at)
        first = np.empty((len(sums), n, sums.shape[-1]))
        for number, generator in enumerate(generators):
            events = sums[number][there[number]]
            order = np.argsort(generator.random((n, len(events))), axis=1)
            first[number] = (order < len(events) // 2).astype(float) @ events
        yield indices_from(first), indices_from(whole - first)


def _z(first: Floats, second: Floats, weights: Floats) -> tuple[Floats, Floats]:
    """Return Fisher's z of the correlation of two halves over participants, and how many have both.

    Shapes: (indices, samples, splits), and (indices, splits).
    """
    both = ~np.isnan(first) & ~np.isnan(second)
    x, y = (np.where(both, one, 0.0) for one in (first, second))
    sums = [weights @ one for one in (both.astype(float), x, y, x * x, y * y, x * y)]
    return np.arctanh(np.clip(_correlation(*sums), -0.999999, 0.999999)), both.sum(axis=1)


def _mean(values: Floats) -> Floats:
    """Return the mean of the values that are not missing; NaN where all are."""
    n = (~np.isnan(values)).sum(axis=-1)
    return np.divide(np.nansum(values, axis=-1), n, out=np.full(n.shape, np.nan), where=n > 0)


def _correlation(n: Any, x: Any, y: Any, xx: Any, yy: Any, xy: Any) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        spread_x, spread_y, together = xx - x * x / n, yy - y * y / n, xy - x * y / n
        enough = (n > 2) & (spread_x > 1e-9) & (spread_y > 1e-9)
        return np.where(enough, together / np.sqrt(np.maximum(spread_x * spread_y, 1e-18)), np.nan)


def _retests(scores: pd.DataFrame, arm: str) -> Iterator[tuple[Any, ...]]:
    stable = scores[scores["arm"] == arm].sort_values("run").drop_duplicates(["participant_id", "visit"])
    visits = stable.sort_values("visit_number")["visit"].drop_duplicates().tolist()
    for before, after in combinations(visits, 2):
        one, other = (stable[stable["visit"] == visit].set_index("participant_id") for visit in (before, after))
        for index in RETESTED:
            both = pd.concat([one[index], other[index]], axis=1, keys=["x", "y"]).dropna()
            x, y = (both[name].to_numpy(dtype=float) for name in ("x", "y"))
            weights = _resampled(len(x), f"retest\n{arm}\n{before}\n{after}") if len(x) else np.ones((1, 0))
            sums = [weights @ value for value in (np.ones_like(x), x, y, x * x, y * y, x * y)]
            yield "retest", index, arm, before, after, len(x), *_with_interval(_correlation(*sums), len(x))
            yield "retest_agreement", index, arm, before, after, len(x), *_with_interval(_agreement(*sums), len(x))


def _agreement(n: Any, x: Any, y: Any, xx: Any, yy: Any, xy: Any) -> Floats:
    """Return ICC(A,1) of two measurements (McGraw & Wong 1996), from sums over participants."""
    with np.errstate(invalid="ignore", divide="ignore"):
        all_squares = xx + yy - (x + y) ** 2 / (2 * n)
        people = (xx + yy + 2 * xy) / 2 - (x + y) ** 2 / (2 * n)
        times = (x * x + y * y) / n - (x + y) ** 2 / (2 * n)
        between, left = people / (n - 1), (all_squares - people - times) / (n - 1)
        return np.where(n > 2, (between - left) / (between + left + 2 / n * (times - left)), np.nan)


def _resampled(n: int, name: str) -> Floats:
    """Return how often each of n participants is in the sample (once each) and in every resample."""
    drawn: NDArray[Any] = _generator(name).multinomial(n, np.full(n, 1 / n), size=RESAMPLES)
    return np.vstack([np.ones(n), drawn]).astype(np.float64)


def _with_interval(found: Floats, n: float) -> tuple[float | None, float | None, float | None]:
    if n < LEAST_PARTICIPANTS or np.isnan(found[0]):
        return None, None, None
    low, high = np.percentile(found[1:][~np.isnan(found[1:])], _TAILS)
    return float(found[0]), float(low), float(high)


def _generator(name: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(int.from_bytes(hashlib.sha256(name.encode()).digest()[:16], "big")))
