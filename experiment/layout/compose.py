"""Each view has its place for everything, as a share of the screen's height: small and large screens look alike."""

from __future__ import annotations

from dataclasses import replace

from experiment.layout import places
from experiment.layout.buttons import button, footer
from experiment.layout.compose_question import compose_question
from experiment.layout.composition import Bar, Box, Composition, Ink, When
from experiment.layout.places import Band
from experiment.layout.placing import Canvas, centred, column, px
from experiment.layout.size import Size
from experiment.layout.targets import Target
from experiment.layout.text_block import balance
from experiment.layout.views import (
    BaseRateView,
    Blank,
    ChoiceView,
    EventView,
    FixationView,
    Hint,
    NoRateView,
    Notice,
    PageView,
    PauseView,
    QuestionView,
    View,
)


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
    canvas = Canvas(size.width, size.height, text_scale)
    match view:
        case Blank():
            return Composition()
        case FixationView():
            return _fixation(canvas)
        case EventView():
            return _event(view, canvas)
        case QuestionView():
            return compose_question(view, canvas)
        case BaseRateView():
            return _base_rate(view, canvas)
        case NoRateView():
            return _no_rate(view, canvas)
        case PageView():
            return _page(view, canvas)
        case ChoiceView():
            return _choice(view, canvas)
        case PauseView():
            return _pause(view, canvas)


def _fixation(canvas: Canvas) -> Composition:
    arm, thick = round(canvas.height * 0.025), max(2, round(canvas.height * 0.005))
    x, y = canvas.width // 2 - thick // 2, canvas.height // 2 - thick // 2
    return Composition(
        bars=(
            Bar(Box(x - arm, y, 2 * arm + thick, thick)),
            Bar(Box(x, y - arm, thick, arm)),
            Bar(Box(x, y + thick, thick, arm)),
        )
    )


def _event(view: EventView, canvas: Canvas) -> Composition:
    lines = centred(view.event_text, places.EVENT_TYPE, canvas, places.EVENT)
    if view.base_rate_line is not None:
        lines += centred(view.base_rate_line, places.RATE_LINE_TYPE, canvas, places.RATE_LINE)
    hints, buttons = footer(view.footer, canvas)
    return Composition(lines=(*lines, *hints), buttons=buttons)


def _base_rate(view: BaseRateView, canvas: Canvas) -> Composition:
    hints, buttons = footer(view.footer, canvas)
    return Composition(
        buttons=buttons,
        lines=(
            *centred(view.event_text, places.EVENT_TYPE_ABOVE, canvas, places.EVENT_ABOVE),
            *centred(view.caption, places.QUESTION_TYPE, canvas, places.CAPTION),
            *centred(view.base_rate_text, places.RATE_TYPE, canvas, places.RATE),
            *hints,
        ),
    )


def _no_rate(view: NoRateView, canvas: Canvas) -> Composition:
    hints, buttons = footer(view.footer, canvas)
    event = centred(view.event_text, places.EVENT_TYPE_ABOVE, canvas, places.EVENT_ABOVE)
    line = centred(view.line, places.QUESTION_TYPE, canvas, places.NO_RATE)
    return Composition(lines=(*event, *line, *hints), buttons=buttons)


def _page(view: PageView, canvas: Canvas) -> Composition:
    width = min(round(canvas.width * 0.78), round(canvas.height * 1.45))
    lines = column(view.text.split("\n\n"), places.BODY_TYPE, width, canvas, places.PAGE)
    hints, buttons = footer(view.footer, canvas)
    return Composition(lines=(*lines, *hints), buttons=buttons)


def _choice(view: ChoiceView, canvas: Canvas) -> Composition:
    width = min(round(canvas.width * 0.74), round(canvas.height * 1.3))
    options = _options(view.options, places.BODY_TYPE, width, canvas, places.CHOICES)
    hints, buttons = footer(view.footer, canvas)
    return replace(
        options,
        lines=(*centred(view.text, places.QUESTION_TYPE, canvas, places.CHOICE_QUESTION), *options.lines, *hints),
        captions={
            Notice.NOTHING_GIVEN: centred(view.not_chosen, places.SMALL_TYPE, canvas, places.CHOICE_CAPTION, Ink.NOTICE)
        },
        buttons=buttons,
    )


def _pause(view: PauseView, canvas: Canvas) -> Composition:
    options = _options(
        view.options, places.SMALL_TYPE, round(canvas.height * 1.1), canvas, places.PAUSE_REASONS, Ink.QUIET
    )
    where = centred(view.where, places.TINY_TYPE, canvas, places.PAUSE_WHERE, Ink.QUIET) if view.where else ()
    why = centred(view.why, places.WHY_TYPE, canvas, places.PAUSE_WHY, Ink.NOTICE) if view.why else ()
    go_on, go_on_yet = Hint(view.go_on, Target.GO_ON), Hint(view.go_on_yet, Target.GO_ON)
    return replace(
        options,
        lines=(
            *why,
            *centred(view.title, places.TITLE_TYPE, canvas, places.PAUSE_TITLE),
            *centred(view.text, places.SMALL_TYPE, canvas, places.PAUSE_TEXT),
            *options.lines,
            *where,
        ),
        until_chosen=centred(view.how_to_end, places.SMALL_TYPE, canvas, places.PAUSE_END, Ink.QUIET),
        buttons=(
            *button(go_on, places.QUESTION_TYPE, canvas, places.PAUSE_GO_ON, Ink.TEXT, When.UNTIL_CHOSEN),
            *button(go_on_yet, places.QUESTION_TYPE, canvas, places.PAUSE_GO_ON, Ink.TEXT, When.ONCE_CHOSEN),
            *button(
                Hint(view.end, Target.END), places.SMALL_TYPE, canvas, places.PAUSE_END, Ink.TEXT, When.ONCE_CHOSEN
            ),
        ),
    )


def _options(
    options: tuple[str, ...],
    share: float,
    width_px: int,
    canvas: Canvas,
    band: Band,
    ink: Ink = Ink.TEXT,
) -> Composition:
    """Place numbered options in a column, with a mark beside each, for when it is chosen."""
    size_px = px(share, canvas)
    paragraphs = [balance(option, size_px, width_px) for option in options]
    lines = column(options, share, width_px, canvas, band, ink)
    mark_px = max(2, round(canvas.height * 0.008))
    widest = max(line.box.right for line in lines)
    marks, boxes, first = {}, {}, 0
    for number, paragraph in enumerate(paragraphs, start=1):
        one, last = lines[first], lines[first + len(paragraph) - 1]
        left, height = one.left - 4 * mark_px, last.box.bottom - one.top
        marks[number] = Bar(Box(left, one.top, mark_px, height), Ink.NOTICE)
        boxes[number] = Box(left, one.top, widest + 4 * mark_px - left, height)
        first += len(paragraph)
    return Composition(lines=tuple(lines), marks=marks, options=boxes)
