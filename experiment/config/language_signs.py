"""The signs of languages: two letters each, by ISO 639-1, and what people write in their place."""

from __future__ import annotations

import re
from collections.abc import Sequence

SIGNS = frozenset(
    re.findall(
        "[a-z]{2}",
        """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es
    et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg ki
    kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no
    nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te
    tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
""",
    )
)
"""ISO 639-1, as its registration authority lists it (Library of Congress, 2024)."""

_NAMES = {
    "de": ("german", "deutsch", "allemand", "alemán", "deu", "ger", "ge"),
    "el": ("greek", "grec", "griego", "ell", "gre", "gr"),
    "en": ("english", "anglais", "inglés", "englisch", "eng", "gb", "us"),
    "es": ("spanish", "español", "espanol", "espagnol", "castellano", "spanisch", "spa", "esp", "sp"),
    "fr": ("french", "français", "francais", "francés", "französisch", "fra", "fre"),
    "it": ("italian", "italiano", "italien", "italienisch", "ita"),
    "ja": ("japanese", "japonais", "japonés", "jpn", "jp"),
    "nl": ("dutch", "nederlands", "néerlandais", "holandés", "nld", "dut", "du"),
    "pl": ("polish", "polski", "polonais", "polaco", "pol", "po"),
    "pt": ("portuguese", "português", "portugues", "portugais", "portugués", "por"),
    "zh": ("chinese", "chinois", "chino", "zho", "chi", "cn"),
}
_SEVERAL = re.compile(r"[a-z]{2}(?:(\s+|\s*[/|+&]\s*)[a-z]{2})+")
"""Languages with anything between them but a comma."""
_SIGN_OF = {name: sign for sign, names in _NAMES.items() for name in names}


def sign_of_language(name: str) -> str | None:
    """Return the two letters of a language that is named otherwise: en-GB, FR, spanish, sp."""
    word = name.strip().lower()
    if (found := re.fullmatch(r"([a-z]{2})(?:[-_][a-z]{2})?", word)) and found[1] in SIGNS:
        return found[1]
    return _SIGN_OF.get(word)


def not_parted_languages(entry: str, listed: object) -> dict[str, object] | None:
    """Find languages that have no comma between them: [fr en].

    Parameters
    ----------
    entry
        What stands there as one.
    listed
        What it is an entry of, if that is a list.

    Returns
    -------
    dict or None
        The sign between them, and the list as it should be written; ``None``: they are none.
    """
    if not isinstance(listed, Sequence) or (found := _SEVERAL.fullmatch(entry)) is None:
        return None
    signs = [sign for one in listed for sign in re.findall(r"\w+", str(one))]
    if not SIGNS.issuperset(signs):
        return None
    sign = f"“{found[1].strip()}”" if found[1].strip() else "a space"
    return {"sign": sign, "written": f"[{', '.join(dict.fromkeys(signs))}]"}
