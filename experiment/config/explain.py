"""From what pydantic finds wrong to a mistake with its place and what would be right."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from types import NoneType
from typing import TypeVar, get_origin

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from experiment.config.as_meant import keys_in_units, near_day, quantity, with_digits
from experiment.config.characters import first_odd_space, name_of
from experiment.config.faults import Fault
from experiment.config.file_kinds import known_in
from experiment.config.key_meanings import example, meanings
from experiment.config.language_signs import not_parted_languages, sign_of_language
from experiment.config.misread_words import misread_words
from experiment.config.mistakes import MOST, Mistake, StudyMistakes
from experiment.config.model import LANGUAGE_PATTERN, SAID_BY_US, as_name
from experiment.config.model_paths import annotations_at, keys_within, models_at, value_at, ways_to, within
from experiment.config.out_of_place import put_in_place
from experiment.config.renamed_keys import renamed_keys
from experiment.config.slips_of_numbers import (
    OF_NUMBERS,
    as_list,
    figure,
    number_slip,
    other_than_words,
    quoted_or_percent,
)
from experiment.config.slips_of_texts import below_its_text, one_of, text_slip
from experiment.config.slips_of_windows import window_slip
from experiment.config.tried import errors_with, would_hold
from experiment.config.yaml_braces import in_braces, without_what_lists_lack
from experiment.config.yaml_signs import comment_for_value
from experiment.config.yaml_slips import text_that_ended
from experiment.config.yaml_source import LOST, Path_, YamlSource

_M = TypeVar("_M", bound=BaseModel)

_OF_VALUES = {
    "int_type": Fault.NOT_A_WHOLE_NUMBER,
    "int_from_float": Fault.NOT_A_WHOLE_NUMBER,
    "float_type": Fault.NOT_A_NUMBER,
    "string_type": Fault.NOT_TEXT,
    "bool_type": Fault.NOT_TRUE_OR_FALSE,
    "tuple_type": Fault.NOT_A_LIST,
    "dict_type": Fault.NOT_A_SET_OF_KEYS,
    "model_type": Fault.NOT_ITS_KEYS,
    "date_type": Fault.NOT_A_DATE,
    "greater_than_equal": Fault.TOO_SMALL,
    "less_than_equal": Fault.TOO_LARGE,
    "too_short": Fault.TOO_FEW,
    "too_long": Fault.TOO_MANY,
    "string_too_short": Fault.NOTHING_WRITTEN,
    "string_pattern_mismatch": Fault.OF_ANOTHER_FORM,
    "enum": Fault.NOT_ONE_OF,
    "literal_error": Fault.NOT_ONE_OF,
}
_OF_KEYS = {"string_pattern_mismatch": Fault.NOT_A_LANGUAGE, "enum": Fault.KEY_UNKNOWN}
"""What pydantic's kinds of errors mean to somebody who writes a value, or a key."""

_OF_ANY_NUMBER = ("int_type", "int_from_float", "float_type")
_OF_TIMES = {Fault.TOO_SMALL: Fault.TIME_TOO_SHORT, Fault.TOO_LARGE: Fault.TIME_TOO_LONG}
"""Of values in seconds, where milliseconds may have been meant."""
_FACTS = {"ge": "minimum", "le": "maximum", "min_length": "fewest", "max_length": "most"}
"""Our names for the facts that come with its errors, where they are others."""

_LONGEST_NAME, _FEW_KEYS = 60, 6
_NEEDED_ELSEWHERE: tuple[Path_, ...] = (("time_zone",), ("confidence",), ("afterwards",))
"""Keys that may be null, and not where another part of the file needs them."""
_CHOICE = re.compile(r"'([^']*)'")
"""One of those that pydantic names."""


def build(model: type[_M], source: YamlSource) -> _M:
    """Build a model from a YAML file.

    Raises
    ------
    StudyMistakes
        With every mistake of the file.
    """
    try:
        built = model.model_validate(source.value)
    except ValidationError as error:
        details = error.errors(include_url=False)
        meant = put_in_place(model, source, details)
        if meant is not source:
            return build(model, meant)
        raise StudyMistakes(mistakes_of(model, source, details)) from error
    if wrong := mistakes_of(model, source, ()):
        raise StudyMistakes(wrong)
    return built


