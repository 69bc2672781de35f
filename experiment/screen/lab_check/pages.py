"""What the check says on the screen."""

from __future__ import annotations

from experiment.layout.views import PageView
from experiment.screen.lab_check.keyboard_lines import ASK, ASK_IN_STALLS, TAPS

ABOUT = PageView(
    "This is the participant's screen.\n\nThis computer is being checked. Escape stops the check.\n\n"
    "Crosses and empty screens follow. There is nothing to do until you are asked.",
    (),
)
WAIT = PageView("One moment …\n\nPlease do not touch the keyboard yet.", ())
TAP = [PageView(f"{ASK}\n\n{done} of {TAPS}", ()) for done in range(TAPS + 1)]
TAP_AGAIN = PageView(f"{ASK_IN_STALLS}\n\nThe screen stands still on purpose.", ())
