"""The worked examples of the developer's page: each patch applies to the project as it is, and what it adds works."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[3]
EXAMPLES = sorted((PROJECT / "docs" / "examples").glob("*.patch"))
COPIED = ("experiment", "stimuli", "configs")

TRY = """
import json
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

from experiment.cli import main
from experiment.verbs.names import VERBS


def say(*words):
    out = StringIO()
    with redirect_stdout(out), redirect_stderr(out):
        code = main(words)
    return code, out.getvalue()


study = Path("configs/demo.yaml").read_text(encoding="utf-8")
for before, after in (
    ("      - event: {duration_s: 1.0}\\n", "      - event: {duration_s: 1.0}\\n      - mask: {duration_s: 0.2}\\n"),
):
    assert before in study
    study = study.replace(before, after)
Path("configs/tried.yaml").write_text(study, encoding="utf-8", newline="\\n")

who = ("--participant", "QX777", "--visit", "baseline", "--arm", "control", "--study", "tried", "--data", "data")
said = {
    "verbs": VERBS,
    "languages": say("languages", "--study", "tried"),
    "message": say("plan", *who, "--run", "100"),
    "plan": say("plan", *who, "--trials"),
    "session": say("simulate", *who, "--participant-mode", "scripted"),
}
for file in Path("data-rehearsals").rglob("*"):
    if file.suffix in (".csv", ".json", ".jsonl"):
        said[file.name.partition("_run-1_")[2]] = file.read_text(encoding="utf-8")
print(json.dumps(said))
"""


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what the examples change, and of what runs it."""
    folder = tmp_path_factory.mktemp("project")
    for name in COPIED:
        shutil.copytree(PROJECT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def apply(patch: Path, folder: Path, *how: str) -> subprocess.CompletedProcess[str]:
    command = ["git", "apply", *how, str(patch)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def tried(copied: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What a copy with all examples does."""
    folder = tmp_path_factory.mktemp("with") / "examples"
    shutil.copytree(copied, folder)
    for patch in EXAMPLES:
        assert "" == apply(patch, folder).stderr
    command = [sys.executable, "-X", "utf8", "-c", TRY]
    done = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    assert "" == done.stderr
    read: dict[str, Any] = json.loads(done.stdout)
    return read


def rows_of(table: str, tried: dict[str, Any]) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(tried[f"desc-{table}_data.csv"])))


def test_the_page_names_every_example() -> None:
    """No patch lies in docs/examples that the page does not lead to, and it names none that is not there."""
    page = (PROJECT / "docs" / "developer.md").read_text(encoding="utf-8")
    assert {patch.name for patch in EXAMPLES} == set(re.findall(r"\w+\.patch", page))


@pytest.mark.parametrize("patch", EXAMPLES, ids=lambda patch: patch.stem)
def test_an_example_applies_alone(copied: Path, patch: Path) -> None:
    """Whoever applies one example to a clone gets all of it; one that no longer fits the project is to be mended."""
    assert "" == apply(patch, copied, "--check").stderr


def test_a_verb(tried: dict[str, Any]) -> None:
    """The new verb is typed like the others, and takes the study as they do."""
    assert [0, "fr\nen\n"] == tried["languages"]
    assert "languages" in tried["verbs"], "lab.py would not know it"


def test_a_message(tried: dict[str, Any]) -> None:
    """The command says no in the sentence of the new member, with its facts."""
    assert [1, "nobody has 100 runs of one visit; leave --run out, or name the next run\n"] == tried["message"]


def test_a_column(tried: dict[str, Any]) -> None:
    """Every row of both tables about events has the new cell, which follows from its event."""
    rows = [*rows_of("trials", tried), *rows_of("afterwards", tried)]
    letters = [str(sum(sign.isalpha() for sign in row["event_text"])) for row in rows]
    assert letters == [row["event_letters"] for row in rows]


def test_a_question(tried: dict[str, Any]) -> None:
    """The new rating is asked about each event, on the scale of all ratings."""
    asked = [row["question"] for row in rows_of("afterwards", tried)]
    assert asked.count("control") == asked.count("memory") > 0
    scales = {(row["minimum"], row["maximum"]) for row in rows_of("afterwards", tried) if row["question"] == "control"}
    assert {("1", "6")} == scales


def test_a_kind_of_screen(tried: dict[str, Any]) -> None:
    """The new screen is planned wherever the study file asks for it, and stands in the journal when it was shown."""
    assert "event 1 s → mask 0.2 s" in tried["plan"][1]
    assert 0 < tried["journal.jsonl"].count('"show":"mask"')
