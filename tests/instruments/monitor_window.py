"""The window that follows a session, in a process of its own, painted anew every second as if a trial had ended.

``python -m tests.instruments.monitor_window``: it prints ``open`` once it can be seen, and ends with standard input.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE, Popen

EVERY_MS = 1_000


def main() -> int:
    """Show it."""
    from PyQt6.QtCore import QSocketNotifier, Qt, QTimer

    from experiment.format.session_line import SessionState
    from experiment.format.vocabulary import SessionPart, SessionStatus
    from experiment.launcher.app import make_app
    from experiment.launcher.monitor_page import MonitorPage
    from experiment.launcher.monitor_state import Followed, monitor_state
    from experiment.launcher.speaking import Language, Speaker

    app = make_app()
    say, ended = Speaker(Language.EN), 0
    page = MonitorPage(say, True, lambda _order: True, lambda _wanted: None)
    page.label_lines(monitor_state(Followed("KD001", "baseline", can_order=True), say))

    def trial_ends() -> None:
        nonlocal ended
        ended += 1
        state = SessionState(
            participant_id="KD001", visit="baseline", run=1, launch=1, part=SessionPart.FIRST_ESTIMATES,
            number=ended % 40 + 1, of=40, finished=ended % 126, recorded=126, minutes_left=ended % 30,
            answered=ended, missed=ended // 7, unconfirmed=ended // 9, frames_dropped=ended // 50, pauses=0, notes=0,
            paused=None, status=SessionStatus.RUNNING, reason=None,
        )  # fmt: skip
        page.show_state(monitor_state(Followed("KD001", "baseline", can_order=True, state=state), say))

    page.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    page.resize(620, 560)
    page.show()
    trial_ends()
    timer = QTimer()
    timer.timeout.connect(trial_ends)
    timer.start(EVERY_MS)
    over = QSocketNotifier(0, QSocketNotifier.Type.Read)
    over.activated.connect(lambda: app.quit() if not sys.stdin.read(1) else None)
    QTimer.singleShot(300, lambda: print("open", flush=True))
    return app.exec()


@contextmanager
def monitor_window(is_open: bool) -> Iterator[None]:
    """Have it open on the display of this process; what opens a window later stands before it."""
    if not is_open:
        yield
        return
    with Popen(
        [sys.executable, "-m", "tests.instruments.monitor_window"], stdin=PIPE, stdout=PIPE, text=True
    ) as window:
        assert window.stdout is not None
        assert "open\n" == window.stdout.readline()
        try:
            yield
        finally:
            assert window.poll() is None  # it was open all the time
            assert window.stdin is not None
            window.stdin.close()


if __name__ == "__main__":
    sys.exit(main())
