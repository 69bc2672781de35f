"""Every view of a session has a name, and a preview leaves none of them out."""

from __future__ import annotations

import pytest

from experiment.config import fits
from experiment.config.load import load_study
from experiment.design.gallery import screens
from experiment.design.session_views import named_views
from experiment.format.vocabulary import PauseReason
from experiment.layout.size import Size
from experiment.layout.views import Blank, FixationView, View
from tests.unit.design.studies import PROJECT, known, plan


@pytest.mark.parametrize("name", ["ketamine", "original"])
def test_a_preview_shows_every_view_by_its_name(name: str) -> None:
    """Whatever a session may show is in the preview under the name it has, but for the empty screen."""
    study = known(name)
    shown = [exhibit.name for exhibit in screens(study, "fr")]
    names: dict[View, str] = {}  # one view may have several names, and is shown under the first
    arm, entry = next(iter(study.file.arms.items()))
    for name, view in named_views(plan(study, next(iter(entry.visits)), arm=arm)):
        names.setdefault(view, name)
    left_out = {name for name in names.values() if not any(one == name or one.startswith(f"{name} ") for one in shown)}
    assert {"blank"} == left_out


def test_every_reason_for_a_pause_has_its_view() -> None:
    """A pause that is brought by anything at all can be shown at once."""
    names = {name for name, _ in named_views(plan(known("ketamine")))}
    assert set() == {f"pause {why}" for why in PauseReason} - names


@pytest.mark.parametrize("name", ["ketamine_retest", "original"])
def test_every_kind_of_view_is_tried_for_its_size(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that does not fit is found with the study files, on whatever kind of view a session may show it."""
    tried: set[type[View]] = set()

    def composed(view: View, size: Size) -> None:
        tried.add(type(view))

    monkeypatch.setattr(fits, "compose", composed)
    fits._problem.cache_clear()
    try:
        study = load_study(PROJECT / "configs" / f"{name}.yaml")
    finally:
        fits._problem.cache_clear()
    arm, entry = next(iter(study.file.arms.items()))
    shown = {type(view) for _, view in named_views(plan(study, next(iter(entry.visits)), arm=arm))}
    assert set() == shown - tried - {Blank, FixationView}
