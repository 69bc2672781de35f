"""The base of every model of a study file, and the kinds of values they are made of."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from functools import lru_cache
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

from experiment.config.characters import loose_marks, name_of
from experiment.config.faults import Fault
from experiment.format.cells import READ_AS_MISSING, is_formula
from experiment.format.portable_names import is_portable
from experiment.format.privacy import looks_personal
from experiment.format.read_otherwise import read_otherwise
from experiment.format.vocabulary import AfterwardsQuestion
from experiment.layout.font import missing_characters

SAID_BY_US = "said_by_us"

LANGUAGE_PATTERN = "^[a-z]{2}$"


def wrong(fault: Fault, /, *within: str | int, **facts: object) -> PydanticCustomError:
    """Make the error of a check of ours: what is wrong, at which key within, and the facts of the case."""
    said = {"said": fault.say(**facts), "fault": fault, "facts": facts, "within": within}
    return PydanticCustomError(SAID_BY_US, "{said}", said)


class Model(BaseModel):
    """Frozen; a key that it does not know is an error.

    What checks it is made when it is first needed: most models are only ever a part of another, and every command
    would pay for them when it starts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


def for_editors(**rules: Any) -> ConfigDict:
    """Say to editors, in terms of JSON Schema, what a validator of a model holds its keys against."""
    return ConfigDict(json_schema_extra=rules)


def both_or_neither(*pairs: tuple[str, str]) -> dict[str, Any]:
    """Keys of which none stands alone, in terms of JSON Schema."""
    return {"dependentRequired": {key: [other] for pair in pairs for key, other in (pair, pair[::-1])}}


def _word(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]*", value):
        raise wrong(Fault.NOT_A_NAME, text=value, hint=_hint_of(value))
    return _kept_as_it_is(value)


def as_name(text: str, *, joined: str) -> str:
    """Write what is no name as one: without accents, its words joined by a sign or by nothing."""
    plain = "".join(one for one in unicodedata.normalize("NFD", text) if unicodedata.category(one) != "Mn")
    return re.sub(r"[^A-Za-z0-9]+", joined, plain).strip("_")


def _label(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]+", value):
        raise wrong(Fault.NOT_A_LABEL, text=value, hint=_hint_of(value))
    return _kept_as_it_is(value)


def _hint_of(value: str) -> str:
    return "; two names have a comma between them" if " " in value else ""


def _kept_as_it_is(value: str) -> str:
    if otherwise := read_otherwise(_present(value)):
        raise wrong(Fault.READ_OTHERWISE, text=value, otherwise=otherwise)
    return value


_ADDRESS = re.compile(r"(?i)(https?|ftp|file):|www\.")


def _relative_path(value: str) -> str:
    if _ADDRESS.match(value):
        raise wrong(Fault.ADDRESS_FOR_PATH, text=value)
    ways = (PurePosixPath(value), PureWindowsPath(value))
    if not value.isprintable() or "\\" in value or any(way.anchor for way in ways):
        raise wrong(Fault.NOT_A_PATH, text=value)
    if ways[0].suffix.lower() in (".csv", ".tsv"):
        raise wrong(Fault.TABLE_FOR_EVENTS, text=value)
    if ways[0].suffix not in (".yaml", ".yml"):
        raise wrong(Fault.NOT_A_PATH, text=value)
    for name in ways[0].parts:
        if name != ".." and not is_portable(name):
            raise wrong(Fault.FILE_NOT_PORTABLE, name=name)
    return value


_MISSING = frozenset(text.casefold() for text in READ_AS_MISSING)


def _present(value: str) -> str:
    if not value.strip():
        raise wrong(Fault.NO_WORDS)
    if value.strip().casefold() in _MISSING:
        raise wrong(Fault.READ_AS_MISSING, text=value)
    return value


@lru_cache(maxsize=16384)  # studies share their texts and events
def _shown(value: str) -> str:
    if loose := loose_marks(value):
        raise wrong(Fault.LOOSE_MARK, name=", ".join(name_of(mark) for mark in loose))
    if absent := missing_characters(value):
        raise wrong(Fault.NOT_IN_THE_FONT, characters=", ".join(f"{character!r}" for character in absent))
    if any(unicodedata.bidirectional(character) in ("R", "AL") for character in set(value)):
        raise wrong(Fault.RIGHT_TO_LEFT)
    return _present(value)


