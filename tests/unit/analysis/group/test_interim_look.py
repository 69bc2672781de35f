"""While a study is being collected its groups may share one visit, or none: they are compared at it, or it is said."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pandas as pd
import pytest
from scipy.stats import ttest_ind

from experiment.analysis.group.designs import one_group, two_groups
from experiment.analysis.group.mixed_model import fit_mixed_model
from experiment.analysis.group.tables import GroupAnalysis, comparisons, group_analysis
from tests.unit.analysis.models.test_tables import study

BASELINE = "control × patient × baseline"


def at(**visits: tuple[str, ...]) -> pd.DataFrame:
    """What has been collected where each arm has been to some of its visits."""
    arm, visit = study()["arm"], study()["visit"].astype(str)
    return study()[pd.concat([(arm == one) & visit.isin(been) for one, been in visits.items()], axis=1).any(axis=1)]


@cache
def of_baseline() -> GroupAnalysis:
    return group_analysis(at(patient=("baseline",), control=("baseline",)))


def test_groups_are_compared_at_the_only_visit() -> None:
    """The model of trials has group × news without visit, by both classifications, and of all eight people."""
    found = of_baseline().effects[lambda rows: (rows["analysis"] == BASELINE) & (rows["level"] == "trials")]
    effects = ["intercept", "group", "news", "group × news", "error_size_pct"]
    assert {"own": effects, "population": effects} == found.groupby("classification")["effect"].agg(list).to_dict()
    assert {8} == set(found["participants"])
    assert found["p"].notna().all()


@pytest.mark.parametrize(("classification", "prefix"), [("own", ""), ("population", "population_")])
def test_people_of_both_groups_at_it(classification: str, prefix: str) -> None:
    """Patients less controls in the bias, mean update after good news less that after bad, by Welch's t test."""
    rows = study()[study()["visit"] == "baseline"]
    means = rows.groupby(["arm", "participant_id", f"{prefix}news"], observed=True)[f"{prefix}update_pct"].mean()
    bias = means.xs("good", level=2) - means.xs("bad", level=2)
    patients, controls = (bias[arm].to_numpy(dtype=float) for arm in ("patient", "control"))
    found = of_baseline().effects[lambda rows: rows["effect"] == "bias at baseline: patient − control"]
    (row,) = found[found["classification"] == classification].to_dict("records")
    assert patients.mean() - controls.mean() == pytest.approx(row["estimate"])
    assert ttest_ind(patients, controls, equal_var=False).pvalue == pytest.approx(row["p"])
    assert "participants" == row["level"]
    assert pd.notna(row["found_in_nulls_high"])


def test_a_session_of_each_person_is_the_person() -> None:
    """Where each has one session, both together are the same model: the second is not fitted, nor told."""
    design = two_groups(study()[study()["visit"] == "baseline"], ("control", "patient"), ("baseline",))
    people, events = design.random
    twice = (people, replace(people, grouping="participant × visit"), events)
    one, both = (
        fit_mixed_model(design.update_pct, design.fixed, design.names, each) for each in (design.random, twice)
    )
    assert one.reml_deviance == pytest.approx(both.reml_deviance, abs=1e-4)
    assert one.standard_errors == pytest.approx(both.standard_errors, rel=1e-3)
    assert {"participant", "event", "residual"} == set(of_baseline().spread["grouping"])


def test_what_nobody_has_counted_of_one_visit() -> None:
    """Null studies of several visits stand beside no model of one; of two groups it is said what to look at instead."""
    trials = of_baseline().effects[lambda rows: rows["level"] == "trials"]
    assert trials.filter(like="found_in_nulls").isna().all(axis=None)
    said = trials["remark"].str.contains("p of group × news is often too small; see the contrast of participants")
    assert (trials["analysis"] == BASELINE).tolist() == said.fillna(False).tolist()


def test_patients_are_not_left_out() -> None:
    """Of two groups with as many visits patients are described alone, and controls are subtracted from them."""
    planned = comparisons(at(patient=("baseline",), control=("baseline",)))
    assert (("control", "patient"), ("baseline",), ("patient", ("baseline",))) == (
        planned.arms, planned.visits, planned.within,
    )  # fmt: skip


def test_controls_have_begun() -> None:
    """Where patients have been to all visits and controls to one, groups are compared at that one."""
    updates = at(patient=("baseline", "post4h", "day7"), control=("baseline",))
    planned = comparisons(updates)
    assert (("baseline",), ("patient", ("baseline", "post4h", "day7"))) == (planned.visits, planned.within)
    of_patients = one_group(updates, *planned.within)
    assert ["participant", "participant × visit", "event"] == [each.grouping for each in of_patients.random]


def test_only_the_last_visit_is_shared() -> None:
    """Noise may have changed by then: a contrast of people stands beside what null studies found at a last visit."""
    found = group_analysis(at(patient=("baseline", "day7"), control=("day7",))).effects
    beside = {
        row["effect"]: row["found_in_nulls_noisier"]
        for row in pd.concat([found, of_baseline().effects]).query("classification == 'own'").to_dict("records")
    }
    assert (0.09, 0.05) == tuple(beside[f"bias at {visit}: patient − control"] for visit in ("day7", "baseline"))


def test_no_visit_is_shared() -> None:
    """Where groups have been to different visits it is said who was left out, and why; the others are described."""
    found = group_analysis(at(patient=("post4h", "day7"), control=("baseline",))).effects
    (row, _) = found[found["analysis"] == "control"].to_dict("records")
    assert ("trials", "all", "not fitted: control left out: no visit in common with patient") == (
        row["level"], row["effect"], row["remark"],
    )  # fmt: skip
    assert {"control", "patient × post4h × day7"} == set(found["analysis"])


def test_more_than_two_groups() -> None:
    """Of three groups no two are compared, and each that is left out is named."""
    rows = at(patient=("baseline", "day7"), control=("baseline",))
    third = rows.assign(arm=rows["arm"].where(rows["participant_id"] != "P2", "siblings"))
    said = group_analysis(third).effects["remark"].dropna().unique()
    assert {
        f"not fitted: {arm} left out: of more than two groups no two are compared" for arm in ("control", "siblings")
    } <= set(said)
