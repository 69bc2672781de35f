"""What is typed on the command line and cannot be used: each message is provoked by typing it."""

from __future__ import annotations

import pytest

from experiment.messages import Usage
from tests.unit.test_cli import Lab

_SESSION = ("--participant", "KD001", "--visit", "baseline")
_KINDS = "study, test, demo"

PROVOCATIONS: dict[Usage, tuple[tuple[str, ...], dict[str, str]]] = {
    Usage.RUN_WITHOUT_SESSION: (("run",), {"missing": "--participant and --visit"}),
    Usage.NOT_A_KIND: (("run", *_SESSION, "--kind", "simulated"), {"text": "simulated", "known": _KINDS}),
    Usage.NOT_A_PARTICIPANT_MODE: (
        ("simulate", *_SESSION, "--arm", "patient", "--participant-mode", "human"),
        {"text": "human", "known": "scripted, random"},
    ),
    Usage.NOT_A_COUNT: (("plan", *_SESSION, "--run", "0"), {"text": "0"}),
    Usage.NOT_A_RATE: (("check", "--emulate", "fast"), {"text": "fast", "slowest": "20", "fastest": "240"}),
    Usage.NOT_A_TEXT_SCALE: (("run", *_SESSION, "--text-scale", "3"), {"text": "3", "largest": "2"}),
    Usage.NOT_A_SIZE: (("demo", "--window", "100x100"), {"text": "100x100"}),
}


@pytest.mark.parametrize("usage", PROVOCATIONS, ids=str)
def test_a_value_that_cannot_be_used_is_named(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str], usage: Usage
) -> None:
    """A value that cannot be used ends in wrong usage, and the last line is this message with what was typed."""
    arguments, facts = PROVOCATIONS[usage]
    said = Lab(tmp_path_factory.mktemp("lab"), capsys).say_just(*arguments)
    assert (2, "") == (said.code, said.out)
    assert said.err.splitlines()[-1].endswith(usage.say(**facts))


def test_every_message_about_usage_is_provoked() -> None:
    """A message that nothing here provokes is one too many, or a provocation too few."""
    assert set(Usage) == set(PROVOCATIONS)
