"""Tests of groups stand beside how often they find something where there is nothing; arms beside what was published."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from experiment.analysis import session_nulls, session_scores
from experiment.analysis.group.tables import group_spread
from experiment.analysis.models.tables import model_parameters
from experiment.config.assumptions import load_assumptions
from experiment.report.false_finds import FOUND, NOT_COUNTED
from experiment.report.groups import groups
from experiment.report.published import InSimulation
from experiment.report.section import Table
from experiment.report.study_data import StudyData
from experiment.report.written import number
from tests.instruments.simulated import ASSUMED
from tests.unit.analysis.studies import study as made_up


@pytest.fixture(scope="module")
def measured(study: StudyData) -> StudyData:
    updates = made_up(12, 0.5, 0.3, 5.0, visits=2)
    updates["visit"] = pd.Categorical(updates["visit"], ["baseline", "post4h"], ordered=True)
    return replace(study, updates=updates, scores=session_scores(updates), nulls=session_nulls(updates, draws=20))


@pytest.fixture(scope="module")
def tables(measured: StudyData) -> tuple[Table, ...]:
    section = groups(measured)
    assert section is not None
    return tuple(block for block in section.blocks if isinstance(block, Table))


def test_what_a_test_finds_where_there_is_nothing(tables: tuple[Table, ...]) -> None:
    """Beside each p stands the range of what the test finds in null studies, and that one level fails a long tail."""
    found = {row[:3]: row[-1] for row in tables[0].rows}
    assert ".03–.05; long tail .62" == found["robust_asymmetry", "level", "all"]
    assert ".03–.06; long tail .18" == found["robust_asymmetry", "level", "patient"]
    assert ".05–.75" == found["bias_pct", "level", "patient"]
    assert ".03–.06" == found["robust_asymmetry", "change", "patient"]
    assert ".03–.06; noise changes .14" == found["bias_pct", "change", "patient"]


def test_beside_each_p_of_the_mixed_models(tables: tuple[Table, ...]) -> None:
    """Every effect of a mixed model has the shares of null studies, of changing noise too; |EE| says it has none."""
    found = {(row[0], row[2]): row[-2] for row in tables[1].rows}
    assert FOUND == tables[1].heads[-2].text
    assert {NOT_COUNTED} == {found.pop(("error_size_pct", by)) for by in ("own", "population")}
    assert {"news", "post4h − baseline", "(post4h − baseline) × news"} <= {effect for effect, _ in found}
    assert found["post4h − baseline", "own"].endswith("; noise changes .81")
    share = r"(\.\d\d|1\.00)"
    assert all(re.fullmatch(f"{share}–{share}(; noise changes {share})?", each) for each in found.values())


def test_what_differs_in_the_mixed_models(tables: tuple[Table, ...], measured: StudyData) -> None:
    """The report shows SD and correlation of each random effect, as `fit` writes them."""
    written = group_spread(measured.updates)
    assert len(written) == len(tables[2].rows)
    first, second = written.iloc[0], written.iloc[1]
    assert ("participant", "12", "intercept", number(first["sd_pct"], 2)) == tables[2].rows[0][2:6]
    assert number(second["correlation"], 2) == tables[2].rows[1][-1]
    assert ("residual", "residual") == (tables[2].rows[-1][2], tables[2].rows[-1][4])


def test_s_and_a_beside_what_was_published(tables: tuple[Table, ...], measured: StudyData) -> None:
    """S and A of the first model stand beside those published, and a healthy band: as parameters.csv has them."""
    parameters = model_parameters(measured.updates)
    here = parameters[
        (parameters["model"] == 1) & (parameters["visit"] == "baseline") & (parameters["arm"] == "patient")
    ]
    shown = {(row[0].partition(",")[0], row[1]): row[3] for row in tables[3].rows}
    for name, column, published in (("S", "scaling", ("0.39", ".35–.5")), ("A", "asymmetry", ("0.07", ".05–.17"))):
        mean, sd = here[column].mean(), here[column].std()
        expected = f"{number(mean, 2)} ({number(sd, 2)}), n = {len(here)}"
        assert {expected} == {shown[name, value] for value in published}


def test_arms_are_not_pooled_beside_what_was_published(tables: tuple[Table, ...], study: StudyData) -> None:
    """Each arm has a column of its own, with as many sessions as it has."""
    table = tables[3]
    assert ["here, patient", "here, control"] == [head.text for head in table.heads[3:-1]]
    assert {"6"} == {cell.rpartition(" ")[2] for row in table.rows for cell in row[3:-1]}


def test_published_figures_say_what_went_into_a_simulation(tables: tuple[Table, ...]) -> None:
    """What is called an input is what the shipped assumptions are fitted to, or hold; all else comes out."""
    texts = {row[0]: row[1] for row in tables[3].rows if row[-1] == InSimulation.INPUT.value}
    people = load_assumptions(ASSUMED).people
    assert {"first estimate", "estimate of the population’s risk"} == set(texts)
    assert texts["first estimate"].startswith("33.1 (8.0)")
    assert "first estimates have mean 33.1, SD 8.0" in people.belief_mean_pct.source
    own = people.population_mean_pct
    assert texts["estimate of the population’s risk"].startswith(f"{own.value:.1f} ({own.between_sd:.1f})")


def test_means_beside_what_was_published(tables: tuple[Table, ...], measured: StudyData) -> None:
    """What stands beside a published mean is the mean of participants at the first visit, worked out from updates."""
    updates = measured.updates
    first = updates[(updates["visit"] == "baseline") & (updates["arm"] == "patient")]
    shown = {row[0]: row[3].partition(" ")[0] for row in tables[3].rows}
    good = first[first["news"] == "good"].groupby("participant_id")["update_pct"]
    apart = {who: rows.abs().mean() for who, rows in good}
    assert f"{good.mean().mean():.1f}" == shown["update after good news, healthy"]
    assert f"{np.mean(list(apart.values())):.1f}" == shown["update after good news without its sign, healthy"]
