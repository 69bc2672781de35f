"""All messages as a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from experiment.messages.confirm import Confirm
from experiment.messages.message import HOW_TO_START, LAB_POSIX, LAB_WINDOWS, Message


class _Place(str):
    """The name of a fact, which is shown in italics however the fact itself would be formatted."""

    def __format__(self, _spec: str) -> str:
        return f"*{self.replace('_', ' ')}*"


def catalogue(groups: Iterable[type[Message]]) -> str:
    """Write all messages as a page of Markdown."""
    return "\n".join(_lines(groups)) + "\n"


def _lines(groups: Iterable[type[Message]]) -> Iterator[str]:
    yield "# Messages"
    yield ""
    yield "Everything by which the program says no or advises. Words in italics are filled in; *suggestion* is the"
    yield "known word that was probably meant (“did you mean …?”), or all that are known. On Windows the messages name"
    yield f"`{LAB_WINDOWS}` where `{LAB_POSIX}` stands here."
    for group in groups:
        yield ""
        yield f"## {(group.__doc__ or '').rstrip('.')}"
        yield ""
        yield "| what it says | what to do |"
        yield "|---|---|"
        for message in group:
            places = {HOW_TO_START: LAB_POSIX, **{name: _Place(name) for name in message.places}}
            what, remedy = message.sentences(**places)
            if isinstance(message, Confirm):
                what = f"{what}. {str(message.value[2]).format(**places)}"
            yield f"| {_cell(what)} | {_cell(remedy)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
