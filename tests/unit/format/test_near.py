"""Codes that are easily typed for one another, and those that follow one another."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.near import follows, near_ones, nearly

CODES = st.text("KD01", min_size=2, max_size=6)


@given(CODES, st.data())
def test_one_slip_is_near(code: str, data: st.DataObject) -> None:
    """A character left out, put in, exchanged, or two that changed places: each is one slip, in both directions."""
    at = data.draw(st.integers(0, len(code) - 2))
    other = data.draw(st.sampled_from("KDX019"))
    slips = [
        code[:at] + code[at + 1 :],
        code[:at] + other + code[at:],
        code[:at] + other + code[at + 1 :],
        code[:at] + code[at + 1] + code[at] + code[at + 2 :],
        code.lower(),
    ]
    for slip in slips:
        assert nearly(code, slip)
        assert nearly(slip, code)


@pytest.mark.parametrize("other", ["KE002", "KD112", "QX001", "KD", "KD00111", "DK010", ""])
def test_two_slips_are_not_near(other: str) -> None:
    """What differs by more is somebody else."""
    assert not nearly("KD001", other)


def test_what_looks_alike_is_near() -> None:
    """O and 0, I, L and 1 are the same to the eye."""
    assert "KD001" == near_ones("KDOOI", ["KC001", "KD001", "KD002", "QX001"])[0]


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("KD010", True),
        ("KD012", True),
        ("KD013", False),
        ("KD009", False),
        ("KD005", False),
        ("KE010", False),
        ("KD10", False),
    ],
)
def test_what_follows_a_series(code: str, expected: bool) -> None:
    """The next number follows, and the two after it; a lower one, another series or another length does not."""
    assert expected == follows(code, ["KD001", "KD009", "QX100"])
