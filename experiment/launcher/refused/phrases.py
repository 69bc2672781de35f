"""Facts that are phrases of the catalogue's English, and days, as a French sentence has them.

Each fact is looked at by its own name, and whole: what somebody has typed, paths, and what the system says have names
under which nothing is put into French, whatever they say.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from experiment.messages import Message, Reason, SystemSays

_DAYS = ((r"([0-9]{4})-([0-9]{2})-([0-9]{2})( [0-9]{2}:[0-9]{2}(?:[+-][0-9]{2}:[0-9]{2})?)?", r"\3/\2/\1\4"),)
_DISPLAY = (
    (r"the whole screen", r"tout l'écran"),
    (r"a window of (\S+) pixels", r"une fenêtre de \1 pixels"),
    (r"a window on all of monitor (.*)", r"une fenêtre sur tout le moniteur \1"),
    (r"one of (.*)", r"une de \1"),
)

_PHRASES: Mapping[str, tuple[tuple[str, str], ...]] = {
    "session": (
        (r"a session of (\S+)", r"une séance de \1"),
        (r"another enrolment", r"une autre inclusion"),
        (r"a collection", r"une collecte"),
        (r"a collection, an enrolment or a session", r"une collecte, une inclusion ou une séance"),
        (r"(\S+) at (\S+)", r"\1 (\2)"),
    ),
    "file": ((r"a file", r"un fichier"),),
    "files": ((r"(.*) and (\w+) more", r"\1 et \2 autres"),),
    "sites": ((r"none", r"aucun"),),
    "missing": (
        (r"in the arm “(.*)”", "bras «\u00a0\\1\u00a0»"),
        (r"in the language “(.*)”", "langue «\u00a0\\1\u00a0»"),
        (r"with the lists (.*)", r"listes \1"),
    ),
    "otherwise": (
        (r"a number", r"un nombre"),
        (r"a missing value", r"une valeur manquante"),
        (r"true or false", r"vrai ou faux"),
        (r"a date or a time", r"une date ou une heure"),
        (r"a device of Windows", r"un appareil de Windows"),
    ),
    "writer": ((r"a version that writes format (.*)", r"une version qui écrit le format \1"),),
    "program": ((r"(\S+) (\S+), revision (.*)", r"\1 \2, révision \3"),),
    "error": (
        (r"no module named (\S+)", r"le module \1 manque"),
        (r"the display has no OpenGL", r"l'écran n'a pas OpenGL"),
    ),
    "expected": _DISPLAY,
    "found": _DISPLAY,
    **dict.fromkeys(
        ("at", "began", "day", "enrolled", "now", "released", "since", "time", "today", "was", "when"), _DAYS
    ),
}
"""By the name of a fact: what all of it is in English, and in French; the first that fits."""

_LISTED = {"near": (" or ", " ou "), "expected": (" and ", " et "), "found": (" and ", " et ")}
"""Facts that are several, none of them typed, and what stands between them."""

_FIELDS = {"arm": "bras", "language": "langue", "list_order": "ordre des listes", "study": "étude", "site": "centre"}


_SYSTEM = {one.en: one.fr for one in SystemSays}


def in_french(message: Message, facts: Mapping[str, str]) -> dict[str, str]:
    """Say in French whatever facts of a message are phrases or days; all others stay as they are."""
    said = {name: _said(name, fact) for name, fact in facts.items()}
    if message is Reason.ENROLMENT_CHANGED and "name" in facts:  # a cell of it; elsewhere that is a name, or a path
        said["name"] = _FIELDS.get(facts["name"], facts["name"])
    return said


def _said(name: str, fact: str) -> str:
    if name == "error":  # as the catalogue has it for each kind of refusal; what is rare stays as it is
        return _SYSTEM.get(fact) or _translated(name, fact)
    if name not in _LISTED:
        return _translated(name, fact)
    between, entre = _LISTED[name]
    return entre.join(_translated(name, one) for one in fact.split(between))


def _translated(name: str, fact: str) -> str:
    fits = ((re.fullmatch(english, fact), french) for english, french in _PHRASES.get(name, ()))
    return next((match.expand(french) for match, french in fits if match), fact)
