"""The page that goes with a copy of the data, for whoever analyses them: who ran, and whatever was out of the ordinary.

It follows from the files alone, so that it is the same as long as they are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

from experiment.config.study_file import StudyFile
from experiment.design.window_words import hours
from experiment.design.windows import THIS_CLOCK, zone_of
from experiment.format.enrolment import Enrolment
from experiment.format.run_files import RunFiles, participant_file, participants_folder
from experiment.format.sheet import SessionSheet
from experiment.format.vocabulary import SessionStatus
from experiment.messages import Refusal, visible
from experiment.record.enrolments import enrolled_ids
from experiment.record.find import Standing
from experiment.record.found_runs import found_runs
from experiment.record.storage import Storage
from experiment.record.verify import Finding, Verified
from experiment.record.visit_summary import VisitSummary, visit_summary
from experiment.task.run_summary import PauseTaken, Tally

NO_LONGER_THERE = "it is no longer in the data folder; the copy has it"
"""What is said of a file that only the copy has."""

_HEADER = (
    "participant",
    "arm",
    "visit",
    "run",
    "began",
    "by",
    "stands",
    "window",
    "estimates",
    "afterwards",
    "pauses",
    "seal",
)


def day_report(storage: Storage, data: Path, study: StudyFile, found: Verified, apart: Sequence[Finding] = ()) -> str:
    """Write the page of a copy, by what was found in it; whose data they are, they say themselves.

    Parameters
    ----------
    study
        Under which the copy was made: its clock is that of the page.
    apart
        In what the folder that was copied is not as the copy.
    """
    zone = zone_of(study)
    enrolled = [one for who in enrolled_ids(storage, data) if (one := _enrolment(storage, participant_file(data, who)))]
    runs = {run.stem: _summary(storage, run) for run in found_runs(storage, data)}
    read = [one for one in runs.values() if one is not None]
    return "\n".join(_page(study, zone, enrolled, runs, read, found, apart)) + "\n"


def _enrolment(storage: Storage, file: Path) -> Enrolment | None:
    try:
        return Enrolment.model_validate_json(storage.read(file))
    except (OSError, ValueError):
        return None


def _summary(storage: Storage, run: RunFiles) -> VisitSummary | None:
    try:
        return visit_summary(storage, run)
    except Refusal:
        return None


def _page(
    study: StudyFile,
    zone: tzinfo,
    enrolled: Sequence[Enrolment],
    runs: dict[str, VisitSummary | None],
    read: Sequence[VisitSummary],
    found: Verified,
    apart: Sequence[Finding],
) -> Iterator[str]:
    gone = sum(one.withdrawn is not None for one in enrolled)
    counts = ", ".join(f"{number} {stands.value}" for stands, number in sorted(Counter(found.runs.values()).items()))
    stand = f": {counts}" if counts else ""
    files = {f"{participants_folder(Path()).name}/{one.participant_id}.json" for one in enrolled}
    away = len(files & {one.file for one in apart if one.what == NO_LONGER_THERE})
    only = f" ({away} of them no longer in the data folder)" if away else ""
    studies = sorted({one.study for one in enrolled} | {one.run.sheet.study for one in read}) or [study.study]
    yield f"{', '.join(studies)}: {len(enrolled)} enrolled{only}, {gone} withdrawn; {len(found.runs)} runs{stand}"
    by = "" if study.study in studies else f", as the study {study.study} has it: the copy was made under that one"
    yield f"Times are those of {study.time_zone or THIS_CLOCK}{by}."
    yield from _section("Sessions", _table([_HEADER, *(_row(one, found, zone) for one in read)]) if read else ())
    deviations = [line for one in read for line in _out_of_the_ordinary(one)]
    notes = [line for one in read for line in _notes(one, zone)]
    withdrawn = [f"{one.participant_id}: withdrawn ({one.withdrawn.reason})" for one in enrolled if one.withdrawn]
    unread = [f"{stem}: it cannot be read" for stem, one in runs.items() if one is None]
    yield from _section("Out of the ordinary", [*deviations, *withdrawn, *unread])
    yield from _section("Notes of the experimenters", notes)
    yield from _section("Not as it was recorded", map(_said, found.wrong))
    yield from _section("Not the same in the data folder and in the copy, of which this page is", map(_said, apart))
    yield from _section("To be known", map(_said, found.noted))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    yield from ("", title, "-" * len(title))
    yield from (visible(line) for line in listed or ["nothing"])


def _said(finding: Finding) -> str:
    return f"{finding.file}: {finding.what}"


def _row(one: VisitSummary, found: Verified, zone: tzinfo) -> tuple[str, ...]:
    sheet, run = one.run.sheet, one.run
    began = datetime.fromisoformat(sheet.launches[0].started_utc).astimezone(zone) if sheet.launches else None
    stem = f"sub-{sheet.participant_id}_ses-{sheet.visit}_task-{sheet.task}_run-{sheet.run}"
    since = "" if sheet.hours_since_anchor is None else f" {hours(timedelta(hours=sheet.hours_since_anchor))}"
    return (
        sheet.participant_id,
        sheet.arm,
        sheet.visit,
        str(sheet.run),
        f"{began:%Y-%m-%d %H:%M}" if began else "-",
        " ".join(dict.fromkeys(launch.operator or "-" for launch in sheet.launches)),
        found.runs.get(stem, one.standing).value,
        f"{sheet.window}{since}" if sheet.window else "-",
        _tally(run.estimates),
        _tally(run.afterwards),
        str(len(run.pauses)),
        one.seal or "-",
    )


def _tally(tally: Tally) -> str:
    return f"{tally.answered}/{tally.planned}" if tally.planned else "-"


def _table(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    widths = [max(len(row[place]) for row in rows) for place in range(len(_HEADER))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


def _out_of_the_ordinary(one: VisitSummary) -> Iterator[str]:
    """Say of a run whatever an analyst should know that not every run has."""
    sheet = one.run.sheet
    who = f"{sheet.participant_id} at {sheet.visit}, run {sheet.run}"
    yield from (f"{who}: {what}" for what in (*_reasons(sheet), *_how_it_went(one), *_pauses(one.run.pauses)))


def _notes(one: VisitSummary, zone: tzinfo) -> Iterator[str]:
    sheet = one.run.sheet
    for note in one.run.notes:
        at = datetime.fromisoformat(note.utc).astimezone(zone)
        yield f"{sheet.participant_id} at {sheet.visit}, run {sheet.run}, {at:%Y-%m-%d %H:%M}: {note.text}"


def _reasons(sheet: SessionSheet) -> Iterator[str]:
    """Return what was asked about before the session, and answered."""
    if sheet.window_reason is not None:
        yield f"not at its time, {_with_words(sheet.window_reason, sheet.window_words)}"
    if sheet.new_run_reason is not None:
        yield f"done again, {sheet.new_run_reason}"
    if sheet.study_change_reason is not None:
        yield f"from here on the study's files are others, {sheet.study_change_reason}"
    if sheet.rates_seen_before:
        yield "base rates of its list had been shown to this participant before"
    for launch in sheet.launches:
        if launch.apparatus.confirmed:
            yield f"confirmed before launch {launch.launch}: {', '.join(launch.apparatus.confirmed)}"


def _how_it_went(one: VisitSummary) -> Iterator[str]:
    """Return where a session stopped, what was not answered, and how the display kept time."""
    run, sheet = one.run, one.run.sheet
    finished = f"{run.finished} of {run.planned} trials and questions finished"
    if len(sheet.launches) > 1:
        yield f"gone on with after a stop, {len(sheet.launches)} launches"
    for launch in sheet.launches:
        if launch.stopped_by is not None:
            yield f"launch {launch.launch} was broken off, {launch.stopped_by.meaning}"
    for number, reason in sheet.earlier_ends.items():
        yield f"launch {number} was ended early, {reason}, and the session gone on with later"
    if one.seals_before:
        yield f"seal code before it was gone on with: {', '.join(one.seals_before)}"
    if sheet.status is SessionStatus.ABORTED:
        yield f"ended early, {sheet.abort_reason}, {finished}"
    elif one.standing is Standing.INTERRUPTED:
        yield f"interrupted, {finished}"
    missed = run.estimates.missed + run.afterwards.missed
    unconfirmed = run.estimates.unconfirmed + run.afterwards.unconfirmed
    if missed or unconfirmed:
        yield f"questions missed: {missed}, not confirmed: {unconfirmed}"
    if run.understood is not None and run.understood.right < run.understood.asked:
        never = run.understood.asked - run.understood.right
        yield f"questions of the comprehension check that were never answered rightly: {never}"
    if run.time_kept.flagged or run.time_kept.disturbed:
        yield f"rows with a timing flag: {run.time_kept.flagged}, disturbed: {run.time_kept.disturbed}"


def _pauses(pauses: Iterable[PauseTaken]) -> Iterator[str]:
    for pause in pauses:
        lasted = "" if pause.lasted_s is None else f", {pause.lasted_s:.0f} s"
        yield f"pause in launch {pause.launch} after {pause.begun_s / 60:.0f} min, {pause.why}{lasted}"


def _with_words(reason: str, words: str | None) -> str:
    return f"{reason}{f' ({words})' if words else ''}"
