"""The developer's page is the way in: what it names is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from experiment.verbs.names import VERBS

PROJECT = Path(__file__).resolve().parents[3]
PAGE = (PROJECT / "docs" / "developer.md").read_text(encoding="utf-8")
TABLE = PAGE.partition("## Where do I change X?")[2].partition("\n## ")[0]
ROWS = [line for line in TABLE.splitlines() if line.startswith("| ") and not line.startswith("| I want")]
PATH = r"`([A-Za-z_./-]+\.(?:py|yaml|toml|md|txt|js|css))`"
NAMED = sorted(set(re.findall(rf"{PATH} · `(\w+)`", PAGE.replace("\n", " "))))
PATHS = sorted(set(re.findall(PATH, PAGE)))
TO_BE_ADDED = {"verbs/name.py"}
"""Named in an example: whoever adds a verb makes it."""


def place_of(path: str) -> Path | None:
    """Find a file by its path from the project, the program, or, by its bare name, anywhere in either."""
    found = [PROJECT / path, PROJECT / "experiment" / path]
    if "/" not in path:
        found += [*(PROJECT / "experiment").rglob(path), *(PROJECT / "tests").rglob(path)]
    return next((file for file in found if file.is_file()), None)


def names_in(file: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.parse(file.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names.add(node.target.id)
        elif isinstance(node, ast.Assign):
            names |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return names


@pytest.mark.parametrize("path", [path for path in PATHS if path not in TO_BE_ADDED])
def test_a_file_that_is_named_is_there(path: str) -> None:
    """Every file that the page names exists."""
    assert place_of(path) is not None


@pytest.mark.parametrize(("path", "name"), NAMED, ids=str)
def test_what_is_named_in_a_file_stands_in_it(path: str, name: str) -> None:
    """A class or function that the page names in a file is defined there."""
    file = place_of(path)
    assert file is not None
    assert name in names_in(file)


@pytest.mark.parametrize("row", ROWS)
def test_a_row_says_where(row: str) -> None:
    """Each row of “Where do I change X?” names a file."""
    assert re.search(PATH, row.split("|")[2])


def test_the_table_answers_many_questions() -> None:
    """There are as many rows as there were questions of a reader who did not know the code, and more."""
    assert len(ROWS) >= 34


@pytest.mark.parametrize("page", ["README.md", "CHANGELOG.md"])
@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_named(page: str, verb: str) -> None:
    """README and CHANGELOG leave out no verb."""
    assert re.search(rf"`{verb}[` ]|lab\.py {verb}\b", (PROJECT / page).read_text(encoding="utf-8"))


def test_every_room_has_a_row() -> None:
    """No room of the program is left out of the table of rooms."""
    rooms = {folder.name for folder in (PROJECT / "experiment").iterdir() if (folder / "__init__.py").exists()}
    table = PAGE.partition("## Rooms")[2].partition("\n## ")[0]
    assert rooms == {
        name
        for row in table.splitlines()
        for name in re.findall(r"`(\w+)`", row.split("|")[1:2][0] if "|" in row else "")
    }
