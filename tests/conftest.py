"""What holds for all tests."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Iterator

import pytest
from hypothesis import settings

from tests.instruments.recomputed import Recomputed, watch

# A machine that is busy is slow, and a test that is slow is not wrong. Each run tries other examples.
settings.register_profile("many runs", deadline=None, max_examples=60)
settings.load_profile("many runs")

# The desktop of whoever runs the tests is no place for their windows, and what it likes (larger text) is not theirs.
for _name in [name for name in os.environ if name.startswith(("QT_", "WAYLAND_", "XDG_SESSION_"))]:
    del os.environ[_name]

# Neither is a shell that has Ctrl-C ignored in what it runs in the background.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.disable()  # until all tests are collected


def pytest_collection_finish() -> None:
    """Look for garbage in what tests leave, and not again and again among thousands of tests; and seldom, for a session
    makes tens of thousands of entries, and no circles.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 100)
    gc.enable()


@pytest.fixture(scope="session", autouse=True)
def _recomputed() -> Iterator[Recomputed]:
    with pytest.MonkeyPatch.context() as patch:
        yield watch(patch)


@pytest.fixture(autouse=True)
def _every_cell_follows_from_the_journal(_recomputed: Recomputed) -> Iterator[None]:
    """Whatever tables a test has written, every cell of them follows from plan, journal and sheet."""
    yield
    differ, _recomputed.differ = _recomputed.differ, []
    assert [] == differ
