"""The display is the one that the laboratory expects, or that is said, or it is refused."""

from __future__ import annotations

import pytest

from experiment.config.display_file import ExpectedDisplay
from experiment.format import apparatus
from experiment.format.vocabulary import SessionKind
from experiment.layout.size import Size
from experiment.messages import Reason, Refusal
from experiment.messages.accepting import always
from tests.screen.conftest import LARGEST


def opened(expected: ExpectedDisplay, **choice: object) -> apparatus.Display:
    """Open the stage where a display is expected, and give what its sheet would say."""
    from experiment.screen.open_stage import DisplayChoice, open_stage

    with open_stage(DisplayChoice("lab_pc", expected, **choice), SessionKind.TEST, None) as (_, facts):
        assert facts.display is not None
        return facts.display


def test_a_display_as_expected_is_taken(screen: str) -> None:
    """The size of the screen is as the file says: nothing is remarked."""
    display = opened(ExpectedDisplay(size_px=(LARGEST.width, LARGEST.height)))
    found = (display.name, display.unexpected, display.full_screen, display.width_px, display.height_px)
    assert ("lab_pc", (), True, LARGEST.width, LARGEST.height) == found


WRONG = ExpectedDisplay(size_px=(1024, 768), refresh_hz=75.0)


def test_a_wrong_display_is_refused_with_all_that_is_wrong(screen: str) -> None:
    """A size that is not as expected is named, with what there is in its place; an emulated rate is not."""
    with pytest.raises(Refusal) as refused:
        opened(WRONG)
    assert Reason.DISPLAY_NOT_AS_EXPECTED is refused.value.reason
    facts = refused.value.facts
    assert ("1024×768 pixels", "1920×1080 pixels") == (facts["expected"], facts["found"])


def test_a_wrong_display_that_is_accepted_is_recorded(screen: str) -> None:
    """With the experimenter's word for it the session goes on, and its sheet says what was not as expected."""
    assert ("1920×1080 pixels in place of 1024×768 pixels",) == opened(WRONG, accept_others=always).unexpected


def test_a_window_is_not_the_display(screen: str) -> None:
    """A window of a size of its own, for trying things out, is not held against what is expected of the screen."""
    display = opened(WRONG, window=Size(800, 600))
    assert () == display.unexpected
    assert not display.full_screen
    assert 800 == display.width_px


@pytest.mark.parametrize(("chosen", "scale"), [(None, 1.2), (1.5, 1.5)])
def test_type_is_as_large_as_the_display_or_the_session_says(screen: str, chosen: float | None, scale: float) -> None:
    """The size of type is that of the display, unless the session asks for another; the sheet says which."""
    display = opened(ExpectedDisplay(text_scale=1.2), window=Size(800, 600), text_scale=chosen)
    assert scale == display.text_scale
