"""What a section of the report is made of: text, tables and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from experiment.report.markup import Html, element


@dataclass(frozen=True)
class Head:
    """The head of a column.

    Parameters
    ----------
    text
        What it says.
    number
        Whether the column holds numbers, which stand to the right.
    wraps
        Whether what stands in it may take several lines.
    """

    text: str
    number: bool = False
    wraps: bool = False


@dataclass(frozen=True)
class Table:
    """A table; the first cell of a row is its head.

    Parameters
    ----------
    caption
        What it shows, in a sentence.
    heads, rows
        Every row has a cell for each head; text is escaped, markup is not.
    anchors
        For each row a name by which it can be found in the page; none: rows have no names.
    """

    caption: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[str, ...], ...]
    anchors: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A figure.

    Parameters
    ----------
    svg
        The drawing.
    alt
        What it shows, for whoever cannot see it: with its figures, not its looks alone.
    caption
        What it shows and how it is to be read.
    """

    svg: Html
    alt: str
    caption: str


Block: TypeAlias = Html | Table | Figure


@dataclass(frozen=True)
class Section:
    """A part of the report.

    Parameters
    ----------
    name
        By which links find it: small letters and dashes.
    title
        Its heading.
    blocks
        What stands in it, in this order.
    """

    name: str
    title: str
    blocks: tuple[Block, ...]


def paragraph(*content: str) -> Html:
    """Return a paragraph."""
    return element("p", *content)


def listed(items: Sequence[str]) -> Html:
    """Return a list."""
    return element("ul", *(element("li", item) for item in items))


def heads(*texts: str, numbers: Sequence[str] = ()) -> tuple[Head, ...]:
    """Return the heads of columns of words, and then of those of numbers."""
    return (*(Head(text) for text in texts), *(Head(text, number=True) for text in numbers))
