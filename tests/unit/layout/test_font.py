"""The shipped font draws all of a text exactly where it was measured, and says what it cannot draw."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from experiment.layout import font
from experiment.layout.compose import compose
from experiment.layout.size import Size
from tests.unit.layout.shipped_views import SHIPPED, SIZES, lines_of, own_views

WHITE = (255, 255, 255)
FRENCH = (
    "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ"
    "ABCDEFGHIJKLMNOPQRSTUVWXYZÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ"
    "0123456789.,;:!?%«»“”‘’'\"()[]…–—-·/€°+=&@#*"
)


def ink_beyond(text: str, size_px: int) -> list[int]:
    """How much wider and higher the ink of a text is on a canvas with room all around than in its picture."""
    picture = font.draw_line(text, size_px, WHITE)
    ink = picture.getbbox()
    assert ink is not None
    room = size_px
    canvas = Image.new("RGB", (picture.width + 2 * room, picture.height + 2 * room))
    ImageDraw.Draw(canvas).text((room, room), text, font=font.load(size_px), fill=WHITE)
    left, top, right, bottom = canvas.getbbox()
    return [(right - left) - (ink[2] - ink[0]), (bottom - top) - (ink[3] - ink[1])]


@pytest.mark.parametrize(("study", "language"), SHIPPED)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_no_shipped_text_is_cut(study: str, language: str, size: Size) -> None:
    """Every line of every screen, at the size at which it is shown, has all its ink in its picture."""
    lines = {(line.text, line.size_px) for view in own_views(study, language) for line in lines_of(compose(view, size))}
    cut = [(text, size_px) for text, size_px in lines if ink_beyond(text, size_px) != [0, 0]]
    assert [] == cut


@pytest.mark.parametrize("character", "JjfTyVÊÂÎÑŸÅÇgpq")
def test_no_letter_is_cut_at_any_size(character: str) -> None:
    """Feet, arms, accents and tails that reach beyond a letter's own width or height are drawn whole."""
    cut = [size_px for size_px in (*range(14, 60), 81, 119, 162, 240) if ink_beyond(character, size_px) != [0, 0]]
    assert [] == cut


@settings(deadline=None, derandomize=True, max_examples=200)
@given(text=st.text(alphabet=FRENCH, min_size=1, max_size=20), size_px=st.integers(14, 100))
def test_no_text_is_cut(text: str, size_px: int) -> None:
    """The same for any French text."""
    assert [0, 0] == ink_beyond(text, size_px)


@settings(deadline=None, derandomize=True, max_examples=300)
@given(text=st.text(alphabet=FRENCH + " \u00a0\u202f", max_size=30), size_px=st.integers(10, 140))
def test_a_line_is_as_wide_as_pillow_says(text: str, size_px: int) -> None:
    """Adding up characters and pairs gives the whole pixels that Pillow measures for the line."""
    left, _, right, _ = font.load(size_px).getbbox(text)
    assert right - left == font.width_px(text, size_px)


@settings(deadline=None, derandomize=True, max_examples=100)
@given(text=st.text(alphabet=FRENCH + " \u00a0", min_size=1, max_size=30), size_px=st.integers(12, 200))
def test_a_picture_is_as_large_as_it_was_measured(text: str, size_px: int) -> None:
    """Width and height of a drawn line are those that the layout reckoned with."""
    assert (font.width_px(text, size_px), font.height_px(size_px)) == font.draw_line(text, size_px, WHITE).size


def test_lines_of_a_size_are_equally_high() -> None:
    """The height does not depend on the letters, so that base lines are evenly spaced."""
    assert 1 == len({font.draw_line(text, 40, WHITE).height for text in ("x", "Êj", "|", "...")})


def test_a_line_has_its_colour() -> None:
    """Full ink has the colour asked for, on black."""
    colours = {colour for _, colour in font.draw_line("■", 60, (255, 200, 90)).getcolors()}
    assert {(0, 0, 0), (255, 200, 90)} <= colours


def test_digits_are_equally_wide() -> None:
    """A digit that is typed fits the slot that was measured with a nought."""
    assert 1 == len({font.width_px(digit, 79) for digit in "0123456789"})


def test_french_can_be_drawn() -> None:
    """The font has every letter and sign of French, its no-break spaces, and what the shipped texts use."""
    assert [] == font.missing_characters(FRENCH + " \n\u00a0\u202f")


@pytest.mark.parametrize(
    "character",
    [
        "\U0001f984",
        "\U0001f1eb",
        "火",
        "한",
        "\ue000",
        "\U0010ffff",
        "\x00",
        "\t",
        "\r",
        "\x7f",
        "\x85",
        "\u200b",
        "\u200d",
        "\u2028",
        "\u2029",
        "\u202e",
        "\ufeff",
        "\u2060",
        "\ufffe",
    ],
    ids=lambda character: f"U+{ord(character):04X}",
)
def test_what_cannot_be_seen_is_found(character: str) -> None:
    """Emoji and scripts that the font has not, control characters and invisible ones are each named once."""
    assert [character] == font.missing_characters(f"Brûlure {character} de la {character} peau")


def test_every_control_character_is_found() -> None:
    """No control or format character of Unicode can be drawn, but for the end of a line and the soft hyphen."""
    invisible = [c for c in map(chr, range(0x10000)) if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]
    drawn = set(invisible) - set(font.missing_characters("".join(invisible)))
    assert {"\n", "\u00ad"} == {c for c in drawn if ord(c) < 0x600}
