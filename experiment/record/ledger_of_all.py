"""The ledgers of participants who were simulated each by themselves, put together as the ledger of one study."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from experiment.format.ledger import (
    Follows,
    LedgerBegun,
    LedgerLine,
    RunEnded,
    follows,
    line_text,
    read_ledger,
    sealed,
)
from experiment.record.provenance import program


def ledger_of_all(ledgers: Iterable[bytes]) -> bytes:
    """Write the ledger of a study whose participants were simulated each by themselves, in the order of time.

    Parameters
    ----------
    ledgers
        Each of one participant, whom no other has; of lines of one moment, those of the first come first.
    """
    every = [line for ledger in ledgers for line in read_ledger(ledger).lines if not isinstance(line, LedgerBegun)]
    return b"".join(_chained(sorted(every, key=lambda line: line.utc)))


def _identity(lines: Iterable[LedgerLine]) -> str:
    """Return what follows from all that is entered: the same study that is simulated again has the same ledger."""
    said = "".join(line.model_dump_json(exclude={"n", "before", "seal"}) for line in lines)
    return hashlib.sha256(said.encode()).hexdigest()[:32]


def _chained(lines: Sequence[LedgerLine]) -> Iterator[bytes]:
    """Write lines anew, each with its number, the digest of the one before and, at the end of a run, its seal code."""
    due = follows(b"")
    begun: LedgerBegun | None = None
    for line in lines:
        if begun is None:
            begun = LedgerBegun(
                n=due.n, utc=line.utc, before=due.before, identity=_identity(lines), written_by=program(), runs=(),
                participants=(),
            )  # fmt: skip
            text = line_text(begun)
            yield text
            due = _next(due, text)
        follow = line.model_copy(update={"n": due.n, "before": due.before})
        text = line_text(sealed(follow) if isinstance(follow, RunEnded) else follow)
        yield text
        due = _next(due, text)


def _next(due: Follows, text: bytes) -> Follows:
    return Follows(due.n + 1, follows(text).before, 0)
