"""A study session that somebody has had before, as it stands in the data folder."""

from __future__ import annotations

import json
from pathlib import Path

_DISPLAY = {
    "name": "any", "unexpected": [], "text_scale": 1.0, "width_px": 1280, "height_px": 720, "full_screen": True,
    "refresh_hz": 60.0, "interval_sd_ms": 0.1, "measured_flips": 60, "emulated_display": False,
}  # fmt: skip


def put_earlier_session(data: Path, simulated: Path, text_scale: float, started_utc: str) -> Path:
    """Put the sheet of a complete session at the baseline into a data folder.

    Parameters
    ----------
    simulated
        The sheet of a simulated session, from which it is made.
    text_scale, started_utc
        How large type was, and when it began.
    """
    sheet = json.loads(simulated.read_text(encoding="utf-8"))
    sheet |= {"kind": "study", "participant_mode": "human"}
    for launch in sheet["launches"]:
        launch["started_utc"] = started_utc
        launch["apparatus"]["display"] = {**_DISPLAY, "text_scale": text_scale}
    file = data / simulated.parent.parent.name / simulated.parent.name / simulated.name
    file.parent.mkdir(parents=True)
    file.write_text(json.dumps(sheet), encoding="utf-8", newline="\n")
    return file
