"""Refusals about this computer: its display, its keyboard, and what is installed."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.launcher.refused.wording import ACCEPT_EN, ACCEPT_FR, GO_ON_EN, GO_ON_FR, Here
from experiment.messages import Message, Reason

_INSTALLER_EN = "show this line to whoever looks after this computer"
_INSTALLER_FR = "montrer cette ligne au responsable de cet ordinateur"
_REHEARSE_EN = "until then, rehearsals only"
_REHEARSE_FR = "d'ici là, répétitions seulement"

COMPUTER: Mapping[Message, Here] = {
    Reason.NO_DISPLAY: Here(
        "il n'y a pas d'écran où montrer la tâche",
        "ouvrir le programme sur l'écran même de cet ordinateur",
        "open the program at this computer's own screen",
    ),
    Reason.DISPLAY_UNREACHABLE: Here(
        "l'écran « {display} » est inaccessible : la fenêtre n'a pas pu s'ouvrir",
        "ouvrir le programme sur l'écran même de cet ordinateur",
        "open the program at this computer's own screen",
    ),
    Reason.DISPLAY_UNUSABLE: Here(
        "la fenêtre n'a pas pu s'ouvrir ({error})",
        "vérifier que l'écran est allumé, et que le pilote de la carte graphique est installé",
    ),
    Reason.DISPLAY_WENT_AWAY: Here(
        "l'écran a disparu : le système l'a repris", "recommencer quand il y a un écran", "try again when there is one"
    ),
    Reason.DISPLAY_LOST: Here(
        "la séance a été arrêtée : l'écran a disparu ; chaque essai terminé avant est enregistré",
        f"attendre qu'il y ait un écran, {GO_ON_FR}",
        f"wait until there is a screen again, {GO_ON_EN}",
    ),
    Reason.SCREEN_TOO_SMALL: Here(
        "la tâche ne tient pas sur {size} (détail : {problem})",
        "prendre un écran plus grand, pas plus étroit que 5:4",
    ),
    Reason.DISPLAY_NOT_SYNCHRONISED: Here(
        "l'écran n'attend pas son rafraîchissement ({flips_per_s} images par seconde)",
        "activer la synchronisation verticale, et désactiver le rafraîchissement variable (G-Sync, FreeSync), dans le "
        f"pilote de la carte graphique ; {_REHEARSE_FR}",
        "switch vertical synchronisation on, and variable refresh (G-Sync, FreeSync) off, in the graphics driver; "
        f"{_REHEARSE_EN}",
    ),
    Reason.DISPLAY_UNSTEADY: Here(
        "l'écran attend son rafraîchissement, mais {uneven_pct} % des images ont été en retard : l'ordinateur est "
        "occupé",
        "fermer les autres programmes, laisser finir mises à jour et antivirus, et recommencer ; si cela ne suffit "
        "pas, désactiver le rafraîchissement variable (G-Sync, FreeSync) dans le pilote de la carte graphique",
        "close other programs, let updates and virus scans come to their end, and try again; if that does not help, "
        "switch variable refresh (G-Sync, FreeSync) off in the graphics driver",
    ),
    Reason.UNKNOWN_DISPLAY: Here(
        "l'écran « {display} » n'est pas décrit parmi ceux de ce programme ({displays})", _INSTALLER_FR, _INSTALLER_EN
    ),
    Reason.NO_SUCH_MONITOR: Here(
        "l'écran « {display} » devrait être le numéro {monitor}, et cet ordinateur en a {monitors}",
        f"brancher l'écran ; s'il l'est, {_INSTALLER_FR}",
        f"connect the monitor; if it is connected, {_INSTALLER_EN}",
    ),
    Reason.DISPLAY_NOT_AS_EXPECTED: Here(
        "l'écran « {display} » n'est pas comme il devrait être (attendu : {expected} ; trouvé : {found})",
        f"régler l'écran dans les réglages d'affichage ; {ACCEPT_FR}",
        f"set it in the system's display settings; {ACCEPT_EN}",
    ),
    Reason.DISPLAY_IN_USE: Here(
        "une autre séance, vérification ou prévisualisation de ce programme est ouverte sur cet écran, et les deux "
        "prendraient les mêmes touches",
        "aller à sa fenêtre (Alt+Tab), l'y arrêter (Échap, le numéro d'un motif, Entrée), et recommencer",
    ),
    Reason.NO_KEYBOARD: Here(
        "le clavier de cet ordinateur n'est pas trouvé",
        "brancher le clavier, ou le débrancher et le rebrancher, et recommencer",
    ),
    Reason.KEYBOARD_UNUSABLE: Here(
        "le clavier ne peut pas être écouté ({error})",
        f"redémarrer l'ordinateur et recommencer ; si cela se répète, {_INSTALLER_FR}",
    ),
    Reason.NO_THREAD: Here(
        "l'ordinateur ne peut rien lancer de plus à côté d'une séance ({error})",
        "fermer les autres programmes, ou redémarrer l'ordinateur, et recommencer",
    ),
    Reason.NO_PSYCHOPY: Here("PsychoPy n'est pas installé ici ({error})", _INSTALLER_FR, _INSTALLER_EN),
    Reason.NO_PSYCHTOOLBOX: Here(
        "l'écoute du clavier (psychtoolbox) ne fonctionne pas ({error}), et aucune autre n'est assez précise",
        _INSTALLER_FR,
        _INSTALLER_EN,
    ),
    Reason.NO_SYSTEM_LIBRARY: Here(
        "l'écoute du clavier (psychtoolbox) ne fonctionne pas ({error}), et aucune autre n'est assez précise",
        f"{_INSTALLER_FR} : il manque {{library}}",
        f"{_INSTALLER_EN}: the system library {{library}} is missing",
    ),
    Reason.LAUNCHER_WITHOUT_LIBRARY: Here(
        "le programme ne peut pas s'ouvrir : il manque une bibliothèque du système ({error})",
        _INSTALLER_FR,
        _INSTALLER_EN,
    ),
    Reason.NO_QT: Here(
        "le programme ne peut pas s'ouvrir : PyQt6 ne peut pas être chargé ({error})", _INSTALLER_FR, _INSTALLER_EN
    ),
    Reason.FONT_MISSING: Here(
        "la police {file}, qui fait partie de ce programme, manque ou est endommagée", _INSTALLER_FR, _INSTALLER_EN
    ),
    Reason.NO_PACKAGE: Here("le module {package} n'est pas installé ici", _INSTALLER_FR, _INSTALLER_EN),
}
