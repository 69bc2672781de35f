"""What the short check has found, as the window says it in both languages."""

from __future__ import annotations

import pytest

from experiment.format.check_report import CheckLine, Verdict
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.past_run import past_run
from experiment.launcher.preflight import in_words
from experiment.launcher.speaking import Language, Speaker
from experiment.record.stopped import stopped_at
from experiment.screen.lab_check.preflight_lines import time_line
from experiment.screen.mirrors import mirrored_line

ENGLISH, FRENCH = Speaker(Language.EN), Speaker(Language.FR)


@pytest.mark.parametrize(
    ("line", "fact"),
    [(time_line(False), "aucun serveur"), (mirrored_line(True), "la même image")],
    ids=lambda one: getattr(one, "name", None),
)
def test_french_says_what_was_found(line: CheckLine, fact: str) -> None:
    """Not only what to do; after one colon."""
    (said,) = in_words([line], FRENCH)
    assert fact in said
    assert 1 == said.count(":")


def test_what_is_in_order_is_not_named_by_what_would_be_amiss() -> None:
    """A monitor that is not mirrored does not stand there as mirrored."""
    assert ("✓ in order: not mirrored",) == in_words([mirrored_line(False)], ENGLISH)
    (french,) = in_words([mirrored_line(False)], FRENCH)
    assert "non dupliqué" in french
    assert Verdict.PASS is mirrored_line(False).verdict


def test_it_is_said_when_a_run_stopped(day: Laboratory) -> None:
    """The limit of a resume counts from there, and not from when the session began."""
    run = day.last_run("KD002", "baseline")
    assert run is not None
    stopped = stopped_at(day.storage, run)
    assert stopped is not None
    for say, words in ((ENGLISH, "stopped on"), (FRENCH, "arrêtée le")):
        past = past_run(day, "KD002", "baseline", 30, say)
        assert past is not None
        assert f"{words} {say.moment(stopped, day.zone)}" in past.said
