"""A session, conducted."""

from __future__ import annotations

from pathlib import Path

from experiment.conduct import Conducted
from experiment.layout.views import View
from experiment.record import participants
from experiment.record.kept_lab_checks import keep_check
from experiment.record.storage import Disk
from tests.instruments.check_reports import report
from tests.instruments.small_study import small_study
from tests.instruments.watched_sessions import ARM, PARTICIPANT, Witness, files, run


def conducted(folder: Path, views: list[View] | None = None, disk: Disk | None = None) -> Conducted:
    """Enrol, check and conduct a session."""
    study = small_study(folder)
    data = folder / "data"
    participants.enrol(Disk(), data, study.file, PARTICIPANT, ARM, "fr")
    place = files(data).session.place
    keep_check(Disk(), place, report(1, "pass"), "text", b"picture")  # type: ignore[arg-type]
    return run(study, data, disk or Disk(), Witness([] if views is None else views))
