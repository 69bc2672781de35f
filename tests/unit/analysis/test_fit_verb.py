"""`fit` refuses what cannot be read; what it writes is looked at in tests/unit/docs/test_made_tables.py."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from experiment.cli import main
from experiment.messages import TableFault
from experiment.verbs.fit import computed


def test_what_is_refused(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that is not as it was written is named, and nothing is fitted."""
    file = next(data.glob("sub-KD006/**/*desc-trials_data.csv"))
    file.write_bytes(b"")
    assert 1 == main(["fit", "--data", str(data), "--into", str(tmp_path / "scores")])
    assert f"{file}: {TableFault.EMPTY.say()}\n" == capsys.readouterr().err


def test_what_the_computations_have_come_to() -> None:
    """R-hat, effective draws, and how many fits are unsettled, singular or without an end: counted from the tables."""
    names = ["analysis", "classification", "level", "remark"]
    both = "singular: SD 0 of intercept by event; the search has not come to its end: no interval, and no p"
    effects = [
        ("a", "own", "trials", both), ("a", "own", "trials", both), ("b", "own", "trials", None),
        ("c", "own", "trials", "not fitted: fewer than 4 participants"),
        ("b", "population", "trials", "singular: SD 0 of intercept by event"),
        ("b", "own", "participants", None),
    ]  # fmt: skip
    tables = {
        "joint": pd.DataFrame(
            {
                "r_hat": [1.001, 1.02, 1.003],
                "effective_draws": [900.0, 900.0, 350.0],
                "tail_draws": [390.0, 900.0, 700.0],
            }
        ),
        "latent": pd.DataFrame(
            {"settled": [True, False], "effective_draws": [900.0, 610.0], "tail_draws": [430.0, 61.0]}
        ),
        "group_effects": pd.DataFrame(effects, columns=names).astype("string"),
    }
    said = list(computed(tables))
    assert "R-hat at most 1.020, effective draws at least 350, at an end of an interval 390" in said[0]
    assert said[0].endswith("3 of 3 rows")
    assert said[1].endswith("effective draws at least 610, at an end of an interval 61; not settled: 1 of 2 sessions")
    assert said[2] == ("models of trials: fitted 3 of 4 (fewer than 4 participants); singular: 2; without an end: 1")


def test_no_arm_is_large_enough_for_a_hierarchy() -> None:
    """Where nothing was drawn or fitted it is said, and why."""
    nothing = pd.DataFrame({"r_hat": [], "effective_draws": []})
    latent = pd.DataFrame({"settled": [True], "effective_draws": [900.0], "tail_draws": [430.0]})
    effects = pd.DataFrame({name: [] for name in ("analysis", "classification", "level", "remark")}, dtype="string")
    said = list(computed({"joint": nothing, "latent": latent, "group_effects": effects}))
    assert "joint: nothing, as no arm has 3 participants" == said[0]
    assert "models of trials: fitted 0 of 0; singular: 0; without an end: 0" == said[2]
