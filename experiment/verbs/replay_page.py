"""The page of a replay: one HTML file that needs nothing else, with every screen's picture, time, name and inputs."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from datetime import datetime, tzinfo
from html import escape

from experiment.format.sheet import SessionSheet
from experiment.launcher.replay_state import ENDED, SHOWN, lasted, not_known
from experiment.launcher.said_inputs import input_said, stood
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Replaying
from experiment.layout.views import Notice
from experiment.task.replay import Replay, ReplayedScreen

_NOTICES = {
    Notice.NOTHING_GIVEN: Replaying.NOTHING_GIVEN,
    Notice.OUT_OF_RANGE: Replaying.OUT_OF_RANGE,
    Notice.NOT_WHOLE: Replaying.NOT_WHOLE,
}

_STYLE = """
body { font-family: sans-serif; margin: 1.5em; color: #222; background: #fff; }
main { display: grid; grid-template-columns: repeat(auto-fill, minmax(22em, 1fr)); gap: 1.2em; }
h2 { grid-column: 1 / -1; margin: 0.5em 0 0; }
figure { margin: 0; break-inside: avoid; }
img { width: 100%; display: block; }
figcaption { font-size: 0.85em; margin-top: 0.3em; }
ul { margin: 0.2em 0 0; padding-left: 1.2em; }
"""


def page_of(sheet: SessionSheet, again: Replay, pictures: Sequence[bytes], say: Speaker, zone: tzinfo) -> str:
    """Write the page.

    Parameters
    ----------
    sheet, again
        The run.
    pictures
        Of its screens, in their order, as PNG.
    say
        In which language.
    zone
        Of the clock on the laboratory's wall.
    """
    title = escape(say(Replaying.REPLAY_TITLE, participant=sheet.participant_id, visit=sheet.visit, run=sheet.run))
    facts = {"study": sheet.study, "kind": sheet.kind, "status": sheet.status}
    length = clock(again.length_s)
    length = say(Replaying.AT_LEAST, length=length) if again.is_cut_off else length
    said = escape(say(Replaying.PAGE_ABOUT, **facts, screens=len(again.screens), length=length))
    return (
        f'<!DOCTYPE html>\n<html lang="{say.language.code}">\n<head>\n<meta charset="utf-8">\n<title>{title}</title>\n'
        f"<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<p>{said}</p>\n<main>\n"
        + "".join(_figures(sheet, again, pictures, say, zone))
        + "</main>\n</body>\n</html>\n"
    )


def _figures(
    sheet: SessionSheet, again: Replay, pictures: Sequence[bytes], say: Speaker, zone: tzinfo
) -> Iterator[str]:
    launch, starts = (
        0,
        {one.launch: say.moment(datetime.fromisoformat(one.started_utc), zone) for one in sheet.launches},
    )
    for screen, picture in zip(again.screens, pictures, strict=True):
        if screen.launch != launch:
            launch = screen.launch
            yield f"<h2>{escape(say(Replaying.LAUNCH, number=launch, began=starts.get(launch, '')))}</h2>\n"
        yield _figure(screen, picture, say)


def _figure(screen: ReplayedScreen, picture: bytes, say: Speaker) -> str:
    data = base64.b64encode(picture).decode()
    inputs = "".join(f"<li>{escape(line)}</li>" for line in inputs_of(screen, say))
    return (
        f'<figure><img loading="lazy" alt="" src="data:image/png;base64,{data}">\n'
        f"<figcaption>{escape(caption_of(screen, say))}{f'<ul>{inputs}</ul>' if inputs else ''}</figcaption></figure>\n"
    )


def caption_of(screen: ReplayedScreen, say: Speaker) -> str:
    """Say when a screen was shown, what it is, how long it was on, and what ended it; names are those of the data."""
    shown, over = screen.shown, screen.over
    names = (shown.phase, shown.question, shown.event_id, shown.page)
    what = [say(SHOWN[shown.show]), *(str(part) for part in names if part)]
    ended = f", {say(ENDED[over.ended_by])}" if over is not None and over.ended_by is not None else ""
    return f"{clock(shown.t_s)} · {' · '.join(what)} · {lasted(screen, say)}{ended}"


def inputs_of(screen: ReplayedScreen, say: Speaker) -> Iterator[str]:
    """Return what was done while a screen was on, and what stood there then."""
    for done in sorted(screen.done, key=lambda one: one.t_s):
        state = screen.state_at(done.t_s)
        notice = f" ({say(_NOTICES[state.notice])})" if state.notice else ""
        there = f" → {stood(state)}{notice}" if stood(state) or notice else ""
        after = say(Replaying.AFTER_S, seconds=say.number(done.t_s - screen.shown.t_s, 3))
        yield f"{after} · {input_said(done, say)}{there}"
    yield from not_known(screen, say)


def clock(seconds: float) -> str:
    """Write a time of a launch: 0:12:34.567."""
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}.{thousandths:03}"
