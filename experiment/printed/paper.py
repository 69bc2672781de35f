"""The paper of a document: A4, the shipped font, its styles, its tables and its numbered pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image
from reportlab.lib.colors import Color, HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, LongTable, Paragraph, SimpleDocTemplate, Table, TableStyle

from experiment.layout.font import FONT_FILE

FONT = "DejaVuSans"
MARGIN = 16 * mm
WIDTH = A4[0] - 2 * MARGIN
_INK, _QUIET, _RULE, _HEAD = HexColor("#1a1a1a"), HexColor("#5a5a5a"), HexColor("#bbbbbb"), HexColor("#eeeeee")


def _style(name: str, size: float, leading: float, colour: Color = _INK, **more: Any) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=FONT, fontSize=size, leading=leading, textColor=colour, **more)


TITLE = _style("title", 20, 25, spaceAfter=4)
SUBTITLE = _style("subtitle", 11, 15, _QUIET, spaceAfter=14)
HEADING = _style("heading", 14, 19, spaceBefore=16, spaceAfter=6, keepWithNext=1)
SUBHEADING = _style("subheading", 10.5, 14, spaceBefore=10, spaceAfter=4, keepWithNext=1)
BODY = _style("body", 9, 13, spaceAfter=6)
CELL = _style("cell", 7.5, 10)
CELL_QUIET = _style("cell quiet", 6.5, 8.5, _QUIET)
CAPTION = _style("caption", 7.5, 10, spaceBefore=2)


def words(text: str, style: ParagraphStyle = BODY) -> Paragraph:
    """Set words as they stand: nothing in them is an order, and what must not be parted is not."""
    return Paragraph(escape(text.replace("\u202f", "\u00a0")).replace("\n", "<br/>"), style)


def table(
    rows: Sequence[Sequence[Any]], shares: Sequence[float], head: bool = True, ruled: bool = True
) -> Table | LongTable:
    """Make a table that may run over pages; its head stands on each.

    Parameters
    ----------
    shares
        How the width is shared out between the columns.
    """
    widths = [WIDTH * share / sum(shares) for share in shares]
    made = LongTable([list(row) for row in rows], colWidths=widths, repeatRows=1 if head else 0)
    style: list[Any] = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
    ]
    if ruled:
        style.append(("LINEBELOW", (0, 0), (-1, -1), 0.4, _RULE))
    if head:
        style.append(("BACKGROUND", (0, 0), (-1, 0), _HEAD))
    made.setStyle(TableStyle(style))
    return made


class Heading(Paragraph):
    """A heading that is found in the outline of the document.

    Parameters
    ----------
    level
        0 for a chapter, 1 for what stands in one.
    """

    def __init__(self, text: str, level: int = 0) -> None:
        super().__init__(escape(text), HEADING if level == 0 else SUBHEADING)
        self.said = text
        self.level = level


class Picture(Flowable):
    """A picture of a screen, as wide as is said."""

    def __init__(self, image: Image.Image, width: float) -> None:
        super().__init__()
        self._image = image
        self.width = width
        self.height = width * image.height / image.width

    def draw(self) -> None:
        """Put it on the page."""
        self.canv.drawImage(ImageReader(self._image), 0, 0, self.width, self.height)


class Document(SimpleDocTemplate):
    """Pages with a footer that says which study they are of.

    The same content gives the same file: nothing in it says when it was made.
    """

    def __init__(self, file: Path, title: str, footer: str) -> None:
        pdfmetrics.registerFont(TTFont(FONT, str(FONT_FILE)))
        super().__init__(
            str(file),
            pagesize=A4,
            leftMargin=MARGIN,
            rightMargin=MARGIN,
            topMargin=MARGIN,
            bottomMargin=MARGIN + 4 * mm,
            title=title,
            author="",
            invariant=1,
        )
        self._footer = footer

    def write(self, content: list[Flowable]) -> None:
        """Write the file."""
        self.build(content, onFirstPage=self._foot, onLaterPages=self._foot)

    def _foot(self, canvas: Canvas, _document: Any) -> None:
        canvas.setFont(FONT, 7)
        canvas.setFillColor(_QUIET)
        canvas.drawString(MARGIN, MARGIN, self._footer)
        canvas.drawRightString(A4[0] - MARGIN, MARGIN, str(canvas.getPageNumber()))

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 (its name is reportlab's)
        """Enter headings into the outline."""
        if isinstance(flowable, Heading):
            key = f"heading {self.canv.getPageNumber()} {flowable.said}"
            self.canv.bookmarkPage(key)
            self.canv.addOutlineEntry(flowable.said, key, flowable.level, closed=flowable.level > 0)
