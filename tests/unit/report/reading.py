"""A page as a reader's browser takes it apart: a tree of elements."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"meta", "br", "input"}


@dataclass
class Element:
    """An element of the page."""

    tag: str
    attributes: dict[str, str | None]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        for child in self.children:
            if isinstance(child, Element):
                if not tags or child.tag in tags:
                    yield child
                yield from child.all(*tags)

    def __getitem__(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs)), f"an attribute stands twice in {self.get_starttag_text()}"
        element = Element(tag, dict(attrs))
        self._open[-1].children.append(element)
        if tag not in _VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].children.append(Element(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert tag == self._open.pop().tag, f"{tag} is closed where it is not open"

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def read_page(page: str) -> Element:
    """Take a page apart; what is not closed, or closed where it is not open, fails."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    assert [reader.root] == reader._open
    return reader.root


def by_id(page: Element, name: str) -> Element:
    (found,) = [one for one in page.all() if one["id"] == name]
    return found


def table_named(page: Element, part: str) -> list[list[str]]:
    """The rows of the table whose caption has these words: the text of each cell."""
    (table,) = [one for one in page.all("table") if part in by_id(page, str(one["aria-labelledby"])).text]
    return [[cell.text for cell in row.all("th", "td")] for row in table.all("tr")]
