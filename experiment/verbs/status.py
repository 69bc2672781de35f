"""`status`: participants by visits: what is done, what is due, what is late, what is still to come."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from pathlib import Path

from experiment.config.load import load_study
from experiment.config.study_file import StudyFile
from experiment.design.local_time import clock_of
from experiment.design.schedule import Scheduled
from experiment.design.window_words import hours
from experiment.design.windows import THIS_CLOCK, Span, zone_of
from experiment.format.vocabulary import AbortReason, VisitStanding
from experiment.format.wall_clock import now
from experiment.messages import Advice, Reason, Refusal, counted, some_of, visible
from experiment.record.board import Board, BoardLine, board, now_wanted
from experiment.record.failures import before_reading
from experiment.record.known_runs import read_ledger_of
from experiment.record.storage import Disk
from experiment.verbs.exit_codes import DONE
from experiment.verbs.moment import moment_meant, shortly
from experiment.verbs.visit_words import ended_early, from_until, in_short, why_early


def carry_out(options: argparse.Namespace) -> int:
    """Print where every visit stands."""
    study = load_study(options.study)
    zone = zone_of(study.file)
    moment = now() if options.at is None else moment_meant(options.at, zone, now())
    with before_reading(options.data):
        if not Disk().exists(options.data):
            raise Refusal(Reason.NO_DATA_FOLDER, data=options.data)
        ledger, amiss = read_ledger_of(Disk(), options.data)
        found = board(Disk(), options.data, study.file, ledger, moment)
    if options.json:
        print(json.dumps(_as_json(found, moment, zone), indent=2))
    else:
        for text in _page(found, moment, zone, study.file):
            print(visible(text))
    for said in (*amiss, *_of_others(found, study.file.study, options.data), *_advice(found)):
        print(said, file=sys.stderr)
    return DONE


def _of_others(found: Board, study: str, data: Path) -> Iterator[str]:
    """Say who else is in the folder: whoever asked of the wrong study, or the wrong folder, sees nobody, or half."""
    if found.of_others:
        count = sum(found.of_others.values())
        studies = ", ".join(f"{name} ({n})" for name, n in sorted(found.of_others.items()))
        people, are = counted(count, "participant"), "is" if count == 1 else "are"
        yield Advice.OF_OTHER_STUDIES.say(people=people, are=are, data=data, study=study, studies=studies)


def _advice(found: Board) -> Iterator[str]:
    if found.left_out:
        yield Advice.LEFT_OUT_OF_STATUS.say(files=some_of([file.name for file in found.left_out]))
    if found.unreadable:
        yield Advice.STATUS_BY_THE_LEDGER.say(files=some_of([file.name for file in found.unreadable]))


def _page(found: Board, moment: datetime, zone: tzinfo, study: StudyFile) -> Iterator[str]:
    yield f"{clock_of(moment, zone)} ({study.time_zone or THIS_CLOCK}): {counted(len(found.lines), 'participant')}"
    wanted = list(now_wanted(found))
    if wanted:
        rows = [
            (
                line.enrolment.participant_id,
                visit.visit,
                str(visit.standing),
                _said_of(found, line, visit, moment, zone),
            )
            for line, visit in wanted
        ]
        yield ""
        yield from _columns(rows)
    if found.lines:
        yield ""
        yield from _columns([_row(found, line, tuple(study.visits), moment, zone) for line in found.lines])


def _row(found: Board, line: BoardLine, visits: tuple[str, ...], moment: datetime, zone: tzinfo) -> tuple[str, ...]:
    """Write a participant's visits, each in the column that it has in the study."""
    who = line.enrolment.participant_id
    cells = {
        one.visit: in_short(one, moment, zone) + _early(one, found.ended_early.get((who, one.visit), ()))
        for one in line.visits
    }
    return (who, line.enrolment.arm, *(cells.get(visit, "") for visit in visits))


def _early(visit: Scheduled, reasons: Sequence[AbortReason | None]) -> str:
    """Write what is to be known beside a word like “done”: that a session of the visit once ended before its time."""
    if not reasons:
        return ""
    if visit.standing is VisitStanding.ABORTED and len(reasons) == 1:  # the word itself has said that it did
        return f" ({why_early(reasons[0])})"
    return f", {ended_early(reasons)}"


def _said_of(found: Board, line: BoardLine, visit: Scheduled, moment: datetime, zone: tzinfo) -> str:
    """Write what can be done of a visit: when it may take place, or that it does not go on any more."""
    whose = (line.enrolment.participant_id, visit.visit)
    if whose in found.damaged:
        return found.damaged[whose]
    early = [ended_early(found.ended_early[whose])] if whose in found.ended_early else []
    late = found.too_late.get(whose)
    if late is None:
        until = found.until.get(whose)
        goes_on = [] if until is None else [f"--resume until {shortly(until, False, moment, zone)}"]
        return "; ".join(filter(None, (*goes_on, _details(visit, moment, zone), *early)))
    again = f"stopped {hours(late.age)} ago, and it could go on for {hours(late.within)}: --new-run, with a reason"
    return "; ".join((again, *early))


def _details(visit: Scheduled, moment: datetime, zone: tzinfo) -> str:
    """Write from when until when a visit may take place, and what is amiss with it."""
    said = [times] if (times := from_until(visit, moment, zone)) else []
    if visit.overtaken is not None:
        said.append(f"it comes before {visit.overtaken}, which is past")
    if visit.undone:
        said.append(f"not done before it: {', '.join(visit.undone)}")
    return "; ".join(said)


def _columns(rows: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Set rows below one another."""
    widths = [max(len(row[n]) for row in rows if n < len(row)) for n in range(max(map(len, rows)))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip()


def _as_json(found: Board, moment: datetime, zone: tzinfo) -> dict[str, object]:
    return {
        "at": _iso(moment, zone),
        "participants": [
            {
                "participant_id": line.enrolment.participant_id,
                "arm": line.enrolment.arm,
                "site": line.enrolment.site,
                "withdrawn": line.enrolment.withdrawn is not None,
                "visits": [
                    _visit(visit, zone)
                    | {
                        "resumable_until": _iso(found.until.get((line.enrolment.participant_id, visit.visit)), zone),
                        "damaged": found.damaged.get((line.enrolment.participant_id, visit.visit)),
                        "ended_early": found.ended_early.get((line.enrolment.participant_id, visit.visit), ()),
                        "too_late_to_resume": (line.enrolment.participant_id, visit.visit) in found.too_late,
                    }
                    for visit in line.visits
                ],
            }
            for line in found.lines
        ],
        "left_out": [file.name for file in found.left_out],
        "unreadable": [file.name for file in found.unreadable],
        "of_other_studies": dict(found.of_others),
    }


def _visit(visit: Scheduled, zone: tzinfo) -> dict[str, object]:
    return {
        "visit": visit.visit,
        "standing": visit.standing,
        "begins": _iso(visit.begins, zone),
        "due": _iso(visit.due, zone),
        "ends": _iso(visit.ends, zone),
        "in_days": visit.in_days,
        "awaits": visit.awaits,
        "undone": visit.undone,
        "overtaken": visit.overtaken,
        "windows_apart": None if visit.apart is None else [_window(visit.apart.earlier), _window(visit.apart.later)],
    }


def _window(span: Span) -> dict[str, object]:
    begins, ends = (_iso(one, span.zone) for one in (span.begins, span.ends))
    return {"anchor": span.window.anchor, "begins": begins, "ends": ends, "in_days": span.window.in_days}


def _iso(one: datetime | None, zone: tzinfo) -> str | None:
    return None if one is None else one.astimezone(zone).isoformat(timespec="seconds")
