"""Deviations from the protocol, participant by participant."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.analysis.sheets import Session, Use, run_started
from experiment.format.check_report import Verdict
from experiment.format.enrolment import Enrolment
from experiment.format.sheet import LaunchSheet, SessionSheet
from experiment.format.vocabulary import EnrolmentChange, ParticipantMode, SessionKind, VisitWindow
from experiment.report.markup import Html, element, joined
from experiment.report.section import Block, Head, Section, Table, heads, paragraph
from experiment.report.study_data import StudyData
from experiment.report.written import counted, words


def deviations(data: StudyData) -> Section | None:
    """Return the section; ``None``: nobody has had a session."""
    if not data.sessions:
        return None
    return Section("deviations", "Deviations from the protocol", tuple(_blocks(data)))


def _blocks(data: StudyData) -> Iterator[Block]:
    found = {who: tuple(deviations_of(data, who)) for who in data.participants}
    rows = tuple((who, data.participants[who], _lines(said)) for who, said in found.items() if said)
    had = data.had_a_session
    unread = {who for who in found for one in data.problems if _is_of(who, one.file.name)}
    unread |= {one.participant_id for one in data.lost}
    without = [who for who, said in found.items() if not said and who in had - unread]
    never = [who for who, said in found.items() if not said and who not in had | unread]
    n = sum(len(said) for said in found.values())
    yield paragraph(
        f"{counted(n, 'deviation', 'deviations')} of {counted(len(rows), 'participant', 'participants')}. What is "
        "written "
        "here is what the session sheets and enrolments hold: visits outside their window with the reason that was "
        "given, sessions that were begun again, resumed or ended early, changed study files, displays and computers "
        "that were not as expected, and corrections."
    )
    if rows:
        yield Table(
            "Deviations of each participant.", (*heads("Participant", "Arm"), Head("Deviations", wraps=True)), rows
        )
    if without:
        yield paragraph(f"No deviation ({len(without)}): {', '.join(without)}.")
    if unread:
        yield paragraph(
            f"A file of theirs could not be read, or a run is not in this folder, and deviations that only it tells of "
            f"are not known ({len(unread)}): "
            f"{', '.join(sorted(unread))}."
        )
    if never:
        yield paragraph(f"No session until now ({len(never)}): {', '.join(never)}.")


def _is_of(participant_id: str, name: str) -> bool:
    """Return whether a file is of somebody: of a session of theirs, or their enrolment."""
    return name.startswith(f"sub-{participant_id}_") or name == f"{participant_id}.json"


def _lines(said: tuple[str, ...]) -> Html:
    return joined(*(element("div", one) for one in said))


def deviations_of(data: StudyData, participant_id: str) -> Iterator[str]:
    """Return how a participant's sessions differed from the plan, in a sentence each."""
    for one in data.enrolments:
        if one.participant_id == participant_id:
            yield from _of_enrolment(one)
    begun = [(started, one) for one in data.sessions if (started := run_started(one.sheet)) is not None]
    first = min(begun, key=lambda one: one[0])[1].sheet.study_fingerprint if begun else ""
    for session in data.sessions:
        if session.sheet.participant_id == participant_id:
            named = session.sheet.visit + (f", run {session.sheet.run}" if session.sheet.run > 1 else "")
            for said in (*_of_session(session), *_of_files(session.sheet, first)):
                yield f"{named}: {said}"


def _of_enrolment(one: Enrolment) -> Iterator[str]:
    said = {
        EnrolmentChange.CORRECTED: "enrolment corrected",
        EnrolmentChange.WITHDRAWN: "withdrawn",
        EnrolmentChange.REINSTATED: "taken back into the study",
    }
    for change in one.history:
        if change.change in said:
            yield f"{said[change.change]} on {change.changed_utc[:10]} ({change.reason})"
    for entry in one.anchors:
        if entry.reason is not None:
            yield f"time of {words(entry.name)} corrected on {entry.entered_utc[:10]} ({entry.reason})"


def _of_session(session: Session) -> Iterator[str]:
    sheet = session.sheet
    yield from _of_time(sheet)
    if sheet.new_run_reason is not None:
        yield f"begun again ({sheet.new_run_reason})"
    if sheet.rates_seen_before:
        yield "base rates had been seen in an earlier run"
    if sheet.abort_reason is not None:
        yield f"ended early ({words(str(sheet.abort_reason))})"
    for reason in sheet.earlier_ends.values():
        yield f"ended early ({words(str(reason))}), and gone on with later"
    if session.use is Use.NOT_ENDED:
        yield "interrupted, and not gone on with"
    if len(sheet.launches) > 1:
        yield f"resumed {counted(len(sheet.launches) - 1, 'time', 'times')}"
    if sheet.kind is SessionKind.STUDY and sheet.participant_mode is not ParticipantMode.HUMAN:
        yield f"answered by a virtual participant ({sheet.participant_mode})"
    yield from dict.fromkeys(one for launch in sheet.launches for one in _of_launch(launch))


def _of_time(sheet: SessionSheet) -> Iterator[str]:
    why = [str(sheet.window_reason).replace("_", " ")] if sheet.window_reason is not None else []
    why += [sheet.window_words] if sheet.window_words else []
    reason = f" ({': '.join(why)})" if why else ""
    if sheet.window in (VisitWindow.EARLY, VisitWindow.LATE):
        since = sheet.hours_since_anchor
        when = f", {since:.1f} h after what its time is counted from" if since is not None and since >= 0 else ""
        yield f"{sheet.window} for its window{when}{reason}"
    elif why:
        yield f"not at its time, or an earlier visit had not been done{reason}"


def _of_launch(launch: LaunchSheet) -> Iterator[str]:
    display = launch.apparatus.display
    if display is not None:
        if display.unexpected:
            yield f"display not as expected ({'; '.join(display.unexpected)})"
        if display.emulated_display:
            yield "display did not keep time: flips were paced by software"
    if launch.stopped_by is not None:
        yield f"broken off ({launch.stopped_by.meaning})"
    if launch.check is not None and launch.check.verdict is Verdict.FAIL:
        yield "the check of the computer had failed"
    if launch.apparatus.confirmed:
        yield f"accepted before the start: {', '.join(map(words, launch.apparatus.confirmed))}"
    disturbed = {words(str(why)): n for why, n in (launch.pauses or {}).items() if why.is_disturbance}
    if disturbed:
        yield "window disturbed (" + ", ".join(f"{why}: {n}" for why, n in disturbed.items()) + ")"


def _of_files(sheet: SessionSheet, first: str) -> Iterator[str]:
    if sheet.study_change_reason is not None:
        yield f"the study’s files had been changed ({sheet.study_change_reason})"
    elif sheet.study_fingerprint != first:
        yield "conducted by other study files than the first session of the study"
