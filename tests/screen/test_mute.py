"""What psychtoolbox prints is dropped before it can end the program."""

from __future__ import annotations

import _json
import subprocess
import sys

import pytest

from experiment.screen.mute import mute

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
    """Make a mistake, after something else, in a process of its own.

    Where nothing is muted, the thread of the key queue may end the process as soon as the mistake has been made: this
    is what muting is for. So what is said is written at once, and how the process ends is the test's to judge.
    """
    program = MISTAKE.format(before=before)
    return subprocess.run([sys.executable, "-u", "-c", program], check=False, capture_output=True, text=True)


def test_without_muting_a_page_is_printed(screen: str) -> None:
    """Left as it is, PsychHID prints its page."""
    assert "KbQueueCreate" in said("").stdout


def test_words_are_dropped(screen: str) -> None:
    """Muted, PsychHID says nothing any more, and the program goes on to its end."""
    muted = said('slots("psychtoolbox.PsychHID")')
    assert (0, "") == (muted.returncode, muted.stdout)


def test_exceptions_stay(screen: str) -> None:
    """Muted, PsychHID still raises what went wrong."""
    assert "Incorrect argument type" in said('slots("psychtoolbox.PsychHID")').stderr


def test_muting_again_is_harmless(screen: str) -> None:
    """A module that has been muted can be muted again."""
    twice = said('assert 0 < slots("psychtoolbox.PsychHID") == slots("psychtoolbox.PsychHID")')
    assert (0, "") == (twice.returncode, twice.stdout)


def test_a_module_that_does_not_print() -> None:
    """A module that never prints by Python's own means is left as it is."""
    assert 0 == mute(_json)
