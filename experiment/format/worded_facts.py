"""Facts of a message in JSON: words keep their name and their own facts, for whoever says them in another language."""

from __future__ import annotations

from typing import Annotated, Any, TypeAlias

from pydantic import PlainSerializer, ValidatorFunctionWrapHandler, WrapValidator

from experiment.messages import Worded
from experiment.messages.phrases import as_json, from_json


def _read(given: Any, otherwise: ValidatorFunctionWrapHandler) -> Any:
    fact = from_json(given)
    return fact if isinstance(fact, Worded) else otherwise(fact)


OR_WORDS = WrapValidator(_read)
IN_JSON = PlainSerializer(as_json)

Said: TypeAlias = Annotated[str, OR_WORDS, IN_JSON]
"""A fact as it stands in a sentence."""
