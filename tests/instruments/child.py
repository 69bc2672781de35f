"""A process that a test starts and that never outlives it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any


@contextmanager
def started(command: Sequence[str], **options: Any) -> Iterator[subprocess.Popen[str]]:
    """Start a process, and end it when the test is over, also when the test has run out of time.

    ``with subprocess.Popen(…)`` would wait for it without end.
    """
    process = subprocess.Popen(command, text=True, **options)
    with process:
        try:
            yield process
        finally:
            if process.poll() is None:
                process.kill()
