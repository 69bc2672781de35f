"""What a command prints, made visible: whatever a file or a user has given, a terminal is never steered by it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any, TextIO, cast

from experiment.messages import visible

_KEPT = "\n\r\t"
"""Line ends, tabs, and the return to the beginning of a line, which progress needs."""


class _VisibleStream:
    """A stream that takes text and passes it on without anything that steers a terminal."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        """Pass a text on; line ends, returns and tabs stay."""
        kept = "".join(one if one in _KEPT else visible(one) for one in text) if not text.isprintable() else text
        self._stream.write(kept)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        """Pass texts on."""
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def visible_streams() -> Iterator[None]:
    """Let nothing reach standard output and standard error that would steer a terminal."""
    with redirect_stdout(_visible(sys.stdout)), redirect_stderr(_visible(sys.stderr)):
        yield


def _visible(stream: TextIO) -> TextIO:
    return cast("TextIO", _VisibleStream(stream))
