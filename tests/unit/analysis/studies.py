"""Small studies of people who are known, made in numbers alone."""

from __future__ import annotations

import numpy as np
import pandas as pd

from experiment.analysis.updates import measured
from tests.unit.analysis.by_definition import Trial, pairs_of


def study(
    people: int, good: float, bad: float, noise: float, seed: int = 1, visits: int = 1, optimism_sd: float = 0.0
) -> pd.DataFrame:
    """Updates of people who go shares of the way to the rate after good and after bad news; half are patients."""
    draw = np.random.default_rng(seed)
    rates = draw.integers(10, 70, 30)
    parts = []
    for who in range(people):
        mean, apart = 35 + 8 * draw.standard_normal(), optimism_sd * draw.standard_normal()
        for visit in range(visits):
            belief = np.clip(mean + 0.4 * (rates - 40) + 15 * draw.standard_normal(30), 5, 75)
            later = belief + np.where(rates < belief, good, bad) * (rates - belief)
            answers = [
                np.clip(np.round(one + noise * draw.standard_normal(30)), 3, 77).astype(int).tolist()
                for one in (belief, later, np.clip(belief + apart, 3, 77))
            ]
            trials = [Trial(*both, int(rate)) for *both, rate in zip(*answers, rates, strict=True)]
            name = ("baseline", "post4h", "day7")[visit]
            pairs = pairs_of(trials, 1, f"KD{who:03}", name)
            parts.append(pairs.assign(visit_number=visit + 1, arm="patient" if who % 2 else "control"))
    return measured(pd.concat(parts, ignore_index=True))
