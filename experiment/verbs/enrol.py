"""`enrol`: a new participant; or a correction of an enrolment, a withdrawal."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from experiment.config.load import Study, load_study
from experiment.format.enrolment import Enrolment
from experiment.format.near import follows
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.messages import Advice, Confirm, Phrase, Reason, Refusal, Usage, together
from experiment.record import participants
from experiment.record.corrections import Corrections
from experiment.record.data_folder import check_lengths
from experiment.record.elsewhere import advice_about
from experiment.record.enrolments import all_enrolled, enrolled_ids
from experiment.record.storage import Disk
from experiment.verbs.as_known import read_as_known
from experiment.verbs.asking import confirmed
from experiment.verbs.exit_codes import DONE, WRONG_USAGE
from experiment.verbs.if_needed import was_given
from experiment.verbs.reasons import impersonal

_ONE_CHANGE = "--correct, --withdraw or --reinstate"
_CHANGES = ("correct", "withdraw", "reinstate")
_USELESS = {
    "": (),
    "correct": ("new",),
    "withdraw": ("arm", "language", "site", "new"),
    "reinstate": ("arm", "language", "site", "new"),
}
"""What a change has no use for: said, rather than passed over in silence."""


def carry_out(options: argparse.Namespace) -> int:
    """Enrol somebody, or change an enrolment, and say what it is now."""
    change = next((name for name in _CHANGES if getattr(options, name)), "")
    useless = [f"--{name}" for name in _USELESS[change] if was_given(options, name)]
    if useless:
        print(Usage.NOT_TOGETHER.say(option=useless[0], other=f"--{change}"), file=sys.stderr)
        return WRONG_USAGE
    of_changes = [name for name in ("reason", "accept_ledger") if was_given(options, name)]
    if of_changes and not change:
        option = f"--{of_changes[0].replace('_', '-')}"
        print(Usage.ANOTHER_OPTION_MISSING.say(option=option, options=_ONE_CHANGE, verb="enrol"), file=sys.stderr)
        return WRONG_USAGE
    missing = [f"--{name}" for name in ("arm", "language") if not change and getattr(options, name) is None]
    if missing:
        print(Usage.OPTION_MISSING.say(verb="enrol", options=", ".join(missing)), file=sys.stderr)
        return WRONG_USAGE
    study = load_study(options.study)
    read_as_known(study, options)
    now = _changed(study, options, change) if change else _enrolled(study, options)
    if options.json:
        print(now.model_dump_json(indent=2))
    elif now.withdrawn and change == "correct":
        print(f"{now.participant_id} is now down as {_as_what(now)}, and is still withdrawn")
    elif now.withdrawn:
        print(f"{now.participant_id} is withdrawn; what was recorded stays")
    else:
        print(f"{now.participant_id} is enrolled as {_as_what(now)}")
    _advise(options.data)
    return DONE


def _as_what(now: Enrolment) -> str:
    at = f", at {now.site}" if now.site else ""
    return f"{now.arm}, in {now.language}{at}, lists {', '.join(now.list_order)}"


def _enrolled(study: Study, options: argparse.Namespace) -> Enrolment:
    who = participants.meant_id(study.file, options.participant)
    participants.check_arm(study.file, options.arm)
    task = study.file.task
    sessions = [
        SessionFiles(options.data, who, visit, task, SessionKind.STUDY) for visit in study.file.arms[options.arm].visits
    ]
    check_lengths(options.data, sessions, study.inputs)
    near = participants.near_enrolled(Disk(), options.data, who)
    if near and not _follows(options.data, who):
        like = together(near[:3], Phrase.EITHER)
        confirmed(Confirm.NEARLY_ENROLLED, by_flag=options.new.take, participant_id=who, near=like)
    return participants.enrol(Disk(), options.data, study.file, who, options.arm, options.language, options.site)


def _follows(data: Path, who: str) -> bool:
    """Return whether an ID is none to ask about: the next of its series, or enrolled already."""
    ids = enrolled_ids(Disk(), data)
    return follows(who, ids) or who in ids


def _changed(study: Study, options: argparse.Namespace, change: str) -> Enrolment:
    if not options.reason:
        raise Refusal(Reason.CHANGE_WITHOUT_REASON)
    who, reason = options.participant, impersonal(options.reason, options.accept_words.take)
    corrections = Corrections(Disk(), options.data, study.file, options.accept_ledger.take)
    if change == "correct":
        return corrections.correct(who, options.arm, options.language, options.site, reason)
    return corrections.withdraw(who, reason) if change == "withdraw" else corrections.reinstate(who, reason)


def _advise(data: Path) -> None:
    """Say what is amiss among the enrolments, or with their place, and stands in nobody's way."""
    for line in advice_about(data):
        print(line, file=sys.stderr)
    enrolled = all_enrolled(Disk(), data)
    for group in enrolled.doubles():
        print(Advice.PLACES_TWICE.say(participants=" and ".join(one.participant_id for one in group)), file=sys.stderr)
    if enrolled.unreadable:
        files = ", ".join(file.name for file in enrolled.unreadable)
        print(Advice.ENROLMENTS_UNREADABLE.say(files=files), file=sys.stderr)
