"""What is unusual in the words of events: a base rate among them, and events that are written unlike the others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.mistakes import Remark

_FEW = 10
"""Of fewer events nothing is usual."""
_USUAL = 0.9
"""What so many of them have is."""

_FORMS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda text: text.endswith(".") and not text.endswith(".."), "ends with a full stop"),
    (lambda text: text[:1].islower(), "begins with a small letter"),
    (lambda text: len(text) > _FEW and text.isupper(), "stands in capitals"),
    (lambda text: re.search(r"\S {2,}\S", text) is not None, "has two spaces for one"),
)


def doubts_of_events(files: Files) -> Iterator[Remark]:
    """Remark on the words of the events that a study may show."""
    shown = [
        (("lists", name, n), event)
        for name in files.study.lists_shown
        for n, event in enumerate(files.events.lists[name])
    ]
    for language in files.study.languages:
        for path, event in shown:
            if re.search(
                rf"(?<![\d.,-]){event.base_rate_pct}\s?(?:%|per ?cent|pour ?cent|por ciento)", event.text[language]
            ):
                where = files.events_source.at(*path, "text", language)
                yield Remark.at(where, Doubt.RATE_IN_WORDS, event=event.id, rate=event.base_rate_pct)
        texts = [(path, event.text[language]) for path, event in shown]
        for is_so, how in _FORMS if len(texts) >= _FEW else ():
            odd = [(path, text) for path, text in texts if is_so(text)]
            if odd and len(odd) <= (1 - _USUAL) * len(texts):
                path, text = odd[0]
                more = f"; so is it with {len(odd) - 1} more" if len(odd) > 1 else ""
                facts = {"words": text, "how": how, "more": more}
                yield Remark.at(files.events_source.at(*path, "text", language), Doubt.WRITTEN_UNLIKE_OTHERS, **facts)
