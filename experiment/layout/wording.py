"""The words of a session in one language, and the views that are made of them."""

from __future__ import annotations

from functools import lru_cache

from pydantic import BaseModel, ConfigDict

from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import (
    AbortReason,
    AfterwardsQuestion,
    AnswerInput,
    Confirmation,
    EstimationPhase,
    PauseReason,
    Question,
    SessionPart,
)
from experiment.layout.targets import Target
from experiment.layout.views import (
    BaseRateView,
    ChoiceView,
    EventView,
    Hint,
    NoRateView,
    PageView,
    PauseView,
    QuestionView,
)


class _Words(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)  # most are a part of another only


class AfterwardsWords(_Words):
    """One question of those at the end; a rating has words for its ends."""

    question: str
    ends: tuple[str, str] | None


class ComprehensionWords(_Words):
    """What is said around the questions of the comprehension check."""

    right: str
    wrong: str
    ask_for_help: str
    choose: str
    not_chosen: str


class ExperimenterWords(_Words):
    """What the experimenter reads on the participant's screen, in the laboratory's language.

    ``left`` has the places ``{left}`` and ``{of}``, ``duration`` the place ``{minutes}``; of what says why there is a
    pause, the silence has the place ``{questions}``.
    """

    pause_how_to_end: str
    pause_end: str
    pause_why: dict[PauseReason, str]
    pause_reasons: dict[AbortReason, str]
    parts: dict[SessionPart, str]
    left: str
    duration: str
    technical_stop: str


