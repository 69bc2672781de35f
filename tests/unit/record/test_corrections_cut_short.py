"""A change of an enrolment that a stop kept from the ledger can be made again, and then all is as it was entered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from experiment.config.load import Study
from experiment.format.enrolment import Enrolment
from experiment.format.run_files import ledger_file
from experiment.messages import Reason, Refusal
from experiment.record import participants
from experiment.record.corrections import Corrections
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.small_study import small_study

Make = Callable[[Corrections], Enrolment]

CHANGES: dict[str, tuple[Make | None, Make, Reason]] = {
    "correct": (None, lambda to: to.correct("KD001", "control", None, None, "wrong arm"), Reason.NOTHING_TO_CORRECT),
    "withdraw": (None, lambda to: to.withdraw("KD001", "moved away"), Reason.WITHDRAWN),
    "reinstate": (
        lambda to: to.withdraw("KD001", "moved away"),
        lambda to: to.reinstate("KD001", "came back"),
        Reason.NOT_WITHDRAWN,
    ),
}


@pytest.fixture
def enrolments(tmp_path: Path) -> Corrections:
    study: Study = small_study(tmp_path)
    participants.enrol(Disk(), tmp_path / "data", study.file, "KD001", "patient", "fr")
    return Corrections(Disk(), tmp_path / "data", study.file)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_was_broken_off_is_made_again(enrolments: Corrections, change: str) -> None:
    """Where the file has a change and the ledger has not, the same change enters it; nothing is wrong any more."""
    before, make, _ = CHANGES[change]
    if before:
        before(enrolments)
    ledger = ledger_file(enrolments.data)
    entered = ledger.read_bytes()
    once = make(enrolments)
    ledger.write_bytes(entered)
    assert ["participants/KD001.json"] == [one.file for one in verify(Disk(), enrolments.data).wrong]
    again = make(enrolments)
    assert [] == verify(Disk(), enrolments.data).wrong
    assert (once.arm, once.list_order, once.withdrawn is None) == (again.arm, again.list_order, again.withdrawn is None)


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_is_entered_is_not_made_again(enrolments: Corrections, change: str) -> None:
    """What the ledger has is refused as before."""
    before, make, reason = CHANGES[change]
    if before:
        before(enrolments)
    make(enrolments)
    with pytest.raises(Refusal) as refused:
        make(enrolments)
    assert reason is refused.value.reason
