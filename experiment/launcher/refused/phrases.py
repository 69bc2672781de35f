"""Facts that are phrases of the catalogue's English, and days, as a French sentence has them."""

from __future__ import annotations

import re
from collections.abc import Mapping

_PHRASES = tuple(
    (re.compile(english), french)
    for english, french in (
        (r"a session of (\S+)", r"une séance de \1"),
        (r"another enrolment", r"une autre inclusion"),
        (r"(\S+) at (\S+)", r"\1 (\2)"),
        (r"a file", r"un fichier"),
        (r"none", r"aucun"),
        (r"in the arm “(.*)”", "bras «\u00a0\\1\u00a0»"),
        (r"in the language “(.*)”", "langue «\u00a0\\1\u00a0»"),
        (r"with the lists (.*)", r"listes \1"),
        (r"a number", r"un nombre"),
        (r"a missing value", r"une valeur manquante"),
        (r"true or false", r"vrai ou faux"),
        (r"a date or a time", r"une date ou une heure"),
        (r"a device of Windows", r"un appareil de Windows"),
        (r"a version that writes format (.*)", r"une version qui écrit le format \1"),
        (r"(\S+) (\S+), revision (.*)", r"\1 \2, révision \3"),
        (r"no module named (\S+)", r"le module \1 manque"),
        (r"the whole screen", r"tout l'écran"),
        (r"a window of (\S+) pixels", r"une fenêtre de \1 pixels"),
        (r"a window on all of monitor (.*)", r"une fenêtre sur tout le moniteur \1"),
        (r"one of (.*)", r"une de \1"),
        (r"the display has no OpenGL", r"l'écran n'a pas OpenGL"),
        (r"(.*) and (\S+) more", r"\1 et \2 autres"),
        (r"([0-9]{4})-([0-9]{2})-([0-9]{2})( [0-9]{2}:[0-9]{2}(?:[+-][0-9]{2}:[0-9]{2})?)?", r"\3/\2/\1\4"),
    )
)
"""Of a whole fact: what it is in English, and in French; the first that fits."""

_LISTED = {"near": (" or ", " ou "), "expected": (" and ", " et "), "found": (" and ", " et ")}
"""Facts that are several, and what stands between them."""

_FIELDS = {"arm": "bras", "language": "langue", "list_order": "ordre des listes", "study": "étude", "site": "centre"}


def in_french(facts: Mapping[str, str]) -> dict[str, str]:
    """Say in French whatever facts are phrases or days; names, paths and what the system says stay as they are."""
    return {name: _said(name, fact) for name, fact in facts.items()}


def _said(name: str, fact: str) -> str:
    if name == "name":
        return _FIELDS.get(fact, fact)
    if name not in _LISTED:
        return _translated(fact)
    between, entre = _LISTED[name]
    return entre.join(map(_translated, fact.split(between)))


def _translated(fact: str) -> str:
    fits = ((english.fullmatch(fact), french) for english, french in _PHRASES)
    return next((match.expand(french) for match, french in fits if match), fact)
