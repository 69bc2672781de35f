"""The page of every key: made from the models, and never behind them."""

from __future__ import annotations

import re

import pytest
from pydantic import BaseModel

from experiment.config.load import load_study
from experiment.config.study_files_page import EXAMPLES, FILES, every_model, examples_in, study_files_page
from experiment.config.yaml_source import read_yaml
from tests.unit.config.study_copies import PROJECT

FOLDER = PROJECT / EXAMPLES


def test_the_stored_page_is_what_the_models_say() -> None:
    """docs/study-files.md is up to date (`python -m experiment.config.study_files_page > docs/study-files.md`)."""
    stored = (PROJECT / "docs" / "study-files.md").read_text(encoding="utf-8")
    assert study_files_page(FOLDER) == stored


def test_the_study_that_has_every_key_is_good() -> None:
    """What the examples are taken from is a study that could be conducted."""
    assert "every_key" == load_study(FOLDER / "study.yaml").file.study


@pytest.mark.parametrize(("file", "model"), [(file, model) for file, _, model in FILES], ids=str)
def test_every_key_has_its_example(file: str, model: type[BaseModel]) -> None:
    """No key of any part of a file is without a value in the study of examples."""
    found = set(examples_in(model, read_yaml(FOLDER / file).value))
    wanted = {
        (part.__name__, field.alias or name) for part in every_model(model) for name, field in part.model_fields.items()
    }
    assert set() == wanted - found


def test_every_key_has_its_row() -> None:
    """Each key of each part has a row of four cells, in the table of its part."""
    rows = [line for line in study_files_page(FOLDER).splitlines() if line.startswith("| `")]
    keys = sum(len(part.model_fields) for _, _, model in FILES for part in every_model(model))
    assert keys == len(rows)
    assert {4} == {len(re.split(r"(?<!\\\\)\|", row)) - 2 for row in rows}
