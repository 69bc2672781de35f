"""The page: sections put together in one HTML file that needs nothing else, and is whole without its script."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import count

from experiment.report.markup import Html, element, joined
from experiment.report.section import Figure, Head, Section, Table


def page_of(title: str, beginning: Sequence[Html], sections: Sequence[Section], known: Html, footer: str) -> str:
    """Return the page.

    Parameters
    ----------
    title
        Of the page.
    beginning
        What stands before the table of contents.
    sections
        In their order.
    known
        JSON that reviewer mode needs.
    footer
        Who wrote the page.
    """
    style, script = _part("style.css"), _part("reviewing.js")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=_policy(script)),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", style),
    )
    figures, tables = count(1), count(1)
    contents = [element("li", element("a", one.title, href=f"#{one.name}")) for one in sections]
    nav = element("nav", element("ul", *contents), aria_label="Contents")
    body = element(
        "body",
        element("header", element("h1", title), *beginning, nav),
        element("main", *(_section(one, figures, tables) for one in sections)),
        element("footer", footer),
        element("script", known, type="application/json", id="study"),
        element("script", script),
    )  # fmt: skip
    return "<!DOCTYPE html>\n" + element("html", head, body, lang="en") + "\n"


def _part(name: str) -> Html:
    return Html((files("experiment.report") / name).read_text(encoding="utf-8"))


def _policy(script: str) -> str:
    """Return the policy by which the page loads and runs nothing but its own script, whatever stands in comments."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    rules = (
        "default-src 'none'", "style-src 'unsafe-inline'", f"script-src 'sha256-{digest}'", "base-uri 'none'",
        "form-action 'none'",
    )  # fmt: skip
    return "; ".join(rules)


def _section(section: Section, figures: Iterator[int], tables: Iterator[int]) -> Html:
    parts: list[Html] = []
    for block in section.blocks:
        match block:
            case Figure():
                parts.append(_figure(block, next(figures)))
            case Table():
                parts.append(_table(block, next(tables)))
            case _:
                parts.append(block)
    heading = f"{section.name}-title"
    return element(
        "section", element("h2", section.title, id=heading), *parts, id=section.name, aria_labelledby=heading
    )


def _figure(figure: Figure, place: int) -> Html:
    caption = element("figcaption", element("b", f"Figure {place}."), " ", figure.caption)
    return element("figure", _wide(figure.svg, f"Figure {place}"), caption)


def _table(table: Table, place: int) -> Html:
    anchors: Sequence[str | None] = table.anchors or [None] * len(table.rows)
    rows = [_row(table.heads, row, anchor) for row, anchor in zip(table.rows, anchors, strict=True)]
    top = element("tr", *(element("th", head.text, scope="col", class_=_class(head)) for head in table.heads))
    name = f"table-{place}"
    written = element("table", element("thead", top), element("tbody", *rows), aria_labelledby=name)
    caption = element("p", element("b", f"Table {place}."), " ", table.caption, id=name, class_="caption")
    return element("div", caption, _wide(written, f"Table {place}"), class_="table")


def _wide(inner: Html, name: str) -> Html:
    """Return what may be wider than the window in a box that scrolls sideways, also by the keyboard."""
    return element("div", inner, class_="wide", tabindex=0, role="group", aria_label=name)


def _row(heads: Sequence[Head], row: Sequence[str], anchor: str | None) -> Html:
    first, *others = row
    cells = [element("td", cell, class_=_class(head)) for head, cell in zip(heads[1:], others, strict=True)]
    return joined(element("tr", element("th", first, scope="row"), *cells, id=anchor), Html("\n"))


def _class(head: Head) -> str | None:
    return "number" if head.number else "text" if head.wraps else None
