"""Whether two texts say the same, or nearly the same: for events that a participant would take for one."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import combinations

_LETTERS = re.compile(r"[^\W_]+")
_SMALL = frozenset(
    [
        "the",
        "and",
        "for",
        "des",
        "les",
        "une",
        "aux",
        "par",
        "sur",
        "del",
        "los",
        "las",
        "una",
        "con",
        "por",
        "der",
        "die",
        "das",
        "ein",
        "del",
    ]
)
_NEARLY = 0.75
"""Share of words that two texts have in common, of all that either has."""


@lru_cache(maxsize=16384)  # studies share their events
def words_of(text: str) -> frozenset[str]:
    """Return the words of a text without accents, capitals and plain plurals; articles and the like are left out."""
    plain = "".join(one for one in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(one))
    return frozenset(
        word.rstrip("sx")
        for word in _LETTERS.findall(plain)
        if (len(word) > 2 and word not in _SMALL) or word.isdigit()
    )


def saying_the_same(texts: Sequence[str]) -> Iterator[tuple[int, int, bool]]:
    """Find texts that say the same.

    Yields
    ------
    int, int, bool
        Numbers of two texts, and whether their words are the same, not only nearly.
    """
    words = [words_of(text) for text in texts]
    with_word: defaultdict[str, list[int]] = defaultdict(list)
    for n, some in enumerate(words):
        for word in some:
            with_word[word].append(n)
    pairs = {pair for numbers in with_word.values() for pair in combinations(numbers, 2)}
    for first, second in sorted(pairs):
        one, other = words[first], words[second]
        if len(one & other) >= _NEARLY * len(one | other):
            yield first, second, one == other
