"""Groups: how they change, by the noise-robust asymmetry first, and published values of the same quantities."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from experiment.analysis import with_phenotype
from experiment.analysis.group.tables import covariates_in, group_analysis
from experiment.analysis.group_tests import ROBUST, group_tests
from experiment.report.false_finds import FOUND, found_in_nulls
from experiment.report.published import published_blocks
from experiment.report.section import Block, Head, Section, Table, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import interval, number, p_value

LEAST_PARTICIPANTS = 4
"""Fewer are not tested."""
_TESTS = {"level": "level", "change": "change", "change_between_arms": "difference of changes"}
_MEASURES = (ROBUST, "bias_pct", "population_bias_pct", "slope_difference")


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
        "or alike from all news, the test found p < .05: lowest to highest of noise 5 to 20 and of people who are "
        "otherwise at each visit; “noise changes”: where answers of patients are noisier after the first visit "
        "(10 → 15), and the test then finds far more (docs/nulls.md has how many studies; each like the shipped "
        f"ketamine study, of 56 participants: here are {data.updates['participant_id'].nunique()}, and the fewer, the "
        "less often is a level found that is none). A test that is right has .05. A level of an ordinary "
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
    analysis = group_analysis(known)
    effects = analysis.effects
    of_trials = effects[(effects["level"] == "trials") & (effects["effect"] != "intercept")]
    yield Table(
        f"Mixed models of single trials: UPD ~ |EE|{beside} + the effects named; intercept and news by participant and "
        "by participant × visit (people differ in how they change; not where everybody came once), intercept by event. "
        "News is −1 and 1: twice an "
        "effect of news is good less bad at the same |EE|, which a bias does not hold still. Singular: an SD is 0, or "
        "a correlation −1 or 1 (next table): the data do not tell these apart, which is no fault of the effects. |EE| "
        "and covariates are not what is "
        "tested, and not counted in null studies.",
        tuple(Head(text, number=is_number, wraps=wraps) for text, is_number, wraps in (
            ("effect", False, True), ("sessions", False, True),
            ("told apart by", False, False), ("estimate", True, False),
            ("95 % interval", True, False), ("p", True, False), (FOUND, True, False), ("remark", False, True),
        )),
        tuple(_effect_row(row) for row in of_trials.to_dict("records")),
    )  # fmt: skip
    if len(analysis.spread):
        yield Table(
            "What differs in these models between participants, their sessions and events, and what is left: standard "
            "deviations in points, and the correlation with the intercept. News is −1 and 1: good and bad news differ "
            "by twice as much.",
            tuple(Head(text, number=is_number, wraps=wraps) for text, is_number, wraps in (
                ("sessions", False, True), ("told apart by", False, False), ("by", False, False), ("n", True, False),
                ("effect", False, False), ("SD", True, False), ("correlation", True, False),
            )),
            tuple(_spread_row(row) for row in analysis.spread.to_dict("records")),
        )  # fmt: skip
    yield from published_blocks(data, effects)


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


def _spread_row(row: dict[object, object]) -> tuple[str, ...]:
    named = (str(row[name]) for name in ("analysis", "classification", "grouping", "members", "effect"))
    return *named, number(row["sd_pct"], 2), number(row["correlation"], 2)


def _decimals(row: dict[object, object]) -> int:
    """Return 1 for percentage points, 2 for shares."""
    return 2 if row.get("measure") in (ROBUST, "slope_difference") else 1


def _missing(value: object) -> bool:
    return bool(pd.isna(value))  # type: ignore[call-overload]
