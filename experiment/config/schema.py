"""JSON Schemas of the files that people edit, for editors: ``python -m experiment.config.schema`` writes them anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from experiment.config.assumptions import Assumptions
from experiment.config.display_file import DisplayFile
from experiment.config.event_file import EventFile
from experiment.config.key_meanings import meanings
from experiment.config.model import LANGUAGE_PATTERN, Model
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "study.schema.json": StudyFile,
    "events.schema.json": EventFile,
    "texts.schema.json": TextFile,
    "displays.schema.json": DisplayFile,
    "assumptions.schema.json": Assumptions,
}
_WORDS = "In every language of the study. For example `{fr: Continuer, en: Continue}`."


def schema_text(model: type[BaseModel]) -> str:
    """Return the schema of one kind of file, with the meaning of every key and an example."""
    schema = model.model_json_schema()
    parts = {model.__name__: schema, **schema.get("$defs", {})}
    for one in every_model(Model):
        if one.__name__ in parts and "properties" in parts[one.__name__]:
            _describe(parts[one.__name__]["properties"], one)
    _close(schema)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def every_model(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Find every model of the files, wherever it is defined."""
    for model in base.__subclasses__():
        yield model
        yield from every_model(model)


def _describe(properties: dict[str, Any], model: type[BaseModel]) -> None:
    for key, meaning in meanings(model).items():
        words = LANGUAGE_PATTERN in json.dumps(properties[key])
        text = f"{meaning} {_WORDS}" if words and "For example" not in meaning else meaning
        properties[key] = {"description": text, **properties[key]}


def _close(schema: Any) -> None:
    """Let no key stand beside those that a pattern allows: languages, and names."""
    if isinstance(schema, list):
        for inner in schema:
            _close(inner)
    if isinstance(schema, dict):
        if "patternProperties" in schema:
            schema.setdefault("additionalProperties", False)
        for inner in schema.values():
            _close(inner)


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "configs/schema")
    for name, model in SCHEMAS.items():
        (folder / name).write_text(schema_text(model), encoding="utf-8")
