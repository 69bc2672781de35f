"""A desktop around the task: a window manager, and windows of other programs. Linux only."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from Xlib import X, display
from Xlib.protocol import event as events

PATIENCE_S = 10.0


def until(condition: Callable[[], object], what: str, patience_s: float = PATIENCE_S) -> None:
    """Wait until something is so."""
    end = time.monotonic() + patience_s
    while not condition():
        assert time.monotonic() < end, f"waited in vain: {what}"
        time.sleep(0.02)


@contextmanager
def window_manager(name: str, on: str) -> Iterator[None]:
    """Run a window manager on a display."""
    program = shutil.which(name)
    if program is None:
        pytest.fail(f"{name} is not installed (lab.py test installs it as root, on Debian and Ubuntu)")
    process = subprocess.Popen(
        [program], env={**os.environ, "DISPLAY": on}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    server = display.Display(on)
    try:
        sign = server.get_atom("_NET_SUPPORTING_WM_CHECK")
        root = server.screen().root
        until(lambda: root.get_full_property(sign, X.AnyPropertyType), f"{name} manages windows")
        yield
    finally:
        server.close()
        process.terminate()
        process.wait()


class OtherWindow:
    """A window of another program, as a terminal or a chat is.

    Parameters
    ----------
    on
        The display.
    box
        Left, top, width and height; a window manager may put it elsewhere.
    managed
        Whether the window manager knows of it; it does not know of bubbles that tell something.
    """

    def __init__(self, on: str, box: tuple[int, int, int, int] = (200, 200, 400, 200), managed: bool = True) -> None:
        self._server = display.Display(on)
        self._root = self._server.screen().root
        self._window = self._root.create_window(
            *box,
            0,
            X.CopyFromParent,
            background_pixel=0xFFFFFF,
            override_redirect=not managed,
            event_mask=X.KeyPressMask | X.FocusChangeMask,
        )
        self._window.set_wm_name("another program")
        self._window.map()
        self._server.sync()

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to it."""
        return bool(self._server.get_input_focus().focus == self._window)

    def take_keyboard(self) -> None:
        """Have the keyboard, whatever a window manager thinks of it."""
        self._server.sync()
        time.sleep(0.2)
        if not self.has_keyboard:
            self._window.set_input_focus(X.RevertToPointerRoot, X.CurrentTime)
            self._window.configure(stack_mode=X.Above)
        until(lambda: self.has_keyboard, "another window has the keyboard")

    def typed(self) -> list[int]:
        """Take the places of the keys that were typed into it."""
        places = []
        while self._server.pending_events():
            event = self._server.next_event()
            if event.type == X.KeyPress:
                places.append(event.detail)
        return places

    def close(self) -> None:
        """Close it."""
        self._window.destroy()
        self._server.sync()
        self._server.close()


class TaskWindow:
    """The task's window, from outside."""

    def __init__(self, on: str) -> None:
        self._server = display.Display(on)
        self._root = self._server.screen().root
        until(lambda: self._find() is not None, "the task's window is there")
        found = self._find()
        assert found is not None
        self._window = found

    @property
    def has_keyboard(self) -> bool:
        """Whether keys go to it."""
        return bool(self._server.get_input_focus().focus == self._window)

    @property
    def is_on_screen(self) -> bool:
        """Whether it can be seen, as far as it is not covered."""
        return bool(self._window.get_attributes().map_state == X.IsViewable)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Where it is, and how large."""
        size, corner = self._window.get_geometry(), self._root.translate_coords(self._window, 0, 0)
        return corner.x, corner.y, size.width, size.height

    def minimise(self) -> None:
        """Have it minimised by the window manager."""
        self._tell("WM_CHANGE_STATE", 3)

    def activate(self) -> None:
        """Have it brought back, as a click in the task bar does."""
        self._tell("_NET_ACTIVE_WINDOW", 2)

    def close(self) -> None:
        """Look no more."""
        self._server.close()

    def _tell(self, what: str, value: int) -> None:
        told = events.ClientMessage(
            window=self._window, client_type=self._server.get_atom(what), data=(32, [value, 0, 0, 0, 0])
        )
        self._root.send_event(told, event_mask=X.SubstructureRedirectMask | X.SubstructureNotifyMask)
        self._server.sync()

    def _find(self) -> object | None:
        def within(window: object) -> object | None:
            for child in window.query_tree().children:  # type: ignore[attr-defined]
                if child.get_wm_name() == "PsychoPy":
                    return child
                if (found := within(child)) is not None:
                    return found
            return None

        return within(self._root)
