"""Every key of the study files, with an example each: ``python -m experiment.config.study_files_page`` prints the page.

What a key holds comes from the models, what it is for from their docstrings, as in the schemas for editors, and its
example from a study that has every key (``docs/every-key``), which is read like any other.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel

from experiment.config.display_file import DisplayFile
from experiment.config.event_file import EventFile
from experiment.config.model import LANGUAGE_PATTERN
from experiment.config.schema import schema_text
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile
from experiment.config.yaml_source import read_yaml

EXAMPLES = Path("docs") / "every-key"
FILES: tuple[tuple[str, str, type[BaseModel]], ...] = (
    ("study.yaml", "The study file", StudyFile),
    ("events.yaml", "The file of events", EventFile),
    ("texts.yaml", "The file of texts", TextFile),
    ("displays.yaml", "The file of displays", DisplayFile),
)
_LONGEST = 90


def study_files_page(folder: Path = EXAMPLES) -> str:
    """Write the page in Markdown.

    Parameters
    ----------
    folder
        Where the files with every key are.
    """
    return "\n".join(_lines(folder)) + "\n"


def examples_in(model: type[BaseModel], value: Any) -> dict[tuple[str, str], Any]:
    """Find the first value that a file gives to each key of each model.

    Parameters
    ----------
    value
        What was read where the model belongs.

    Returns
    -------
    dict
        By the name of the model and the key.
    """
    found: dict[tuple[str, str], Any] = {}

    def look(of: type[BaseModel], given: Any) -> None:
        if not isinstance(given, Mapping):
            return
        for name, field in of.model_fields.items():
            key = field.alias or name
            if key in given:
                found.setdefault((of.__name__, key), given[key])
                for inner in models_in(field.annotation):
                    for one in _within(given[key], inner):
                        look(inner, one)

    look(model, value)
    return found


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """Find the models that stand somewhere in a type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from models_in(argument)


def _within(value: Any, model: type[BaseModel]) -> Iterator[Any]:
    """Find the mappings in a value that may be of a model: itself, its items, or the values of its keys."""
    if isinstance(value, tuple):
        for item in value:
            yield from _within(item, model)
    elif isinstance(value, Mapping):
        if set(value) <= {field.alias or name for name, field in model.model_fields.items()}:
            yield value
        else:
            for inner in value.values():
                yield from _within(inner, model)


def every_model(model: type[BaseModel]) -> list[type[BaseModel]]:
    """List a model and all that stand within it, each once, from the outside in."""
    found: dict[type[BaseModel], None] = {model: None}
    waiting = [model]
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            for inner in models_in(field.annotation):
                if inner not in found:
                    found[inner] = None
                    waiting.append(inner)
    return list(found)


def _lines(folder: Path) -> Iterator[str]:
    yield "# Every key of the study files"
    yield ""
    yield "Made by `python -m experiment.config.study_files_page > docs/study-files.md`. The examples are"
    yield f"those of `{EXAMPLES.as_posix()}`, a study that has every key. How to make a study of your own:"
    yield "[researcher.md](researcher.md). A key that must be there is marked ●; every other may be left out."
    for file, title, model in FILES:
        yield from ("", f"## {title}")
        schema = json.loads(schema_text(model))
        examples = examples_in(model, read_yaml(folder / file).value)
        for part in every_model(model):
            of_part = schema if part is model else schema["$defs"][part.__name__]
            yield from _table(part, part is model, of_part, schema["$defs"], examples)


def _table(
    part: type[BaseModel],
    is_top: bool,
    schema: Mapping[str, Any],
    parts: Mapping[str, Any],
    examples: Mapping[tuple[str, str], Any],
) -> Iterator[str]:
    if not is_top:
        yield from ("", f"### {part.__name__}")
    about = " ".join((part.__doc__ or "").split())
    yield from ("", about, "", "| key | holds | is for | example |", "|---|---|---|---|")
    needed = set(schema.get("required", ()))
    for key, about_key in schema["properties"].items():
        mark = " ●" if key in needed else ""
        holds = _holds(about_key, parts)
        if key not in needed and about_key.get("default") not in (None, {}, []):
            holds += f"; if left out: `{json.dumps(about_key['default'])}`"
        is_for = " ".join((about_key.get("description") or _about_part(about_key, parts)).split()).replace("|", "\\|")
        yield f"| `{key}`{mark} | {holds} | {is_for} | {_example(key, examples.get((part.__name__, key)))} |"


def _about_part(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """Say of a key without words of its own what the part is that it holds."""
    for one in (schema, *schema.get("anyOf", ())):
        if "$ref" in one:
            return str(parts[str(one["$ref"]).rpartition("/")[2]].get("description", ""))
    return ""


def _example(key: str, value: Any) -> str:
    """Write a key with its value on one line; of what is longer, the beginning."""
    if value is None:
        return ""
    text = yaml.dump(
        _plain(value), Dumper=_Dumper, default_flow_style=True, allow_unicode=True, width=10_000, sort_keys=False
    )
    text = f"{key}: {' '.join(text.removesuffix('...' + chr(10)).split())}"
    shown = text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()} …"
    return "`" + shown.replace("|", "\\|").replace("`", "'") + "`"


class _Dumper(yaml.SafeDumper):
    """Writes texts that begin with a digit in quotes: a hash needs them, and a date, which has none, is no text."""


def _text_of(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"' if text[:1].isdigit() else None)


_Dumper.add_representer(str, _text_of)


def _plain(value: Any) -> Any:
    """Return a value in lists and dictionaries, with dates as they are."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple | list) else value


_WORDS = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}


def _holds(schema: Mapping[str, Any], parts: Mapping[str, Any]) -> str:
    """Say in words what a value may be."""
    if "$ref" in schema:
        name = str(schema["$ref"]).rpartition("/")[2]
        inner = parts[name]
        return _holds(inner, parts) if "properties" not in inner else f"[{name}](#{name.lower()})"
    for several in ("anyOf", "oneOf", "allOf"):
        if several in schema:
            return " or ".join(dict.fromkeys(_holds(one, parts) for one in schema[several]))
    if "enum" in schema or "const" in schema:
        return ", ".join(f"`{one}`" for one in schema.get("enum", [schema.get("const")]))
    if schema.get("type") == "array":
        items = schema.get("items", schema.get("prefixItems", [{}]))
        return f"list of {_holds(items[0] if isinstance(items, list) else items, parts)}"
    if schema.get("type") == "object":
        patterns = schema.get("patternProperties", {})
        if LANGUAGE_PATTERN in patterns:
            return "text, by language"
        inner = next(iter(patterns.values()), schema.get("additionalProperties"))
        return f"by name: {_holds(inner, parts)}" if isinstance(inner, Mapping) else "anything"
    if schema.get("format") == "date":
        return "date, without quotes"
    return _WORDS.get(str(schema.get("type")), "anything") + _bounds(schema)


def _bounds(schema: Mapping[str, Any]) -> str:
    low, high = schema.get("minimum"), schema.get("maximum")
    if low is None and high is None:
        return ""
    return (
        f", {low:g} to {high:g}"
        if low is not None and high is not None
        else f", from {low if high is None else high:g}"
    )


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever it is redirected to
    print(study_files_page(), end="")  # noqa: T201
