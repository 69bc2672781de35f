"""In which language a text seems to be, by its function words: enough to notice one that was left, or put elsewhere.

Only words that one language has and the other has not are counted, so short texts and names say nothing at all.
"""

from __future__ import annotations

import re
from functools import lru_cache

_FUNCTION_WORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "de": "der die das und ist nicht ein eine einen einem einer zu den mit sie von für auf im dem des sich "
        "ihr ihre ihnen wie es oder wird sind haben wenn auch nach bei aus zum zur dass diese dieser",
        "en": "the of and to is that it you for not with are this have your or be by from will was how what "
        "which if an at as but there been has would than when them their they",
        "es": "el los las del y es una que se por para con su en como más usted este esta le ha son cuando qué "
        "cuál está cada muy sin sobre al lo un la de",
        "fr": "le les des du et est une que qui vous pour dans avec ce cette votre ou sur par pas plus se sont "
        "aux au il elle nous être avez la de un cela quelle l d qu à",
        "it": "il lo gli di del della dei delle è che per con non si da al sono questo questa suo come ha nel "
        "alla quando più ogni la le un una e",
        "nl": "de het een en van is dat niet te op met voor zijn er aan of bij uw ze om wordt deze hoe als ook heeft",
        "pt": "os as do da dos das é um uma que se por para com não em no na ao seu sua como ou mais quando "
        "você esta este cada muito o a e de",
    }.items()
}
_ANY = frozenset().union(*_FUNCTION_WORDS.values())
_LETTERS = re.compile(r"[^\W\d_]+")
_SURE = 3
"""So many words of the other language that the own one has not, and more than twice as many as the other way round."""


@lru_cache(maxsize=16384)  # studies share their texts and events
def seems_to_be(text: str, language: str) -> str | None:
    """Return another language than the one that a text should be in, if it is clearly in that.

    Parameters
    ----------
    text
        Some words.
    language
        Two letters; of one whose words are not known here, nothing is said.
    """
    words = _function_words(text)
    if language not in _FUNCTION_WORDS or len(words) < _SURE:
        return None
    counted = {other: _counts(words, language, other) for other in _FUNCTION_WORDS if other != language}
    other, (own, others) = max(counted.items(), key=lambda item: item[1][1] - item[1][0])
    return other if others >= _SURE and others > 2 * own else None


def leans_to(text: str, language: str, other: str) -> bool:
    """Return whether a short text has words of another language, and none of the one that it should be in."""
    own, others = _counts(_function_words(text), language, other)
    return others > 0 and own == 0


@lru_cache(maxsize=16384)
def _function_words(text: str) -> tuple[str, ...]:
    return tuple(word for word in _LETTERS.findall(text.lower()) if word in _ANY)


def _counts(words: tuple[str, ...], language: str, other: str) -> tuple[int, int]:
    own, others = (_FUNCTION_WORDS.get(one, frozenset()) for one in (language, other))
    alone = [word for word in words if (word in own) != (word in others)]
    mine = sum(word in own for word in alone)
    return mine, len(alone) - mine
