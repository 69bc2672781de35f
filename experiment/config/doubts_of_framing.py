"""What is unusual in how a study speaks of its events: as unpleasant or as happy ones, where they are not.

A page is known by a few telling words in French and English; what a page says otherwise, nothing here can know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from experiment.config.checks import Files
from experiment.config.faults import Doubt
from experiment.config.mistakes import Remark
from experiment.config.page_names import page_names
from experiment.format.vocabulary import Valence

_OF_EVENTS = re.compile(r"\bévénements?\b|\bevents?\b", re.IGNORECASE)
_SAID = {
    Valence.ADVERSE: re.compile(r"\bdésagréables?\b|\bunpleasant\b", re.IGNORECASE),
    Valence.FAVOURABLE: re.compile(r"\bheureux\b|\bhappy\b", re.IGNORECASE),
}
_SENTENCE = re.compile(r"[^.!?]+")
_IN_WORDS = {
    frozenset({Valence.ADVERSE}): "that its events are unpleasant",
    frozenset({Valence.FAVOURABLE}): "that its events are happy ones",
    frozenset(Valence): "that some events are happy and others unpleasant",
}
_RATED = {"negativity": Valence.ADVERSE, "positivity": Valence.FAVOURABLE}
"""What the shipped questions at the end ask about, by their names."""


def doubts_of_framing(files: Files) -> Iterator[Remark]:
    """Remark on pages and questions that speak of other events than those that the study shows."""
    shown = frozenset(event.valence for name in files.study.lists.names for event in files.events.lists[name])
    for path, page in page_names(files.study):
        said = frozenset().union(*map(_valences_said, files.texts.pages[page].values()))
        if said and said != shown:
            where = files.study_source.at(*path)
            yield Remark.at(where, Doubt.PAGE_CONTRADICTS, page=page, says=_IN_WORDS[said])
    for visit, entry in files.study.visits.items():
        for n, question in enumerate(entry.afterwards or ()):
            if _RATED.get(str(question)) not in (None, *shown):
                where = files.study_source.at("visits", visit, "afterwards", n)
                other = next(name for name in _RATED if name != question)
                yield Remark.at(where, Doubt.QUESTION_OF_OTHER_EVENTS, question=question, other=other)


def _valences_said(text: str) -> frozenset[Valence]:
    """Tell of which kinds a text says that events are."""
    about = " ".join(sentence for sentence in _SENTENCE.findall(text) if _OF_EVENTS.search(sentence))
    return frozenset(valence for valence, words in _SAID.items() if words.search(about))
