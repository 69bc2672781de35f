"""Every set of words in a file: the same words in several languages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from experiment.config.yaml_source import Path_


def local_texts(value: object, path: Path_ = ()) -> Iterator[tuple[Path_, Mapping[str, str]]]:
    """Find every set of words in the file of texts: the mappings whose values are all text."""
    if isinstance(value, tuple):
        for n, inner in enumerate(value):
            yield from local_texts(inner, (*path, n))
    if not isinstance(value, Mapping):
        return
    words = {key: text for key, text in value.items() if isinstance(text, str)}
    if value and len(words) == len(value):
        yield path, words
        return
    for key, inner in value.items():
        yield from local_texts(inner, (*path, key))
