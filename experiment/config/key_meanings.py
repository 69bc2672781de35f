"""What each key of a study file means, with an example: read from the docstrings of the models' attributes.

Pydantic can read these docstrings itself, but would do so at every start of every command.
"""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from textwrap import dedent

from pydantic import BaseModel

from experiment.config.model import Model

_EXAMPLE = re.compile(r"\s*For example `([^`]+)`\.?")


@cache
def meanings(model: type[BaseModel]) -> dict[str, str]:
    """Return what the keys of a model mean, by their names in files."""
    return {model.model_fields[name].alias or name: text for name, text in _attribute_docstrings(model)}


def example(model: type[BaseModel], key: str) -> str | None:
    """Return the example that stands with the meaning of a key, as it is written in a file."""
    found = _EXAMPLE.search(meanings(model).get(key, ""))
    return None if found is None else found[1]


def _attribute_docstrings(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    for base in reversed([one for one in model.__mro__ if issubclass(one, Model)]):
        [the_class] = ast.parse(dedent(inspect.getsource(base))).body
        assert isinstance(the_class, ast.ClassDef)
        for attribute, docstring in pairwise(the_class.body):
            match attribute, docstring:
                case ast.AnnAssign(target=ast.Name(name)), ast.Expr(ast.Constant(str(text))):
                    yield name, " ".join(inspect.cleandoc(text).split())
