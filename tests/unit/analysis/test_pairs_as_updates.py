"""Pairs that were drawn are the table that a study's files would give."""

from __future__ import annotations

from dataclasses import fields

import numpy as np
import pytest

from experiment.analysis.pairs_as_updates import updates_of_pairs
from experiment.analysis.side_by_side import SideBySide, side_by_side
from tests.unit.simulated_study.test_power import drawn

ARRAYS = [one.name for one in fields(SideBySide) if one.name not in ("sessions", "event")]


@pytest.mark.parametrize("name", ARRAYS)
def test_there_and_back(name: str) -> None:
    """A table made of pairs gives these pairs again, whatever the order in which their events stand."""
    pairs = drawn()
    again = side_by_side(updates_of_pairs(pairs))
    for number in range(len(pairs.sessions)):
        of_session = again.sessions.merge(pairs.sessions.iloc[[number]]).index
        assert len(of_session) == 1
        (at,) = np.flatnonzero(
            (again.sessions[["participant_id", "visit"]] == pairs.sessions[["participant_id", "visit"]].iloc[number])
            .all(axis=1)
        )  # fmt: skip
        there = pairs.event[number] >= 0
        np.testing.assert_array_equal(
            np.sort(getattr(pairs, name)[number][there].astype(float)),
            np.sort(getattr(again, name)[at][again.event[at] >= 0].astype(float)),
        )


def test_visits_in_order() -> None:
    """Visits stand in the order in which people come."""
    assert ["baseline", "post4h", "day7"] == updates_of_pairs(drawn())["visit"].cat.categories.tolist()
