"""The page of a replay: one HTML file that needs nothing else, with every screen's picture, time, name and inputs."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from html import escape

from experiment.format.journal import KeyPressed, MouseUsed, SliderMoved
from experiment.format.sheet import SessionSheet
from experiment.layout.answer_state import AnswerState
from experiment.task.replay import Replay, ReplayedScreen

_STYLE = """
body { font-family: sans-serif; margin: 1.5em; color: #222; background: #fff; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(22em, 1fr)); gap: 1.2em; }
h2 { grid-column: 1 / -1; margin: 0.5em 0 0; }
figure { margin: 0; break-inside: avoid; }
img { width: 100%; display: block; }
figcaption { font-size: 0.85em; margin-top: 0.3em; }
ul { margin: 0.2em 0 0; padding-left: 1.2em; }
"""


def page_of(sheet: SessionSheet, again: Replay, pictures: Sequence[bytes]) -> str:
    """Write the page.

    Parameters
    ----------
    sheet, again
        The run.
    pictures
        Of its screens, in their order, as PNG.
    """
    title = escape(f"{sheet.participant_id} at {sheet.visit}, run {sheet.run}: what was seen and pressed")
    said = escape(
        f"{sheet.study}, {sheet.kind}, {sheet.status}: {len(again.screens)} screens in {clock(again.length_s)}. Made "
        "again from plan and journal; each picture is the screen as it stood when it was taken off. The first time is "
        "that of the launch; those of inputs count from the screen’s onset."
    )
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{said}</p>\n<main>\n"
        + "".join(_figures(sheet, again, pictures))
        + "</main>\n</body>\n</html>\n"
    )


def _figures(sheet: SessionSheet, again: Replay, pictures: Sequence[bytes]) -> Iterator[str]:
    launch, starts = 0, {one.launch: one.started_utc for one in sheet.launches}
    for screen, picture in zip(again.screens, pictures, strict=True):
        if screen.launch != launch:
            launch = screen.launch
            yield f"<h2>Launch {launch}: {escape(starts.get(launch, ''))}</h2>\n"
        yield _figure(screen, picture)


def _figure(screen: ReplayedScreen, picture: bytes) -> str:
    data = base64.b64encode(picture).decode()
    inputs = "".join(f"<li>{escape(line)}</li>" for line in inputs_of(screen))
    return (
        f'<figure><img loading="lazy" alt="" src="data:image/png;base64,{data}">\n'
        f"<figcaption>{escape(caption_of(screen))}{f'<ul>{inputs}</ul>' if inputs else ''}</figcaption></figure>\n"
    )


def caption_of(screen: ReplayedScreen) -> str:
    """Say when a screen was shown, what it is, how long it was on, and what ended it."""
    shown, over = screen.shown, screen.over
    what = [shown.show, *(str(part) for part in (shown.phase, shown.question, shown.event_id, shown.page) if part)]
    ended = f", ended by {over.ended_by}" if over is not None and over.ended_by is not None else ""
    return f"{clock(shown.t_s)} · {' · '.join(what)} · {screen.duration_s:.3f} s{ended}"


def inputs_of(screen: ReplayedScreen) -> Iterator[str]:
    """Say what was done while a screen was on, and what stood there then."""
    for done in sorted(screen.done, key=lambda one: one.t_s):
        match done:
            case KeyPressed():
                what = f"key {done.name}"
            case MouseUsed():
                on = done.target or ("the track" if done.share is not None else "nothing")
                what = f"mouse {done.act}, {on}"
            case SliderMoved():
                what = f"marker by {done.by}"
        late = ", in the last frame" if not isinstance(done, SliderMoved) and done.late else ""
        yield f"{done.t_s - screen.shown.t_s:+.3f} s: {what}{late}{_stood(screen.state_at(done.t_s))}"


def _stood(state: AnswerState) -> str:
    stood = state.digits or next((str(one) for one in (state.marker, state.chosen) if one is not None), "")
    notice = f" ({state.notice.name.lower().replace('_', ' ')})" if state.notice else ""
    return f" → {stood}{notice}" if stood or notice else ""


def clock(seconds: float) -> str:
    """Write a time of a launch: 0:12:34.567."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
