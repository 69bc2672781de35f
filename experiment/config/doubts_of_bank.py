"""What is unusual in a file or a table of events that belongs to no study: words that come again, or were misread."""

from __future__ import annotations

from collections.abc import Iterator

from experiment.config.doubts_of_words import misread
from experiment.config.event_file import EventFile
from experiment.config.faults import Doubt
from experiment.config.mistakes import Remark
from experiment.config.model import TO_TRANSLATE
from experiment.config.same_words import saying_the_same
from experiment.config.yaml_source import YamlSource


def doubts_of_bank(events: EventFile, source: YamlSource) -> Iterator[Remark]:
    """Remark on events, of whatever lists.

    Parameters
    ----------
    events, source
        The events, and where they stand.
    """
    every = [(("lists", name, n), event) for name, listed in events.lists.items() for n, event in enumerate(listed)]
    for language in dict.fromkeys(language for _, event in every for language in event.text):
        there = [(path, event) for path, event in every if language in event.text]
        texts = [event.text[language] for _, event in there]
        for first, second, same in saying_the_same([text.removeprefix(TO_TRANSLATE) for text in texts]):
            if same:
                (path, event), (_, other) = there[second], there[first]
                where = source.at(*path, "text", language)
                yield Remark.at(where, Doubt.SAME_WORDS, event=event.id, other=other.id)
        for (path, _), text in zip(there, texts, strict=True):
            if words := misread(text):
                where = source.at(*path, "text", language)
                yield Remark.at(where, Doubt.READ_IN_ANOTHER_ENCODING, words=words)
