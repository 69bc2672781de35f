"""Where a moment lies for a visit."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Windows(Sentence):
    """Where a moment lies for a visit."""

    W_OVERTAKEN = ("{time} after {name}, and it comes before that", "{time} après {name}, qu'elle devait précéder")
    W_NOT_ENTERED = ("the time of {name} has not been entered", "heure non saisie : {name}")
    W_NOT_DONE = ("{name} is not done", "{name} n'est pas faite")
    W_NONE_DONE = ("{name} are not done", "{name} ne sont pas faites")
    W_IN_HOURS = (
        "{time} after {name}: {place} {earliest} – {latest}",
        "{time} après {name} : {place} {earliest} – {latest}",
    )
    W_IN_DAYS = (
        "day {day} after {name}: {place} days {earliest} – {latest}",
        "jour {day} après {name} : {place} jours {earliest} – {latest}",
    )
    W_APART = (
        "its windows share no time: {earlier}, and {later}",
        "ses fenêtres n'ont aucun moment en commun : {earlier}, et {later}",
    )
    W_FROM_TO = ("{begins} – {ends} after {name}", "du {begins} au {ends} après {name}")
    W_INSIDE = ("inside", "dans la fenêtre")
    W_EARLY = ("early, before", "trop tôt, avant")
    W_LATE = ("late, after", "hors délai, après")
    W_AND = (" and ", " et ")