class Wording(_Words):
    """Every sentence that stands around events and figures, set in one language.

    ``percentage`` has the place ``{value}``, ``reminder`` the place ``{rate}``, ``hint``, ``out_of_range`` and
    ``not_whole`` the places ``{minimum}`` and ``{maximum}``, ``rating_hint`` these and ``{lowest}`` and ``{highest}``.
    """

    questions: dict[str, str]
    percentage: str
    hint: str
    rating_hint: str
    out_of_range: str
    not_whole: str
    nothing_given: dict[AnswerInput, str]
    nothing_moved: str
    confirm: dict[Confirmation, str]
    correct: str
    move: str
    caption: str
    reminder: str
    not_shown: str | None
    go_on: str
    go_back: str
    comprehension: ComprehensionWords | None
    afterwards: dict[AfterwardsQuestion, AfterwardsWords]
    pause_title: str
    pause_text: str
    pause_go_on: str
    pause_go_on_yet: str
    experimenter: ExperimenterWords
    welcome_back: str
    technical_stop: str

    def page(self, text: str, self_paced: bool = True, number: int = 1, of: int = 1) -> PageView:
        """A page of text with the keys that turn it, and its number where there are several."""
        if not self_paced:
            return PageView(text, ())
        back = () if number == 1 else (Hint(self.go_back, Target.BACK),)
        counted = () if of == 1 else (Hint(f"{number}/{of}"),)
        return PageView(text, (*back, *self._go_on(self_paced=True), *counted))

    def event(self, event_id: str, text: str, base_rate_pct: int | None, self_paced: bool) -> EventView:
        """An event, with its base rate below it or without."""
        line = None if base_rate_pct is None else self.reminder.format(rate=self._percentage(base_rate_pct))
        return EventView(event_id, text, base_rate_pct, line, self._go_on(self_paced))

    def base_rate(self, event_id: str, text: str, base_rate_pct: int, self_paced: bool) -> BaseRateView:
        """The base rate of an event."""
        rate = self._percentage(base_rate_pct)
        return BaseRateView(event_id, text, base_rate_pct, self.caption, rate, self._go_on(self_paced))

    def no_rate(self, event_id: str, text: str, self_paced: bool) -> NoRateView:
        """What stands where the base rate would, of an event whose rate is not shown."""
        assert self.not_shown is not None  # a study with retest events has words for them
        return NoRateView(event_id, text, self.not_shown, self._go_on(self_paced))

    def estimate(
        self,
        question: Question,
        words: str,
        phase: EstimationPhase,
        event_id: str,
        event_text: str,
        scale: AnswerScale,
    ) -> QuestionView:
        """A question about an event, answered with a percentage.

        Parameters
        ----------
        words
            Which of the questions' words.
        """
        low, high = self._percentage(scale.minimum), self._percentage(scale.maximum)
        return QuestionView(
            question=question,
            phase=phase,
            event_id=event_id,
            event_text=event_text,
            question_text=self.questions[words],
            scale=scale,
            figure=self.percentage,
            ends=None,
            hint=_between(self.hint, low, high),
            nothing_given=self._nothing_given(scale),
            out_of_range=_between(self.out_of_range, low, high),
            not_whole=_between(self.not_whole, low, high),
            footer=self._keys(scale),
        )

    def afterwards_question(
        self, question: AfterwardsQuestion, event_id: str, event_text: str, scale: AnswerScale
    ) -> QuestionView:
        """A question about an event at the end: what its base rate was, or a rating."""
        words = self.afterwards[question]
        figure = self.percentage if words.ends is None else "{value}"
        low, high = _figure(figure, scale.minimum), _figure(figure, scale.maximum)
        if words.ends is None:
            hint = _between(self.hint, low, high)
        else:
            lowest, highest = words.ends
            hint = self.rating_hint.format(minimum=low, lowest=lowest, maximum=high, highest=highest)
        return QuestionView(
            question=question,
            phase=None,
            event_id=event_id,
            event_text=event_text,
            question_text=words.question,
            scale=scale,
            figure=figure if scale.figures else "",
            ends=words.ends,
            hint=hint,
            nothing_given=self._nothing_given(scale),
            out_of_range=_between(self.out_of_range, low, high),
            not_whole=_between(self.not_whole, low, high),
            footer=self._keys(scale),
        )

    def choice(self, text: str, options: tuple[str, ...]) -> ChoiceView:
        """A question of the comprehension check."""
        assert self.comprehension is not None  # a study with questions has words for them
        confirm = Hint(self.confirm[Confirmation.ENTER], Target.CONFIRM)
        not_chosen = self.comprehension.not_chosen.format(answers=len(options))
        return ChoiceView(text, _numbered(options), not_chosen, (Hint(self.comprehension.choose), confirm))

    def feedback(self, explanation: str, passed: bool, last: bool) -> str:
        """What the page after an answer to such a question says.

        Parameters
        ----------
        explanation
            Of the right answer.
        passed
            Whether the answer was right.
        last
            Whether the question is not asked again.
        """
        words = self.comprehension
        assert words is not None
        if passed:
            return words.right
        return "\n\n".join([words.wrong, explanation, *([words.ask_for_help] if last else [])])

    def pause(self, where: str, why: str = "") -> PauseView:
        """The screen that Escape brings, or whatever else asks for a pause.

        Parameters
        ----------
        where, why
            What :meth:`where` and :meth:`why` say.
        """
        words = self.experimenter
        reasons = tuple(words.pause_reasons[reason] for reason in AbortReason)
        return PauseView(
            title=self.pause_title,
            text=self.pause_text,
            go_on=self.pause_go_on,
            go_on_yet=self.pause_go_on_yet,
            how_to_end=words.pause_how_to_end,
            end=words.pause_end,
            options=_numbered(reasons),
            where=where,
            why=why,
        )

    def why(self, reason: PauseReason, questions: int) -> str:
        """Say to the experimenter why there is a pause; nothing after Escape, which somebody has pressed.

        Parameters
        ----------
        reason
            What has brought it.
        questions
            How many in a row without any input bring one.
        """
        return self.experimenter.pause_why.get(reason, "").format(questions=questions)

    def where(self, participant_id: str, visit: str, part: SessionPart, left: int, of: int, minutes: int) -> str:
        """Say to the experimenter whose session this is, and where it stands.

        Parameters
        ----------
        left, of
            How many trials or questions of the part are left, and how many it has; 0 of 0: it has pages only.
        minutes
            How long the rest of the session will take.
        """
        words = self.experimenter
        counted = [words.left.format(left=left, of=of)] if of else []
        parts = [participant_id, visit, words.parts[part], *counted, words.duration.format(minutes=minutes)]
        return "  ·  ".join(parts)

    def stopped(self) -> PageView:
        """The page of a technical stop, with a line for the experimenter."""
        return PageView(self.technical_stop, (Hint(self.experimenter.technical_stop, Target.GO_ON),))

    def _go_on(self, self_paced: bool) -> tuple[Hint, ...]:
        return (Hint(self.go_on, Target.GO_ON),) if self_paced else ()

    def _keys(self, scale: AnswerScale) -> tuple[Hint, ...]:
        """The keys that answer a question."""
        if scale.input is AnswerInput.SLIDER:
            return _two_hints(self.move, None, self.confirm[Confirmation.ENTER])
        return _two_hints(self.correct, Target.ERASE, self.confirm[scale.confirm])

    def _nothing_given(self, scale: AnswerScale) -> str:
        return self.nothing_given[scale.input] if scale.start is None else self.nothing_moved

    def _percentage(self, value: int) -> str:
        return _figure(self.percentage, value)


def _numbered(options: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{number}  {text}" for number, text in enumerate(options, start=1))


@lru_cache(maxsize=256)  # most questions of a session have the same scale
def _figure(text: str, value: int) -> str:
    return text.format(value=value)


@lru_cache(maxsize=256)
def _between(text: str, minimum: str, maximum: str) -> str:
    return text.format(minimum=minimum, maximum=maximum)


@lru_cache(maxsize=16)
def _two_hints(first: str, target: Target | None, confirm: str) -> tuple[Hint, ...]:
    return (Hint(first, target), Hint(confirm, Target.CONFIRM))
