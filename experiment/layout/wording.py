"""The words of a session in one language, and the views that are made of them."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict

from experiment.format.vocabulary import AbortReason, AnswerInput, Confirmation, EstimationPhase, Question
from experiment.layout.views import BaseRateView, EstimateView, EventView, PageView, PauseView


class Wording(BaseModel):
    """Every sentence that stands around events and figures, set in one language.

    ``percentage`` has the place ``{value}``, ``reminder`` the place ``{rate}``, ``hint`` and ``out_of_range`` the
    places ``{minimum}`` and ``{maximum}``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    questions: dict[Question, str]
    percentage: str
    hint: str
    out_of_range: dict[AnswerInput, str]
    nothing_given: dict[AnswerInput, str]
    confirm: dict[Confirmation, str]
    move_and_confirm: str
    caption: str
    reminder: str
    go_on: str
    pause_title: str
    pause_text: str
    pause_go_on: str
    pause_end: str
    pause_reasons: dict[AbortReason, str]
    welcome_back: str
    technical_stop: str

    def page(self, text: str, self_paced: bool = True) -> PageView:
        """A page of text, with the key that goes on."""
        return PageView(text, self.go_on if self_paced else None)

    def event(self, event_id: str, text: str, base_rate_pct: int | None, self_paced: bool) -> EventView:
        """An event, with its base rate below it or without."""
        line = None if base_rate_pct is None else self.reminder.format(rate=self._percentage(base_rate_pct))
        return EventView(event_id, text, base_rate_pct, line, self.go_on if self_paced else None)

    def base_rate(self, event_id: str, text: str, base_rate_pct: int, self_paced: bool) -> BaseRateView:
        """The base rate of an event."""
        rate = self._percentage(base_rate_pct)
        return BaseRateView(
            event_id, text, base_rate_pct, self.caption, rate, self.go_on if self_paced else None
        )  # fmt: skip

    def estimate(
        self,
        question: Question,
        phase: EstimationPhase,
        event_id: str,
        text: str,
        minimum_pct: int,
        maximum_pct: int,
        confirm: Confirmation,
        answer_input: AnswerInput,
        start_pct: int | None,
    ) -> EstimateView:
        """A question about an event."""
        bounds = {"minimum": self._percentage(minimum_pct), "maximum": self._percentage(maximum_pct)}
        return EstimateView(
            question=question,
            phase=phase,
            event_id=event_id,
            event_text=text,
            question_text=self.questions[question],
            minimum_pct=minimum_pct,
            maximum_pct=maximum_pct,
            input=answer_input,
            start_pct=start_pct,
            percentage=self.percentage,
            hint=self.hint.format(**bounds),
            nothing_given=self.nothing_given[answer_input],
            out_of_range=self.out_of_range[answer_input].format(**bounds),
            footer=self.footer_of(answer_input, confirm),
        )

    def footer_of(self, answer_input: AnswerInput, confirm: Confirmation) -> str:
        """What stands at the bottom of a question: the keys that answer it."""
        return self.move_and_confirm if answer_input is AnswerInput.SLIDER else self.confirm[confirm]

    def pause(self) -> PauseView:
        """The screen that Escape brings."""
        return PauseView(
            self.pause_title,
            self.pause_text,
            self.pause_go_on,
            self.pause_end,
            tuple((reason, f"{n}  {self.pause_reasons[reason]}") for n, reason in enumerate(AbortReason, start=1)),
        )

    def _percentage(self, value: int) -> str:
        return self.percentage.format(value=value)
