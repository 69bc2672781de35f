"""What is believed of an event hangs on its base rate alone: not on the list, the visit, or what else is asked."""

from __future__ import annotations

from pathlib import Path
from statistics import fmean

import numpy as np
import pytest

from experiment.config.assumptions import Assumptions, load_assumptions
from experiment.config.load import load_study
from experiment.simulated_study.answers_only import AnswersOnly
from tests.instruments.simulated import ASSUMED, simulated
from tests.instruments.small_study import PROJECT

_SAYS = {
    "belief_mean_pct": 32.4, "belief_slope": 0.4, "belief_spread_pct": 0.0, "noise_sd_pct": 0.0, "rounds_to_10": 0.0,
    "rounds_to_5": 0.0, "misses": 0.0, "leaves_unconfirmed": 0.0,
}  # fmt: skip


@pytest.fixture(scope="module")
def alike() -> Assumptions:
    """People of whom nobody differs, and who say what they believe."""
    shipped = load_assumptions(ASSUMED)
    figures = {
        name: getattr(shipped.people, name).model_copy(update={"value": value, "between_sd": 0.0})
        for name, value in _SAYS.items()
    }
    figures["noise_sd_pct"] = figures["noise_sd_pct"].model_copy(update={"visits_sd": 0.0})
    return shipped.model_copy(update={"people": shipped.people.model_copy(update=figures)})


def test_whole_sessions_and_answers_alone_have_one(tmp_path: Path, alike: Assumptions) -> None:
    """With retest events too, at every visit: mean + slope × (rate − mean rate of all events of the study's lists)."""
    study = load_study(PROJECT / "configs" / "ketamine_retest.yaml", any_screen=False)
    listed = {event.id: event for name in study.file.lists.names for event in study.events.lists[name]}
    centre = fmean(event.base_rate_pct for event in listed.values())

    def believed(rate: float) -> int:
        return int(np.floor(32.4 + 0.4 * (rate - centre) + 0.5))

    rows = simulated(tmp_path, 1, "ketamine_retest", assumptions=alike).rows()
    first = [row for row in rows if row["phase"] == "first_estimate" and row["self_pct"] != "n/a"]
    assert len({row["event_list"] for row in first}) > 2
    assert {int(row["self_pct"]) - believed(float(row["base_rate_pct"])) for row in first} == {0}
    alone = AnswersOnly(study, alike).draw({"patient": 1, "control": 1}, np.random.default_rng(1))
    rates, answers = alone.rate_pct, alone.first_pct
    assert (answers == np.floor(32.4 + 0.4 * (rates - centre) + 0.5)).all()
