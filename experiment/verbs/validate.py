"""`validate`: whether study files, and the files they name, are good."""

from __future__ import annotations

import argparse
import importlib
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from experiment.config.examine import Examined, examine, is_of_assumptions
from experiment.config.fingerprint import SHORT
from experiment.config.load import Study
from experiment.config.mistakes import Changed, Position
from experiment.config.stated_minutes import stated_minutes
from experiment.format.run_files import ledger_file, ledgers_folder
from experiment.interrupts import importing
from experiment.messages import Advice, Reason, Refusal, Usage, counted, visible
from experiment.verbs.defaults import ASSUMPTIONS, DATA, DISPLAYS, studies_asked_for, studies_by_name
from experiment.verbs.exit_codes import DONE, NO, WRONG_USAGE


@dataclass(frozen=True)
class _Outcome:
    """What is said of one file.

    Parameters
    ----------
    examined
        What was found in it.
    changes
        What has changed since the study's last session.
    strict
        Warnings are mistakes.
    against
        The earlier state of the study that it was held against.
    """

    examined: Examined
    changes: Sequence[Changed]
    strict: bool
    against: Path | None = None

    @property
    def is_good(self) -> bool:
        """Whether nothing is wrong in it."""
        return not self.examined.mistakes and not (self.strict and self.examined.remarks)

    @property
    def about(self) -> str:
        """In a few words what it holds, and how much was accepted in it."""
        about, accepted = [self.examined.about], self.examined.accepted
        if accepted:
            kinds = counted(len({one.remark.doubt for one in accepted}), "kind")
            about.append(f"{counted(len(accepted), 'accepted warning')} of {kinds}")
        if self.against is not None:
            changes = counted(len(self.changes), "change") if self.changes else "no change"
            about.append(f"{changes} against {visible(str(self.against))}")
        return "; ".join(about)


def carry_out(options: argparse.Namespace) -> int:
    """Check each file, and say for each whether it is good, or everything that is not."""
    named = studies_asked_for(options)
    files = named or [*studies_by_name().values(), DISPLAYS, ASSUMPTIONS]
    other = "--data" if options.study_data is not None else "several studies" if len(files) > 1 else None
    if options.against is not None and other is not None:
        print(Usage.NOT_TOGETHER.say(option="--against", other=other), file=sys.stderr)
        return WRONG_USAGE
    if options.study_data is not None and not options.study_data.is_dir():
        raise Refusal(Reason.NO_DATA_TO_COMPARE, data=options.study_data)
    outcomes: list[_Outcome] = []
    for file in sorted(
        files, key=is_of_assumptions
    ):  # last: they are held against the studies that are named with them
        outcomes.append(_outcome(file, options, [one.examined for one in outcomes] if named else []))
    if options.json:
        print(json.dumps(_as_json(outcomes), indent=2, ensure_ascii=False))
    else:
        for outcome in outcomes:
            _say(outcome)
    return DONE if all(outcome.is_good for outcome in outcomes) else NO


def _outcome(file: Path, options: argparse.Namespace, before: Sequence[Examined]) -> _Outcome:
    studies = [] if any(one.mistakes for one in before) else [one.study.file for one in before if one.study is not None]
    examined = examine(file, studies)
    changes: Sequence[Changed] = ()
    if (study := examined.study) is not None:
        if any(stated_minutes(file, study)):
            with importing():
                duration = importlib.import_module("experiment.verbs.stated_duration")
            examined = duration.with_stated_duration(examined)
        changes = _changes(file, study, options)
    return _Outcome(examined, changes, options.strict, options.against)


def _changes(file: Path, study: Study, options: argparse.Namespace) -> Sequence[Changed]:
    """Find what has changed in a study; where it is to be held against a session and there is none, say so."""
    if options.against is not None:
        return list(_study_changes().against(file, options.against))
    data, changed = options.study_data or DATA, None
    if any(one.exists() for one in (ledger_file(data), ledgers_folder(data))):
        changed = _study_changes().since_last_session(file, study, data)
    if changed is None and options.study_data is not None:
        print(Advice.NO_SESSION_TO_COMPARE.say(study=study.file.study, data=data), file=sys.stderr)
    return changed or []


def _study_changes() -> ModuleType:
    """Import what reads data folders: most calls need none of it."""
    with importing():
        return importlib.import_module("experiment.verbs.study_changes")


def _say(outcome: _Outcome) -> None:
    examined = outcome.examined
    for said in (*examined.mistakes, *examined.remarks):
        print(said, file=sys.stderr)
    for changed in outcome.changes:
        print(changed, file=sys.stderr)
    if outcome.is_good:
        print(f"{visible(str(examined.file))}: good ({outcome.about})")


def _as_json(outcomes: Sequence[_Outcome]) -> Mapping[str, Any]:
    return {
        "files": [
            {
                "file": str(outcome.examined.file),
                "good": outcome.is_good,
                "about": outcome.about,
                "hash": outcome.examined.study and outcome.examined.study.fingerprint[:SHORT],
            }
            for outcome in outcomes
        ],
        "mistakes": [
            _placed(one.where, one.code, one.said) for outcome in outcomes for one in outcome.examined.mistakes
        ],
        "warnings": [
            *(
                {**_placed(one.where, one.code, one.said), "accepted": None}
                for outcome in outcomes
                for one in outcome.examined.remarks
            ),
            *(
                {**_placed(one.remark.where, one.remark.code, one.remark.said), "accepted": one.reason}
                for outcome in outcomes
                for one in outcome.examined.accepted
            ),
        ],
        "changes": [
            {**_placed(one.where, one.code, one.said), "key": one.key, "was": one.was, "now": one.now}
            for outcome in outcomes
            for one in outcome.changes
        ],
    }


def _placed(where: Position, code: str, said: str) -> dict[str, Any]:
    return {"file": str(where.file), "line": where.line, "column": where.column, "code": code, "message": said}