def mistakes_of(model: type[BaseModel], source: YamlSource, details: Sequence[ErrorDetails]) -> list[Mistake]:
    """Say everything that is wrong in one file, each thing once."""
    details, left_out = details[:MOST], details[MOST : MOST + 1]
    empty = [path for path in source.empty if not _is_spoilt(source, path)][: MOST + 1]
    renamed = renamed_keys(model, source, details)
    unknown = {
        (*detail["loc"][:-1], renamed.get(detail["loc"]) or _meant(str(detail["loc"][-1]), model, detail["loc"][:-1]))
        for detail in details
        if detail["type"] == "extra_forbidden"
    }
    said = [
        _mistake(detail, model, source, renamed.get(detail["loc"]))
        for detail in _without_other_kinds(details, source)
        if not (_follows(detail, source) or (detail["type"] == "missing" and detail["loc"] in unknown))
        and not any(_is_of_empty(detail, _steps(detail, source), path) for path in empty)
    ]
    said += [Mistake.at(source.at(*_steps(one, source)), Fault.MANY_MORE, most=MOST) for one in left_out]
    said += [_without_value(path, model, source) for path in empty]
    of_file = misread_words(model, source, lambda one: _mistake(one, model, source), closest)
    return without_what_lists_lack([*of_file, *said])


def closest(word: str, known: Iterable[str], alike: float = 0.6) -> str:
    """Return which of the known words was probably meant, or name them all."""
    choices = list(known)
    match = closest_of(word, choices, alike)
    return f"did you mean “{match}”?" if match else f"known here: {', '.join(choices) or 'nothing'}"


def closest_of(word: str, known: Iterable[str], alike: float = 0.6) -> str | None:
    """Return which of the known words was probably meant, if any; capitals make no difference."""
    choices = list(known)
    same = [one for one in choices if one.casefold() == word.casefold()]
    match = same or difflib.get_close_matches(word, choices, n=1, cutoff=alike)
    return match[0] if match else None


def _meant(key: str, model: type[BaseModel], path: Path_) -> str:
    """Return the key that was probably meant by one that is unknown."""
    word = re.split(r"[:\s{\[]", key.strip())[0]
    known = keys_within(model, path)
    if meant := closest_of(key, known):
        return meant
    match = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    return match[0] if match else word


def _follows(detail: ErrorDetails, source: YamlSource) -> bool:
    """Return whether an error only follows from another that is said.

    A list counts as too short when all that it has is wrong; a value may have been spoilt by how it is written.
    """
    path = _steps(detail, source)
    if detail["type"] == "missing" and (*path, LOST) in source.spoilt:
        return True
    if _is_spoilt(source, path) or (detail["type"] == SAID_BY_US and path in {one[:-1] for one in source.spoilt}):
        return True
    fewest = detail.get("ctx", {}).get("min_length", 0)
    return detail["type"] == "too_short" and len(detail["input"]) >= fewest


def _is_spoilt(source: YamlSource, path: Path_) -> bool:
    return any(path[:n] in source.spoilt for n in range(len(path) + 1))


def _is_of_empty(detail: ErrorDetails, path: Path_, empty: Path_) -> bool:
    """Return whether an error is of a key without a value, or of what it stands in, which is not what it seems."""
    return path[: len(empty)] == empty or (detail["type"] == SAID_BY_US and path == empty[:-1])


def _steps(detail: ErrorDetails, source: YamlSource) -> Path_:
    return tuple(within(detail["loc"], source.value))


def _without_other_kinds(details: Sequence[ErrorDetails], source: YamlSource) -> Iterator[ErrorDetails]:
    """Leave out what is said of one value for the sake of the other kinds that it might have been."""
    of_words = {_steps(one, source) for one in details if one["type"] == "literal_error"}
    for detail in details:
        if _steps(detail, source) in of_words:
            word = detail["input"]
            is_word = isinstance(word, str) and quantity(word) is None and with_digits(word) is None
            if is_word != (detail["type"] == "literal_error"):
                continue
        yield detail


def _without_value(path: Path_, model: type[BaseModel], source: YamlSource) -> Mistake:
    """A key, or an entry of a list, after which nothing is written: null must be written where it is meant."""
    inner = sorted({name for one in models_at(model, path) for name in one.model_fields})
    or_null = _or_null(path, model, source)
    remedy = f"write it{or_null}"
    alternatives = [one for one in annotations_at(model, path) if one is not NoneType]
    if inner and len(alternatives) > len(models_at(model, path)):  # one value, or keys
        written = next((said for one in models_at(model, path[:-1]) if (said := example(one, str(path[-1])))), "…")
        remedy = f"write it, such as {written}{or_null}"
    elif inner:
        remedy = f"write its keys: {', '.join(inner)}"
    key = path[-1] if path and isinstance(path[-1], str) else f"entry {int(path[-1]) + 1} of the list" if path else ""
    if not inner and (comment := comment_for_value(source.text, source.at(*path))):
        return Mistake.at(source.at(*path), Fault.COMMENT_FOR_VALUE, key=key, comment=comment)
    return Mistake.at(source.at(*path), Fault.VALUE_MISSING, key=key, remedy=remedy)


