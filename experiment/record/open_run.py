"""A run while a launch of it is going on: how it is opened, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from experiment.format.apparatus import Apparatus, FlipIntervals, utc_now
from experiment.format.journal import LaunchEnded, LaunchStarted, TornTail
from experiment.format.run_files import Session, participant_file
from experiment.format.sheet import CheckSheet, LaunchSheet, SessionSheet
from experiment.format.vocabulary import AbortReason, PauseReason, SessionStatus
from experiment.record.failures import during_the_session
from experiment.record.fixed_files import FixedFiles
from experiment.record.ledger import unless_refused
from experiment.record.read_back import read_back
from experiment.record.recorder import RunRecorder
from experiment.record.run_ledger import enter_ended, enter_resumed
from experiment.record.runs import Launch, Run, interrupted
from experiment.record.sealing import seal, unseal, write_checksums
from experiment.record.session_lock import running_elsewhere
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.whole_files import write_whole

_TORN_KEPT_BYTES = 100_000
"""How much is kept of what is cut off a file: more than any write, so that nothing else can fill a journal."""


@dataclass(frozen=True)
class Sealed:
    """An ended run.

    Parameters
    ----------
    code
        Its seal code; ``None``: the ledger could not be written.
    advice
        What the experimenter should be told about its files.
    """

    code: str | None
    advice: tuple[str, ...]


class OpenRun:
    """A run while a launch of it is going on.

    Parameters
    ----------
    storage
        Where it is written.
    launch
        What was prepared.
    operator
        Code of the person who conducts it.
    apparatus
        What it is run with.
    frame_s
        Refresh period of its display.
    versions, revision
        Of the software.
    """

    def __init__(
        self,
        storage: Storage,
        launch: Launch,
        operator: str | None,
        apparatus: Apparatus,
        frame_s: float,
        versions: dict[str, str],
        revision: str | None,
    ) -> None:
        self._storage = storage
        self._files = launch.files
        self._advice = launch.advice
        back = read_back(storage, launch.files, launch.sheet)  # again: opening the stage has taken its time
        self.progress = back.progress
        self.plan = back.plan
        check = launch.check.report if launch.check else None
        sheet = LaunchSheet(
            launch=self.progress.launch,
            operator=operator,
            started_utc=apparatus.zero_utc,
            ended_utc=None,
            versions=versions,
            revision=revision,
            apparatus=apparatus,
            check=CheckSheet(made_utc=check.made_utc, verdict=check.verdict) if check else None,
            flip_intervals=None,
            pauses=None,
        )
        changed = {
            "status": SessionStatus.RUNNING, "abort_reason": None, "launches": (*launch.sheet.launches, sheet)
        }  # fmt: skip
        self._sheet = launch.sheet.model_copy(update=changed)
        with during_the_session(self._files.journal.name):
            self._open_again(launch.sheet)
            for torn in back.torn:
                storage.cut(torn.path, torn.length)
            self._fixed = FixedFiles(storage, self._files, self._sheet, _enrolments(self._files.session))
            self.recorder = _recorder(storage, launch, self._fixed)
        digest = sha256(self._sheet.text())
        self.recorder.note(
            LaunchStarted(launch=sheet.launch, utc=sheet.started_utc, frame_s=frame_s, sheet_sha256=digest)
        )
        self.recorder.restore(back.lost)
        for torn in back.torn:
            tail = torn.tail[:_TORN_KEPT_BYTES].decode("utf-8", errors="backslashreplace")
            self.recorder.note(TornTail(file=torn.path.name, size_bytes=len(torn.tail), text=tail))
        self.recorder.settle()  # a launch that the sheet knows is in the journal, or the journal has been tampered with
        self._write_sheet(self._sheet)

    def _open_again(self, sheet: SessionSheet) -> None:
        """Let a run go on that had come to an end, or was broken off."""
        if sheet.launches or sheet.status is not SessionStatus.RUNNING:
            entering = partial(enter_resumed, self._storage, self._files, self.progress.launch)
            self._advice += unless_refused(self._files.session.place, entering)
            unseal(self._storage, self._files, sheet)

    def end(
        self, t_s: float, reason: AbortReason | None, intervals: FlipIntervals | None, pauses: dict[PauseReason, int]
    ) -> Sealed:
        """Close a launch that has come to its end by itself; the run is sealed, whether complete or not."""
        status = SessionStatus.COMPLETE if reason is None else SessionStatus.ABORTED
        utc = utc_now()
        self.recorder.note(
            LaunchEnded(t_s=t_s, utc=utc, status=status, reason=reason, flip_intervals=intervals, pauses=pauses)
        )
        self.recorder.settle()
        ended = {"ended_utc": utc, "flip_intervals": intervals, "pauses": pauses}
        last = self._sheet.launches[-1].model_copy(update=ended)
        changed = {"status": status, "abort_reason": reason, "launches": (*self._sheet.launches[:-1], last)}
        sheet = self._sheet.model_copy(update=changed)
        self.recorder.check_contents()
        with during_the_session(self._files.checksums.name):
            advice = self._fixed.complete()
            contents = self.recorder.contents | self._fixed.of_the_run | {self._files.about: sheet.text()}
            sums_sha256 = write_checksums(self._storage, self._files, contents)
        self._write_sheet(sheet)
        codes: list[str] = []
        advice += unless_refused(
            self._files.session.place,
            lambda: codes.append(enter_ended(self._storage, self._files, status, sums_sha256)),
        )
        advice += seal(self._storage, self._files, sheet)
        return Sealed(codes[0] if codes else None, (*self._advice, *advice))

    def break_off(self) -> bool:
        """Have the sheet say that the launch was interrupted, if it has not ended by itself and the disk still can.

        Nothing else is written: what stopped the launch may have been a write.

        Returns
        -------
        bool
            Whether it had not ended.
        """
        running = self._sheet.status is SessionStatus.RUNNING
        if running:
            self._sheet = interrupted(self._storage, Run(self._files, self._sheet)).sheet
        return running

    def _write_sheet(self, sheet: SessionSheet) -> None:
        with during_the_session(self._files.about.name):
            write_whole(self._storage, self._files.about, sheet.text())
        self._sheet = sheet
        self._fixed.contents[self._files.about] = sheet.text()


def _recorder(storage: Storage, launch: Launch, fixed: FixedFiles) -> RunRecorder:
    """Open the files of a run for this launch alone."""
    session = launch.files.session
    try:
        back = launch.read_back
        return RunRecorder(storage, launch.files, back.plan.tables, back.journal, back.projection, fixed)
    except Locked as error:
        raise running_elsewhere(session, error) from error


def _enrolments(session: Session) -> list[Path]:
    """Name the places where an enrolment may be: of the study, and of rehearsals."""
    return [participant_file(data, session.participant_id) for data in dict.fromkeys((session.data, session.place))]
