"""What the bench leaves out of a mean distance: what the machine kept waiting, and no more."""

from __future__ import annotations

from tests.benchmarks.figures import undisturbed_s


def test_a_twentieth_is_left_out_of_a_mean_distance() -> None:
    """Of forty distances the two largest are left out, whatever they are."""
    assert [1.0] * 38 == undisturbed_s([*[1.0] * 38, 90.0, 70.0])


def test_what_is_wrong_in_more_than_a_twentieth_stays() -> None:
    """Of forty distances of which four are large, two stay."""
    assert 2 == sum(distance > 1 for distance in undisturbed_s([*[1.0] * 36, *[5.0] * 4]))
