"""How far a measure can be trusted: its reliability, and its changes beside those that noise alone would make."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis import index_changes, index_reliability
from experiment.analysis.indices import INDICES
from experiment.report.section import Block, Head, Section, Table, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import interval, number

_SHOWN = ("bias_pct", "bias_adjusted_pct", "slope_good", "slope_bad", "scaling", "asymmetry")
_KINDS = {"split_half": "halves of a session", "retest": "visit to visit", "retest_agreement": "agreement of visits"}


def trusting(data: StudyData) -> Section | None:
    """Make the section; ``None``: no run counts."""
    return Section("trust", "Reliability, and changes beside noise", tuple(_blocks(data))) if data.measured else None


def _blocks(data: StudyData) -> Iterator[Block]:
    reliability = index_reliability(data.updates)
    rows = [
        row for measure in _SHOWN for row in reliability[reliability["measure"] == measure].to_dict("records")
        if not pd.isna(row["reliability"])
    ]  # fmt: skip
    if rows:
        yield paragraph(
            "No correlation of a measure with anything else can be larger than the root of its reliability. By halves "
            "of a session: two random halves of its events, many times, stepped up to the whole. From visit to visit: "
            "in the arm in which nothing is done."
        )
        yield Table(
            "Reliability of measures, with its interval over participants.",
            (
                Head("measure"), Head("of"), Head("arm"), Head("visits"), Head("n", number=True),
                Head("reliability", number=True), Head("95 % interval", number=True),
            ),
            tuple(_reliable(row) for row in rows),
        )  # fmt: skip
    else:
        yield paragraph("Too few participants for a reliability: five of an arm at a visit are needed.")
    yield from _changes(data)


def _reliable(row: dict[object, object]) -> tuple[str, ...]:
    visits = " → ".join(str(row[name]) for name in ("visit", "to_visit") if not pd.isna(row[name]))  # type: ignore[call-overload]
    return (
        str(row["measure"]), _KINDS[str(row["kind"])], str(row["arm"]), visits, str(row["n"]),
        number(row["reliability"], 2), interval(row["low"], row["high"], 2),
    )  # fmt: skip


def _changes(data: StudyData) -> Iterator[Block]:
    changes = index_changes(data.nulls)
    if changes.empty:
        return
    yield paragraph(
        "Answers that are noisier at one visit change every measure by themselves. Each change stands here beside "
        "those that noise alone would make if the same people learned nothing, or alike from all news: where the noise "
        "was measured, at that noise; else over every pair of noises from 5 to 20 points, so that the range is wide."
    )
    shown = changes[changes["measure"].isin(_SHOWN)]
    rows = []
    for measure in [one for one in INDICES if one in _SHOWN]:
        of_measure = shown[shown["measure"] == measure]
        for (arm, before, after), cell in of_measure.groupby(["arm", "from_visit", "to_visit"], observed=True):
            rows.append((measure, str(arm), f"{before} → {after}", *_beside_noise(measure, cell)))
    yield Table(
        "Changes of measures between visits, beside the changes that noise alone would make (means over participants). "
        "The last column: participants whose own change lies outside the 95 % interval of every noise looked at.",
        (
            Head("measure"), Head("arm"), Head("visits"), Head("n", number=True), Head("change", number=True),
            Head("noise alone", number=True), Head("noise"), Head("beyond noise", number=True),
        ),
        tuple(rows),
    )  # fmt: skip


def _beside_noise(measure: str, cell: pd.DataFrame) -> tuple[str, ...]:
    own = cell.drop_duplicates("participant_id")
    is_stated = bool((cell["noise"] == "stated").any())
    kinds = ["null", "from_noise_sd_pct", "to_noise_sd_pct"] if is_stated else ["null"]
    means = cell.groupby(kinds, observed=True)["null_change"].mean()
    outside = (cell["change"] < cell["null_change_low"]) | (cell["change"] > cell["null_change_high"])
    beyond = outside.groupby(cell["participant_id"]).all()
    decimals = 1 if measure.endswith("_pct") else 2
    return (
        str(len(own)), number(own["change"].mean(), decimals),
        f"{number(means.min(), decimals)} to {number(means.max(), decimals)}",
        " and ".join(sorted(set(cell["noise"].astype(str)))), f"{int(beyond.sum())} of {len(beyond)}",
    )  # fmt: skip
