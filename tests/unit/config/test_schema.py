"""The JSON Schemas that editors use are those of the models, and every file names its own."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiment.config.schema import SCHEMAS, schema_text
from tests.unit.config.study_copies import PROJECT

FILES = sorted(file for folder in ("configs", "stimuli") for file in (PROJECT / folder).rglob("*.yaml"))


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_stored_schema_is_the_one_of_its_model(name: str) -> None:
    """What stands in configs/schema is what the models say today (`python -m experiment.config.schema` renews it)."""
    assert schema_text(SCHEMAS[name]) == (PROJECT / "configs" / "schema" / name).read_text(encoding="utf-8")


def test_every_stored_schema_belongs_to_a_model() -> None:
    """No schema is left over from a model that is gone."""
    assert set(SCHEMAS) == {file.name for file in (PROJECT / "configs" / "schema").iterdir()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_every_file_begins_with_its_schema(file: Path) -> None:
    """The first line of every study, event and text file leads an editor to a schema that is there."""
    first = file.read_text(encoding="utf-8").split("\n")[0]
    named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
    assert named
    assert (file.parent / named[1]).resolve() in {PROJECT / "configs" / "schema" / name for name in SCHEMAS}
