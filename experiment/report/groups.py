"""Groups: how they change, by the noise-robust asymmetry first, and published values of the same quantities."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis import with_phenotype
from experiment.analysis.group.tables import covariates_in, group_effects
from experiment.analysis.group_tests import ROBUST, group_tests
from experiment.report.false_finds import FOUND, found_in_nulls
from experiment.report.section import Block, Head, Section, Table, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import NOTHING, interval, number, p_value

LEAST_PARTICIPANTS = 4
"""Fewer are not tested."""
_TESTS = {"level": "level", "change": "change", "change_between_arms": "difference of changes"}
_MEASURES = (ROBUST, "bias_pct", "slope_difference")

_PUBLISHED = (
    ("update after good news, healthy", "14.4 (SEM 1.1), n = 28", "Khalid et al. 2025", "update_good_pct"),
    ("update after bad news, healthy", "6.2 (SEM 1.2), n = 28", "Khalid et al. 2025", "update_bad_pct"),
    ("size of the estimation error", "20.8 (4.4), n = 524", "Vellani et al. 2022, computed", "error_size_pct"),
)
"""What was published, of whom, by whom, and the measure of this study that stands beside it."""


def groups(data: StudyData) -> Section | None:
    """Return the section; ``None``: too few take part."""
    if not data.measured or data.updates["participant_id"].nunique() < LEAST_PARTICIPANTS:
        return None
    return Section("groups", "Groups and published figures", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    yield paragraph(
        "Noise alone makes a bias, a slope and an asymmetry in people who learn nothing: read the noise-robust "
        "asymmetry first. A change of an ordinary measure can be a change of noise. No p is "
        "corrected for the number of tests."
    )
    yield paragraph(
        "The last column says how far to trust a p: in which share of simulated studies of people who learn nothing, "
        "or alike from all news, the test found p < .05 (lowest to highest of noise 5 to 20, and of noise that changes "
        "between visits; 460 studies each, of 56 participants). A test that is right has .05. A level of an ordinary "
        "measure is no sign of bias, and a change of one is a sign of changed learning only where noise has not "
        "changed. Where beliefs have a long tail to high risks, the level of the noise-robust asymmetry is wrong as "
        "well, and its changes are not: conclusions rest on changes."
    )
    tests = group_tests(data.updates)
    shown = pd.concat([tests[tests["measure"] == measure] for measure in _MEASURES])
    yield Table(
        "Tests of groups: levels against 0, changes between visits, and differences between arms in a change.",
        tuple(Head(text, number=is_number) for text, is_number in (
            ("measure", False), ("test", False), ("arm", False), ("visits", False), ("n", True), ("estimate", True),
            ("95 % interval", True), ("p", True), (FOUND, True),
        )),
        tuple(_test_row(row) for row in shown.to_dict("records")),
    )  # fmt: skip
    known = with_phenotype(data.updates, data.phenotype)
    beside = "".join(f" + {name}" for name in covariates_in(known))
    effects = group_effects(known)
    of_trials = effects[(effects["level"] == "trials") & (effects["effect"] != "intercept")]
    yield Table(
        f"Mixed models of single trials: UPD ~ |EE|{beside} + the effects named; intercept and news by participant, "
        "intercept by event. News is −1 and 1: twice an effect of news is good less bad at the same |EE|, which a bias "
        "does not hold still. Where people differ in how they change, p of a change between visits is too small: read "
        "it with the contrasts of participants.",
        tuple(Head(text, number=is_number, wraps=wraps) for text, is_number, wraps in (
            ("effect", False, True), ("sessions", False, True),
            ("told apart by", False, False), ("estimate", True, False),
            ("95 % interval", True, False), ("p", True, False), (FOUND, True, False), ("remark", False, True),
        )),
        tuple(_effect_row(row) for row in of_trials.to_dict("records")),
    )  # fmt: skip
    arms = [arm for arm in data.arms if (data.scores["arm"] == arm).any()]
    yield Table(
        "What was published, beside each arm of this study at first visits. Of other samples, designs and languages: a "
        "band for sanity, no test; “healthy” is said of those who were published. Of a simulated study they are among "
        "what was put in.",
        (
            Head("quantity"), Head("published", number=True), Head("source", wraps=True),
            *(Head(f"here, {arm}", number=True) for arm in arms),
        ),
        tuple(
            (what, value, source, *(_here(data, measure, arm) for arm in arms))
            for what, value, source, measure in _PUBLISHED
        ),
    )  # fmt: skip


def _test_row(row: dict[object, object]) -> tuple[str, ...]:
    visits = " → ".join(str(row[name]) for name in ("visit", "to_visit") if not _missing(row[name]))
    arm = "all" if _missing(row["arm"]) else str(row["arm"])
    return (
        str(row["measure"]), _TESTS[str(row["test"])], arm, visits or "all", str(row["n"]),
        number(row["estimate"], _decimals(row)), interval(row["low"], row["high"], _decimals(row)), p_value(row["p"]),
        found_in_nulls(row),
    )  # fmt: skip


def _effect_row(row: dict[object, object]) -> tuple[str, ...]:
    remark = "" if _missing(row["remark"]) else str(row["remark"])
    told = number(row["estimate"]), interval(row["low"], row["high"]), p_value(row["p"])
    return str(row["effect"]), str(row["analysis"]), str(row["classification"]), *told, found_in_nulls(row), remark


def _here(data: StudyData, measure: str, arm: str) -> str:
    """Return mean, standard deviation and number of the sessions of an arm at first visits."""
    of_arm = data.scores[data.scores["arm"] == arm]
    first = of_arm.loc[of_arm["visit_number"] == data.scores["visit_number"].min(), measure].dropna()
    if len(first) < 2:
        return NOTHING
    return f"{float(first.mean()):.1f} ({float(first.std()):.1f}), n = {len(first)}"


def _decimals(row: dict[object, object]) -> int:
    """Return 1 for percentage points, 2 for shares."""
    return 2 if row.get("measure") in (ROBUST, "slope_difference") else 1


def _missing(value: object) -> bool:
    return bool(pd.isna(value))  # type: ignore[call-overload]
