"""The hooks of a commit try what `lab.py test` tries, and fetch nothing."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[3]
RUN_TESTS = PROJECT / "experiment" / "setup" / "run_tests.py"
HOOKS = yaml.safe_load((PROJECT / ".pre-commit-config.yaml").read_text(encoding="utf-8"))["repos"]


def test_nothing_is_fetched() -> None:
    """Every hook is a program of this project's own environment."""
    assert ["local"] == [repository["repo"] for repository in HOOKS]
    assert {"system"} == {hook["language"] for hook in HOOKS[0]["hooks"]}


def test_a_commit_tries_what_lab_py_tries() -> None:
    """Style, types and rooms have a hook each, with lab.py's words; types are tried for this Python alone."""
    tried = dict(re.findall(r'^ {8}"([a-z -]+)": \[(.+)\],$', RUN_TESTS.read_text(encoding="utf-8"), re.M))
    hooks = {hook["name"]: hook["entry"].split()[1:] for hook in HOOKS[0]["hooks"]}
    assert ["-m", "mypy"] == hooks.pop("mypy")
    assert {"ruff check", "ruff format", "lint-imports"} == set(tried)
    for name, words in tried.items():
        wanted = [word for word in re.findall(r'"([^"]+)"', words) if word != "lint-imports"]
        assert wanted == hooks[name]
