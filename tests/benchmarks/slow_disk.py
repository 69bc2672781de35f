"""A session on a disk that takes its time: whether any frame waits for it.

What is appended during a session is synced twice in each trial or more often. This disk takes longer for that than two
frames last. Beside it stands the same session with the disk waited for in the frame, as a script does that writes its
rows between its screens.
"""

from __future__ import annotations

import os
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path
from unittest.mock import patch

from experiment import conduct
from experiment.record.recorder import AtOnce
from experiment.record.storage import Disk, DiskFile, OpenFile
from experiment.screen.keyboard import Keyboard
from tests.benchmarks.conditions import Conditions
from tests.benchmarks.figures import Row
from tests.benchmarks.session_frames import conducted, faster_study

_SYNC_S = 0.040


class _SlowFile(DiskFile):
    def sync(self) -> None:
        time.sleep(_SYNC_S)
        super().sync()


class _SlowDisk(Disk):
    def append_to(self, path: Path) -> OpenFile:
        file = _SlowFile(path, os.O_APPEND)
        file.lock()
        return file


def frames(conditions: Conditions) -> list[Row]:
    """Conduct a short session in both ways."""
    Keyboard.rehearse()
    figures, wrong, worst = [], [], []
    for way, beside in (("ours", True), ("waiting in the frame", False)):
        at_once = patch.object(conduct, "_beside", lambda *_: nullcontext(AtOnce()))
        with tempfile.TemporaryDirectory() as folder, nullcontext() if beside else at_once:
            study = faster_study(Path(folder), "demo")
            found, _, testimony = conducted(study, Path(folder), conditions, _SlowDisk())
        figures.append(found.figures(way))
        wrong.append(len(testimony.contradictions))
        worst.append(found.worst())
    return [
        Row(
            "slow_disk",
            f"work of each frame, a short session, on a disk that takes {1000 * _SYNC_S:.0f} ms to make something safe",
            "0 frames with more work than a 60 Hz frame is long, the session right as seen from outside",
            figures[0].values["over_a_frame"] == 0 and wrong[0] == 0,
            tuple(figures),
            (
                f"seen from outside: {wrong[0]} and {wrong[1]} screens wrong in order or content",
                f"most work: {worst[0]}",
                f"most work, waiting in the frame: {worst[1]}",
            ),
        )
    ]
