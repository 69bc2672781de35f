"""``python -m experiment`` is the command ``belief-update``."""

import signal
import sys

_came: list[int] = []
if signal.getsignal(signal.SIGINT) is signal.default_int_handler:  # Ctrl-C waits, from the first line on
    signal.signal(signal.SIGINT, lambda number, _frame: _came.append(number))

from experiment.entry import main  # noqa: E402

sys.exit(main(_came))
