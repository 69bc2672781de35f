"""The figure of power has a panel for each contrast that is planned, and one for what retest events are worth."""

from __future__ import annotations

import pandas as pd

from experiment.report.drawing import the_look
from experiment.report.power_figure import power_figure

_COLUMNS = [
    "participants", "size", "retest_events", "test", "measure", "arm", "visit", "to_visit", "mean_estimate",
    "half_width", "studies", "share", "low", "high",
]  # fmt: skip


def _row(test: str, measure: str, arm: str, visit: str, to_visit: str | None, people: int = 56, retest: int = 0,
         share: float = 0.4) -> tuple[object, ...]:  # fmt: skip
    return people, "", retest, test, measure, arm, visit, to_visit, 1.0, 2.0, 200, share, share - 0.1, share + 0.1


def _table(*rows: tuple[object, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=_COLUMNS)


CONTRASTS = (
    _row("change", "bias_pct", "patient", "baseline", "post4h"),
    _row("change", "bias_pct", "patient", "post4h", "day7"),
    _row("change", "bias_pct", "patient", "baseline", "day7", share=0.7),
    _row("change_between_arms", "robust_asymmetry", "patient - control", "baseline", "day7"),
    _row("trials_own", "group × visit × news", "patient - control", "baseline", "day7", share=0.2),
)


def _titles(table: pd.DataFrame) -> list[str]:
    with the_look():
        drawing = power_figure(table)
    assert drawing is not None
    return [axes.get_title(loc="left") for axes in drawing.axes]


def test_a_panel_for_each() -> None:
    """Differences between arms come first; each later visit is compared with the first, not with one between."""
    titles = ["patient − control, baseline → day7", "patient, baseline → post4h", "patient, baseline → day7", ""]
    assert titles == _titles(_table(*CONTRASTS))


def test_lines() -> None:
    """The model of trials stands in the panel of its contrast, at its share."""
    drawing = power_figure(_table(*CONTRASTS))
    assert drawing is not None
    shares = {
        str(bars.get_label()): float(bars.lines[0].get_ydata()[0])  # type: ignore[index,union-attr]
        for bars in drawing.axes[0].containers
    }
    assert {"noise-robust": 0.4, "trials": 0.2} == shares


def test_what_retest_events_are_worth() -> None:
    """Where several numbers of retest events were tried, how closely noise is known stands over them."""
    noise = [
        _row("change_between_arms", "noise_sd_pct", "patient - control", "baseline", "day7", people, retest)
        for people in (28, 56) for retest in (3, 6)
    ]  # fmt: skip
    drawing = power_figure(_table(*CONTRASTS, *noise))
    assert drawing is not None
    assert "Change of noise: patient − control, baseline → day7" == _titles(_table(*CONTRASTS, *noise))[3]
    assert ["28 people", "56 people"] == drawing.axes[3].get_legend_handles_labels()[1]


def test_nothing_changes() -> None:
    """With one visit there is nothing to draw."""
    assert power_figure(_table(_row("level", "bias_pct", "patient", "baseline", None))) is None
