"""How single values are written, and which texts could not be read back."""

from __future__ import annotations

import io
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas._libs.parsers import STR_NA_VALUES

from experiment.format.cells import MISSING, READ_AS_MISSING, Cell, encode
from experiment.format.vocabulary import Outcome

PROPERTY = settings(deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("value", "decimals", "cell"),
    [
        (None, None, "n/a"),
        (True, None, "true"),
        (False, 6, "false"),
        (Outcome.NOT_ASKED, None, "not_asked"),
        (12, 6, "12"),
        (0, None, "0"),
        (1.5, None, "1.5"),
        (1.5, 6, "1.500000"),
        (2 / 3, 3, "0.667"),
        (1e-7, 6, "0.000000"),
        (1e20, 3, "100000000000000000000.000"),
        ("", None, ""),
        ('a "word", so', None, 'a "word", so'),
    ],
)
def test_a_value_has_one_way_to_be_written(value: Cell, decimals: int | None, cell: str) -> None:
    """Nothing, truth values, words, numbers and text are each written in one way."""
    assert cell == encode(value, decimals)


@PROPERTY
@given(value=st.floats(-1e9, 1e9), decimals=st.integers(0, 9))
def test_a_measurement_is_rounded_once(value: float, decimals: int) -> None:
    """A cell with fixed decimals holds the value to half of its last digit, without an exponent."""
    cell = encode(value, decimals)
    assert abs(Decimal(cell) - Decimal(value)) <= Decimal(5) / 10 ** (decimals + 1)
    assert set(cell) <= set("-0123456789.")


@PROPERTY
@given(value=st.floats(allow_nan=False))
def test_without_decimals_a_float_is_read_back_as_it_was(value: float) -> None:
    """The shortest text that reads back the same is written."""
    assert value == float(encode(value))


def test_pandas_takes_exactly_these_for_missing() -> None:
    """The texts that a study must not use are the missing values of the pandas that is installed."""
    assert set(STR_NA_VALUES) == READ_AS_MISSING


@pytest.mark.parametrize("text", sorted(READ_AS_MISSING))
def test_a_forbidden_text_would_be_lost(text: str) -> None:
    """Each of them is read as missing, so that forbidding it has a reason, and ``n/a`` is one of them."""
    table = pd.read_csv(io.StringIO(f"text,other\n{text},1\nwords,2\n"))
    assert [True, False] == list(table["text"].isna())
    assert MISSING in READ_AS_MISSING
