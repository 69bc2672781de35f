"""Questions before something unusual goes on: what is the case, and what is asked."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.launcher.refused.wording import Here
from experiment.messages import Confirm, Message

_CLOCK = "L'horloge est-elle juste ?"
_SO = "Cela s'est-il passé ainsi ?"

QUESTIONS: Mapping[Message, Here] = {
    Confirm.NEARLY_ENROLLED: Here(
        "{participant_id} serait nouveau, et {near} est déjà inclus", "{participant_id} est-il une nouvelle personne ?"
    ),
    Confirm.ANCHOR_ON_ANOTHER_DAY: Here(
        "{name} de {participant_id} serait le {day:moment}, et nous sommes le {today:moment}", "Le jour est-il juste ?"
    ),
    Confirm.ANCHOR_OUT_OF_ORDER: Here(
        "{name} de {participant_id} serait le {at:moment}, et {other} était le {when:moment}, dans l'autre ordre", _SO
    ),
    Confirm.ANCHOR_BEFORE_VISIT: Here(
        "{name} de {participant_id} serait le {at:moment}, et la visite {visit}, qui la précède, n'a pas eu lieu", _SO
    ),
    Confirm.CLOCK_BEFORE_ENROLMENT: Here(
        "l'horloge de cet ordinateur dit {now:moment}, et {participant_id} a été inclus plus tard, le "
        "{enrolled:moment}",
        _CLOCK,
    ),
    Confirm.CLOCK_BEFORE_RELEASE: Here(
        "l'horloge de cet ordinateur dit {now:moment}, et ce programme n'existait pas avant le {released:moment}",
        _CLOCK,
    ),
    Confirm.CLOCK_BEFORE_LAST_SESSION: Here(
        "l'horloge de cet ordinateur dit {now:moment}, la dernière séance de {participant_id} a débuté plus tard, le "
        "{began:moment}",
        _CLOCK,
    ),
    Confirm.TEXT_SCALE_CHANGES: Here(
        "la dernière séance de {participant_id} avait des caractères de taille {earlier}, et {now} est demandé",
        "La taille doit-elle changer ?",
    ),
    Confirm.REASON_LOOKS_PERSONAL: Here(
        "la raison « {reason} » semble nommer quelqu'un ou dire où le joindre",
        "Dire ce qui s'est passé, pas à qui : c'est conservé avec les données. Est-ce bien sans nom ?",
        "Say what happened, not to whom: it is kept with the data. Does it name nobody?",
    ),
}
