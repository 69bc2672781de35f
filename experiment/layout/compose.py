"""Each view has its place for everything, as a share of the screen's height: small and large screens look alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache, singledispatch

from experiment.format.vocabulary import AnswerInput
from experiment.layout import font
from experiment.layout.composition import Bar, Box, Composition, Entry, Ink, TextLine, Track
from experiment.layout.size import Size
from experiment.layout.text_block import DoesNotFit, balance
from experiment.layout.views import (
    BaseRateView,
    Blank,
    ChoiceView,
    EventView,
    FixationView,
    Notice,
    PageView,
    PauseView,
    QuestionView,
    View,
)

_LEADING = 1.3
_PARAGRAPH_GAP = 0.6

_EVENT = 0.075
_EVENT_SMALL = 0.055
_QUESTION = 0.046
_BODY = 0.041
_SMALL = 0.037
_FOOTER = 0.031
_WHY = 0.026
_TINY = 0.02
_TITLE = 0.06
_RATE = 0.15
_RATE_LINE = 0.05
_DIGITS = 0.11


@dataclass(frozen=True)
class _Frame:
    """The screen, and by how much its type is larger than usual."""

    width: int
    height: int
    text_scale: float


def compose(view: View, size: Size, text_scale: float = 1.0) -> Composition:
    """Place a view on a screen.

    Parameters
    ----------
    view
        What to show.
    size
        Of the screen.
    text_scale
        How large type is set, against the usual size.

    Raises
    ------
    DoesNotFit
        If a text is too long for its place.
    """
    return _compose(view, _Frame(size.width, size.height, text_scale))


@singledispatch
def _compose(view: View, frame: _Frame) -> Composition:
    raise TypeError(view)


@_compose.register
def _(_view: Blank, _frame: _Frame) -> Composition:
    return Composition()


@_compose.register
def _(_view: FixationView, frame: _Frame) -> Composition:
    arm, thick = round(frame.height * 0.025), max(2, round(frame.height * 0.005))
    x, y = frame.width // 2 - thick // 2, frame.height // 2 - thick // 2
    return Composition(
        bars=(
            Bar(Box(x - arm, y, 2 * arm + thick, thick)),
            Bar(Box(x, y - arm, thick, arm)),
            Bar(Box(x, y + thick, thick, arm)),
        )
    )


@_compose.register
def _(view: EventView, frame: _Frame) -> Composition:
    lines = _centred(view.event_text, _EVENT, frame, 0.28, 0.58)
    if view.base_rate_line is not None:
        lines += _centred(view.base_rate_line, _RATE_LINE, frame, 0.60, 0.78)
    return Composition(lines=(*lines, *_footer(view.footer, frame)))


@_compose.register
def _(view: BaseRateView, frame: _Frame) -> Composition:
    return Composition(
        lines=(
            *_centred(view.event_text, _EVENT_SMALL, frame, 0.08, 0.27),
            *_centred(view.caption, _QUESTION, frame, 0.35, 0.49),
            *_centred(view.base_rate_text, _RATE, frame, 0.50, 0.78),
            *_footer(view.footer, frame),
        )
    )


@_compose.register
def _(view: QuestionView, frame: _Frame) -> Composition:
    if view.scale.input is AnswerInput.SLIDER:
        return _slider(view, frame)
    entry = _entry(view.figure, view.digits, _middle(0.54, 0.69, font.height_px(_px(_DIGITS, frame)), frame), frame)
    thick = max(2, round(frame.height * 0.004))
    return Composition(
        lines=(*_question(view, frame), *_footer(view.footer, frame)),
        bars=tuple(Bar(Box(slot.left, slot.bottom + thick, slot.width, thick), Ink.QUIET) for slot in entry.slots),
        entry=entry,
        captions=_captions(view, frame, 0.74, 0.87),
    )


def _question(view: QuestionView, frame: _Frame) -> list[TextLine]:
    return [
        *_centred(view.event_text, _EVENT_SMALL, frame, 0.08, 0.27),
        *_centred(view.question_text, _QUESTION, frame, 0.29, 0.50),
    ]


def _captions(
    view: QuestionView, frame: _Frame, top: float, bottom: float
) -> dict[Notice | None, tuple[TextLine, ...]]:
    hint = "" if view.ends and view.scale.input is AnswerInput.SLIDER else view.hint  # the track says what it would
    texts = {
        None: hint,
        Notice.NOTHING_GIVEN: view.nothing_given,
        Notice.OUT_OF_RANGE: view.out_of_range,
        Notice.NOT_WHOLE: view.not_whole,
    }
    return {
        notice: _centred(text, _SMALL, frame, top, bottom, Ink.NOTICE if notice else Ink.QUIET)
        for notice, text in texts.items()
        if text
    }


def _slider(view: QuestionView, frame: _Frame) -> Composition:
    """Place a slider: its value in large digits, the track below, and what its ends mean."""
    scale = view.scale
    track = _track(view.figure, scale.minimum, scale.maximum, frame)
    figures = _figures(view.figure, scale.minimum, scale.maximum, bool(view.ends), frame)
    return Composition(
        lines=(*_question(view, frame), *figures, *_ends(view, track, frame), *_footer(view.footer, frame)),
        track=track,
        captions=_captions(view, frame, *((0.83, 0.892) if view.ends else (0.78, 0.89))),
    )


@lru_cache(maxsize=256)
def _track(figure: str, minimum: int, maximum: int, frame: _Frame) -> Track:
    """Place a track, and above it each of its values in large digits."""
    value_px = _px(_DIGITS, frame)
    top = _middle(0.50, 0.645, font.height_px(value_px), frame)
    width = 2 * round(min(frame.width * 0.32, frame.height * 0.6))
    thick = 2 * max(1, round(frame.height * 0.003))
    marker = (2 * round(frame.height * 0.007), 2 * round(frame.height * 0.026))
    middle = round(frame.height * 0.69)
    box = Box((frame.width - width) // 2, middle - thick // 2, width, thick)
    margin = marker[1]
    texts = {n: figure.format(value=n) for n in range(minimum, maximum + 1)}
    return Track(
        box=box,
        touch=Box(box.left - margin, middle - margin, width + 2 * margin, 2 * margin),
        marker=marker,
        values={
            n: TextLine(text, value_px, (frame.width - font.width_px(text, value_px)) // 2, top)
            for n, text in texts.items()
        },
        typed={n: _entry(figure, n, top, frame, Ink.QUIET) for n in range(1, len(str(maximum)) + 1)},
    )


@lru_cache(maxsize=256)
def _figures(figure: str, minimum: int, maximum: int, every: bool, frame: _Frame) -> tuple[TextLine, ...]:
    """Put figures below a track: of its ends, or of every value."""
    track = _track(figure, minimum, maximum, frame)
    size_px = _px(_SMALL, frame)
    top = track.reach.bottom + round(frame.height * 0.004)
    return tuple(
        TextLine(line.text, size_px, track.middle_of(n) - font.width_px(line.text, size_px) // 2, top, Ink.QUIET)
        for n, line in track.values.items()
        if every or n in (minimum, maximum)
    )


def _ends(view: QuestionView, track: Track, frame: _Frame) -> list[TextLine]:
    """Say below the ends of a rating what they mean; no wider than half the track."""
    if view.ends is None:
        return []
    size_px = _px(_FOOTER, frame)
    top = track.reach.bottom + round(frame.height * 0.004) + font.height_px(_px(_SMALL, frame))
    lines = []
    for text, value in zip(view.ends, (view.scale.minimum, view.scale.maximum), strict=True):
        if font.width_px(text, size_px) > track.box.width * 0.9:
            raise DoesNotFit(f"“{text}” is too long for the end of a scale")
        left = track.middle_of(value) - font.width_px(text, size_px) // 2
        lines.append(TextLine(text, size_px, left, top, Ink.QUIET))
    if min(line.left for line in lines) < 0 or max(line.box.right for line in lines) > frame.width:
        raise DoesNotFit(f"“{view.ends[0]}” or “{view.ends[1]}” is too long for the end of a scale")
    return lines


@_compose.register
def _(view: PageView, frame: _Frame) -> Composition:
    width = min(round(frame.width * 0.78), round(frame.height * 1.45))
    lines = _column(view.text.split("\n\n"), _BODY, width, frame, 0.05, 0.88)
    return Composition(lines=(*lines, *_footer(view.footer, frame)))


@_compose.register
def _(view: ChoiceView, frame: _Frame) -> Composition:
    width = min(round(frame.width * 0.74), round(frame.height * 1.3))
    options, marks = _options(view.options, _BODY, width, frame, 0.36, 0.86)
    return Composition(
        lines=(*_centred(view.text, _QUESTION, frame, 0.08, 0.34), *options, *_footer(view.footer, frame)), marks=marks
    )


@_compose.register
def _(view: PauseView, frame: _Frame) -> Composition:
    head = [
        *_centred(view.title, _TITLE, frame, 0.10, 0.20),
        *_centred(view.text, _SMALL, frame, 0.22, 0.36),
        *_centred(view.go_on, _QUESTION, frame, 0.38, 0.48),
        *_centred(view.end, _SMALL, frame, 0.53, 0.65, Ink.QUIET),
    ]
    options, marks = _options(view.options, _SMALL, round(frame.height * 1.1), frame, 0.65, 0.94, Ink.QUIET)
    where = _centred(view.where, _TINY, frame, 0.945, 0.996, Ink.QUIET) if view.where else ()
    why = _centred(view.why, _WHY, frame, 0.005, 0.10, Ink.NOTICE) if view.why else ()
    return Composition(lines=(*why, *head, *options, *where), marks=marks)


def _options(
    options: tuple[str, ...], share: float, width_px: int, frame: _Frame, top: float, bottom: float, ink: Ink = Ink.TEXT
) -> tuple[list[TextLine], dict[int, Bar]]:
    """Place numbered options in a column, with a mark beside each, for when it is chosen."""
    size_px = _px(share, frame)
    paragraphs = [balance(option, size_px, width_px) for option in options]
    lines = _column(options, share, width_px, frame, top, bottom, ink)
    mark_px = max(2, round(frame.height * 0.008))
    marks, first = {}, 0
    for number, paragraph in enumerate(paragraphs, start=1):
        one, last = lines[first], lines[first + len(paragraph) - 1]
        marks[number] = Bar(Box(one.left - 4 * mark_px, one.top, mark_px, last.box.bottom - one.top), Ink.NOTICE)
        first += len(paragraph)
    return lines, marks


def _entry(figure: str, digits: int, top: int, frame: _Frame, ink: Ink = Ink.TEXT) -> Entry:
    """Place so many digits side by side, with the signs around them."""
    size_px = _px(_DIGITS, frame)
    digit, height = font.width_px("0", size_px), font.height_px(size_px)
    pitch = digit + (gap := round(digit * 0.2))
    before, after = figure.split("{value}")
    before_px, digits_px, after_px = font.width_px(before, size_px), digits * pitch - gap, font.width_px(after, size_px)
    if before_px + digits_px + after_px > frame.width:
        raise DoesNotFit(f"“{figure}” is wider than the screen")
    left = (frame.width - before_px - digits_px - after_px) // 2 + before_px
    signs = ((before, left - before_px), (after, left + digits_px))
    return Entry(
        slots=tuple(Box(left + n * pitch, top, digit, height) for n in range(digits)),
        size_px=size_px,
        signs=tuple(TextLine(text, size_px, place, top, ink) for text, place in signs if text),
        ink=ink,
    )


def _footer(text: str | None, frame: _Frame) -> tuple[TextLine, ...]:
    return () if text is None else _centred(text, _FOOTER, frame, 0.895, 0.975, Ink.QUIET)


@lru_cache(maxsize=16384)  # what stands around the events is the same on every screen
def _centred(
    text: str, share: float, frame: _Frame, top: float, bottom: float, ink: Ink = Ink.TEXT
) -> tuple[TextLine, ...]:
    """Break a paragraph into balanced lines and centre them in a band of the screen."""
    size_px = _px(share, frame)
    lines = balance(text, size_px, round(frame.width * 0.84))
    stacked = _stack(
        [(line, 0.0) for line in lines],
        size_px,
        frame,
        (top, bottom),
        lambda line: (frame.width - font.width_px(line, size_px)) // 2,
        ink,
    )
    return tuple(stacked)


def _column(
    paragraphs: Iterable[str],
    share: float,
    width_px: int,
    frame: _Frame,
    top: float,
    bottom: float,
    ink: Ink = Ink.TEXT,
) -> list[TextLine]:
    """Break paragraphs into lines of a centred column with a straight left edge."""
    size_px = _px(share, frame)
    lines = [
        (line, _PARAGRAPH_GAP if first else 0.0)
        for paragraph in paragraphs
        for line, first in _first_marked(balance(paragraph, size_px, width_px))
    ]
    widest = max(font.width_px(line, size_px) for line, _ in lines)
    return _stack(lines, size_px, frame, (top, bottom), lambda _line: (frame.width - widest) // 2, ink)


def _first_marked(lines: Iterable[str]) -> Iterable[tuple[str, bool]]:
    return ((line, n == 0) for n, line in enumerate(lines))


def _stack(
    lines: list[tuple[str, float]],
    size_px: int,
    frame: _Frame,
    band: tuple[float, float],
    left_of: Callable[[str], int],
    ink: Ink,
) -> list[TextLine]:
    """Put lines, each with the gap above it in lines, one below the other in the middle of a band."""
    pitch = round(size_px * _LEADING)
    offsets: list[int] = []
    below = 0
    for n, (_, gap) in enumerate(lines):
        below += round(pitch * gap) if n else 0
        offsets.append(below)
        below += pitch
    height = offsets[-1] + font.height_px(size_px)
    if height > (band[1] - band[0]) * frame.height:
        raise DoesNotFit(f"“{lines[0][0]} …” takes {len(lines)} lines, more than there is room for")
    top = _middle(*band, height, frame)
    return [
        TextLine(line, size_px, left_of(line), top + offset, ink)
        for (line, _), offset in zip(lines, offsets, strict=True)
    ]


def _middle(top: float, bottom: float, height: int, frame: _Frame) -> int:
    return round((top + bottom) / 2 * frame.height - height / 2)


def _px(share: float, frame: _Frame) -> int:
    """Size of type, from its share of the screen's height."""
    return round(share * frame.height * frame.text_scale)
