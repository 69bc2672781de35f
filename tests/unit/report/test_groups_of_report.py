"""Tests of groups stand beside how often they find something where there is nothing; arms beside what was published."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from experiment.analysis import session_nulls, session_scores
from experiment.report.groups import groups
from experiment.report.section import Table
from experiment.report.study_data import StudyData
from tests.unit.analysis.studies import study as made_up


@pytest.fixture(scope="module")
def tables(study: StudyData) -> tuple[Table, ...]:
    updates = made_up(12, 0.5, 0.3, 5.0, visits=2)
    updates["visit"] = pd.Categorical(updates["visit"], ["baseline", "post4h"], ordered=True)
    measured = replace(study, updates=updates, scores=session_scores(updates), nulls=session_nulls(updates, draws=20))
    section = groups(measured)
    assert section is not None
    return tuple(block for block in section.blocks if isinstance(block, Table))


def test_what_a_test_finds_where_there_is_nothing(tables: tuple[Table, ...]) -> None:
    """Beside each p stands the range of what the test finds in null studies, and that one level fails a long tail."""
    found = {row[:3]: row[-1] for row in tables[0].rows}
    assert ".03–.06; long tail .62" == found["robust_asymmetry", "level", "all"]
    assert ".03–.06; long tail .18" == found["robust_asymmetry", "level", "patient"]
    assert ".05–.75" == found["bias_pct", "level", "patient"]
    assert ".03–.06" == found["robust_asymmetry", "change", "patient"]


def test_arms_are_not_pooled_beside_what_was_published(tables: tuple[Table, ...], study: StudyData) -> None:
    """Each arm has a column of its own, with as many sessions as it has."""
    table = tables[-1]
    assert ["here, patient", "here, control"] == [head.text for head in table.heads[3:]]
    assert {"6"} == {cell.rpartition(" ")[2] for row in table.rows for cell in row[3:]}
