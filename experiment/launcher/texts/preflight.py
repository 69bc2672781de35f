"""What is found of this computer."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Preflight(Sentence):
    """What is found of this computer."""

    PREFLIGHT = ("This computer", "Cet ordinateur")
    LOOKING = ("Looking…", "Vérification…")
    PASS = ("✓ in order: {names}", "✓ en ordre : {names}")
    WARN = ("⚠ {name}: {found}; {remedy}", "⚠ {name} : {found} ; {remedy}")
    FAIL = ("✕ {name}: {found}; {remedy}", "✕ {name} : {found} ; {remedy}")
    ONE_MONITOR = (
        "✓ one monitor: this window is behind the task during the session",
        "✓ un seul écran : cette fenêtre est derrière la tâche pendant la séance",
    )
    MONITORS = ("✓ {monitors} monitors", "✓ {monitors} écrans")
    PREFLIGHT_FAILED = (
        "This computer could not be looked at. The session itself tries everything again.",
        "Cet ordinateur n'a pas pu être vérifié. La séance elle-même vérifie tout à nouveau.",
    )
