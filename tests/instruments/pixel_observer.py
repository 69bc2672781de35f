"""An eye in another process: it watches pixels of Xvfb's framebuffer, and says when they changed and to what.

It knows nothing of the program under test and shares nothing with it but the display. All times are on CLOCK_MONOTONIC.
Run as a program (``python -m tests.instruments.pixel_observer FOLDER SPANS POLL_S SETTLE_S``) it writes what it sees,
one JSON a line, until its standard input is closed. Needs ``Xvfb -fbdir``. Linux only.
"""

from __future__ import annotations

import json
import mmap
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

import numpy as np
from PIL import Image

from experiment.layout.size import Size

_PROJECT = Path(__file__).resolve().parents[2]
_HEADER_WORDS = 25
_COLOUR_BYTES, _PIXEL_BYTES = 12, 4


@dataclass(frozen=True)
class Span:
    """Pixels of one row of the screen."""

    x: int
    y: int
    width: int


def pixel(x: int, y: int) -> tuple[Span]:
    """Watch one pixel."""
    return (Span(x, y, 1),)


def rows(size: Size, every: int = 10) -> tuple[Span, ...]:
    """Watch whole rows, a few pixels apart: no line of text fits between two of them."""
    return tuple(Span(0, y, size.width) for y in range(every // 2, size.height, every))


def digest_of(picture: Image.Image, spans: Sequence[Span]) -> int:
    """Say what the observer will call the watched pixels if the screen shows a picture."""
    rgb = picture.convert("RGB")
    strips = (rgb.crop((span.x, span.y, span.x + span.width, span.y + 1)) for span in spans)
    return zlib.crc32(b"".join(strip.tobytes("raw", "BGRX") for strip in strips))


@dataclass(frozen=True)
class Change:
    """The watched pixels became something else.

    Parameters
    ----------
    last_old_s
        When what was there before was seen for the last time.
    first_new_s
        When something else was seen for the first time.
    digest
        Of what they became.
    """

    last_old_s: float
    first_new_s: float
    digest: int

    @property
    def time_s(self) -> float:
        """The middle of what is known."""
        return (self.last_old_s + self.first_new_s) / 2


@dataclass(frozen=True)
class Observation:
    """All that was seen: what was there at first, then every change."""

    first: int
    changes: tuple[Change, ...]


class PixelObserver:
    """The other process, from the side of whoever wants to know.

    Parameters
    ----------
    framebuffer_folder
        What ``Xvfb -fbdir`` was told.
    spans
        What to watch.
    poll_s
        How long it sleeps between two looks.
    settle_s
        For how long the pixels must stay as they are before they are taken down: a frame is copied to the screen row by
        row. 0 for a single pixel.
    """

    def __init__(
        self, framebuffer_folder: Path, spans: Sequence[Span], poll_s: float = 0.00005, settle_s: float = 0.0
    ) -> None:
        what = json.dumps([asdict(span) for span in spans])
        command = [sys.executable, "-m", "tests.instruments.pixel_observer", str(framebuffer_folder), what]
        # To a file, not a pipe: an observer that waits until somebody reads sees nothing meanwhile.
        self._folder = tempfile.TemporaryDirectory()
        self._seen = Path(self._folder.name) / "seen.jsonl"
        with self._seen.open("w") as seen:
            self._process = subprocess.Popen(
                [*command, str(poll_s), str(settle_s)], cwd=_PROJECT, stdin=subprocess.PIPE, stdout=seen, text=True
            )
        while not self._lines() and self._process.poll() is None:
            time.sleep(0.01)

    def changes(self) -> int:
        """Tell how many changes have been seen so far."""
        return max(0, len(self._lines()) - 1)

    def stop(self) -> Observation:
        """Stop looking, and tell what was seen."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        if self._process.wait() != 0:
            raise RuntimeError("the observer has failed")
        first, *changes = (json.loads(line) for line in self._lines())
        self._folder.cleanup()
        return Observation(first["digest"], tuple(Change(**change) for change in changes))

    def _lines(self) -> list[str]:
        return [line for line in self._seen.read_text().splitlines(keepends=True) if line.endswith("\n")]


class _Framebuffer:
    """Xvfb's screen, as it lies in its file (X window dump, 32 bits a pixel)."""

    def __init__(self, folder: Path, spans: Sequence[Span]) -> None:
        with (folder / "Xvfb_screen0").open("rb") as file:
            self._memory = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)
        words = struct.unpack(f">{_HEADER_WORDS}I", self._memory[: 4 * _HEADER_WORDS])
        header_bytes, bits_per_pixel, bytes_per_row, colours = words[0], words[11], words[12], words[19]
        if bits_per_pixel != 8 * _PIXEL_BYTES:
            raise ValueError(f"the framebuffer has {bits_per_pixel} bits a pixel, not 32")
        start = header_bytes + colours * _COLOUR_BYTES
        begins = [start + span.y * bytes_per_row + span.x * _PIXEL_BYTES for span in spans]
        self._slices = [
            slice(begin, begin + span.width * _PIXEL_BYTES) for begin, span in zip(begins, spans, strict=True)
        ]

    def look(self) -> bytes:
        memory = self._memory
        return b"".join([memory[place] for place in self._slices])


def _digest(bgrx: bytes) -> int:
    colours = np.frombuffer(bgrx, dtype="<u4") & 0xFFFFFF  # the fourth byte of a pixel means nothing
    return zlib.crc32(colours.tobytes())


def _watch(look: Callable[[], bytes], poll_s: float, settle_s: float, over: threading.Event, reports: IO[str]) -> None:
    old = look()
    print(json.dumps({"digest": _digest(old)}), file=reports, flush=True)
    last_old_s = time.monotonic()
    while not over.is_set():
        before_s = time.monotonic()
        new = look()
        if new == old:
            last_old_s = before_s
        else:
            first_new_s = time.monotonic()
            new = _settled(look, new, poll_s, settle_s)
            if new != old:
                change = Change(last_old_s, first_new_s, _digest(new))
                print(json.dumps(asdict(change)), file=reports, flush=True)
            old, last_old_s = new, time.monotonic()
        if poll_s:
            time.sleep(poll_s)


def _settled(look: Callable[[], bytes], seen: bytes, poll_s: float, settle_s: float) -> bytes:
    """Look on until nothing changes, asleep in between: whoever is drawing needs the processor just now."""
    since_s = time.monotonic()
    while time.monotonic() - since_s < settle_s:
        time.sleep(poll_s)
        now = look()
        if now != seen:
            seen, since_s = now, time.monotonic()
    return seen


def main(folder: str, spans: str, poll_s: str, settle_s: str) -> None:
    """Watch until standard input is closed."""
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    framebuffer = _Framebuffer(Path(folder), [Span(**span) for span in json.loads(spans)])
    _watch(framebuffer.look, float(poll_s), float(settle_s), over, sys.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
