"""Each view has its place for everything, as a share of the screen's height: small and large screens look alike."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import lru_cache, singledispatch

from experiment.format.vocabulary import AnswerInput
from experiment.layout import font
from experiment.layout.buttons import FOOTER, button, digits, footer
from experiment.layout.composition import Bar, Box, Composition, Entry, Ink, TextLine, Track, When
from experiment.layout.placing import Canvas, centred, column, middle, px
from experiment.layout.size import Size
from experiment.layout.targets import Target
from experiment.layout.text_block import DoesNotFit, balance
from experiment.layout.views import (
    BaseRateView,
    Blank,
    ChoiceView,
    EventView,
    FixationView,
    Hint,
    Notice,
    PageView,
    PauseView,
    QuestionView,
    View,
)

_EVENT = 0.075
_EVENT_SMALL = 0.055
_QUESTION = 0.046
_BODY = 0.041
_SMALL = 0.037
_WHY = 0.026
_TINY = 0.02
_TITLE = 0.06
_RATE = 0.15
_RATE_LINE = 0.05
_DIGITS = 0.11


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
    return _compose(view, Canvas(size.width, size.height, text_scale))


@singledispatch
def _compose(view: View, canvas: Canvas) -> Composition:
    raise TypeError(view)


@_compose.register
def _(_view: Blank, _canvas: Canvas) -> Composition:
    return Composition()


@_compose.register
def _(_view: FixationView, canvas: Canvas) -> Composition:
    arm, thick = round(canvas.height * 0.025), max(2, round(canvas.height * 0.005))
    x, y = canvas.width // 2 - thick // 2, canvas.height // 2 - thick // 2
    return Composition(
        bars=(
            Bar(Box(x - arm, y, 2 * arm + thick, thick)),
            Bar(Box(x, y - arm, thick, arm)),
            Bar(Box(x, y + thick, thick, arm)),
        )
    )


@_compose.register
def _(view: EventView, canvas: Canvas) -> Composition:
    lines = centred(view.event_text, _EVENT, canvas, 0.28, 0.58)
    if view.base_rate_line is not None:
        lines += centred(view.base_rate_line, _RATE_LINE, canvas, 0.60, 0.78)
    hints, buttons = footer(view.footer, canvas)
    return Composition(lines=(*lines, *hints), buttons=buttons)


@_compose.register
def _(view: BaseRateView, canvas: Canvas) -> Composition:
    hints, buttons = footer(view.footer, canvas)
    return Composition(
        buttons=buttons,
        lines=(
            *centred(view.event_text, _EVENT_SMALL, canvas, 0.08, 0.27),
            *centred(view.caption, _QUESTION, canvas, 0.35, 0.49),
            *centred(view.base_rate_text, _RATE, canvas, 0.50, 0.78),
            *hints,
        ),
    )


@_compose.register
def _(view: QuestionView, canvas: Canvas) -> Composition:
    if view.scale.input is AnswerInput.SLIDER:
        return _slider(view, canvas)
    entry = _entry(view.figure, view.digits, middle(0.53, 0.68, font.height_px(px(_DIGITS, canvas)), canvas), canvas)
    thick = max(2, round(canvas.height * 0.004))
    hints, buttons = footer(view.footer, canvas)
    return Composition(
        lines=(*_question(view, canvas), *hints),
        bars=tuple(Bar(Box(slot.left, slot.bottom + thick, slot.width, thick), Ink.QUIET) for slot in entry.slots),
        entry=entry,
        captions=_captions(view, canvas, 0.70, 0.795),
        buttons=(*digits(canvas, 0.805), *buttons),
    )


def _question(view: QuestionView, canvas: Canvas) -> list[TextLine]:
    return [
        *centred(view.event_text, _EVENT_SMALL, canvas, 0.08, 0.27),
        *centred(view.question_text, _QUESTION, canvas, 0.29, 0.50),
    ]


def _captions(
    view: QuestionView, canvas: Canvas, top: float, bottom: float
) -> dict[Notice | None, tuple[TextLine, ...]]:
    hint = "" if view.ends and view.scale.input is AnswerInput.SLIDER else view.hint  # the track says what it would
    texts = {
        None: hint,
        Notice.NOTHING_GIVEN: view.nothing_given,
        Notice.OUT_OF_RANGE: view.out_of_range,
        Notice.NOT_WHOLE: view.not_whole,
    }
    placed = {
        notice: centred(text, _SMALL, canvas, top, bottom, Ink.NOTICE if notice else Ink.QUIET)
        for notice, text in texts.items()
        if text
    }
    if view.ends and hint:  # what the figures of a rating mean is to be seen whatever is said, where there is room
        between = (top + bottom) / 2
        for notice, text in texts.items():
            if notice:
                with suppress(DoesNotFit):
                    said = centred(text, _SMALL, canvas, top, between, Ink.NOTICE)
                    placed[notice] = (*said, *centred(hint, _SMALL, canvas, between, bottom, Ink.QUIET))
    return placed


def _slider(view: QuestionView, canvas: Canvas) -> Composition:
    """Place a slider: its value in large digits, the track below, and what its ends mean."""
    scale = view.scale
    track = _track(view.figure, scale.minimum, scale.maximum, canvas)
    figures = _figures(view.figure, scale.minimum, scale.maximum, bool(view.ends), canvas)
    hints, buttons = footer(view.footer, canvas)
    return Composition(
        lines=(*_question(view, canvas), *figures, *_ends(view, track, canvas), *hints),
        buttons=buttons,
        track=track,
        captions=_captions(view, canvas, *((0.826, 0.886) if view.ends else (0.78, 0.886))),
    )


@lru_cache(maxsize=256)
def _track(figure: str, minimum: int, maximum: int, canvas: Canvas) -> Track:
    """Place a track, and above it each of its values in large digits."""
    value_px = px(_DIGITS, canvas)
    top = middle(0.50, 0.645, font.height_px(value_px), canvas)
    width = 2 * round(min(canvas.width * 0.32, canvas.height * 0.6))
    thick = 2 * max(1, round(canvas.height * 0.003))
    marker = (2 * round(canvas.height * 0.007), 2 * round(canvas.height * 0.026))
    line = round(canvas.height * 0.69)
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
        typed={n: _entry(figure, n, top, canvas, 0.0, Ink.QUIET) for n in range(1, len(str(maximum)) + 1)},
    )


@lru_cache(maxsize=256)
def _figures(figure: str, minimum: int, maximum: int, every: bool, canvas: Canvas) -> tuple[TextLine, ...]:
    """Put figures below a track: of its ends, or of every value."""
    track = _track(figure, minimum, maximum, canvas)
    size_px = px(_SMALL, canvas)
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
    top = track.reach.bottom + round(canvas.height * 0.004) + font.height_px(px(_SMALL, canvas))
    lines = []
    for text, value in zip(view.ends, (view.scale.minimum, view.scale.maximum), strict=True):
        if font.width_px(text, size_px) > track.box.width * 0.9:
            raise DoesNotFit(f"“{text}” is too long for the end of a scale")
        left = track.middle_of(value) - font.width_px(text, size_px) // 2
        lines.append(TextLine(text, size_px, left, top, Ink.QUIET))
    if min(line.left for line in lines) < 0 or max(line.box.right for line in lines) > canvas.width:
        raise DoesNotFit(f"“{view.ends[0]}” or “{view.ends[1]}” is too long for the end of a scale")
    return lines


@_compose.register
def _(view: PageView, canvas: Canvas) -> Composition:
    width = min(round(canvas.width * 0.78), round(canvas.height * 1.45))
    lines = column(view.text.split("\n\n"), _BODY, width, canvas, 0.05, 0.88)
    hints, buttons = footer(view.footer, canvas)
    return Composition(lines=(*lines, *hints), buttons=buttons)


@_compose.register
def _(view: ChoiceView, canvas: Canvas) -> Composition:
    width = min(round(canvas.width * 0.74), round(canvas.height * 1.3))
    options = _options(view.options, _BODY, width, canvas, 0.36, 0.80)
    hints, buttons = footer(view.footer, canvas)
    return replace(
        options,
        lines=(*centred(view.text, _QUESTION, canvas, 0.08, 0.34), *options.lines, *hints),
        captions={Notice.NOTHING_GIVEN: centred(view.not_chosen, _SMALL, canvas, 0.81, 0.885, Ink.NOTICE)},
        buttons=buttons,
    )


@_compose.register
def _(view: PauseView, canvas: Canvas) -> Composition:
    options = _options(view.options, _SMALL, round(canvas.height * 1.1), canvas, 0.65, 0.94, Ink.QUIET)
    where = centred(view.where, _TINY, canvas, 0.945, 0.996, Ink.QUIET) if view.where else ()
    why = centred(view.why, _WHY, canvas, 0.005, 0.08, Ink.NOTICE) if view.why else ()
    go_on, go_on_yet = Hint(view.go_on, Target.GO_ON), Hint(view.go_on_yet, Target.GO_ON)
    return replace(
        options,
        lines=(
            *why,
            *centred(view.title, _TITLE, canvas, 0.08, 0.20),
            *centred(view.text, _SMALL, canvas, 0.22, 0.36),
            *options.lines,
            *where,
        ),
        until_chosen=centred(view.how_to_end, _SMALL, canvas, 0.53, 0.65, Ink.QUIET),
        buttons=(
            *button(go_on, _QUESTION, canvas, (0.38, 0.48), Ink.TEXT, When.UNTIL_CHOSEN),
            *button(go_on_yet, _QUESTION, canvas, (0.38, 0.48), Ink.TEXT, When.ONCE_CHOSEN),
            *button(Hint(view.end, Target.END), _SMALL, canvas, (0.53, 0.65), Ink.TEXT, When.ONCE_CHOSEN),
        ),
    )


def _options(
    options: tuple[str, ...],
    share: float,
    width_px: int,
    canvas: Canvas,
    top: float,
    bottom: float,
    ink: Ink = Ink.TEXT,
) -> Composition:
    """Place numbered options in a column, with a mark beside each, for when it is chosen."""
    size_px = px(share, canvas)
    paragraphs = [balance(option, size_px, width_px) for option in options]
    lines = column(options, share, width_px, canvas, top, bottom, ink)
    mark_px = max(2, round(canvas.height * 0.008))
    widest = max(line.box.right for line in lines)
    marks, places, first = {}, {}, 0
    for number, paragraph in enumerate(paragraphs, start=1):
        one, last = lines[first], lines[first + len(paragraph) - 1]
        left, height = one.left - 4 * mark_px, last.box.bottom - one.top
        marks[number] = Bar(Box(left, one.top, mark_px, height), Ink.NOTICE)
        places[number] = Box(left, one.top, widest + 4 * mark_px - left, height)
        first += len(paragraph)
    return Composition(lines=tuple(lines), marks=marks, options=places)


def _entry(figure: str, digits: int, top: int, canvas: Canvas, apart: float = 0.2, ink: Ink = Ink.TEXT) -> Entry:
    """Place so many digits side by side, as far apart as a share of their width, with the signs around them."""
    size_px = px(_DIGITS, canvas)
    digit, height = font.width_px("0", size_px), font.height_px(size_px)
    pitch = digit + (gap := round(digit * apart))
    before, after = figure.split("{value}")
    before_px, digits_px, after_px = font.width_px(before, size_px), digits * pitch - gap, font.width_px(after, size_px)
    if before_px + digits_px + after_px > canvas.width:
        raise DoesNotFit(f"“{figure}” is wider than the screen")
    left = (canvas.width - before_px - digits_px - after_px) // 2 + before_px
    signs = ((before, left - before_px), (after, left + digits_px))
    return Entry(
        slots=tuple(Box(left + n * pitch, top, digit, height) for n in range(digits)),
        size_px=size_px,
        signs=tuple(TextLine(text, size_px, place, top, ink) for text, place in signs if text),
        ink=ink,
    )
