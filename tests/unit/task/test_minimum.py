"""A key that is pressed twice skips no page: pages and explanations are on for their minimum."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from experiment.config.load import Study, load_study
from experiment.layout.views import ChoiceView, PageView
from experiment.task.inputs import Key
from experiment.task.participant import Action, Observation
from experiment.virtual.participants import ScriptedParticipant
from tests.instruments.small_study import write_small_study
from tests.unit.task.sessions import until_complete


@pytest.fixture
def study(tmp_path: Path) -> Study:
    file = write_small_study(tmp_path, events=1, practice=0, comprehension=True, afterwards=("memory",))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("opening:", "pages_minimum_s: 0.5\nopening:"), encoding="utf-8", newline="\n")
    return load_study(file)


class PressesTwice(ScriptedParticipant):
    """Presses the space bar 0.1 s after every page has come on, again a second later."""

    def act(self, observation: Observation) -> Sequence[Action]:
        if isinstance(observation.view, PageView):
            return [Action(0.1, Key.SPACE), Action(1.0, Key.SPACE)]
        if isinstance(observation.view, ChoiceView):
            return [Action(0.5, Key.DIGIT_2), Action(0.7, Key.SPACE)]
        return super().act(observation)


def test_no_page_is_gone_before_its_minimum(study: Study) -> None:
    """The early press turns no page: instructions, explanations, and the closing page are on for a second each."""
    account = until_complete(study, lambda _: PressesTwice())
    pages = [following.t_s - page.t_s for _, page, following in account.screens() if page.show == "page"]
    assert len(pages) > 8
    assert min(pages) > 0.99
