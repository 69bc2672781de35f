"""The screens of a study in one language, drawn: one visit whole, and of the others what it does not have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PIL import Image

from experiment.config.load import Study
from experiment.design.session_plan import SessionPlan
from experiment.design.walkthrough import Scene, answers_to, scenes, scenes_besides
from experiment.layout.size import Size
from experiment.printed.pictures import pictures_of


@dataclass(frozen=True)
class Drawn:
    """Screens, each with its picture."""

    scenes: Sequence[Scene]
    pictures: Sequence[Image.Image]

    def __iter__(self) -> Iterator[tuple[Scene, Image.Image]]:
        return iter(zip(self.scenes, self.pictures, strict=True))


@dataclass(frozen=True)
class DrawnLanguage:
    """All screens of a study in one language.

    Parameters
    ----------
    plan
        The visit whose session is shown whole.
    session
        Its screens.
    others
        For every other visit, the screens that none before it has.
    besides, states
        What comes whenever it is needed; what a question looks like while it is answered.
    """

    plan: SessionPlan
    session: Drawn
    others: Sequence[tuple[SessionPlan, Drawn]]
    besides: Drawn
    states: Drawn

    @property
    def all_of_it(self) -> Drawn:
        """Every screen, in the order in which the document has them."""
        parts = [self.session, *(others for _, others in self.others), self.states, self.besides]
        return Drawn(
            [scene for part in parts for scene in part.scenes], [picture for part in parts for picture in part.pictures]
        )


def drawn_language(
    study: Study,
    plans: Sequence[SessionPlan],
    size: Size,
    text_scale: float,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> DrawnLanguage:
    """Draw all screens of a study in the language of its plans.

    Parameters
    ----------
    plans
        Every visit of every arm; the first is shown whole.
    size
        Of the pictures.
    text_scale
        How large type is set, against the usual size, where it fits.
    progress
        Told for each screen how many are done, of how many.
    """
    session = list(scenes(study, plans[0]))
    seen, every = {scene.kind for scene in session}, list(session)
    others: list[tuple[SessionPlan, list[Scene]]] = []
    for plan in plans[1:]:
        new = list({scene.kind: scene for scene in scenes(study, plan) if scene.kind not in seen}.values())
        seen |= {scene.kind for scene in new}
        every += new
        others.append((plan, new))
    states, besides = list(answers_to(every)), list(scenes_besides(plans[0]))
    shown = [*every, *states, *besides]
    pictures = iter(pictures_of(shown, size, text_scale, progress))

    def drawn(part: Sequence[Scene]) -> Drawn:
        return Drawn(part, list(islice(pictures, len(part))))

    return DrawnLanguage(
        plan=plans[0],
        session=drawn(session),
        others=[(plan, drawn(new)) for plan, new in others],
        states=drawn(states),
        besides=drawn(besides),
    )
