"""The noise that is put into simulated people scatters repeats as published ones do, by what is drawn."""

from __future__ import annotations

import numpy as np
import pytest

from experiment.config.assumptions import load_assumptions
from experiment.simulated_study.differing import of_person
from tests.benchmarks.simulated_answers import median_of_three, sd_of_sessions
from tests.instruments.simulated import ASSUMED


def test_three_answers_scatter_as_published() -> None:
    """Drawn for 40,000 people as `simulate` draws them: median SD of three answers 9 to 10 points, RMS 16 to 19."""
    noise = load_assumptions(ASSUMED).people.noise_sd_pct
    draw = np.random.default_rng(1)
    noises = np.array([of_person(noise, *apart) for apart in draw.standard_normal((40_000, 2))])
    scatter = (noises[:, np.newaxis] * draw.standard_normal((40_000, 3))).std(axis=1, ddof=1)
    assert 9 <= np.median(scatter) <= 10
    assert 16 <= np.sqrt(np.mean(scatter**2)) <= 19
    assert median_of_three(noise.value, sd_of_sessions(noise)) == pytest.approx(np.median(scatter), rel=0.02)
