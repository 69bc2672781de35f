"""Who analyses needs no lab: what the analysts' pages have typed is the command of an environment of their own."""

from __future__ import annotations

import re

import pytest

from experiment.setup.places import VENV
from experiment.verbs.names import VERBS
from tests.unit.docs.pages import PROJECT

PAGES = ("analyst.md", "analyst-r.md", "columns.md", "simulation.md", "nulls.md", "models.md")
"""What an analyst follows, without a lab PC."""
OF_THE_LAB = {"run", "check", "launcher", "drill", "demo"}
"""What PsychoPy or a lab PC is needed for."""


def code_of(page: str) -> list[str]:
    """Give every line of code of a page, and every piece of code within its text."""
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    fenced = re.findall(r"^```[^\n]*\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL))
    return [line for block in fenced for line in block.splitlines()] + inline


@pytest.mark.parametrize("page", PAGES)
def test_no_line_sets_up_a_lab(page: str) -> None:
    """`lab.py` is typed for what needs a lab PC alone: it would install PsychoPy where the analyst's packages are."""
    verbs = [verb for line in code_of(page) for verb in re.findall(r"lab\.py ([a-z]+)", line)]
    assert OF_THE_LAB >= set(verbs)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_is_one(page: str) -> None:
    """What stands after `belief-update` is a command."""
    verbs = {verb for line in code_of(page) for verb in re.findall(r"belief-update ([a-z]+)", line)}
    assert set(VERBS) >= verbs


def test_the_environment_is_one_that_the_lab_does_not_clear() -> None:
    """What the analyst makes has another name than what lab.py clears, and is no change of the project."""
    made = {name for line in code_of("analyst.md") for name in re.findall(r"-m venv (\S+)", line)}
    ignored = (PROJECT / ".gitignore").read_text(encoding="utf-8").splitlines()
    assert {".analysis"} == made
    assert VENV.name not in made
    assert ".analysis/" in ignored