def _mistake(detail: ErrorDetails, model: type[BaseModel], source: YamlSource, missing: str | None = None) -> Mistake:
    """Say what is wrong; of a key that is not known, `missing` is the only one that could have its place."""
    path = _steps(detail, source)
    where, kind, context = source.at(*path), detail["type"], detail.get("ctx", {})
    name = next((str(step) for step in reversed(path) if isinstance(step, str)), source.file.name)
    if name in ("value", "between_sd", "visits_sd") and len(path) > 1:  # of one of the figures that are assumed
        name = f"{path[-2]}: {name}"
    if kind == SAID_BY_US:
        facts = context["facts"]
        if context["fault"] in (Fault.NOT_A_NAME, Fault.NOT_A_LABEL) and isinstance(path[-1], str):
            facts = {**facts, "hint": _name_as_meant(facts["text"], path, model, source)}
        return Mistake.at(source.at(*path, *context["within"]), context["fault"], **facts)
    if kind == "extra_forbidden":
        return _unknown_key(str(path[-1]), model, path, source, missing)
    if kind == "missing":
        key = str(detail["loc"][-1])
        meaning = next((meanings(one)[key] for one in models_at(model, path) if key in meanings(one)), "it has a value")
        return Mistake.at(where, Fault.KEY_MISSING, key=key, meaning=meaning.rstrip("."))
    of_key = detail["loc"][-1:] == ("[key]",)
    fault = (_OF_KEYS if of_key else _OF_VALUES).get(kind)
    if fault is None:  # a constraint that no model of today has
        problem = f"{detail['msg'][:1].lower()}{detail['msg'][1:]}"
        return Mistake.at(where, Fault.OUTSIDE_THE_SCHEMA, key=name, problem=problem)
    known = {_FACTS.get(fact, fact): _plain(value) for fact, value in context.items()}
    facts = {"key": name, "value": _shown(detail["input"]), "suggestion": "", **known}
    fault, more = _as_people_slip(fault, name, path, detail, model, source)
    facts |= more
    if "number" in facts and (refused := errors_with(model, source.value, path, figure(str(facts["number"])))):
        if of_it := [one for one in refused if one["type"] not in (*_OF_ANY_NUMBER, "literal_error")]:
            return _mistake({**of_it[0], "input": detail["input"]}, model, source)
        fault = Fault.NOT_A_NUMBER
    return Mistake.at(where, fault, **{place: facts[place] for place in sorted(fault.places)})


def _name_as_meant(text: str, path: Path_, model: type[BaseModel], source: YamlSource) -> str:
    """Write what is no name as one, as a part of a sentence; what follows a space may be a remark."""
    names = dict.fromkeys(as_name(text, joined=joined) for joined in ("_", "") if len(text) <= _LONGEST_NAME)
    name = next((one for one in names if one and would_hold(model, source.value, path, one)), None)
    such = f": {name}" if name else ""
    return f"{such}; a remark goes behind #, at the end of the line" if " " in text else such


def _unknown_key(
    key: str, model: type[BaseModel], path: Path_, source: YamlSource, missing: str | None = None
) -> Mistake:
    where, known, there = source.at(*path), keys_within(model, path[:-1]), value_at(source.value, path[:-1])
    if odd := first_odd_space(key):
        return Mistake.at(where, Fault.SPACE_NOT_PLAIN, name=name_of(odd))
    if " " in key and (ended := text_that_ended(source.text, where)):
        return Mistake.at(where, Fault.TEXT_NOT_INDENTED, key=ended[0], line=ended[1])
    word, sign, rest = key.partition(":")
    if sign and rest and not rest.startswith(" "):
        remedy = f"put a space after the colon: {word}: {rest}"
        return Mistake.at(where, Fault.SPACE_OR_COLON_MISSING, key=key, remedy=remedy)
    word, sign, _ = re.sub(r"\s*([{\[])", r"\1", key).partition("{" if "{" in key else "[")
    if sign:
        remedy = f"put a colon and a space before the bracket: {word}: {sign}"
        return Mistake.at(where, Fault.SPACE_OR_COLON_MISSING, key=key, remedy=remedy)
    in_units = list(keys_in_units(key, there[key], known))
    for unit, written in in_units:
        other, _, figure = written.partition(": ")
        if "…" not in figure and would_hold(model, source.value, (*path[:-1], other), yaml.safe_load(figure)):
            return Mistake.at(where, Fault.KEY_IN_ANOTHER_UNIT, key=key, unit=unit, written=written)
    for unit, written in in_units[:1]:
        other = written.partition(":")[0]
        return Mistake.at(where, Fault.KEY_IN_ANOTHER_UNIT, key=key, unit=unit, written=f"{other}: …")
    free = [one for one in known if one not in there]
    meant, elsewhere = closest_of(key, free) or missing, ", or ".join(list(ways_to(model, key))[:_FEW_KEYS])
    otherwise = f"known under {elsewhere}" if elsewhere else f"known here: {', '.join(known) or 'nothing'}"
    otherwise = (None if meant else known_in(model, key, len(path) - 1)) or otherwise
    suggestion = below_its_text(key, free) or (f"did you mean “{meant}”?" if meant else otherwise)
    return Mistake.at(where, Fault.KEY_UNKNOWN, key=key, suggestion=suggestion)


