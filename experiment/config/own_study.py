"""A study of one's own, made from another: its three files, with only the lists and texts that it needs."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiment.config.event_file import EventFile
from experiment.config.explain import build
from experiment.config.load import load_study
from experiment.config.model import TO_TRANSLATE
from experiment.config.own_folder import OWN_STUDY
from experiment.config.study_file import StudyFile
from experiment.config.trial_screens import AskedEstimate, ShownMessage
from experiment.config.yaml_cutting import with_values, without
from experiment.config.yaml_source import Path_, YamlSource, read_yaml
from experiment.config.yaml_writing import head_of, schema_line, yaml_text
from experiment.format.read_otherwise import read_otherwise

STUDY, EVENTS, TEXTS = OWN_STUDY, "events.yaml", "texts.yaml"
SPARE = "spare"
"""Events to exchange for others: a study of one's own keeps them."""


@dataclass(frozen=True)
class OwnStudy:
    """The text of each file."""

    study: str
    events: str
    texts: str


def study_name(folder: str) -> str:
    """Make the name that a study has in the data out of the name of its folder."""
    name = re.sub(r"[^A-Za-z0-9_]+", "_", folder).strip("_")
    return f"study_{name}" if not name[:1].isalpha() or read_otherwise(name) else name


def own_study(file: Path, name: str, languages: Sequence[str], schemas: str) -> OwnStudy:
    """Make the files of a study of one's own.

    Its seed is made of its name, so that it draws otherwise than the study it is made from. Nobody has reviewed it.

    Parameters
    ----------
    file
        The study file that it is made from.
    name
        What it is called in the data.
    languages
        Its languages; none: those that the other study has. What is there in none of them is left for translation: the
        text of the other study's last language (English, in the shipped ones), with :data:`TO_TRANSLATE` before it.
    schemas
        The way from its folder to the schemas for editors.

    Raises
    ------
    StudyMistakes
        If the other study is not good.
    """
    study = load_study(file).file
    source = read_yaml(file)
    events = read_yaml(file.parent / study.stimuli.events)
    texts = read_yaml(file.parent / study.stimuli.texts)
    head = f"# {name}: made from {file.name}, whose own head follows."
    return OwnStudy(
        _study(source, study, name, languages, f"{schema_line(schemas, 'study')}\n#\n{head}\n#"),
        _pruned(events, _lists_without_use(study, events), study, languages, schema_line(schemas, "events")),
        _pruned(texts, list(_texts_without_use(study, texts.value)), study, languages, schema_line(schemas, "texts")),
    )


def _study(source: YamlSource, study: StudyFile, name: str, languages: Sequence[str], head: str) -> str:
    values = {
        "study": name,
        "stimuli": f"{{events: {EVENTS}, texts: {TEXTS}}}",
        "seed": str(int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big")),
        "reviewed": "null",
    }
    if study.accepted_warnings:  # who answers for this study has accepted nothing yet
        values["accepted_warnings"] = "{}"
    if languages:
        values["languages"] = f"[{', '.join(languages)}]"
        if study.experimenter_language not in (None, *languages):
            values["experimenter_language"] = languages[0]
    edited = with_values(source, values)
    if edited is None:  # a file that does not give each key its line
        said = {key: read for key, read in _plain(source.value).items() if key not in values}
        edited = "".join(f"{key}: {value}\n" for key, value in values.items()) + yaml_text(said)
    return _under(head, edited)


def _under(head: str, text: str) -> str:
    """Put a head in the place of the line that names the schema, or on top."""
    lines = [line for line in text.splitlines() if not line.startswith("# yaml-language-server:")]
    while lines and lines[0] in ("", "#"):
        del lines[0]
    return "\n".join([head, *lines]).rstrip("\n") + "\n"


def _pruned(source: YamlSource, gone: list[Path_], study: StudyFile, languages: Sequence[str], head: str) -> str:
    """Leave out what is not used, as lines if it can be; where languages change, the file is written anew."""
    if not languages or set(languages) == set(_languages_in(source.value)):
        cut = without(source, gone)
        if cut is not None:
            return _under(f"{head}\n#", cut)
    value = _plain(source.value)
    for path in gone:
        inner: Any = value
        for step in path[:-1]:
            inner = inner[step]
        del inner[path[-1]]
    if languages:
        value = _in_languages(value, languages, study.languages[-1], frozenset(_languages_in(source.value)))
    return _under(f"{head}\n#\n{head_of(source)}\n", yaml_text(value))


def _lists_without_use(study: StudyFile, source: YamlSource) -> list[Path_]:
    used = {*study.lists_shown, SPARE}
    return [("lists", name) for name in build(EventFile, source).lists if name not in used]


def _texts_without_use(study: StudyFile, texts: Mapping[str, Any]) -> Iterator[Path_]:
    pages = set(_pages_of(study))
    yield from (("pages", page) for page in texts["pages"] if page not in pages)
    screens = [screen for phase in study.phases for _, part in phase.parts for screen in part]
    asked = {screen.words_name for screen in screens if isinstance(screen, AskedEstimate)}
    yield from (("questions", words) for words in texts["questions"] if words not in asked)
    if study.retest is None and "not_shown" in texts["base_rate"]:
        yield "base_rate", "not_shown"
    check = texts.get("comprehension")
    if check is not None and study.comprehension is None:
        yield ("comprehension",)
    elif check is not None and study.comprehension is not None:
        used = study.comprehension.questions
        yield from (("comprehension", "questions", one) for one in check["questions"] if one not in used)
    later = {question for visit in study.visits.values() for question in visit.afterwards or ()}
    if "afterwards" in texts and not later:
        yield ("afterwards",)
    elif later:
        yield from (("afterwards", one) for one in texts["afterwards"] if one not in later)


def _pages_of(study: StudyFile) -> Iterator[str]:
    yield from study.opening
    yield from study.closing
    yield from study.closing_early or ()
    for visit in study.visits.values():
        yield from visit.opening or ()
    for part in (study.practice, study.comprehension):
        yield from part.pages if part else ()
    for phase in study.phases:
        yield from phase.pages
        yield from (screen.page for _, part in phase.parts for screen in part if isinstance(screen, ShownMessage))
    for rested in (*study.phases, study.afterwards):
        yield from (rested.break_page,) if rested and rested.break_page else ()


def _plain(value: Any) -> Any:
    """Copy what was read, so that it can be changed."""
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, tuple) else value


def _is_local(value: Any) -> bool:
    """Return whether a value is a text by its languages."""
    return (
        isinstance(value, Mapping)
        and bool(value)
        and all(re.fullmatch("[a-z]{2}", key) and isinstance(text, str) for key, text in value.items())
    )


def _languages_in(value: Any) -> Iterator[str]:
    if _is_local(value):
        yield from value
    elif isinstance(value, Mapping | tuple | list):
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _languages_in(inner)


def _in_languages(value: Any, languages: Sequence[str], model: str, known: frozenset[str]) -> Any:
    if _is_local(value):
        if not set(value) & known:
            return value
        last = value.get(model, next(iter(value.values())))
        left = last if last.startswith(TO_TRANSLATE) else f"{TO_TRANSLATE} {last}"
        return {language: value.get(language, left) for language in languages}
    if isinstance(value, Mapping):
        return {key: _in_languages(inner, languages, model, known) for key, inner in value.items()}
    if isinstance(value, list):
        return [_in_languages(inner, languages, model, known) for inner in value]
    return value
