"""The experiment before a participant who is twice as quick: ``python -m tests.instruments.quick_run VERB …``."""

from __future__ import annotations

import sys
from typing import Any

from experiment.cli import main
from experiment.verbs import call_in
from experiment.virtual.participants import ScriptedParticipant


def somebody_quick(*_asked: Any) -> ScriptedParticipant:
    """Answer as the script does, in half the time."""
    return ScriptedParticipant(first_key_s=0.25, between_keys_s=0.08, page_s=0.4)


if __name__ == "__main__":
    call_in.virtual_participant = somebody_quick
    sys.exit(main(sys.argv[1:]))
