"""A question about an event, placed: with boxes for digits, or with a slider."""

from __future__ import annotations

from contextlib import suppress
from functools import lru_cache

from experiment.format.vocabulary import AnswerInput
from experiment.layout import font, places
from experiment.layout.buttons import FOOTER, digits, footer
from experiment.layout.composition import Bar, Box, Composition, DigitBoxes, Ink, TextLine, Track
from experiment.layout.places import Band
from experiment.layout.placing import Canvas, centred, middle, px
from experiment.layout.text_block import DoesNotFit
from experiment.layout.views import (
    Notice,
    QuestionView,
)

_MOST_FIGURES = 10
"""A rating with more steps has figures at its ends only."""


def compose_question(view: QuestionView, canvas: Canvas) -> Composition:
    """Place a question about an event."""
    if view.scale.input is AnswerInput.SLIDER:
        return _slider(view, canvas)
    boxes = _digit_boxes(
        view.figure, view.digits, middle(places.ENTRY, font.height_px(px(places.DIGITS_TYPE, canvas)), canvas), canvas
    )
    thick = max(2, round(canvas.height * 0.004))
    hints, buttons = footer(view.footer, canvas)
    return Composition(
        lines=(*_question(view, canvas), *hints),
        bars=tuple(Bar(Box(slot.left, slot.bottom + thick, slot.width, thick), Ink.QUIET) for slot in boxes.slots),
        digit_boxes=boxes,
        captions=_captions(view, canvas, places.ENTRY_CAPTION),
        buttons=(*digits(canvas, places.DIGIT_BUTTONS_TOP), *buttons),
    )


def _question(view: QuestionView, canvas: Canvas) -> list[TextLine]:
    return [
        *centred(view.event_text, places.EVENT_TYPE_ABOVE, canvas, places.EVENT_ABOVE),
        *centred(view.question_text, places.QUESTION_TYPE, canvas, places.QUESTION),
    ]


def _captions(view: QuestionView, canvas: Canvas, band: Band) -> dict[Notice | None, tuple[TextLine, ...]]:
    hint = "" if view.ends and view.scale.input is AnswerInput.SLIDER else view.hint  # the track says what it would
    texts = {
        None: hint,
        Notice.NOTHING_GIVEN: view.nothing_given,
        Notice.OUT_OF_RANGE: view.out_of_range,
        Notice.NOT_WHOLE: view.not_whole,
    }
    placed = {
        notice: centred(text, places.SMALL_TYPE, canvas, band, Ink.NOTICE if notice else Ink.QUIET)
        for notice, text in texts.items()
        if text
    }
    if view.ends and hint:  # what the figures of a rating mean is to be seen whatever is said, where there is room
        between = (band.top + band.bottom) / 2
        for notice, text in texts.items():
            if notice:
                with suppress(DoesNotFit):
                    said = centred(text, places.SMALL_TYPE, canvas, Band(band.top, between), Ink.NOTICE)
                    placed[notice] = (
                        *said,
                        *centred(hint, places.SMALL_TYPE, canvas, Band(between, band.bottom), Ink.QUIET),
                    )
    return placed


def _slider(view: QuestionView, canvas: Canvas) -> Composition:
    """Place a slider: its value in large digits, the track below, and what its ends mean."""
    scale = view.scale
    track = _track(view.figure, scale.minimum, scale.maximum, canvas)
    every = bool(view.ends) and scale.maximum - scale.minimum <= _MOST_FIGURES
    figures = _figures(view.figure, scale.minimum, scale.maximum, every, canvas) if view.figure else ()
    hints, buttons = footer(view.footer, canvas)
    return Composition(
        lines=(*_question(view, canvas), *figures, *_ends(view, track, canvas), *hints),
        buttons=buttons,
        track=track,
        captions=_captions(view, canvas, places.SLIDER_CAPTION_BELOW_ENDS if view.ends else places.SLIDER_CAPTION),
    )


