"""How figures are drawn: in one style, as SVG that is the same to the byte for the same data."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure as Drawing

from experiment.report.markup import Html, element

WIDTH_IN = 7.0
"""Two columns of a journal."""

BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY = "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"
"""Told apart by people who are colour-blind too (Okabe and Ito)."""
GREY, LIGHT = "#595959", "#D9D9D9"

COLOURS = (BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY)
_ARMS = tuple(zip(COLOURS, "o^sDvP", strict=True))
_LOOK: Any = {
    "axes.edgecolor": GREY,
    "axes.labelsize": 9,
    "axes.linewidth": 0.8,
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlelocation": "left",
    "axes.titlesize": 9.5,
    "figure.dpi": 72,
    "font.family": "sans-serif",
    "font.size": 9,
    "legend.fontsize": 8.5,
    "legend.frameon": False,
    "lines.linewidth": 1.2,
    "svg.fonttype": "none",  # text stays text: it is found, read aloud and set in the font of the page
    "svg.hashsalt": "report",
    "xtick.labelsize": 8.5,
    "ytick.labelsize": 8.5,
}
_UNSIGNED = {"Date": None, "Creator": None, "Format": None, "Type": None}


def look_of(place: int) -> tuple[str, str]:
    """Return colour and shape of a group: no two are told apart by colour alone."""
    return _ARMS[place % len(_ARMS)]


@contextmanager
def the_look() -> Iterator[None]:
    """Draw in the style of the report, whatever the settings of the computer."""
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams.update(_LOOK)
        yield


@dataclass(frozen=True)
class Margins:
    """What stands free around the panels of a drawing, and between them, in inches."""

    left: float = 0.66
    right: float = 0.06
    top: float = 0.6
    bottom: float = 0.3
    between: float = 0.14
    below: float = 0.55


def panels(
    rows: int, columns: int, height_in: float, margins: Margins = Margins(), **how: Any
) -> tuple[Drawing, list[list[Axes]]]:
    """Make a drawing of panels; their axes are the same unless asked otherwise."""
    drawing = Drawing(figsize=(WIDTH_IN, height_in))
    FigureCanvasSVG(drawing)
    wide = (WIDTH_IN - margins.left - margins.right - margins.between * (columns - 1)) / columns
    high = (height_in - margins.top - margins.bottom - margins.below * (rows - 1)) / rows
    places = {
        "left": margins.left / WIDTH_IN, "right": 1 - margins.right / WIDTH_IN, "top": 1 - margins.top / height_in,
        "bottom": margins.bottom / height_in, "wspace": margins.between / wide, "hspace": margins.below / high,
    }  # fmt: skip
    grid: Any = drawing.subplots(
        rows, columns, squeeze=False, gridspec_kw=places, **{"sharex": True, "sharey": True, **how}
    )
    return drawing, [list(row) for row in grid]


def save_svg(drawing: Drawing, file: Path) -> None:
    """Write a drawing as a file of its own: the same drawing gives the same bytes."""
    drawing.savefig(file, format="svg", metadata=_UNSIGNED, facecolor="white")


_ID = re.compile(r"""(?<=\bid=")|(?<=url\(#)|(?<=href="#)""")


def as_svg(drawing: Drawing, name: str, alt: str) -> Html:
    """Write a drawing as an element of the page.

    Parameters
    ----------
    name
        Of the figure: what is named within the drawing is named after it, so that no name is there twice in the page.
    alt
        What it shows, in words.
    """
    out = io.StringIO()
    drawing.savefig(out, format="svg", metadata=_UNSIGNED, transparent=True)
    svg = out.getvalue()
    start = svg.index("<svg")
    inside = svg[svg.index(">", start) + 1 : svg.rindex("</svg>")]
    inside = inside.replace("xlink:href", "href")
    inside = _ID.sub(f"{name}-", inside)
    width, height = (round(72 * side) for side in drawing.get_size_inches())
    return element(
        "svg", Html(inside.strip()), role="img", aria_label=alt, viewBox=f"0 0 {width} {height}",
        width=width, height=height,
    )  # fmt: skip
