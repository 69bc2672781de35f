"""Where a stored plan differs from the one that was made: it is made again from the stored study files, to name it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from experiment.config.load import load_study
from experiment.config.mistakes import StudyMistakes
from experiment.design.planner import Planned, plan_session
from experiment.design.session_plan import SessionPlan
from experiment.format.run_files import RunFiles
from experiment.format.sheet import SessionSheet
from experiment.messages import Refusal
from experiment.record.sums import sha256


def plan_text(plan: SessionPlan) -> bytes:
    """Write a plan."""
    return (plan.model_dump_json(indent=1) + "\n").encode()


def plan_difference(files: RunFiles, sheet: SessionSheet, plan: SessionPlan) -> str:
    """Return where a plan is not the one whose digest is in the sheet.

    A later version of the program may plan otherwise; then nothing more can be said than that it is another plan.
    """
    planned = _planned_again(files, sheet)
    if planned is None or sha256(plan_text(planned)) != sheet.plan_sha256:
        return "it is not the plan that was made for this run"
    there, right = plan.model_dump(mode="json"), planned.model_dump(mode="json")
    return next(_differences("", there, right), "it is written otherwise than this program writes it")


def _planned_again(files: RunFiles, sheet: SessionSheet) -> SessionPlan | None:
    try:
        study = load_study(files.inputs / sheet.inputs[0].name)
        who = Planned(sheet.participant_id, sheet.arm, sheet.language, sheet.list_order)
        return plan_session(study, who, sheet.visit, sheet.run, sheet.kind)
    except (StudyMistakes, Refusal, OSError, LookupError):
        return None


def _differences(place: str, there: object, right: object) -> Iterator[str]:
    if isinstance(there, dict) and isinstance(right, dict) and there.keys() == right.keys():
        for name in right:
            yield from _differences(f"{place}.{name}" if place else str(name), there[name], right[name])
    elif isinstance(there, list) and isinstance(right, list):
        for number, (one, other) in enumerate(zip_longest(there, right), start=1):
            yield from _differences(f"{place} {number}", one, other)
    elif there != right:
        yield f"{place} is {_short(there)}, and {_short(right)} was planned"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else text[:39] + "…"
