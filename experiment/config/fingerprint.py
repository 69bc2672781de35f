"""The hash of what the files of a study say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable

from experiment.config.yaml_source import YamlSource

NOT_HASHED = frozenset({"reviewed", "accepted_warnings", "quality"})
"""Keys of the study file that decide nothing in a session: who has looked at it, and what analysts are told of."""

SHORT = 12
"""So many of its characters are enough for people to tell studies apart."""


def fingerprint_of(sources: Iterable[YamlSource]) -> str:
    """Hash the values of a study's files, of the study file first.

    Comments, blanks, the order of keys and line ends are no part of it, and neither is `reviewed`, which names the hash
    of what was reviewed, nor which warnings are accepted, nor the thresholds of `quality`, which change no session.
    """
    digest = hashlib.sha256()
    for source in sources:
        value = source.value
        said = (
            {key: inner for key, inner in value.items() if key not in NOT_HASHED} if isinstance(value, dict) else value
        )
        digest.update(json.dumps(said, sort_keys=True, ensure_ascii=False, default=str).encode() + b"\n")
    return digest.hexdigest()