@lru_cache(maxsize=256)
def _track(figure: str, minimum: int, maximum: int, canvas: Canvas) -> Track:
    """Place a track, and above it each of its values in large digits."""
    value_px = px(places.DIGITS_TYPE, canvas)
    top = middle(places.SLIDER_VALUE, font.height_px(value_px), canvas)
    width = 2 * round(min(canvas.width * 0.32, canvas.height * 0.6))
    thick = 2 * max(1, round(canvas.height * 0.003))
    marker = (2 * round(canvas.height * 0.007), 2 * round(canvas.height * 0.026))
    line = round(canvas.height * places.SLIDER_LINE)
    box = Box((canvas.width - width) // 2, line - thick // 2, width, thick)
    margin = marker[1]
    texts = {n: figure.format(value=n) for n in range(minimum, maximum + 1)}
    return Track(
        box=box,
        touch=Box(box.left - margin, line - margin, width + 2 * margin, 2 * margin),
        marker=marker,
        values={
            n: TextLine(text, value_px, (canvas.width - font.width_px(text, value_px)) // 2, top)
            for n, text in texts.items()
        },
        typed={n: _typed(figure, n, top, canvas) for n in range(1, len(str(maximum)) + 1)},
    )


def _typed(figure: str, digits: int, top: int, canvas: Canvas) -> DigitBoxes:
    """Place digits above a track; where no figures are seen, these are not either."""
    if not figure:
        return DigitBoxes(slots=(), size_px=px(places.DIGITS_TYPE, canvas))
    return _digit_boxes(figure, digits, top, canvas, 0.0, Ink.QUIET)


@lru_cache(maxsize=256)
def _figures(figure: str, minimum: int, maximum: int, every: bool, canvas: Canvas) -> tuple[TextLine, ...]:
    """Put figures below a track: of its ends, or of every value."""
    track = _track(figure, minimum, maximum, canvas)
    size_px = px(places.SMALL_TYPE, canvas)
    top = track.reach.bottom + round(canvas.height * 0.004)
    return tuple(
        TextLine(line.text, size_px, track.middle_of(n) - font.width_px(line.text, size_px) // 2, top, Ink.QUIET)
        for n, line in track.values.items()
        if every or n in (minimum, maximum)
    )


def _ends(view: QuestionView, track: Track, canvas: Canvas) -> list[TextLine]:
    """Say below the ends of a rating what they mean; no wider than half the track."""
    if view.ends is None:
        return []
    size_px = px(FOOTER, canvas)
    top = track.reach.bottom + round(canvas.height * 0.004) + font.height_px(px(places.SMALL_TYPE, canvas))
    lines = []
    for text, value in zip(view.ends, (view.scale.minimum, view.scale.maximum), strict=True):
        if font.width_px(text, size_px) > track.box.width * 0.9:
            raise DoesNotFit(f"“{text}” is too long for the end of a scale")
        left = track.middle_of(value) - font.width_px(text, size_px) // 2
        lines.append(TextLine(text, size_px, left, top, Ink.QUIET))
    if min(line.left for line in lines) < 0 or max(line.box.right for line in lines) > canvas.width:
        raise DoesNotFit(f"“{view.ends[0]}” or “{view.ends[1]}” is too long for the end of a scale")
    return lines


def _digit_boxes(
    figure: str, digits: int, top: int, canvas: Canvas, apart: float = 0.2, ink: Ink = Ink.TEXT
) -> DigitBoxes:
    """Place so many digits side by side, as far apart as a share of their width, with the signs around them."""
    size_px = px(places.DIGITS_TYPE, canvas)
    digit, height = font.width_px("0", size_px), font.height_px(size_px)
    pitch = digit + (gap := round(digit * apart))
    before, after = figure.split("{value}")
    before_px, digits_px, after_px = font.width_px(before, size_px), digits * pitch - gap, font.width_px(after, size_px)
    if before_px + digits_px + after_px > canvas.width:
        raise DoesNotFit(f"“{figure}” is wider than the screen")
    left = (canvas.width - before_px - digits_px - after_px) // 2 + before_px
    signs = ((before, left - before_px), (after, left + digits_px))
    return DigitBoxes(
        slots=tuple(Box(left + n * pitch, top, digit, height) for n in range(digits)),
        size_px=size_px,
        signs=tuple(TextLine(text, size_px, place, top, ink) for text, place in signs if text),
        ink=ink,
    )
