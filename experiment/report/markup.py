"""HTML as elements: the only place where text is escaped."""

from __future__ import annotations

from html import escape
from typing import TypeAlias


class Html(str):
    """Markup, as it stands in the page; every other text is escaped where it is put in."""

    __slots__ = ()


Content: TypeAlias = str | None
"""What an element holds: markup, text that is to be escaped, or nothing."""

_WITHOUT_CONTENT = frozenset({"meta", "br", "input"})


def element(tag: str, *content: Content, **attributes: str | int | bool | None) -> Html:
    """Return an element.

    Parameters
    ----------
    tag
        Its name.
    *content
        What it holds, in this order.
    **attributes
        ``class_`` is ``class``, ``aria_label`` is ``aria-label``; ``True``: it stands there without a value; ``None``
        and ``False``: it does not.
    """
    given = "".join(_attribute(name, value) for name, value in attributes.items())
    if tag in _WITHOUT_CONTENT:
        return Html(f"<{tag}{given}>")
    return Html(f"<{tag}{given}>{joined(*content)}</{tag}>")


def joined(*content: Content) -> Html:
    """Return markup and text one after the other."""
    return Html("".join(one if isinstance(one, Html) else escape(one) for one in content if one is not None))


def _attribute(name: str, value: str | int | bool | None) -> str:
    if value is None or value is False:
        return ""
    written = name.rstrip("_").replace("_", "-")
    return f" {written}" if value is True else f' {written}="{escape(str(value))}"'