def _as_people_slip(
    fault: Fault, name: str, path: Path_, detail: ErrorDetails, model: type[BaseModel], source: YamlSource
) -> tuple[Fault, dict[str, object]]:
    """Take a slip that people make for what it is: a decimal comma, a unit, quotes, two numbers for a range."""
    value, context = detail["input"], detail.get("ctx", {})
    if isinstance(value, str) and (odd := first_odd_space(value)):
        return Fault.SPACE_NOT_PLAIN, {"name": name_of(odd)}
    if context.get("pattern") == LANGUAGE_PATTERN and isinstance(value, str):
        sign = sign_of_language(value)
        if parted := not_parted_languages(value, value_at(source.value, path[:-1])):
            return Fault.NOT_A_COMMA, parted
        if sign is None and (ended := text_that_ended(source.text, source.at(*path))):
            return Fault.TEXT_NOT_INDENTED, {"key": ended[0], "line": ended[1]}
        return Fault.NOT_A_LANGUAGE, {"value": value, "suggestion": f": {sign}" if sign else ", such as en"}
    said = window_slip(fault, path, source.value, lambda at, one: would_hold(model, source.value, at, one))
    said = said or quoted_or_percent(fault, name, value, lambda one: would_hold(model, source.value, path, one))
    if said := said or text_slip(fault, value, annotations_at(model, path)):
        return said
    if fault is Fault.NOT_A_LIST:
        entries, written = as_list(value if isinstance(value, str) else in_braces(source.text, source.at(*path)))
        holds = written and would_hold(model, source.value, path, entries)
        return fault, {"list": written if holds else "[first, second]"}
    if fault is Fault.NOT_ITS_KEYS:
        return fault, {"suggestion": _keys_to_write(path, model, source)}
    if "expected" in context:
        beside = other_than_words(annotations_at(model, path)) + _or_null(path, model, source)
        return fault, {"suggestion": one_of(value, _CHOICE.findall(str(context["expected"])), beside)}
    if detail["type"] == "too_short" and isinstance(value, dict):
        return Fault.NO_LANGUAGE, {}
    if fault is Fault.NOT_A_DATE:
        return fault, {"example": (near_day(value) if isinstance(value, str) else None) or "2026-11-23"}
    if fault in OF_NUMBERS:
        return number_slip(fault, path, name, value, lambda one: would_hold(model, source.value, path, one))
    if fault is Fault.TOO_LARGE and path[:-1] == ("afterwards", "ratings"):
        return Fault.RATINGS_TOO_WIDE, {}
    none = fault is Fault.TOO_SMALL and isinstance(value, int | float) and value <= 0
    more: dict[str, object] = {"suggestion": _or_null(path, model, source)} if none else {}
    return _OF_TIMES.get(fault, fault) if name.endswith("_s") or name == "uniform" else fault, more


def _keys_to_write(path: Path_, model: type[BaseModel], source: YamlSource) -> str:
    """Name the keys that belong where there are none, as a part of a sentence: of many, those that must be there."""
    fields = {key: field for one in models_at(model, path) for key, field in one.model_fields.items()}
    keys = list(fields) if len(fields) <= _FEW_KEYS else [key for key, field in fields.items() if field.is_required()]
    return f"{': ' if keys else ''}{', '.join(keys)}{_or_null(path, model, source)}"


def _or_null(path: Path_, model: type[BaseModel], source: YamlSource) -> str:
    """Say how to write that there is none, as a part of a sentence; null in place of a list has meanings of its own."""
    if path in _NEEDED_ELSEWHERE:
        return ""
    if any(get_origin(one) is tuple for one in annotations_at(model, path)):
        return ", or [] if there is none" if would_hold(model, source.value, path, ()) else ""
    return ", or null if there is none" if would_hold(model, source.value, path, None) else ""


def _plain(value: object) -> object:
    return f"{value:g}" if isinstance(value, float) else value


def _shown(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, tuple):
        return f"a list of {len(value)}"
    if isinstance(value, dict):
        return "a set of keys"
    if isinstance(value, bool):
        return str(value).lower()
    return f"“{value}”"