def no_formula(value: str) -> str:
    """Refuse a text of the data that a spreadsheet would carry out."""
    if is_formula(value):
        raise wrong(Fault.READ_AS_FORMULA, text=value)
    return value


def impersonal(value: str) -> str:
    """Refuse what looks as if it named somebody."""
    if what := looks_personal(value):
        raise wrong(Fault.LOOKS_PERSONAL, text=value, what=what)
    return value


_PLACE = re.compile(r"\{(\w+)\}")


def placeholders(text: str) -> list[str]:
    """Name the places in braces that a text has.

    Raises
    ------
    ValueError
        If there is a brace that belongs to none.
    """
    if set("{}") & set(_PLACE.sub("", text)):
        raise ValueError(text)
    return _PLACE.findall(text)


def stray_brace(text: str) -> str:
    """Return the word that has the first brace which belongs to no place."""
    blank = _PLACE.sub(lambda found: " " * len(found[0]), text)
    at = min(blank.find(sign) for sign in "{}" if sign in blank)
    return re.split(r"\s", text[at:], maxsplit=1)[0]


TO_TRANSLATE = "TODO"
"""What begins a text that is still in another language."""

ONCE = Field(json_schema_extra={"uniqueItems": True})
"""For editors: nothing stands twice in this list; a check says so with its place."""

Int = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Day = Annotated[dt.date, Strict()]
Duration_s = Annotated[float, Strict(), Field(ge=0.02, le=120)]
"""How long a screen stands: at least one frame of a usual display."""
Deadline_s = Annotated[float, Strict(), Field(ge=0.2, le=600)]
"""How long a question waits: nobody answers in less."""
Minimum_s = Annotated[float, Strict(), Field(ge=0.01, le=60)]
"""How long no key goes on."""
Percent = Annotated[int, Strict(), Field(ge=0, le=100)]
Count = Annotated[int, Strict(), Field(ge=1, le=500)]
"""How many trials or events: more cannot be meant."""
Attempts = Annotated[int, Strict(), Field(ge=1, le=10)]
Rating = Annotated[int, Strict(), Field(ge=0, le=100)]
"""An end of a scale."""
Digit = Annotated[int, Strict(), Field(ge=0, le=9)]
Name = Annotated[str, AfterValidator(_word), Field(json_schema_extra={"pattern": "^[A-Za-z][A-Za-z0-9_]*$"})]
"""A name that other parts of the study files refer to."""
AfterwardsName = Annotated[AfterwardsQuestion, AfterValidator(_word)]
"""A question that is asked about each event at the end: memory, or a rating by a name of the study's own."""
Label = Annotated[str, AfterValidator(_label), Field(json_schema_extra={"pattern": "^[A-Za-z0-9]+$"})]
"""A name that becomes part of file names (BIDS: letters and digits only)."""
Language = Annotated[str, Field(pattern=LANGUAGE_PATTERN)]
_UNSEEN = (
    r"[\u0000-\u0009\u000b-\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e"
    r"\u2060-\u206f\u2800\u3164\ufeff\uffa0\ufffd]"
)
"""Most of what :mod:`experiment.config.characters` refuses, as editors can be told of it."""
_ANY_CASE = (
    "".join(f"[{one.upper()}{one}]" if one.isalpha() else re.sub(r"([.#])", r"[\1]", one) for one in text)
    for text in sorted(_MISSING - {""})
)
_AS_MISSING = rf"^\s*({'|'.join(_ANY_CASE)})\s*$"
_NO_WORDS = {"not": {"anyOf": [{"pattern": _UNSEEN}, {"pattern": _AS_MISSING}]}}

Shown = Annotated[str, AfterValidator(_shown), Field(json_schema_extra={"pattern": r"\S", **_NO_WORDS})]
"""Words that a participant sees, in one language."""
LocalText = Annotated[dict[Language, Shown], Field(min_length=1)]
"""The same words in every language of the study."""
RelativePath = Annotated[
    str, AfterValidator(_relative_path), Field(json_schema_extra={"pattern": r"^[^\\/][^\\]*\.ya?ml$"})
]
"""Another file, relative to the folder of the one that names it."""
LocalRecordedText = Annotated[dict[Language, Annotated[Shown, AfterValidator(no_formula)]], Field(min_length=1)]
"""Words that stand in the data too."""
Plain = Annotated[str, Field(min_length=1)]
"""Words for those who edit and read the file; the participant does not see them."""
