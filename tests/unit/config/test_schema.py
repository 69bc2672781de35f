"""The JSON Schemas that editors use are those of the models, and every file names its own."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Annotated

import pytest
import yaml
from jsonschema import Draft202012Validator
from pydantic import BaseModel, TypeAdapter

from experiment.config.display_file import DisplayFile
from experiment.config.event_file import EventFile
from experiment.config.key_meanings import example, meanings
from experiment.config.model_paths import models_at
from experiment.config.schema import SCHEMAS, schema_text
from experiment.config.study_file import StudyFile
from experiment.config.study_files_page import every_model
from experiment.config.text_file import TextFile
from tests.instruments.mutations import refused
from tests.instruments.mutations.shipped import Mutant
from tests.unit.config.study_copies import EVENTS, PROJECT, STUDY, TEXTS, StudyCopy

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


class _AsAnEditorReads(yaml.CSafeLoader):
    """Dates are texts to an editor."""


_AsAnEditorReads.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}

OF_FILES = {
    "configs/ketamine.yaml": StudyFile,
    "stimuli/events/adverse.yaml": EventFile,
    "stimuli/texts/belief_update.yaml": TextFile,
}
VALIDATORS = {
    file: Draft202012Validator(json.loads(schema_text(model)), format_checker=Draft202012Validator.FORMAT_CHECKER)
    for file, model in OF_FILES.items()
}


def by_schema(file: str, content: bytes) -> bool:
    """Whether an editor would say something about a file."""
    return not VALIDATORS[file].is_valid(yaml.load(content, Loader=_AsAnEditorReads))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(PROJECT)))
def test_a_shipped_file_has_no_mistake_for_an_editor(file: Path) -> None:
    """The schema that a file names finds nothing in it."""
    named = file.parent / file.read_text(encoding="utf-8").split("\n")[0].partition("$schema=")[2]
    schema = Draft202012Validator(json.loads(named.read_text(encoding="utf-8")))
    assert [] == [error.message for error in schema.iter_errors(yaml.load(file.read_bytes(), Loader=_AsAnEditorReads))]


OF_ONE_FILE = [
    refused.misspell_a_key,
    refused.lose_a_required_key,
    refused.write_milliseconds,
    refused.write_a_range_without_its_name,
    refused.forget_a_language,
]


@pytest.mark.parametrize("operator", OF_ONE_FILE, ids=lambda operator: operator.__name__)
@pytest.mark.parametrize("seed", range(6))
def test_an_editor_finds_what_one_file_can_show(operator: Callable[[Random], Mutant], seed: int) -> None:
    """Slips that need no other file to be seen are found by the schema alone, on the mutants of `validate`."""
    mutant = operator(Random(seed))
    [(file, content)] = mutant.files.items()
    assert isinstance(content, bytes)
    another_language = re.fullmatch(r"(fr|en) → [a-z]{2}", mutant.what)  # only a study says which it has
    assert by_schema(file.as_posix(), content) or another_language


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (STUDY, "- event: {duration_s: 4.0}  ", "- {event: {duration_s: 4}, base_rate: {duration_s: 4}}  "),
        (STUDY, "- event: {duration_s: 4.0}  ", "- event: {duration_s: 4.0, minimum_s: 0.5}  "),
        (STUDY, "base_rate: {duration_s: 2.0}", "base_rate: {}"),
        (STUDY, "    break_page: half_way\n", ""),
        (STUDY, "[fr, en]", "[fr, en, fr]"),
        (STUDY, "[fr, en]", "[fr, EN]"),
        (STUDY, "anchors: [infusion1_end,", "anchors: [infusion3_end,"),
        (STUDY, "afterwards: [memory, prior", "afterwards: [memory, memory, prior"),
        (STUDY, "study: ketamine", "study: the study"),
        (STUDY, "task: beliefupdate", "task: belief_update"),
        (STUDY, "due_h: 4, window_h: [3.5, 5]", "due_h: 4"),
        (STUDY, "due_h: 4, window_h: [3.5, 5]", "due_h: 4, window_d: [3, 5]"),
        (STUDY, "start_pct: null ", "start_pct: 40 #"),
        (STUDY, "events/adverse.yaml", "events/adverse.csv"),
        (STUDY, "undocumented-rates:", "undocumented-rate:"),
        (EVENTS, "fr: Brûlure de la peau", 'fr: " "'),
        (EVENTS, "id: skin_burn", "id: skin burn"),
        (TEXTS, 'go_on: {fr: "Espace ou Entrée : continuer", en: "Space or Enter: continue"}', "go_on: {}"),
        (TEXTS, "    clinical: {", "    clinic: {"),
        (TEXTS, "      right: 2", "      right: 4"),
        (EVENTS, "fr: Brûlure de la peau", "fr: n/a"),
        (EVENTS, "fr: Brûlure de la peau", "fr: Brû\u00adlure de la peau"),
        (EVENTS, "fr: Brûlure de la peau", "fr: Brûlure de la peau\ufffd"),
        (EVENTS, "fr: Brûlure de la peau", 'fr: "Brûlure\\tde la peau"'),
    ],
    ids=lambda part: str(part)[:30],
)
def test_an_editor_knows_what_belongs_together(copy: StudyCopy, file: Path, old: str, new: str) -> None:
    """Two screens in an entry, half a pair, what stands twice, a name that is none: the schema finds it, as the
    program does.
    """
    if "start_pct" in old:
        copy.edit(file, "input: slider", "input: typed")
    copy.edit(file, old, new)
    assert by_schema(file.as_posix(), copy.text(file).encode())
    assert copy.mistakes()


KEYS = [
    (model, name)
    for file in (StudyFile, EventFile, TextFile, DisplayFile)
    for model in every_model(file)
    for name in model.model_fields
]


@pytest.mark.parametrize(("model", "key"), KEYS, ids=lambda part: getattr(part, "__name__", part))
def test_every_key_says_what_it_means_with_an_example(model: type[BaseModel], key: str) -> None:
    """A key has a meaning; one that is written on its own line an example, which is good as it stands."""
    assert meanings(model)[key]
    field = model.model_fields[key]
    if written := example(model, key):
        value = yaml.load(written, Loader=yaml.CSafeLoader)
        kind = Annotated.__class_getitem__((field.annotation, "as in the model", *field.metadata))  # type: ignore[attr-defined]
        TypeAdapter(kind).validate_python(tuple(value) if isinstance(value, list) else value)
    else:
        assert models_at(model, (key,)) or models_at(model, (key, "")) or is_text(field.annotation)


def is_text(annotation: object) -> bool:
    """Whether a key holds words in every language."""
    return (
        "_shown" in str(annotation)
        or "Shown" in str(annotation)
        or "dict[" in str(annotation)
        or "^[a-z]" in str(annotation)
    )
