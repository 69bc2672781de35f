"""Whatever people differ by, they have on average what the file states: what cannot be so is refused at the door."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from experiment.config.assumed import (
    Assumed,
    AssumedLearning,
    AssumedNoise,
    AssumedPct,
    AssumedScreens,
    AssumedShare,
    AssumedSlope,
)
from experiment.config.assumptions import AssumedPeople, Assumptions, highest_of, load_assumptions
from experiment.config.mistakes import StudyMistakes
from experiment.format.vocabulary import Origin
from experiment.simulated_study.differing import of_person
from tests.instruments.simulated import ASSUMED

_Z, _WEIGHTS = np.polynomial.hermite_e.hermegauss(60)
NORMAL = _WEIGHTS / _WEIGHTS.sum()
SAID = {"origin": Origin.INVENTED, "source": "tried here"}


@pytest.mark.parametrize(
    "assumed",
    [
        AssumedShare(value=0.015, between_sd=0.015, **SAID),
        AssumedShare(value=0.9, between_sd=0.2, **SAID),
        AssumedLearning(value=0.2, between_sd=0.12, visits_sd=0.10, **SAID),
        AssumedPct(value=12.0, between_sd=9.0, **SAID),
        AssumedNoise(value=14.0, between_sd=8.4, visits_sd=0.2, **SAID),
        AssumedScreens(value=900.0, between_sd=500.0, **SAID),
        AssumedSlope(value=0.1, between_sd=0.4, **SAID),
    ],
)
def test_mean_and_sd(assumed: Assumed) -> None:
    """Over people and their visits, what is drawn has the mean and the SD that are stated, however near to an end."""
    drawn = np.array([[of_person(assumed, above, there) for there in _Z] for above in _Z])
    of_people = drawn @ NORMAL
    mean = float(of_people @ NORMAL)
    assert mean == pytest.approx(assumed.value, rel=1e-3)
    between = float(np.sqrt((of_people - mean) ** 2 @ NORMAL))
    assert between == pytest.approx(assumed.between_sd, rel=5e-3)
    if isinstance(assumed, AssumedLearning):
        assert float(np.sqrt(((drawn**2) @ NORMAL - of_people**2) @ NORMAL)) == pytest.approx(0.10, rel=5e-3)


def figures(people: AssumedPeople, **otherwise: tuple[float, float]) -> dict[str, Assumed]:
    return {
        name: AssumedShare(value=otherwise[name][0], between_sd=otherwise[name][1], **SAID)
        if name in otherwise
        else getattr(people, name)
        for name in AssumedPeople.model_fields
    }


@pytest.mark.parametrize("other_sd", [0.0, 0.2])
def test_two_shares_of_a_whole_never_exceed_it(assumed: Assumptions, other_sd: float) -> None:
    """Who rounds to 10 as often as anybody, and to 5 too, rounds no more than all; both means are as stated."""
    both = figures(assumed.people, rounds_to_10=(0.23, 0.15), rounds_to_5=(0.49, other_sd))
    most = 0.0
    for name in ("rounds_to_10", "rounds_to_5"):
        drawn = np.array([of_person(both[name], above, 0.0, highest_of(both, name)) for above in _Z])
        assert float(drawn @ NORMAL) == pytest.approx(both[name].value, rel=1e-3)
        most += drawn.max()
    assert most <= 1 + 1e-12


@pytest.fixture(scope="module")
def assumed() -> Assumptions:
    return load_assumptions(ASSUMED)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("misses: {value: 0.015,", "misses: {value: 0.015, between_sd: 1.0,", "“between_sd” cannot be 1 where “value”"),
        ("misses: {value: 0.015,", "misses: {value: 0.015, between_sd: 0.13,", "write less, below 0.1215"),
        ("confidence_pct: {value: 60.0,", "confidence_pct: {value: 1.0,", "write less, below 9.9498"),
        (
            "rounds_to_5: {value: 0.49,",
            "rounds_to_5: {value: 0.49, between_sd: 0.4,",
            "people cannot differ by 0.4 in “rounds_to_5”: beside “rounds_to_10”",
        ),
        (
            "{value: 0.50, between_sd: 0.12, visits_sd: 0.10, origin: band",
            "{value: 0.50, between_sd: 0.40, visits_sd: 0.30, origin: band",
            "“between_sd” and “visits_sd” cannot be 0.5 where",
        ),
        (
            "learning_good: {value: 0.36, between_sd: 0.12,",
            "rounds_to_5: {value: 0.49, between_sd: 0.45, origin: invented, source: x}\n"
            "      learning_good: {value: 0.36, between_sd: 0.12,",
            "people cannot differ by 0.45 in “rounds_to_5”",
        ),
        ("tempo_sd: {value: 0.35,", "tempo_sd: {value: 0, between_sd: 0.1,", "people differ in it by factors"),
    ],
)  # fmt: skip
def test_what_has_no_such_mean_is_refused(tmp_path: Path, old: str, new: str, said: str) -> None:
    """An SD that no people between the ends have around that mean, alone, beside another share, or at one visit."""
    shipped = ASSUMED.read_text("utf-8")
    assert 1 == shipped.count(old)
    file = tmp_path / "assumptions.yaml"
    file.write_text(shipped.replace(old, new), "utf-8", newline="\n")
    with pytest.raises(StudyMistakes) as refused:
        load_assumptions(file)
    assert said in str(refused.value)
    line = file.read_text("utf-8")[: file.read_text("utf-8").index(new)].count("\n") + 1
    assert f":{line}:" in str(refused.value)
