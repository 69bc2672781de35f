"""A robot at an X display: it sees real pixels and presses real keys (XTEST). Linux only.

Keys are pressed by their place on the keyboard, as a finger does: what they mean depends on the keyboard's layout.
"""

from __future__ import annotations

import subprocess
import tempfile
import time
from collections.abc import Callable

from PIL import Image, ImageChops
from Xlib import X, display
from Xlib.ext import xtest

from experiment.layout.size import Size

_DIGIT_ROW = {str(digit): 9 + (digit or 10) for digit in range(10)}
_KEYPAD = dict(zip("7894561230", (79, 80, 81, 83, 84, 85, 87, 88, 89, 90), strict=True))
_REACTION_S = 0.08
"""No hand answers a screen at once; pixels can be seen a few milliseconds before the flip that put them up returns."""

LEFT, MIDDLE, RIGHT, WHEEL, THUMB = 1, 2, 3, 4, 8
"""Buttons of a mouse under X."""

PLACES = {
    **_DIGIT_ROW,
    **{f"keypad {digit}": place for digit, place in _KEYPAD.items()},
    "enter": 36,
    "keypad enter": 104,
    "backspace": 22,
    "space": 65,
    "escape": 9,
    "letter": 38,
    "minus": 20,
    "comma": 59,
    "period": 60,
    "slash": 61,
    "keypad decimal": 91,
    "keypad minus": 82,
    "delete": 119,
    "shift": 50,
    "capslock": 66,
    "numlock": 77,
    "f5": 71,
    "tab": 23,
    "left": 113,
    "right": 114,
    "home": 110,
    "end": 115,
}
"""Keycodes of a PC keyboard under X (evdev)."""


class Robot:
    """Looks at a display and types.

    Parameters
    ----------
    name
        Of the display.
    size
        Of its screen.
    """

    def __init__(self, name: str, size: Size) -> None:
        self.name = name
        self._display = display.Display(name)
        self._root = self._display.screen().root
        self._size = size

    def look(self) -> Image.Image:
        """Take what is on the screen."""
        width, height = self._size.width, self._size.height
        raw = self._root.get_image(0, 0, width, height, X.ZPixmap, 0xFFFFFFFF)
        return Image.frombytes("RGB", (width, height), raw.data, "raw", "BGRX")

    def wait_for(self, picture: Image.Image, alive: Callable[[], bool], timeout_s: float = 30.0) -> None:
        """Wait until the screen shows exactly a picture.

        Raises
        ------
        AssertionError
            If it does not; the two pictures are kept beside each other for a person to look at.
        """
        end = time.monotonic() + timeout_s
        while time.monotonic() < end and alive():
            if ImageChops.difference(self.look(), picture).getbbox() is None:
                time.sleep(_REACTION_S)
                return
            time.sleep(0.015)
        seen = self.look()
        both = Image.new("RGB", (self._size.width, 2 * self._size.height))
        both.paste(picture, (0, 0))
        both.paste(seen, (0, self._size.height))
        with tempfile.NamedTemporaryFile(prefix="expected_above_seen_below_", suffix=".png", delete=False) as file:
            both.save(file)
        difference = ImageChops.difference(seen, picture).getbbox()
        raise AssertionError(f"not what was expected (differs in {difference}, alive {alive()}, see {file.name})")

    def press(self, *keys: str, hold_s: float = 0.03, rest_s: float = 0.02) -> None:
        """Press keys one after the other."""
        for key in keys:
            xtest.fake_input(self._display, X.KeyPress, PLACES[key])
            self._display.sync()
            time.sleep(hold_s)
            xtest.fake_input(self._display, X.KeyRelease, PLACES[key])
            self._display.sync()
            time.sleep(rest_s)

    def hold(self, key: str, for_s: float) -> None:
        """Hold a key down."""
        self.press(key, hold_s=for_s)

    def point(self, x: int, y: int) -> None:
        """Move the mouse."""
        xtest.fake_input(self._display, X.MotionNotify, x=x, y=y)
        self._display.sync()

    def button(self, down: bool, number: int = LEFT) -> None:
        """Press or release a mouse button."""
        xtest.fake_input(self._display, X.ButtonPress if down else X.ButtonRelease, number)
        self._display.sync()

    def click(self, x: int, y: int, hold_s: float = 0.06, number: int = LEFT) -> None:
        """Click somewhere."""
        self.point(x, y)
        self.button(down=True, number=number)
        time.sleep(hold_s)
        self.button(down=False, number=number)

    def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Press the button, move, and release it."""
        self.point(*start)
        self.button(down=True)
        for share in (0.25, 0.5, 0.75, 1.0):
            time.sleep(0.02)
            self.point(*(round(a + share * (b - a)) for a, b in zip(start, end, strict=True)))
        time.sleep(0.02)
        self.button(down=False)

    def lay_out_keyboard(self, layout: str) -> None:
        """Change what the keys mean."""
        subprocess.run(["setxkbmap", "-display", self._display.get_display_name(), layout], check=True)

    def close(self) -> None:
        """Leave the display."""
        self._display.close()
