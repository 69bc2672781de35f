"""`anchor`: when something happened that a participant's visits hang on."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

from experiment.config.load import Study, load_study
from experiment.config.visits import start_of
from experiment.design.anchor_order import out_of_order, visits_before
from experiment.design.local_time import clock_of, day_of, is_same
from experiment.design.schedule import Scheduled
from experiment.design.window_words import apart_in_words
from experiment.design.windows import zone_of
from experiment.format.enrolment import Enrolment
from experiment.format.near import as_known
from experiment.format.vocabulary import VisitStanding
from experiment.format.wall_clock import now
from experiment.messages import Advice, Confirm, Reason, Refusal, Usage
from experiment.record import participants
from experiment.record.anchors import Anchors
from experiment.record.board import visits_of
from experiment.record.known_runs import read_ledger_of
from experiment.record.seen_visits import seen_visits, times_known
from experiment.record.storage import Disk
from experiment.verbs.asking import confirmed
from experiment.verbs.exit_codes import DONE, WRONG_USAGE
from experiment.verbs.moment import moment_meant
from experiment.verbs.names import suggestion
from experiment.verbs.reasons import impersonal
from experiment.verbs.visit_words import from_until, in_short


def carry_out(options: argparse.Namespace) -> int:
    """Enter the time of an anchor, or take it back, and say what it is now."""
    if options.at is None and not options.take_back:
        print(Usage.OPTION_MISSING.say(verb="anchor", options="--at or --take-back"), file=sys.stderr)
        return WRONG_USAGE
    if options.take_back and not options.reason.value:
        raise Refusal(Reason.CHANGE_WITHOUT_REASON)
    study = load_study(options.study)
    found = participants.find(Disk(), options.data, study.file, options.participant)
    name, zone, answers = _known_name(study, found, options.name), zone_of(study.file), list[str]()
    at = None if options.take_back else moment_meant(options.at, zone, now())
    if at is not None:
        _check_past(name, at, zone)
        for question, facts in _unusual(study, found, name, at, options):
            confirmed(
                question, by_flag=options.accept_time.take, name=name, participant_id=found.participant_id, **facts
            )
            answers.append(question.name)
    reason = impersonal(options.reason.value, options.accept_words.take) if options.reason.value else None
    anchors = Anchors(Disk(), options.data, study.file)
    asked = tuple(dict.fromkeys(answers))
    new = anchors.enter(found.participant_id, name, at, reason, asked, options.accept_ledger.take)
    if new.anchors != found.anchors:
        options.reason.take()
    visits = () if at is None else tuple(_due(study, new, name, options))
    if options.json:
        print(new.model_dump_json(indent=2))
    elif at is None:
        print(f"{new.participant_id}: {name} is taken back; what stood there is kept")
    else:
        print(f"{new.participant_id}: {name} was at {clock_of(at, zone)}")
        for visit in visits:
            print(_line(visit, zone))
    for visit in visits:
        if visit.apart is not None:
            facts = {"visit": visit.visit, "participant_id": new.participant_id}
            print(Advice.WINDOWS_APART.say(words=apart_in_words(visit.apart), **facts), file=sys.stderr)
    return DONE


def _due(study: Study, found: Enrolment, name: str, options: argparse.Namespace) -> Iterator[Scheduled]:
    """Give the visits that hang on an anchor, as they stand now."""
    seen = seen_visits(Disk(), options.data, found.participant_id, read_ledger_of(Disk(), options.data)[0])
    for visit in visits_of(study.file, found, seen, now()):
        if any(window.anchor == name for window in study.file.windows_of(found.arm, visit.visit)):
            yield visit


def _line(visit: Scheduled, zone: tzinfo) -> str:
    """Say when a visit is due, or what it waits for, as `status` says it."""
    times = from_until(visit, now(), zone)
    if not times:
        return in_short(visit, now(), zone)
    said = in_short(visit, now(), zone) if visit.standing is VisitStanding.LATE else visit.visit
    return f"{said}: {times}"


def _known_name(study: Study, found: Enrolment, typed: str) -> str:
    known = study.file.arms[found.arm].anchors
    name = as_known(typed, known)
    if name not in known:
        said = suggestion(name, known) if known else "visits of this arm hang on no such thing; check the ID"
        raise Refusal(
            Reason.UNKNOWN_ANCHOR, name=typed, participant_id=found.participant_id, arm=found.arm, suggestion=said
        )
    return name


def _check_past(name: str, at: datetime, zone: tzinfo) -> None:
    moment = now()
    if at > moment:
        day = min(at, moment) - timedelta(days=1)
        example = f"{day_of(day, zone)} {at.astimezone(zone):%H:%M}"
        facts = {"at": clock_of(at, zone), "now": clock_of(moment, zone), "example": example}
        raise Refusal(Reason.ANCHOR_TO_COME, name=name, **facts)


def _unusual(
    study: Study, found: Enrolment, name: str, at: datetime, options: argparse.Namespace
) -> Iterator[tuple[Confirm, dict[str, object]]]:
    """Find what is asked about a time: its day, and what comes before and after it."""
    zone, ledger = zone_of(study.file), read_ledger_of(Disk(), options.data)[0]
    seen = seen_visits(Disk(), options.data, found.participant_id, ledger)
    times = times_known(found.anchor_times, seen)
    if is_same(times.get(name), at):
        return
    day, today = day_of(at, zone), day_of(now(), zone)
    if day != today:
        yield Confirm.ANCHOR_ON_ANOTHER_DAY, {"day": day, "today": today}
    clock = clock_of(at, zone)
    for visit in visits_before(study.file, found.arm, name):
        if start_of(visit) not in times:
            yield Confirm.ANCHOR_BEFORE_VISIT, {"at": clock, "visit": visit}
    for other in out_of_order(study.file, found.arm, name, at, times):
        when = clock_of(other.when, zone)
        yield (
            Confirm.ANCHOR_OUT_OF_ORDER,
            {"at": clock, "other": other.other, "order": other.order.value, "when": when},
        )
