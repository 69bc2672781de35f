"""A run while a launch of it is going on: how it is opened, and how it ends."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

from experiment.design.session_plan import SessionPlan
from experiment.format.apparatus import Apparatus, FlipIntervals, utc_now
from experiment.format.journal import LaunchEnded, LaunchStarted, TornTail
from experiment.format.run_files import RunFiles, SessionFiles, participant_file
from experiment.format.sheet import CheckSheet, LaunchSheet, SessionSheet
from experiment.format.vocabulary import AbortReason, PauseReason, SessionStatus, StopCause
from experiment.record.failures import during_the_session
from experiment.record.find import Run
from experiment.record.fixed_files import FixedFiles
from experiment.record.launch import Launch, interrupted
from experiment.record.ledger import unless_refused
from experiment.record.protecting import protect, unprotect, write_checksums
from experiment.record.read_back import read_back
from experiment.record.recorder import CarryOut, RunRecorder
from experiment.record.run_ledger import enter_ended, enter_resumed
from experiment.record.sealed_here import remember
from experiment.record.session_lock import running_elsewhere
from experiment.record.soft_locks import Locked
from experiment.record.storage import Storage
from experiment.record.sums import sha256
from experiment.record.whole_files import write_whole
from experiment.task.progress import Progress

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


def open_run(
    storage: Storage,
    launch: Launch,
    operator: str | None,
    apparatus: Apparatus,
    frame_s: float,
    versions: dict[str, str],
    revision: str | None,
    carry_out: CarryOut,
) -> OpenRun:
    """Open the files of a run for a launch of it, and write down that it has started.

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
    carry_out
        Carries out whatever is written from now on.
    """
    back = launch.read_back
    if not launch.is_new:  # opening the stage has taken its time
        back = read_back(storage, launch.files, launch.sheet)
    check = launch.check.report if launch.check else None
    started = LaunchSheet(
        launch=back.progress.launch,
        operator=operator,
        started_utc=apparatus.zero_utc,
        ended_utc=None,
        versions=versions,
        revision=revision,
        apparatus=apparatus,
        check=CheckSheet(made_utc=check.made_utc, verdict=check.verdict) if check else None,
        flip_intervals=None,
        pauses=None,
        ended_early=None,
        stopped_by=None,
    )
    changed = {
        "status": SessionStatus.RUNNING, "abort_reason": None, "launches": (*launch.sheet.launches, started)
    }  # fmt: skip
    sheet = launch.sheet.model_copy(update=changed)
    advice = launch.advice
    with during_the_session(launch.files.journal.name):
        advice += _open_again(storage, launch, started.launch)
        for torn in back.torn:
            storage.cut(torn.path, torn.length)
        fixed = FixedFiles(storage, launch.files, sheet, _enrolments(launch.files.session))
        recorder = _recorder(storage, launch, fixed, carry_out)
    digest = sha256(sheet.text())
    recorder.note(LaunchStarted(launch=started.launch, utc=started.started_utc, frame_s=frame_s, sheet_sha256=digest))
    recorder.restore(back.lost)
    for torn in back.torn:
        tail = torn.tail[:_TORN_KEPT_BYTES].decode("utf-8", errors="backslashreplace")
        recorder.note(TornTail(file=torn.path.name, size_bytes=len(torn.tail), text=tail))
    recorder.settle()  # a launch that the sheet knows is in the journal, or the journal has been tampered with
    run = OpenRun(storage, launch.files, back.plan, back.progress, recorder, fixed, sheet, advice, carry_out)
    carry_out(partial(run.write_sheet, sheet))
    return run


def _open_again(storage: Storage, launch: Launch, number: int) -> tuple[str, ...]:
    """Let a run go on that had come to an end, or was broken off.

    Returns
    -------
    tuple of str
        What the experimenter should be told.
    """
    files, sheet = launch.files, launch.sheet
    if not sheet.launches and sheet.status is SessionStatus.RUNNING:
        return ()
    advice = unless_refused(files.session.place, partial(enter_resumed, storage, files, number))
    unprotect(storage, files, sheet)
    return advice


class OpenRun:
    """A run while a launch of it is going on.

    Parameters
    ----------
    storage, files
        Where it is written.
    plan, progress
        What is to happen, and what has happened already.
    recorder
        Writes what happens.
    fixed
        The files that must stay as they are.
    sheet
        As this launch has put it down.
    advice
        What the experimenter should be told when it has ended.
    carry_out
        Carries out whatever waits for the disk.
    """

    def __init__(
        self,
        storage: Storage,
        files: RunFiles,
        plan: SessionPlan,
        progress: Progress,
        recorder: RunRecorder,
        fixed: FixedFiles,
        sheet: SessionSheet,
        advice: tuple[str, ...],
        carry_out: CarryOut,
    ) -> None:
        self.plan = plan
        self.progress = progress
        self.recorder = recorder
        self._storage = storage
        self._files = files
        self._fixed = fixed
        self._sheet = sheet
        self._advice = advice
        self._carry_out = carry_out
        self._room = storage.keep_room(files.session.folder)

    def end(
        self, t_s: float, reason: AbortReason | None, intervals: FlipIntervals | None, pauses: dict[PauseReason, int]
    ) -> Sealed:
        """Close a launch that has come to its end by itself; the run is protected, whether complete or not."""
        status = SessionStatus.COMPLETE if reason is None else SessionStatus.ABORTED
        utc = utc_now()
        self.recorder.note(
            LaunchEnded(t_s=t_s, utc=utc, status=status, reason=reason, flip_intervals=intervals, pauses=pauses)
        )
        self.recorder.settle()
        ended = {"ended_utc": utc, "flip_intervals": intervals, "pauses": pauses, "ended_early": reason}
        last = self._sheet.launches[-1].model_copy(update=ended)
        changed = {"status": status, "abort_reason": reason, "launches": (*self._sheet.launches[:-1], last)}
        sheet = self._sheet.model_copy(update=changed)
        self.recorder.check_contents()
        sealed: list[Sealed] = []
        self._carry_out(lambda: sealed.append(self._seal(sheet, status)))
        return sealed[0]

    def _seal(self, sheet: SessionSheet, status: SessionStatus) -> Sealed:
        with during_the_session(self._files.checksums.name):
            advice = self._fixed.complete()
            contents = self.recorder.contents | self._fixed.of_the_run | {self._files.sheet: sheet.text()}
            sums_sha256 = write_checksums(self._storage, self._files, contents)
        self.write_sheet(sheet)
        codes: list[str] = []
        advice += unless_refused(
            self._files.session.place,
            lambda: codes.append(enter_ended(self._storage, self._files, status, sums_sha256)),
        )
        advice += protect(self._storage, self._files, sheet)
        remember(sums_sha256)
        return Sealed(codes[0] if codes else None, (*self._advice, *advice))

    def break_off(self, cause: StopCause) -> bool:
        """Have the sheet say that the launch was interrupted, if it has not ended by itself and the disk still can.

        Nothing else is written: what stopped the launch may have been a write. So the room that was kept is given back.
        It is not waited for longer than for what is being written: such a disk may never be done, and the program would
        not end. The sheet stays then as that of a launch that was killed.

        Parameters
        ----------
        cause
            What has stopped it.

        Returns
        -------
        bool
            Whether it had not ended.
        """
        running = self._sheet.status is SessionStatus.RUNNING
        if running:
            self._carry_out.at_last(partial(self._say_interrupted, cause))
        sealed_meanwhile = self._sheet.status in (SessionStatus.COMPLETE, SessionStatus.ABORTED)
        return running and not sealed_meanwhile

    def close(self) -> None:
        """Give the files back, and the room.

        On a disk that is still writing the system does that when the program ends: whoever is opened next might be
        given what that writes.
        """
        if self._carry_out.join():
            self._room.close()
            self.recorder.close()

    def _say_interrupted(self, cause: StopCause) -> None:
        self._room.close()
        self._sheet = interrupted(self._storage, Run(self._files, self._sheet), cause).sheet

    def write_sheet(self, sheet: SessionSheet) -> None:
        """Write the sheet as it is now."""
        with during_the_session(self._files.sheet.name):
            write_whole(self._storage, self._files.sheet, sheet.text())
        self._sheet = sheet
        self._fixed.contents[self._files.sheet] = sheet.text()


def _recorder(storage: Storage, launch: Launch, fixed: FixedFiles, carry_out: CarryOut) -> RunRecorder:
    """Open the files of a run for this launch alone."""
    session = launch.files.session
    try:
        back = launch.read_back
        return RunRecorder(storage, launch.files, back.plan.tables, back.journal, back.projection, fixed, carry_out)
    except Locked as error:
        raise running_elsewhere(session, error) from error


def _enrolments(session: SessionFiles) -> list[Path]:
    """Name the places where an enrolment may be: of the study, and of rehearsals."""
    return [participant_file(data, session.participant_id) for data in dict.fromkeys((session.data, session.place))]
