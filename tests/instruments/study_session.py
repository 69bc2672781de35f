"""A session of the study, for which a made-up participant counts as a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiment.conduct import Conducted, conduct
from experiment.config.load import load_study
from experiment.format.apparatus import Apparatus
from experiment.format.vocabulary import ParticipantMode, SessionKind
from experiment.record.request import Request
from experiment.task.participant import Participant
from experiment.task.stage import Stage
from experiment.virtual.participants import ScriptedParticipant
from experiment.virtual.stage import VirtualStage
from tests.instruments.small_study import review


def study_session(
    study: Path,
    data: Path,
    who: str = "KD001",
    kind: SessionKind = SessionKind.STUDY,
    visit: str = "baseline",
    someone: Participant | None = None,
    **more: object,
) -> Conducted:
    """Conduct a session of somebody who is enrolled, from the first check to the last row, or as far as they go."""

    @contextmanager
    def open_stage(_kind: SessionKind, _who: Participant | None) -> Iterator[tuple[Stage, Apparatus]]:
        apparatus = Apparatus(
            zero_utc="2026-11-23T00:00:00.000+00:00", stage="virtual", inputs="", clock="virtual", display=None
        )
        yield VirtualStage(someone or ScriptedParticipant()), apparatus

    request = Request(data, who, visit, kind, ParticipantMode.HUMAN, operator="AB", **more)  # type: ignore[arg-type]
    return conduct(load_study(study), request, open_stage)


def change_study(study: Path, old: str, new: str) -> None:
    """Edit a reviewed study, and have it reviewed again."""
    text = study.read_text(encoding="utf-8")
    assert old in text
    study.write_text(
        re.sub(r"reviewed: \{.*\}", "reviewed: null", text.replace(old, new)), encoding="utf-8", newline="\n"
    )
    review(study)
