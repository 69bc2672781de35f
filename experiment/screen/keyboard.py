"""The keyboard: every key that goes down, with the time stamp of the moment it did.

Built on psychtoolbox's own queue, which is filled by a thread of its own: nothing is lost however long a frame takes,
and a time stamp does not depend on when it is read. PsychoPy's ``Keyboard`` drops a tap that begins and ends between
two reads, and must not be used beside this: the two take each other's presses.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import TYPE_CHECKING

from psychopy.hardware.keyboard import keyNames
from psychtoolbox import hid

from experiment.messages import Reason, Refusal
from experiment.screen.mute import mute_key_queue
from experiment.task.inputs import Input, Key, KeyPress, KeyRelease
from experiment.task.participant import Observation

if TYPE_CHECKING:
    from experiment.screen.newcomers import Newcomers

_KEYS = {
    **{str(digit): Key(str(digit)) for digit in range(10)},
    **{f"num_{digit}": Key(str(digit)) for digit in range(10)},
    "return": Key.ENTER,
    "num_enter": Key.ENTER,
    "backspace": Key.BACKSPACE,
    "space": Key.SPACE,
    "escape": Key.ESCAPE,
    **{key.value: key for key in (Key.LEFT, Key.RIGHT, Key.UP, Key.DOWN, Key.HOME, Key.END)},
}
"""Physical keys under their US names: on an AZERTY keyboard the digit row needs no Shift."""

_STRAY = {
    *"abcdefghijklmnopqrstuvwxyz",
    *("minus", "equal", "bracketleft", "bracketright", "backslash", "semicolon", "apostrophe", "quoteleft", "grave"),
    *("pound", "less", "comma", "period", "slash", "delete"),
    *("num_decimal", "num_add", "num_subtract", "num_multiply", "num_divide", "num_equal"),
}
"""Keys that type something, but no digit: what a hand means with them is no whole number."""

_STRAY_CODES = {
    "linux": {98, 126, 127, 130, 133, 188, 189},  # ro and yen, the keypad's equals, ±, comma and brackets
    "win32": {108, 110, 193, 194, 226},  # the keypad's separator and decimal point, two Brazilian keys, less-than
    "darwin": {53, 100, 133, 134, 135, 137},  # beside 1, beside the left Shift, the keypad's comma and =, ro, yen
}
"""Those for which PsychoPy has no name, or a wrong one: by their place."""


def meaning_of(code: int, platform: str = sys.platform, names: Mapping[int, str] = keyNames) -> Key:
    """Return what a key means to the task.

    Parameters
    ----------
    code
        Psychtoolbox's number of the key.
    platform, names
        Of the operating system, and what PsychoPy calls its keys.
    """
    name = names.get(code, "")
    if name in _STRAY or code in _STRAY_CODES.get(platform, set()):
        return Key.STRAY
    return _KEYS.get(name, Key.OTHER)


_PTB_OF_X = 1
"""Psychtoolbox's number of a key is larger by one than X's."""


class Keyboard:
    """The queue of all keyboards of the machine, those that come later included.

    Parameters
    ----------
    zero_s
        The start of the launch on psychtoolbox's clock.

    Raises
    ------
    Refusal
        If there is no keyboard, or psychtoolbox cannot listen to it.
    """

    name = "psychtoolbox KbQueue"
    _used = False

    @staticmethod
    def rehearse() -> None:
        """Refuse to go on where the start of the queue ends the program; on Linux.

        Before anything has used psychtoolbox's keyboards, and so once for a process at most: from then on there are
        connections to the X server that a copy of the program must not use.

        Raises
        ------
        Refusal
            If it does, or fails.
        """
        if Keyboard._used:
            return
        Keyboard._used = True
        if sys.platform.startswith("linux"):
            from experiment.screen.rehearsal import rehearse  # noqa: PLC0415 (not on Windows)

            mute_key_queue()
            trouble = rehearse(lambda: _stop_queues(_start_queues()))
            if trouble is not None:
                raise Refusal(Reason.KEYBOARD_UNUSABLE, error=trouble)

    def __init__(self, zero_s: float) -> None:
        self._zero_s = zero_s
        mute_key_queue()
        try:
            Keyboard._used = True
            self._queues = _start_queues()
            self._newcomers = self._listen_to_newcomers()
        except Exception as error:  # psychtoolbox raises nothing narrower
            raise Refusal(Reason.KEYBOARD_UNUSABLE, error=error) from error
        self.devices = len(self._queues)
        if not self._queues:
            raise Refusal(Reason.NO_KEYBOARD)

    def attend(self, observation: Observation, onset_s: float) -> None:
        """A person sees the screen without being told."""

    def poll(self, _now_s: float) -> list[Input]:
        """Take what the keys did since the last time, in its order."""
        inputs: list[Input] = []
        for queue in self._queues:
            while queue.flush():
                event, _ = queue.queue_get_event()
                if event:
                    inputs.append(self._input(event["Time"], int(event["Keycode"]), event["Pressed"]))
        if self._newcomers is not None:
            self._newcomers.poll(lambda at_s, code, down: inputs.append(self._input(at_s, code + _PTB_OF_X, down)))
        return sorted(inputs, key=lambda given: given.time_s)

    def close(self) -> None:
        """Stop listening."""
        _stop_queues(self._queues)
        if self._newcomers is not None:
            self._newcomers.close()

    def _listen_to_newcomers(self) -> Newcomers | None:
        """Listen to keyboards that come later; the queue of Windows is that of all keyboards, whenever they come."""
        if not sys.platform.startswith("linux"):
            return None
        from experiment.screen.newcomers import Newcomers  # noqa: PLC0415 (only where there is X)
        from experiment.screen.x_errors import pass_over_x_errors  # noqa: PLC0415 (only where there is X)

        pass_over_x_errors()
        numbers = [int(device["interfaceID"]) for device in hid.get_keyboard_indices()[2]]
        queues = dict(zip(numbers, self._queues, strict=True))

        def begin_again(number: int) -> None:
            queues[number].queue_stop()
            queues[number].queue_start()

        return Newcomers(set(numbers), begin_again)

    def _input(self, at_s: float, code: int, pressed: bool) -> Input:
        """Return what a key did. What is typed into another window must not be readable in the data."""
        key = meaning_of(code)
        told = key.value if key in (Key.OTHER, Key.STRAY) else keyNames[code]
        return (KeyPress if pressed else KeyRelease)(at_s - self._zero_s, key, told)


def _start_queues() -> list[hid.Keyboard]:
    devices = [None] if sys.platform == "win32" else hid.get_keyboard_indices()[0]
    queues = [hid.Keyboard(device) for device in devices]
    for queue in queues:
        queue.queue_start()
    return queues


def _stop_queues(queues: list[hid.Keyboard]) -> None:
    for queue in queues:
        queue.queue_stop()
