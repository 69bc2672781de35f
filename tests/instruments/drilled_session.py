"""A session in a process of its own that waits at a question to be killed, for the crash drill: without a window.

Run as a program: ``python -m tests.instruments.drilled_session STUDY DATA [--resume]``.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from experiment.conduct import conduct
from experiment.config.load import load_study
from experiment.format.apparatus import Apparatus
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.layout.views import QuestionView
from experiment.record import participants
from experiment.record.request import Request
from experiment.record.storage import Disk
from experiment.task.participant import Action, Observation, Participant
from experiment.task.stage import Stage
from experiment.virtual.opening import open_virtual_stage

_WAITS_AT, _FOR_S = 7, 60.0


class _Waits:
    """Answers, and waits at the seventh question, in the fourth trial, for whoever kills the process."""

    def __init__(self, participant: Participant) -> None:
        self._participant, self._left = participant, _WAITS_AT

    def act(self, observation: Observation) -> Sequence[Action]:
        self._left -= isinstance(observation.view, QuestionView)
        if self._left == 0:
            time.sleep(_FOR_S)
        return self._participant.act(observation)


def main() -> None:
    """Begin the session of XX001 and wait, or go on with it to its end."""
    study, data, resume = load_study(Path(sys.argv[1])), Path(sys.argv[2]), "--resume" in sys.argv
    if not resume:
        participants.enrol(Disk(), data, study.file, "XX001", "control", "en")

    @contextmanager
    def open_stage(kind: SessionKind, who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        assert who is not None
        with open_virtual_stage(kind, who if resume else _Waits(who)) as opened:
            yield opened

    asked = Request(data, "XX001", "baseline", SessionKind.TEST, ParticipantMode.SCRIPTED, resume=resume)
    conduct(study, asked, open_stage)


if __name__ == "__main__":
    main()
