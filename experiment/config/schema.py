"""JSON Schemas of the files that people edit, for editors: ``python -m experiment.config.schema`` writes them anew."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from textwrap import dedent
from typing import Any

from pydantic import BaseModel

from experiment.config.assumptions import Assumptions
from experiment.config.display_file import DisplayFile
from experiment.config.event_file import EventFile
from experiment.config.model import Model
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "study.schema.json": StudyFile,
    "events.schema.json": EventFile,
    "texts.schema.json": TextFile,
    "displays.schema.json": DisplayFile,
    "assumptions.schema.json": Assumptions,
}


def schema_text(model: type[BaseModel]) -> str:
    """Return the schema of one kind of file, described by the docstrings of the models' attributes.

    Pydantic can read these docstrings itself, but would do so at every start of every command.
    """
    schema = model.model_json_schema()
    parts = {model.__name__: schema, **schema.get("$defs", {})}
    for one in _models(Model):
        if one.__name__ in parts and "properties" in parts[one.__name__]:
            _describe(parts[one.__name__]["properties"], one)
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _models(base: type[BaseModel]) -> Iterator[type[BaseModel]]:
    for model in base.__subclasses__():
        yield model
        yield from _models(model)


def _describe(properties: dict[str, Any], model: type[BaseModel]) -> None:
    for name, docstring in _attribute_docstrings(model):
        key = model.model_fields[name].alias or name
        properties[key] = {"description": docstring, **properties[key]}


def _attribute_docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for base in reversed([one for one in model.__mro__ if issubclass(one, Model)]):
        [the_class] = ast.parse(dedent(inspect.getsource(base))).body
        assert isinstance(the_class, ast.ClassDef)
        for attribute, docstring in pairwise(the_class.body):
            match attribute, docstring:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                    yield name, inspect.cleandoc(text)


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "configs/schema")
    for name, model in SCHEMAS.items():
        (folder / name).write_text(schema_text(model), encoding="utf-8")
