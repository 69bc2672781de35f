"""What differs between people, their sessions and events in a mixed model: as rows of a table, and in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from experiment.analysis.group.mixed_model import NO_SPREAD, MixedModelFit

RESIDUAL = "residual"
"""What is called so differs from trial to trial, all else taken into account."""


def spread_rows(fitted: MixedModelFit) -> Iterator[dict[str, object]]:
    """Give the SD of each random effect, its correlation with the first of its grouping, and the residual SD."""
    for grouping, effects in fitted.random_names.items():
        sds = fitted.random_sds[grouping]
        with_first = np.round(fitted.random_correlations[grouping][:, 0], _DIGITS)  # at its bound it is −1 or 1
        for place, effect in enumerate(effects):
            yield {
                "grouping": grouping, "members": fitted.members[grouping], "effect": effect,
                "sd_pct": float(sds[place]), "correlation": float(with_first[place]) if place else np.nan,
            }  # fmt: skip
    yield {"grouping": RESIDUAL, "members": fitted.rows, "effect": RESIDUAL, "sd_pct": fitted.residual_sd}


def singular_in_words(fitted: MixedModelFit, grouping: str) -> str:
    """Say what of a singular grouping is at its bound: an SD of 0, or a correlation of −1 or 1."""
    names, sds = fitted.random_names[grouping], fitted.random_sds[grouping]
    none = [name for name, sd in zip(names, sds, strict=True) if sd < NO_SPREAD * fitted.residual_sd]
    if none:
        return f"SD 0 of {' and '.join(none)} by {grouping}"
    correlations = fitted.random_correlations[grouping]
    pairs = [
        f"{names[one]} and {names[other]} by {grouping}: correlation {'−1' if correlations[one, other] < 0 else '1'}"
        for other in range(len(names))
        for one in range(other)
        if abs(correlations[one, other]) > 1 - _AT_BOUND
    ]
    return ", ".join(pairs) or f"effects by {grouping} follow from one another"


_AT_BOUND, _DIGITS = 1e-6, 6
