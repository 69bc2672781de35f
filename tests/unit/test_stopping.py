"""Ctrl-C: each verb says a sentence that is true of it."""

from __future__ import annotations

import pytest

from experiment.messages import Reason
from experiment.verbs.names import VERBS
from experiment.verbs.stopping import STOPPED
from tests.instruments.typed_lab import Lab


@pytest.mark.parametrize("verb", VERBS)
def test_only_sessions_are_said_to_go_on(verb: str) -> None:
    """Every verb has a sentence, and those that conduct no session promise no session that goes on."""
    assert ("--resume" in STOPPED[verb].remedy) == (verb in {"run", "simulate"})


def test_one_session_and_a_whole_study_are_not_the_same(lab: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is simulated of one person goes on; a study is there as a whole or not at all."""

    def at_work(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("experiment.verbs.simulate.carry_out", at_work)
    assert Reason.STOPPED.say() + "\n" == lab.simulate().err
    assert Reason.SIMULATION_STOPPED.say() + "\n" == lab.say("simulate").err
