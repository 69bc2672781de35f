"""The lines of a journal: written a batch at a time, with a checksum of everything before in the last line of each.

What a crash leaves of a batch has no checksum, and is cut off before the run goes on; nothing had been relied on yet.
Whatever else differs from its checksum has been changed by somebody.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pydantic import ValidationError

from experiment.format.journal import JournalEntry, read_entry
from experiment.format.made_here import made_often

_MARK = b',"checksum":{'
"""Where a checksum begins: within a text of JSON the quotes would be escaped."""

_SAFE = re.compile(re.escape(_MARK) + rb'"safe_bytes":([0-9]{1,12}),')
"""How much was known to be safe when a batch was written, whatever has become of the batch."""

_UNWRITTEN = b"\0" * 4
"""What a file system may leave of a block that it has made room for and not written."""


class Changed(Exception):
    """A journal is not as it was written; the text says where."""


class JournalDigest:
    """Closes batches, and knows how much of the journal is safe.

    Parameters
    ----------
    content
        What stands there already, on the disk.
    """

    def __init__(self, content: bytes = b"") -> None:
        self._digest = hashlib.sha256(content)
        self._length = self._safe = len(content)

    def batch(self, lines: Sequence[bytes]) -> bytes:
        """Close what is to be written at once: the last line gets the checksum."""
        body = b"".join(lines).removesuffix(b"}\n")
        content = closed(self._digest, body, self._safe)
        self._length += len(content)
        return content

    def synced(self) -> None:
        """Take note that everything is on the disk."""
        self._safe = self._length


def closed(digest: hashlib._Hash, body: bytes, safe_bytes: int) -> bytes:
    """Put the checksum behind a batch that lacks its last brace; the digest, of all that stands before, goes on."""
    body += b'%s"safe_bytes":%d,"sha256":"' % (_MARK, safe_bytes)
    digest.update(body)
    end = digest.hexdigest().encode() + b'"}}\n'
    digest.update(end)
    return body + end


def line_of(entry: JournalEntry) -> bytes:
    """Write one entry."""
    return entry.__pydantic_serializer__.to_json(entry) + b"\n"


@dataclass(frozen=True)
class JournalRead:
    """What a journal holds.

    Parameters
    ----------
    entries
        In their order.
    whole
        How many of its bytes they take; what follows is torn.
    """

    entries: tuple[JournalEntry, ...]
    whole: int


class EntriesRead(NamedTuple):
    """What can be read of a journal, whatever has become of the rest.

    Parameters
    ----------
    entries
        In their order; lines that are no entries are left out.
    rest
        What follows the last whole line: it is still being written, or torn.
    """

    entries: tuple[JournalEntry, ...]
    rest: bytes


def read_entries(content: bytes) -> EntriesRead:
    """Read the entries of a journal that may be damaged, or is being written; checksums are not looked at."""
    entries = tuple(line.entry for line in _lines_read(content) if line.entry is not None)
    return EntriesRead(entries, content[content.rfind(b"\n") + 1 :])


@made_often
@dataclass(frozen=True)
class _Line:
    number: int
    content: bytes
    entry: JournalEntry | None


def read_journal(content: bytes) -> JournalRead:
    """Read a journal up to the last batch that is whole.

    Raises
    ------
    Changed
        If it has been changed in a way that no crash can.
    """
    digest = hashlib.sha256()
    entries: list[JournalEntry] = []
    batch: list[_Line] = []
    whole = 0
    for line in _lines_read(content):
        batch.append(line)
        if line.entry is None:
            _check_torn(content, whole, line.number)
            break
        if line.entry.checksum is not None:
            written = b"".join(one.content for one in batch)
            body = written[: written.rfind(_MARK)]
            if closed(digest, body, line.entry.checksum.safe_bytes) != written:
                raise Changed(f"what stands from line {batch[0].number} to line {line.number} is not what was recorded")
            entries += [one.entry for one in batch if one.entry is not None]
            whole += len(written)
            batch = []
    return JournalRead(tuple(entries), whole)


@lru_cache(maxsize=4)
def _lines_read(content: bytes) -> tuple[_Line, ...]:
    """Read the lines once: whoever looks at the earlier runs of somebody does so from several sides."""
    return tuple(_lines(content))


def _lines(content: bytes) -> Iterator[_Line]:
    start, number = 0, 0
    while (place := content.find(b"\n", start)) >= 0:
        number += 1
        line, start = content[start : place + 1], place + 1
        try:
            yield _Line(number, line, read_entry(line))
        except ValidationError:
            yield _Line(number, line, None)


def _check_torn(content: bytes, whole: int, number: int) -> None:
    """Let a whole line that is none pass only as blocks of the last batches that a power cut has left unwritten."""
    known_safe = any(int(found[1]) > whole for found in _SAFE.finditer(content, whole))
    if known_safe or content.find(_UNWRITTEN, whole) < 0:
        raise Changed(f"line {number} is not what was recorded")
