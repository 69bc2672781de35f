"""Each view has its place for everything, as a share of the screen's height: small and large screens look alike."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import singledispatch

from experiment.format.vocabulary import AnswerInput
from experiment.layout import font
from experiment.layout.composition import Bar, Box, Composition, Entry, Ink, Size, TextLine, Track
from experiment.layout.text_block import DoesNotFit, balance
from experiment.layout.views import (
    BaseRateView,
    Blank,
    EstimateView,
    EventView,
    FixationView,
    Notice,
    PageView,
    PauseView,
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
_TITLE = 0.06
_RATE = 0.15
_RATE_LINE = 0.05
_DIGITS = 0.11


def compose(view: View, size: Size) -> Composition:
    """Place a view on a screen.

    Raises
    ------
    DoesNotFit
        If a text is too long for its place.
    """
    return _compose(view, size)


@singledispatch
def _compose(view: View, size: Size) -> Composition:
    raise TypeError(view)


@_compose.register
def _(_view: Blank, _size: Size) -> Composition:
    return Composition()


@_compose.register
def _(_view: FixationView, size: Size) -> Composition:
    arm, thick = round(size.height * 0.025), max(2, round(size.height * 0.005))
    x, y = size.width // 2 - thick // 2, size.height // 2 - thick // 2
    return Composition(
        bars=(
            Bar(Box(x - arm, y, 2 * arm + thick, thick)),
            Bar(Box(x, y - arm, thick, arm)),
            Bar(Box(x, y + thick, thick, arm)),
        )
    )


@_compose.register
def _(view: EventView, size: Size) -> Composition:
    lines = _centred(view.event_text, _EVENT, size, 0.28, 0.58)
    if view.base_rate_line is not None:
        lines += _centred(view.base_rate_line, _RATE_LINE, size, 0.60, 0.78)
    return Composition(lines=(*lines, *_footer(view.footer, size)))


@_compose.register
def _(view: BaseRateView, size: Size) -> Composition:
    return Composition(
        lines=(
            *_centred(view.event_text, _EVENT_SMALL, size, 0.08, 0.27),
            *_centred(view.caption, _QUESTION, size, 0.35, 0.49),
            *_centred(view.base_rate_text, _RATE, size, 0.50, 0.78),
            *_footer(view.footer, size),
        )
    )


@_compose.register
def _(view: EstimateView, size: Size) -> Composition:
    if view.input is AnswerInput.SLIDER:
        return _slider(view, size)
    entry, signs, underlines = _entry(view, size)
    return Composition(
        lines=(*_question(view, size), *signs, *_footer(view.footer, size)),
        bars=underlines,
        entry=entry,
        captions=_captions(view, size, 0.74, 0.87),
    )


def _question(view: EstimateView, size: Size) -> list[TextLine]:
    return [
        *_centred(view.event_text, _EVENT_SMALL, size, 0.08, 0.27),
        *_centred(view.question_text, _QUESTION, size, 0.29, 0.50),
    ]


def _captions(view: EstimateView, size: Size, top: float, bottom: float) -> dict[Notice | None, tuple[TextLine, ...]]:
    texts = {None: view.hint, Notice.NOTHING_GIVEN: view.nothing_given, Notice.OUT_OF_RANGE: view.out_of_range}
    return {
        notice: tuple(_centred(text, _SMALL, size, top, bottom, Ink.NOTICE if notice else Ink.QUIET))
        for notice, text in texts.items()
    }


def _slider(view: EstimateView, size: Size) -> Composition:
    """Place a slider: its value in large digits, the track below, and what its ends mean."""
    value_px, end_px = _px(_DIGITS, size), _px(_SMALL, size)
    top = _middle(0.50, 0.645, font.height_px(value_px), size)
    width = 2 * round(min(size.width * 0.32, size.height * 0.6))
    thick = 2 * max(1, round(size.height * 0.003))
    marker = (2 * round(size.height * 0.007), 2 * round(size.height * 0.026))
    middle = round(size.height * 0.69)
    box = Box((size.width - width) // 2, middle - thick // 2, width, thick)
    margin = marker[1]
    texts = {n: view.percentage.format(value=n) for n in range(view.minimum_pct, view.maximum_pct + 1)}
    ends = [
        TextLine(texts[value], end_px, x - font.width_px(texts[value], end_px) // 2, middle + marker[1], Ink.QUIET)
        for value, x in ((view.minimum_pct, box.left), (view.maximum_pct, box.right))
    ]
    return Composition(
        lines=(*_question(view, size), *ends, *_footer(view.footer, size)),
        track=Track(
            box=box,
            touch=Box(box.left - margin, middle - margin, width + 2 * margin, 2 * margin),
            marker=marker,
            values={
                n: TextLine(text, value_px, (size.width - font.width_px(text, value_px)) // 2, top)
                for n, text in texts.items()
            },
        ),
        captions=_captions(view, size, 0.78, 0.89),
    )


@_compose.register
def _(view: PageView, size: Size) -> Composition:
    width = min(round(size.width * 0.78), round(size.height * 1.45))
    lines = _column(view.text.split("\n\n"), _BODY, width, size, 0.05, 0.88)
    return Composition(lines=(*lines, *_footer(view.footer, size)))


@_compose.register
def _(view: PauseView, size: Size) -> Composition:
    width = round(size.height * 1.1)
    head = [
        *_centred(view.title, _TITLE, size, 0.08, 0.20),
        *_centred(view.text, _SMALL, size, 0.22, 0.36),
        *_centred(view.go_on, _QUESTION, size, 0.38, 0.48),
        *_centred(view.end, _SMALL, size, 0.53, 0.65, Ink.QUIET),
    ]
    labels = [label for _, label in view.reasons]
    options = _column(labels, _SMALL, width, size, 0.66, 0.95, Ink.QUIET)
    if len(options) != len(labels):
        raise DoesNotFit("a reason on the pause screen is longer than a line")
    mark_px = max(2, round(size.height * 0.008))
    marks = {
        reason: Bar(Box(line.left - 4 * mark_px, line.top, mark_px, line.box.height), Ink.NOTICE)
        for (reason, _), line in zip(view.reasons, options, strict=True)
    }
    return Composition(lines=(*head, *options), marks=marks)


def _entry(view: EstimateView, size: Size) -> tuple[Entry, list[TextLine], tuple[Bar, ...]]:
    """Place the digits of an answer: as many slots as the largest answer has digits, each underlined."""
    size_px = _px(_DIGITS, size)
    digit, height = font.width_px("0", size_px), font.height_px(size_px)
    gap = round(digit * 0.2)
    pitch = digit + gap
    top = _middle(0.54, 0.69, height, size)
    before, after = view.percentage.split("{value}")
    before_px, digits_px, after_px = (
        font.width_px(before, size_px),
        view.digits * pitch - gap,
        font.width_px(after, size_px),
    )
    if before_px + digits_px + after_px > size.width:
        raise DoesNotFit(f"“{view.percentage}” is wider than the screen")
    left = (size.width - before_px - digits_px - after_px) // 2 + before_px
    signs = [
        TextLine(text, size_px, place, top)
        for text, place in ((before, left - before_px), (after, left + digits_px))
        if text
    ]
    slots = tuple(Box(left + n * pitch, top, digit, height) for n in range(view.digits))
    thick = max(2, round(size.height * 0.004))
    return (
        Entry(slots, size_px),
        signs,
        tuple(Bar(Box(slot.left, slot.bottom + thick, digit, thick), Ink.QUIET) for slot in slots),
    )


def _footer(text: str | None, size: Size) -> list[TextLine]:
    return [] if text is None else _centred(text, _FOOTER, size, 0.895, 0.975, Ink.QUIET)


def _centred(text: str, share: float, size: Size, top: float, bottom: float, ink: Ink = Ink.TEXT) -> list[TextLine]:
    """Break a paragraph into balanced lines and centre them in a band of the screen."""
    size_px = _px(share, size)
    lines = balance(text, size_px, round(size.width * 0.84))
    return _stack(
        [(line, 0.0) for line in lines],
        size_px,
        size,
        (top, bottom),
        lambda line: (size.width - font.width_px(line, size_px)) // 2,
        ink,
    )


def _column(
    paragraphs: Iterable[str],
    share: float,
    width_px: int,
    size: Size,
    top: float,
    bottom: float,
    ink: Ink = Ink.TEXT,
) -> list[TextLine]:
    """Break paragraphs into lines of a centred column with a straight left edge."""
    size_px = _px(share, size)
    lines = [
        (line, _PARAGRAPH_GAP if first else 0.0)
        for paragraph in paragraphs
        for line, first in _first_marked(balance(paragraph, size_px, width_px))
    ]
    widest = max(font.width_px(line, size_px) for line, _ in lines)
    return _stack(lines, size_px, size, (top, bottom), lambda _line: (size.width - widest) // 2, ink)


def _first_marked(lines: list[str]) -> Iterable[tuple[str, bool]]:
    return ((line, n == 0) for n, line in enumerate(lines))


def _stack(
    lines: list[tuple[str, float]],
    size_px: int,
    size: Size,
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
    if height > (band[1] - band[0]) * size.height:
        raise DoesNotFit(f"“{lines[0][0]} …” takes {len(lines)} lines, more than there is room for")
    top = _middle(*band, height, size)
    return [
        TextLine(line, size_px, left_of(line), top + offset, ink)
        for (line, _), offset in zip(lines, offsets, strict=True)
    ]


def _middle(top: float, bottom: float, height: int, size: Size) -> int:
    return round((top + bottom) / 2 * size.height - height / 2)


def _px(share: float, size: Size) -> int:
    return round(share * size.height)
