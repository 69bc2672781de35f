"""What psychtoolbox prints is dropped before it can end the program."""

from __future__ import annotations

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only there the thread prints")

# A mistake in a call makes PsychHID print a page, in the thread that calls.
MISTAKE = """
import sys
from psychtoolbox import PsychHID
from experiment.screen.mute import mute

def slots(name):
    return mute(sys.modules[name])

{before}
try:
    PsychHID("KbQueueCreate", "no number")
except Exception as error:
    print(repr(str(error)), file=sys.stderr)
"""


def said(before: str) -> subprocess.CompletedProcess[str]:
    """Make a mistake, after something else, in a process of its own."""
    program = MISTAKE.format(before=before)
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)


def test_words_are_dropped_and_exceptions_stay(screen: str) -> None:
    """Muted, PsychHID says nothing any more, and raises what it raised before."""
    loud, muted = said(""), said('slots("psychtoolbox.PsychHID")')
    assert "KbQueueCreate" in loud.stdout
    assert ("", loud.stderr) == (muted.stdout, muted.stderr)


def test_muting_again_is_harmless(screen: str) -> None:
    """A module that has been muted can be muted again."""
    twice = 'assert 0 < slots("psychtoolbox.PsychHID") == slots("psychtoolbox.PsychHID")'
    assert "" == said(twice).stdout


def test_a_module_that_does_not_print() -> None:
    """A module that never prints by Python's own means is left as it is."""
    assert "KbQueueCreate" in said('import _json; assert 0 == slots("_json")').stdout
