"""What a nurse meets most, in French: why something is not possible, and what to do; the places are the catalogue's.

Whatever is not here is said in English, as the command says it.
"""

from __future__ import annotations

from experiment.messages import Confirm, Reason

FRENCH: dict[Reason | Confirm, tuple[str, str]] = {
    Reason.PARTICIPANT_ID_MALFORMED: (
        "« {participant_id} » n'est pas un identifiant de cette étude, comme {example}",
        "vérifier l'identifiant au registre et le saisir à nouveau",
    ),
    Reason.OPERATOR_CODE_MALFORMED: (
        "« {operator} » n'est pas un code d'opérateur de cette étude, comme {example}",
        "donner votre code, jamais un nom",
    ),
    Reason.ALREADY_ENROLLED: (
        "{participant_id} est déjà inclus, bras {arm}",
        "vérifier l'identifiant ; la personne est sur le tableau des visites",
    ),
    Reason.UNKNOWN_ARM: ("le bras n'est pas choisi", "choisir l'un de : {arms}"),
    Reason.ANCHOR_TO_COME: (
        "{name} serait à {at}, ce qui est encore à venir : il est {now}",
        "relire l'heure, et l'horloge de cet ordinateur ; si c'était un autre jour, changer le jour",
    ),
    Reason.ANCHOR_WITHOUT_REASON: (
        "{name} de {participant_id} est déjà saisi : {was}",
        "si c'est faux, dire pourquoi (sans nom) : la saisie précédente est conservée",
    ),
    Reason.SESSION_RUNNING: (
        "{session} est en cours ailleurs en ce moment",
        "aller à cette fenêtre ; s'il n'y en a pas, attendre un instant et recommencer",
    ),
    Reason.NOT_REVIEWED: (
        "l'étude « {study} » n'a pas été relue",
        "prévenir la personne qui répond des événements et des fréquences ; d'ici là, répétitions seulement",
    ),
    Reason.REVIEWED_OTHERWISE: (
        "les fichiers de l'étude « {study} » ne sont plus ceux qui ont été relus",
        "prévenir la personne qui répond des événements et des fréquences ; d'ici là, répétitions seulement",
    ),
    Reason.STUDY_FILES_CHANGED: (
        "les fichiers de l'étude « {study} » ont changé depuis sa dernière séance ({when})",
        "demander au responsable de l'étude ; si c'est voulu, dire pourquoi ci-dessous",
    ),
    Reason.DISK_NEARLY_FULL: (
        "il ne reste que {free_mb} Mo sur le disque des données",
        "libérer au moins {needed_mb} Mo avant la séance",
    ),
    Reason.DISPLAY_NOT_AS_EXPECTED: (
        "l'écran « {display} » devrait avoir {expected}, et il a {found}",
        "régler l'écran dans les réglages d'affichage ; ou continuer malgré tout, c'est consigné",
    ),
    Reason.NO_KEYBOARD: (
        "le clavier de cet ordinateur n'est pas trouvé",
        "brancher le clavier, ou le débrancher et le rebrancher, et recommencer",
    ),
    Confirm.NEARLY_ENROLLED: (
        "{participant_id} serait nouveau, et {near} est déjà inclus",
        "{participant_id} est-il une nouvelle personne ?",
    ),
    Confirm.ANCHOR_ON_ANOTHER_DAY: (
        "{name} de {participant_id} serait le {day}, et nous sommes le {today}",
        "Le jour est-il juste ?",
    ),
    Confirm.ANCHOR_OUT_OF_ORDER: (
        "{name} de {participant_id} serait à {at}, et {other} était à {when}, dans l'autre ordre",
        "Cela s'est-il passé ainsi ?",
    ),
    Confirm.ANCHOR_BEFORE_VISIT: (
        "{name} de {participant_id} serait à {at}, et la visite {visit}, qui la précède, n'a pas eu lieu",
        "Cela s'est-il passé ainsi ?",
    ),
    Confirm.CLOCK_BEFORE_ENROLMENT: (
        "l'horloge de cet ordinateur dit {now}, et {participant_id} a été inclus plus tard, à {enrolled}",
        "L'horloge est-elle juste ?",
    ),
    Confirm.CLOCK_BEFORE_LAST_SESSION: (
        "l'horloge de cet ordinateur dit {now}, la dernière séance de {participant_id} a débuté plus tard, à {began}",
        "L'horloge est-elle juste ?",
    ),
}
