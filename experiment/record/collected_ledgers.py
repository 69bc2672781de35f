"""The ledgers of several computers, side by side in the folder that they are collected into, and what its own says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

from experiment.format.apparatus import utc_now
from experiment.format.enrolment import Enrolment
from experiment.format.ledger import (
    EnrolmentChanged,
    Follows,
    LedgersCollected,
    follows,
    ledger_id,
    line_text,
    read_ledger,
)
from experiment.format.run_files import ledgers_folder
from experiment.format.vocabulary import EnrolmentChange
from experiment.record.sources import Source
from experiment.record.sums import sha256


def ledgers_beside(own: bytes, sources: Sequence[Source], into: Path) -> Iterator[tuple[str, bytes]]:
    """Name the ledgers of the other folders, as far as each has come; those of earlier times are among them.

    Parameters
    ----------
    own
        The ledger of the folder that they come into: what is its beginning is no other's.
    """
    contents = {content for source in sources for content in source.others}
    contents |= {source.own for source in sources if source.folder != into} - {b""}
    tips = sorted(
        one
        for one in contents
        if not own.startswith(one) and not any(one != other and other.startswith(one) for other in contents)
    )
    for content in tips:
        kin = [other for other in tips if other != content and ledger_id(other) == ledger_id(content)]
        apart = f"-{ledger_id(content[max(_common(content, other) for other in kin) :])}" if kin else ""
        yield f"{ledgers_folder(Path()).name}/{ledger_id(content)}{apart}.jsonl", content


def _common(one: bytes, other: bytes) -> int:
    """Count the bytes of whole lines with which both of two ledgers begin."""
    lines = zip(one.splitlines(keepends=True), other.splitlines(keepends=True), strict=False)
    return sum(len(line) for line, _ in takewhile(lambda two: two[0] == two[1], lines))


def new_lines(
    own: bytes, beside: Iterable[bytes], together: Mapping[str, tuple[Enrolment, EnrolmentChange]]
) -> Iterator[bytes]:
    """Write what is to be entered in the own ledger: which others stand beside it now, and what was put together.

    Parameters
    ----------
    own, beside
        The own ledger, and the others.
    together
        Enrolments that had gone on apart, by participants: as each is now, and what is new of it.
    """
    seen = {one for line in read_ledger(own).lines if isinstance(line, LedgersCollected) for one in line.last_lines}
    last = {follows(content).before for content in beside} - seen
    due = follows(own)

    def facts() -> dict[str, Any]:
        return {"n": due.n, "utc": utc_now(), "before": due.before}

    if last:
        yield (text := line_text(LedgersCollected(**facts(), last_lines=tuple(sorted(last)))))
        due = Follows(due.n + 1, follows(text).before, 0)
    for who, (enrolment, change) in sorted(together.items()):
        digest = sha256(enrolment.text())
        yield (text := line_text(EnrolmentChanged(**facts(), participant_id=who, change=change, sha256=digest)))
        due = Follows(due.n + 1, follows(text).before, 0)
