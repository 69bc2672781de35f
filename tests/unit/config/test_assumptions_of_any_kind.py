"""Whatever is written in the file of assumptions, it is refused with the key, or people like that can be simulated."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from experiment.config.assumptions import load_assumptions
from experiment.config.load import Study, load_study
from experiment.config.mistakes import StudyMistakes
from experiment.record.storage import Disk
from experiment.record.verify import verify
from tests.instruments.simulated import ASSUMED, simulated
from tests.instruments.small_study import PROJECT

SHIPPED = ASSUMED.read_text("utf-8")
FIGURES = [found.span(1) for found in re.finditer(r"\b(?:value|between_sd): ([^,}]+)", SHIPPED)]
NUMBERS = st.one_of(
    st.sampled_from(
        [0, 1, -1, 0.5, 2, 1000, 1e9, "0.0", ".nan", ".inf", "-.inf", "null", "", "many", "'1'", "[1]", "true"]
    ),
    st.floats(0, 1).map(lambda one: round(one, 3)),
    st.floats(-5, 200).map(lambda one: round(one, 2)),
)
KEYS = [found.span(1) for found in re.finditer(r"^ +([a-z0-9_]+): \{", SHIPPED, re.MULTILINE)]

EDITS = st.lists(st.tuples(st.integers(0, len(FIGURES) - 1), NUMBERS), min_size=1, max_size=4)


@cache
def ketamine() -> Study:
    return load_study(PROJECT / "configs" / "ketamine.yaml", any_screen=False)


def edited(edits: list[tuple[int, object]]) -> str:
    text = SHIPPED
    for figure, value in sorted(dict(edits).items(), reverse=True):
        start, end = FIGURES[figure]
        text = f"{text[:start]}{value}{text[end:]}"
    return text


def outcome(text: str) -> str:
    """Load what was edited, simulate somebody if it holds, and say what became of it."""
    with TemporaryDirectory() as place:
        file = Path(place) / "assumptions.yaml"
        file.write_text(text, "utf-8")
        try:
            assumed = load_assumptions(file, ketamine().file)
        except StudyMistakes as refused:
            for line in str(refused).splitlines():
                assert re.match(rf"{re.escape(str(file))}:\d+:\d+: ", line), line
                assert re.search("[“`]", line), line
            return "refused"
        made = simulated(Path(place), 1, "demo", assumptions=assumed.model_copy(update={"studies": ()}))
        assert 1 <= made.done.sessions
        assert () == tuple(verify(Disk(), made.done.folder).wrong)
        return "simulated"


@given(edits=EDITS)
@example(edits=[(0, 0), (4, 0)])
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_figure(edits: list[tuple[int, object]]) -> None:
    """Numbers that cannot be, words, nothing: refused with file, line and key, or simulated and verified."""
    assert outcome(edited(edits)) in ("refused", "simulated")


@pytest.mark.parametrize("name", ["nobody", "2", "misses"])
@pytest.mark.parametrize("span", [KEYS[0], KEYS[12], KEYS[-1]], ids=["first", "a middle one", "last"])
def test_any_key(tmp_path: Path, span: tuple[int, int], name: str) -> None:
    """A key that is none, or stands there twice, is refused, and named."""
    file = tmp_path / "assumptions.yaml"
    file.write_text(f"{SHIPPED[: span[0]]}{name}{SHIPPED[span[1] :]}", "utf-8")
    with pytest.raises(StudyMistakes) as refused:
        load_assumptions(file)
    assert name in str(refused.value)
