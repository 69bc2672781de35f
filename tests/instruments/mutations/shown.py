"""Whether a study shows a text: it does not, if the study is accepted without it, or without what it stands in."""

from __future__ import annotations

import copy
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from experiment.config.load import load_study
from experiment.config.mistakes import StudyMistakes
from tests.instruments.mutations.shipped import SHIPPED, STUDY, TEXTS, Entry, Shipped, Steps


def is_shown(entry: Entry) -> bool:
    """Return whether the study shows the text of a language, of the file of texts."""
    return not _can_be_spared(SHIPPED[TEXTS], entry.path[:-1])


@cache
def _can_be_spared(texts: Shipped, path: Steps) -> bool:
    """Return whether the study is accepted without a text, or without something that it is a part of."""
    return _is_accepted_without(texts, path) or (len(path) > 1 and _can_be_spared(texts, path[:-1]))


def _is_accepted_without(texts: Shipped, path: Steps) -> bool:
    with tempfile.TemporaryDirectory() as folder:
        for file, shipped in SHIPPED.items():
            there = Path(folder) / file
            there.parent.mkdir(parents=True, exist_ok=True)
            written = _without(texts, path) if file == TEXTS else shipped.text
            there.write_text(written, encoding="utf-8", newline="\n")
        try:
            load_study(Path(folder) / STUDY)
        except StudyMistakes:
            return False
        return True


def _without(texts: Shipped, path: Steps) -> str:
    value = copy.deepcopy(_value(texts))
    holder = value
    for step in path[:-1]:
        holder = holder[step]
    del holder[path[-1]]
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


@cache
def _value(texts: Shipped) -> Any:
    return yaml.load(texts.text, Loader=yaml.CSafeLoader)
