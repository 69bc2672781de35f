"""Where presses come from: the keyboard, or a virtual participant who sits before the real screens."""

from __future__ import annotations

from typing import Protocol

from experiment.task.inputs import Input
from experiment.task.participant import Observation, Participant


class Inputs(Protocol):
    """A source of presses."""

    name: str
    devices: int
    """How many devices it listens to."""

    def attend(self, observation: Observation, onset_s: float) -> None:
        """See a screen."""
        ...

    def poll(self, now_s: float) -> list[Input]:
        """Take the presses since the last time, in their order."""
        ...

    def close(self) -> None:
        """Stop listening."""
        ...


class VirtualInputs:
    """A virtual participant's presses, each made when its time has come."""

    name = "virtual participant"
    devices = 0

    def __init__(self, participant: Participant) -> None:
        self._participant = participant
        self._coming: list[Input] = []

    def attend(self, observation: Observation, onset_s: float) -> None:
        """Let the participant see a screen; what it had meant to press at the last one is forgotten."""
        actions = self._participant.act(observation)
        presses = [action.done(onset_s) for action in actions]
        self._coming = sorted(presses, key=lambda press: press.time_s)

    def poll(self, now_s: float) -> list[Input]:
        """Press what is due."""
        due = [press for press in self._coming if press.time_s <= now_s]
        self._coming = self._coming[len(due) :]
        return due

    def close(self) -> None:
        """Nothing to give back."""
