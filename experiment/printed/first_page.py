"""What the first page of the document about a study says of it: files, lists, scales, and what was accepted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from experiment import __version__
from experiment.config.fingerprint import SHORT
from experiment.config.load import Study
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import MEMORY, AnswerInput
from experiment.printed.phrases import ENGLISH, FRENCH, Phrase, name_in_words

LANGUAGES = {
    "fr": "Français",
    "en": "English",
    "es": "Español",
    "de": "Deutsch",
    "it": "Italiano",
    "nl": "Nederlands",
    "pt": "Português",
}
"""Languages by their own names."""


def first_rows(study: Study) -> Iterator[tuple[str, str]]:
    """Say of a study what stands on its first page: in each row what it is, and what is so."""
    page = _FirstPage(study)
    for name, said in page.rows():
        yield page.say(name), said


class _FirstPage:
    def __init__(self, study: Study) -> None:
        self._study, self._file = study, study.file
        self._in = study.file.language_of_experimenters

    def say(self, phrase: Phrase, **facts: object) -> str:
        return phrase.say(self._in, **facts)

    def rows(self) -> Iterator[tuple[Phrase, str]]:
        file, say = self._file, self.say
        yield Phrase.VERSION, say(Phrase.VERSION_IS, hash=self._study.fingerprint[:SHORT], version=__version__)
        yield Phrase.REVIEWED, self._reviewed()
        yield Phrase.LANGUAGES, ", ".join(LANGUAGES.get(one, one) for one in file.languages)
        if self._in not in (ENGLISH, FRENCH):
            yield Phrase.WRITTEN, say(Phrase.WRITTEN_IN_ENGLISH, shown=LANGUAGES.get(self._in, self._in))
        yield Phrase.EVENTS, "\n".join(self._events())
        if file.retest:
            yield Phrase.RETEST, say(Phrase.RETEST_ARE, trials=file.retest.trials)
        yield (
            Phrase.ANSWERS,
            self._scale(
                AnswerScale(
                    file.estimate.minimum_pct, file.estimate.maximum_pct, file.estimate.input, file.estimate.confirm
                ),
                " %",
            ),
        )
        if at_the_end := list(self._at_the_end()):
            yield Phrase.AT_THE_END, "\n".join(at_the_end)
        yield Phrase.PAUSE, say(Phrase.PAUSE_IS)
        if file.accepted_warnings:
            said = (say(Phrase.ACCEPTED_IS, code=code, reason=why) for code, why in file.accepted_warnings.items())
            yield Phrase.ACCEPTED, "\n".join(said)

    def _reviewed(self) -> str:
        reviewed = self._file.reviewed
        if reviewed is None:
            return self.say(Phrase.NOT_REVIEWED)
        said = self.say(Phrase.REVIEWED_BY, role=reviewed.role, date=reviewed.date)
        return said if reviewed.is_of(self._study.fingerprint) else self.say(Phrase.REVIEWED_OTHER, said=said)

    def _events(self) -> Iterator[str]:
        """Say how many events there are, and how many of the lists each person meets."""
        names, size = self._file.lists.names, self._file.lists.events_per_list
        if len(names) == 1:
            yield self.say(Phrase.EVENTS_OF_ONE_LIST, events=size)
            return
        yield self.say(Phrase.EVENTS_ARE, lists=len(names), events=size)
        met = {
            name: len({self._file.visits[visit].list for visit in arm.visits}) for name, arm in self._file.arms.items()
        }
        if len(set(met.values())) == 1:
            yield self.say(Phrase.LISTS_MET, lists=next(iter(met.values())))
        else:
            yield self.say(Phrase.LISTS_MET, lists=", ".join(f"{lists} ({name})" for name, lists in met.items()))

    def _at_the_end(self) -> Iterator[str]:
        """Say on which scale each question at the end is answered; those on the same one together."""
        on: defaultdict[tuple[AnswerScale, str], list[str]] = defaultdict(list)
        for visit in self._file.visits.values():
            for question in visit.afterwards or ():
                scale, name = self._file.afterwards_scale(question), name_in_words(question, self._in)
                held = on[scale, " %" if question == MEMORY else ""]
                if name not in held:
                    held.append(name)
        for (scale, sign), names in on.items():
            yield self.say(Phrase.SCALE_OF, names=", ".join(names), scale=self._scale(scale, sign))

    def _scale(self, scale: AnswerScale, sign: str) -> str:
        if scale.input is AnswerInput.TYPED:
            phrase = Phrase.ANSWERS_TYPED
        else:
            phrase = Phrase.ANSWERS_SLIDER if scale.figures else Phrase.ANSWERS_WITHOUT_FIGURES
        return self.say(phrase, minimum=scale.minimum, maximum=scale.maximum, sign=sign)
