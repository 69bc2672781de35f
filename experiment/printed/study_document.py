"""The document about a study, for an ethics committee: its screens, visits, texts and events, as they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from PIL import Image
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, PageBreak, Spacer

from experiment import __version__
from experiment.config.event_file import Event
from experiment.config.fingerprint import SHORT
from experiment.config.list_match import figures_of
from experiment.config.load import Study
from experiment.config.localise import afterwards_page_text, page_text
from experiment.config.study_file import StudyFile
from experiment.config.trial_screens import AskedEstimate
from experiment.config.typography import set_text
from experiment.config.visits import Window
from experiment.design.duration import about_min
from experiment.design.session_plan import PagePlan, PagesPlan, SessionPlan, Step
from experiment.design.walkthrough import Scene
from experiment.format.vocabulary import AfterwardsQuestion, OutsideWindow, Valence
from experiment.printed.drawn_study import Drawn, DrawnLanguage
from experiment.printed.first_page import LANGUAGES, first_rows
from experiment.printed.paper import (
    BODY,
    CAPTION,
    CELL,
    CELL_QUIET,
    SUBTITLE,
    TITLE,
    WIDTH,
    Document,
    Heading,
    Picture,
    table,
    words,
)
from experiment.printed.phrases import (
    FRENCH,
    Phrase,
    name_in_words,
    part_in_words,
    stands_in_words,
    strength_in_words,
    valence_in_words,
)

_GAP = 6 * mm


class StudyDocument:
    """The document, in the language of the laboratory: French or English.

    Parameters
    ----------
    study
        What it is about.
    plans
        Every visit of every arm, in one language.
    drawn
        The screens, by language.
    """

    def __init__(self, study: Study, plans: Sequence[SessionPlan], drawn: Mapping[str, DrawnLanguage]) -> None:
        self._study = study
        self._file: StudyFile = study.file
        self._plans = plans
        self._drawn = drawn
        self._in = study.file.language_of_experimenters

    def write(self, file: Path) -> None:
        """Write it as a PDF.

        Raises
        ------
        OSError
            If the file cannot be written.
        """
        version = self._say(Phrase.VERSION_IS, hash=self._study.fingerprint[:SHORT], version=__version__)
        document = Document(file, self._say(Phrase.TITLE, study=self._file.study), f"{self._file.study} · {version}")
        document.write([*self._front(), *self._visits(), *self._screens(), *self._texts(), *self._events()])

    def _say(self, phrase: Phrase, **facts: object) -> str:
        return phrase.say(self._in, **facts)

    def _front(self) -> Iterator[Flowable]:
        yield words(self._say(Phrase.TITLE, study=self._file.study), TITLE)
        yield words(self._say(Phrase.SUBTITLE), SUBTITLE)
        rows = [[words(name, CELL), words(said, CELL)] for name, said in first_rows(self._study)]
        yield table(rows, (1, 4), head=False)

    def _visits(self) -> Iterator[Flowable]:
        say = self._say
        yield Heading(say(Phrase.VISITS))
        columns = (
            Phrase.ARM,
            Phrase.VISIT,
            Phrase.WHEN,
            Phrase.LIST,
            Phrase.BEFORE_TRIALS,
            Phrase.AFTER_TRIALS,
            Phrase.DURATION,
        )
        rows = [[words(say(column), CELL) for column in columns]]
        for plan in self._plans:
            visit = self._file.visits[plan.visit]
            rows.append(
                [
                    words(text, CELL)
                    for text in (
                        plan.arm,
                        plan.visit,
                        "\n".join(self._times(plan)),
                        say(Phrase.LIST_IS, place=visit.list),
                        ", ".join(self._before_trials(plan)),
                        ", ".join(name_in_words(one, self._in) for one in visit.afterwards or ())
                        or say(Phrase.NOTHING),
                        say(Phrase.MINUTES, minutes=about_min(plan.steps)),
                    )
                ]
            )
        yield table(rows, (1.1, 1.1, 3, 1.8, 2, 2.4, 1))

    def _times(self, plan: SessionPlan) -> Iterator[str]:
        before = self._file.before_of(plan.arm, plan.visit)
        windows = self._file.windows_of(plan.arm, plan.visit)
        if before is not None:
            yield self._say(Phrase.BEFORE_ANCHOR, anchor=before)
        for window in windows:
            yield self._window(window)
        if before is None and not windows:
            yield self._say(Phrase.ANY_TIME)

    def _window(self, window: Window) -> str:
        phrase = Phrase.DUE_D if window.in_days else Phrase.DUE_H
        ends = window.window_d if window.in_days else window.window_h
        assert ends is not None
        due, earliest, latest = map(self._number, (window.due_d if window.in_days else window.due_h, *ends))
        said = self._say(phrase, due=due, anchor=window.anchor, earliest=earliest, latest=latest)
        outside = Phrase.OUTSIDE_ASK if window.outside is OutsideWindow.ASK else Phrase.OUTSIDE_REFUSE
        return self._say(outside, window=said)

    def _number(self, value: float | None) -> str:
        written = f"{value:g}"
        return written.replace(".", ",") if self._in == FRENCH else written

    def _before_trials(self, plan: SessionPlan) -> Iterator[str]:
        file, visit = self._file, self._file.visits[plan.visit]
        pages = sum(len(step.pages) for step in plan.steps[:1] if isinstance(step, PagesPlan))
        if pages:
            yield f"{self._say(Phrase.PAGES)} ({pages})"
        if file.practice is not None and visit.practice:
            yield f"{self._say(Phrase.PRACTICE)} ({file.practice.trials})"
        if file.comprehension is not None and visit.comprehension:
            yield f"{self._say(Phrase.CHECK)} ({len(file.comprehension.questions)})"

    def _screens(self) -> Iterator[Flowable]:
        for language, drawn in self._drawn.items():
            yield PageBreak()
            yield Heading(f"{self._say(Phrase.SCREENS)} ({LANGUAGES.get(language, language)})")
            yield words(self._say(Phrase.SCREENS_ARE, visit=drawn.plan.visit, arm=drawn.plan.arm), BODY)
            yield from self._in_parts(drawn.session)
            for plan, others in drawn.others:
                only = self._say(Phrase.ONLY_AT, visit=plan.visit, arm=plan.arm)
                yield from self._side_by_side(list(others), only)
            yield from self._side_by_side(list(drawn.states), self._say(Phrase.STATES))
            yield from self._side_by_side(list(drawn.besides), self._say(Phrase.WHENEVER))

    def _in_parts(self, drawn: Drawn) -> Iterator[Flowable]:
        part, together = None, list[tuple[Scene, Image.Image]]()
        for scene, picture in [*drawn, (None, None)]:
            if scene is None or scene.part is not part:
                yield from self._side_by_side(together, part and part_in_words(part, self._in))
                together = []
            if scene is None or picture is None:
                return
            part = scene.part
            together.append((scene, picture))

    def _side_by_side(self, drawn: Sequence[tuple[Scene, Image.Image]], heading: str | None) -> Iterator[Flowable]:
        """Two screens in a row, each with what is said of it; the heading is on the page of the first two."""
        width = (WIDTH - _GAP) / 2
        for n in range(0, len(drawn), 2):
            cells: list[list[Flowable]] = [
                [Picture(picture, width - 6), words(self._caption(scene), CAPTION), Spacer(1, 3)]
                for scene, picture in drawn[n : n + 2]
            ]
            row = table([[*cells, *[""] * (2 - len(cells))]], (1, 1), head=False, ruled=False)
            yield KeepTogether([*([Heading(heading, 1)] if heading and n == 0 else []), row])

    def _caption(self, scene: Scene) -> str:
        name = name_in_words(scene.name, self._in)
        about = [
            f"{name} ({self._say(Phrase.WITHOUT_RATE)})" if scene.of_retest else name,
            stands_in_words(scene.stands, self._in),
            *([self._say(Phrase.TIMES, times=scene.times)] if scene.times > 1 else []),
        ]
        return " · ".join(about)

    def _texts(self) -> Iterator[Flowable]:
        study, texts, say = self._study, self._study.texts, self._say
        yield PageBreak()
        yield Heading(say(Phrase.TEXTS))
        pages = dict.fromkeys(page.page for plan in self._plans for step in plan.steps for page in _pages(step))
        pages |= dict.fromkeys(page.page for plan in self._plans for page in plan.closing_early)
        named = [page for page in pages if page in texts.pages]
        yield from self._text_table(
            Phrase.TEXT_PAGES, named, lambda name, language: page_text(texts, study.file, name, language)
        )
        screens = [screen for phase in self._file.phases for _, part in phase.parts for screen in part]
        asked = dict.fromkeys(screen.words_name for screen in screens if isinstance(screen, AskedEstimate))
        yield from self._text_table(
            Phrase.TEXT_QUESTIONS, asked, lambda name, language: _set(texts.questions[name], language)
        )
        check = self._file.comprehension
        yield from self._text_table(Phrase.TEXT_CHECK, check.questions if check else (), self._check)
        later = dict.fromkeys(one for visit in self._file.visits.values() for one in visit.afterwards or ())
        yield from self._text_table(Phrase.TEXT_AFTERWARDS, later, self._afterwards)

    def _check(self, name: str, language: str) -> str:
        assert self._study.texts.comprehension is not None
        question = self._study.texts.comprehension.questions[name]
        answers = [
            f"{n}  {_set(answer, language)}{f' ({self._say(Phrase.RIGHT_ANSWER)})' * (n == question.right)}"
            for n, answer in enumerate(question.answers, start=1)
        ]
        return "\n".join([_set(question.text, language), *answers, _set(question.explanation, language)])

    def _afterwards(self, name: str, language: str) -> str:
        question = AfterwardsQuestion(name)
        said = self._study.texts.afterwards[question]
        ends = [_set(end, language) for end in (said.lowest, said.highest) if end is not None]
        page = afterwards_page_text(self._study.texts, self._file, question, language)
        return "\n\n".join([page, _set(said.question, language), *([" … ".join(ends)] if ends else [])])

    def _text_table(
        self, title: Phrase, names: Iterable[str], text_in: Callable[[str, str], str]
    ) -> Iterator[Flowable]:
        """Set texts beside one another, a column for each language; nothing, if there are none."""
        languages = self._file.languages
        head = [self._say(Phrase.NAME), *(LANGUAGES.get(one, one) for one in languages)]
        rows = [
            [words(self._name(name), CELL_QUIET), *(words(text_in(name, language), CELL) for language in languages)]
            for name in names
        ]
        if rows:
            yield Heading(self._say(title), 1)
            yield table([[words(cell, CELL) for cell in head], *rows], (1, *[3.0] * len(languages)))

    def _events(self) -> Iterator[Flowable]:
        yield PageBreak()
        yield Heading(self._say(Phrase.EVENT_TABLE))
        yield words(self._say(Phrase.EVENTS_SAY), BODY)
        for name in self._file.lists_shown:
            events = self._study.events.lists[name]
            figures = figures_of(name, events, ())
            facts = {"mean": f"{figures.mean_pct:.1f}", "sd": f"{figures.sd_pct:.1f}"}
            ends = {"lowest": figures.lowest_pct, "highest": figures.highest_pct}
            if self._in == FRENCH:
                facts = {key: value.replace(".", ",") for key, value in facts.items()}
            yield Heading(self._say(Phrase.LIST_OF, name=name, events=len(events), **facts, **ends), 1)
            columns = (Phrase.EVENT, Phrase.RATE, Phrase.COUNTS, Phrase.SOURCE)
            rows: list[list[Any]] = [[words(self._say(column), CELL) for column in columns]]
            rows += map(self._event, events)
            yield table(rows, (2.4, 0.7, 3, 3))

    def _event(self, event: Event) -> list[Any]:
        favourable = event.valence is Valence.FAVOURABLE
        flags = [valence_in_words(event.valence, self._in)] if favourable else []
        flags += [self._say(Phrase.SENSITIVE, reason=event.sensitive)] if event.sensitive else []
        texts = [words(set_text(event.text[language], language), CELL) for language in self._file.languages]
        source = [event.source, *([event.url] if event.url else []), *([event.note] if event.note else [])]
        return [
            [*texts, words(" · ".join([self._name(event.category), *flags]), CELL_QUIET)],
            words(f"{event.base_rate_pct}\u00a0%", CELL),
            words(f"{event.definition}; {event.period}; {event.population}", CELL_QUIET),
            words("\n".join([strength_in_words(event.strength, self._in), *source]), CELL_QUIET),
        ]

    def _name(self, name: str) -> str:
        return name.replace("_", " ")


def _pages(step: Step) -> Sequence[PagePlan]:
    return step.pages if isinstance(step, PagesPlan) else ()


def _set(local: Mapping[str, str], language: str) -> str:
    return set_text(local[language], language)
