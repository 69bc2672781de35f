"""`recover` tries the models on people of whom all is known, and says in one folder what comes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pandas as pd
import pytest

from experiment.analysis.validation import in_words, predictions, run
from experiment.analysis.validation.predictions import prior_predictive
from experiment.cli import main
from experiment.report import validation_figures

TINY = run.Amount(people=2, group=3, groups=1, fits=20, latent_fits=4, shown=3, replicates=3, folds=2)


def shortened(patch: pytest.MonkeyPatch) -> None:
    """Make everything once, of as few people as possible."""
    patch.setattr(run, "QUICK", TINY)
    patch.setattr(run, "NOISES_PCT", (10.0,))
    patch.setattr(run, "RETESTS", (0, 20))
    patch.setattr(run, "NAMES", ("3", "latent"))
    for module in (run, in_words, validation_figures, predictions):
        patch.setattr(module, "KINDS", ("learn",))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("recovery") / "ours"
    with pytest.MonkeyPatch.context() as patch:
        shortened(patch)
        assert 0 == main(["recover", str(folder), "--seed", "3"])
    yield folder


def test_every_figure_is_said(made: Path) -> None:
    """The text shows each figure, says something of it, and names its table; nothing else lies in the folder."""
    text = (made / "README.md").read_text(encoding="utf-8")
    shown, tables = set(re.findall(r"\((\w+\.svg)\)", text)), set(re.findall(r"Table: `(\w+\.csv)`", text))
    assert {file.name for file in made.iterdir()} == shown | tables | {"README.md"}
    assert len(validation_figures.FIGURES) == len(shown)
    assert "nan" not in re.sub(r"r = nan|nan with", "", text)  # two people may be alike by chance


def test_figures_are_drawings(made: Path) -> None:
    """Each figure is an SVG file of its own that any program can read."""
    assert {"{http://www.w3.org/2000/svg}svg"} == {
        ElementTree.fromstring(file.read_text(encoding="utf-8")).tag for file in made.glob("*.svg")
    }


def test_what_was_put_in(made: Path) -> None:
    """Parameters stand beside what was put in, for people who learn and people who do not, by both models."""
    table = pd.read_csv(made / "parameters.csv")
    assert {"learn", "never learn", "as the published model"} == set(table["people"])
    assert {"latent belief", "published model 1"} == set(table["model"])
    assert (table[table["people"] == "never learn"].query("parameter == 'difference'")["put_in"] == 0).all()


def test_the_matrices(made: Path) -> None:
    """Each row of the confusion matrix, and each column of the inversion matrix that anything is in, makes a whole."""
    table = pd.read_csv(made / "models.csv")
    assert table.groupby(["told", "made_by"])["confusion"].sum().to_numpy() == pytest.approx(1)
    assert table.groupby(["told", "found"])["inversion"].sum(min_count=1).dropna().to_numpy() == pytest.approx(1)


def test_every_free_parameter_is_calibrated(made: Path) -> None:
    """S, A and σ of each of the twelve are calibrated where they are free; the hierarchy and the latent belief too."""
    table = pd.read_csv(made / "calibration.csv")
    of = {str(model): set(rows["parameter"]) for model, rows in table.groupby("model")}
    free = ({"S", "A", "σ"}, {"S", "σ"}, {"A", "σ"}, {"σ"})
    assert {f"published model {n}": free[(n - 1) % 4] for n in range(1, 13)} == {
        model: parameters for model, parameters in of.items() if model.startswith("published")
    }
    assert {"mean S, visit 1", "change of A", "SD of S, visit 2", "σ of somebody"} <= of["hierarchy"]
    assert {"latent belief, 0 retest events", "latent belief, 6 retest events"} <= set(of)
    assert table["share"].dropna().between(0, 1).all()


def test_what_the_published_priors_allow() -> None:
    """The share of second answers that are no probability, and where updates lie, are those of a simulation by hand."""
    told = prior_predictive(600, 5).query("model == 'published model 1'").iloc[0]
    random = np.random.default_rng(2)
    rate = random.uniform(10, 70, 200_000)
    first = np.clip(33 + 0.4 * (rate - 40) + np.sqrt(8**2 + 16**2 + 10**2) * random.standard_normal(len(rate)), 3, 77)
    v = np.where(first > rate, 1, -1)
    learning = random.normal(1, 1, len(rate)) + v * random.standard_normal(len(rate))
    noise = random.standard_normal(len(rate)) / np.sqrt(random.gamma(1, 1, len(rate)))
    update = learning * np.abs(first - rate) + noise
    second = first - v * update
    assert np.mean((second < 0) | (second > 100)) == pytest.approx(told["impossible"], abs=0.03)
    assert np.quantile(update, [0.025, 0.975]) == pytest.approx([told["all_low_pct"], told["all_high_pct"]], abs=9)


def test_several_processes(monkeypatch: pytest.MonkeyPatch) -> None:
    """How the work is divided among processes changes nothing."""
    shortened(monkeypatch)
    quick = [piece for piece in run._pieces(TINY, 3) if piece[0] in ("models", "prior_predictive")]
    monkeypatch.setattr(run, "_pieces", lambda *_: iter(quick))
    one, two = run.validated(TINY, 3), run.validated(TINY, 3, jobs=2)
    assert {"models", "prior_predictive"} == set(one)
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, two[name])


def test_another_seed_is_other_chance() -> None:
    """No two pieces have the same seed, nor have those of two runs."""
    seeds = [piece.args[-1] for seed in (1, 2) for _, piece in run._pieces(run.FULL, seed)]  # type: ignore[attr-defined]
    assert len(seeds) == len(set(seeds))


def test_a_folder_that_holds_something(made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is written over."""
    assert 1 == main(["recover", str(made)])
    assert f"{made} is there already" in capsys.readouterr().err


def test_ctrl_c(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Who stops it is told that nothing is kept, and nothing is."""

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("experiment.verbs.recover.put_together", stopped)
    assert 1 == main(["recover", str(tmp_path / "ours")])
    assert "nothing of it is kept" in capsys.readouterr().err
    assert [] == list(tmp_path.iterdir())
