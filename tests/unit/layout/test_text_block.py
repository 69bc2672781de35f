"""Paragraphs are broken where they may be, into lines that fit."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiment.layout import font
from experiment.layout.text_block import DoesNotFit, balance, wrap

PROPERTY = settings(deadline=None, derandomize=True, max_examples=150)
NB = "\u00a0"
WORD = st.text(alphabet="abcdefgéàçÉJfW%:!«»’.", min_size=1, max_size=12)
PARAGRAPH = st.lists(st.tuples(WORD, st.sampled_from([" ", " ", "  ", "\n", NB])), min_size=1, max_size=25).map(
    lambda pairs: "".join(word + space for word, space in pairs)[: -len(pairs[-1][1])]
)
SIZE_PX = st.integers(12, 80)
WIDTH_PX = st.integers(60, 1200)


def wrapped(text: str, size_px: int, width_px: int) -> list[str] | None:
    """The lines, or nothing if there is a word that no line can hold."""
    try:
        return wrap(text, size_px, width_px)
    except DoesNotFit:
        return None


@PROPERTY
@given(text=PARAGRAPH, size_px=SIZE_PX, width_px=WIDTH_PX)
def test_every_line_fits_and_no_word_is_lost(text: str, size_px: int, width_px: int) -> None:
    """Lines are no wider than they may be, and together they are the paragraph again."""
    lines = wrapped(text, size_px, width_px)
    if lines is not None:
        assert all(font.width_px(line, size_px) <= width_px for line in lines)
        assert [word for word in text.replace("\n", " ").split(" ") if word] == " ".join(lines).split(" ")


@PROPERTY
@given(text=PARAGRAPH, size_px=SIZE_PX, width_px=WIDTH_PX)
def test_a_no_break_space_never_ends_a_line(text: str, size_px: int, width_px: int) -> None:
    """A line neither begins nor ends with a no-break space: what it joins stays together."""
    for line in wrapped(text, size_px, width_px) or []:
        assert not line.startswith((NB, " "))
        assert not line.endswith((NB, " "))


@PROPERTY
@given(text=PARAGRAPH, size_px=SIZE_PX, width_px=WIDTH_PX)
def test_lines_are_filled(text: str, size_px: int, width_px: int) -> None:
    """The first word of a line would not have fitted on the line before, but for the rounding of words to pixels."""
    lines = wrapped(text, size_px, width_px) or []
    for before, line in itertools.pairwise(lines):
        longer = f"{before} {line.split(' ')[0]}"
        assert font.width_px(longer, size_px) + rounding_px(longer, size_px) > width_px


def rounding_px(line: str, size_px: int) -> int:
    """How much wider a line may be reckoned than it is: each word and space to the next pixel, and its kerning."""
    return (2 + size_px // 10) * len(line.split(" "))


@PROPERTY
@given(text=PARAGRAPH, size_px=SIZE_PX, width_px=WIDTH_PX)
def test_balanced_lines_are_no_more_and_no_wider(text: str, size_px: int, width_px: int) -> None:
    """Balancing keeps the number of lines and the words, and does not make the widest line wider."""
    lines = wrapped(text, size_px, width_px)
    if lines is None:
        with pytest.raises(DoesNotFit):
            balance(text, size_px, width_px)
    else:
        balanced = balance(text, size_px, width_px)
        assert len(lines) == len(balanced)
        assert " ".join(lines) == " ".join(balanced)
        widest = max(font.width_px(line, size_px) for line in lines)
        for line in balanced:
            assert font.width_px(line, size_px) <= min(width_px, widest + rounding_px(line, size_px))


@PROPERTY
@given(text=PARAGRAPH, size_px=SIZE_PX, width_px=WIDTH_PX)
def test_balanced_lines_are_as_narrow_as_can_be(text: str, size_px: int, width_px: int) -> None:
    """Lines that were any narrower, but for the rounding of words to pixels, would be more."""
    if wrapped(text, size_px, width_px) is not None:
        balanced = balance(text, size_px, width_px)
        widest = max(balanced, key=lambda line: font.width_px(line, size_px))
        narrower = wrapped(text, size_px, font.width_px(widest, size_px) - rounding_px(widest, size_px))
        assert narrower is None or len(narrower) > len(balanced) or len(balanced) == 1


def test_two_lines_are_made_about_as_long() -> None:
    """A last word is not left alone on its line."""
    text = "Selon vous, quelle est la probabilité que cela vous arrive au cours de votre vie ?"
    filled = wrap(text, 47, 860)
    balanced = balance(text, 47, 860)
    gap = [abs(font.width_px(a, 47) - font.width_px(b, 47)) for a, b in (filled[-2:], balanced[-2:])]
    assert gap[1] < gap[0]


def test_a_word_that_is_too_wide_is_said() -> None:
    """A word that no line can hold is refused, and quoted."""
    with pytest.raises(DoesNotFit, match="“anticonstitutionnellement” is wider than the screen"):
        wrap("dit anticonstitutionnellement", 80, 300)
