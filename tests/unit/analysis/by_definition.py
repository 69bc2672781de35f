"""The measures of a session, one trial after the other, from their definitions alone; nothing of the program is used.

EE = E1 − BR; adverse events: good news if EE > 0, bad if EE < 0, and the other way round for favourable ones; the
update is positive towards the base rate; EE = 0 and missing answers are left out, and counted. Second classification:
the sign of eBR − BR. Bayes: odds(E2) = odds(BR) · odds(E1) / odds(eBR).
"""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from typing import TypeAlias

import pandas as pd

Measures: TypeAlias = "dict[str, float | None]"


@dataclass(frozen=True)
class Trial:
    """One event: its answers, its rate, whether it was shown, and whether the event is to be hoped for."""

    first: int | None
    second: int | None
    population: int | None
    rate: int
    shown: bool = True
    favourable: bool = False
    recalled: int | None = None


def pairs_of(trials: list[Trial], run: int = 1, participant: str = "KD001", visit: str = "baseline") -> pd.DataFrame:
    """Pairs of estimates as they are joined, before anything is worked out."""
    names = ["first_estimate_pct", "second_estimate_pct", "population_pct", "base_rate_pct", "memory_pct"]
    cells = [(one.first, one.second, one.population, one.rate, one.recalled) for one in trials]
    table = pd.DataFrame(cells, columns=names).astype("Int64")
    return table.assign(
        participant_id=participant, visit=visit,
        run=run, arm="patient", visit_number=1, event_id=[f"e{n:03}" for n in range(len(trials))],
        base_rate_shown=[one.shown for one in trials], minimum_pct=3, maximum_pct=77,
        event_valence=["favourable" if one.favourable else "adverse" for one in trials],
    )  # fmt: skip


def by_definition(trials: list[Trial]) -> Measures:
    """Work out every measure of one session."""
    own: dict[str, list[tuple[float, float]]] = {"good": [], "bad": []}
    other: dict[str, list[tuple[float, float]]] = {"good": [], "bad": []}
    left: dict[str, list[tuple[float, float]]] = {"good": [], "bad": []}
    counts = dict.fromkeys(("n_no_news", "n_incomplete", "n_retest", "population_n_no_news"), 0)
    for one in trials:
        if not one.shown:
            counts["n_retest"] += 1
            continue
        if one.first is None or one.second is None:
            counts["n_incomplete"] += 1
            continue
        if one.population is not None and one.population == one.rate:
            counts["population_n_no_news"] += 1
        elif one.population is not None:
            lower = one.rate < one.population
            moved = one.first - one.second if lower else one.second - one.first
            other["good" if lower != one.favourable else "bad"].append((abs(one.population - one.rate), moved))
        if one.first == one.rate:
            counts["n_no_news"] += 1
            continue
        lower = one.rate < one.first
        kind, moved = "good" if lower != one.favourable else "bad", one.first - one.second
        size = abs(one.first - one.rate)
        own[kind].append((size, moved if lower else -moved))
        if one.population is not None:
            odds = _odds(one.rate) * _odds(one.first) / _odds(one.population)
            unexpected = moved - (one.first - 100 * odds / (1 + odds))
            left[kind].append((size, unexpected if lower else -unexpected))
    optimism = [
        one.first - one.population if one.favourable else one.population - one.first
        for one in trials
        if one.shown and one.population is not None and one.first is not None
    ]
    forgotten = [abs(one.rate - one.recalled) for one in trials if one.shown and one.recalled is not None]
    rates = {kind: _through_origin(points) for kind, points in own.items()}
    both = None not in rates.values()
    return {
        **counts,
        "n_population": sum(one.population is not None for one in trials), "n_memory": len(forgotten),
        **_of(own, ""), **_of(other, "population_"), **_of(left, "residual_", ""),
        "scaling": (rates["good"] + rates["bad"]) / 2 if both else None,  # type: ignore[operator]
        "asymmetry": (rates["good"] - rates["bad"]) / 2 if both else None,  # type: ignore[operator]
        "bias_adjusted_pct": _adjusted(own["good"], own["bad"]),
        "error_size_pct": _mean([size for points in own.values() for size, _ in points]),
        "population_error_size_pct": _mean([size for points in other.values() for size, _ in points]),
        "comparative_optimism_pct": _mean(optimism), "memory_error_pct": _mean(forgotten),
    }  # fmt: skip


def _of(points: dict[str, list[tuple[float, float]]], prefix: str, means: str = "update_") -> Measures:
    mean = {kind: _mean([moved for _, moved in some]) for kind, some in points.items()}
    good, bad = mean["good"], mean["bad"]
    found: Measures = {f"{prefix}bias_pct": None if good is None or bad is None else good - bad}
    for kind, some in points.items():
        slope, correlation = _line(some)
        found |= {
            f"{prefix}n_{kind}": len(some), f"{prefix}{means}{kind}_pct": mean[kind],
            f"{prefix}slope_{kind}": slope, f"{prefix}correlation_{kind}": correlation,
        }  # fmt: skip
    return found


def _odds(pct: float) -> float:
    share = min(99.5, max(0.5, pct)) / 100
    return share / (1 - share)


def _mean(values: list[float] | list[int]) -> float | None:
    return statistics.fmean(values) if values else None


def _line(points: list[tuple[float, float]]) -> tuple[float | None, float | None]:
    sizes, moves = [size for size, _ in points], [moved for _, moved in points]
    if len(points) < 3 or len(set(sizes)) == 1:
        return None, None
    slope = statistics.linear_regression(sizes, moves).slope
    return slope, None if len(set(moves)) == 1 else statistics.correlation(sizes, moves)


def _through_origin(points: list[tuple[float, float]]) -> float | None:
    squares = sum(size * size for size, _ in points)
    return sum(size * moved for size, moved in points) / squares if squares else None


def _adjusted(good: list[tuple[float, float]], bad: list[tuple[float, float]]) -> float | None:
    """The least squares of update on |EE| and on the news, solved by taking out the mean of each kind."""
    if not good or not bad or (len({size for size, _ in good}) == 1 == len({size for size, _ in bad})):
        return None
    sizes, moves = ([statistics.fmean(point[at] for point in some) for some in (good, bad)] for at in (0, 1))
    off = [(size - sizes[kind], moved - moves[kind]) for kind, some in enumerate((good, bad)) for size, moved in some]
    slope = sum(size * moved for size, moved in off) / sum(size * size for size, _ in off)
    return moves[0] - moves[1] - slope * (sizes[0] - sizes[1])
