"""The lines of the check in French: their name, and what to do. In English they say it themselves."""

from __future__ import annotations

_GRAPHICS = (
    "mettre à jour le pilote de la carte graphique ; y activer la synchronisation verticale, y désactiver le "
    "rafraîchissement variable (G-Sync, FreeSync) et l’économie d’énergie ; fermer les autres programmes"
)
_CLOCK = "fermer ce programme et le rouvrir par son icône ; si cela revient, prévenir le responsable de cet ordinateur"
_ENTRY = "prévenir le responsable de cet ordinateur, qui décrira cet écran dans configs/displays.yaml"

LINES: dict[str, tuple[str, str]] = {
    "last check": (
        "dernière vérification",
        "quand il y a le temps, choisir « Vérifier cet ordinateur » dans le menu « Plus »",
    ),
    "study": (
        "étude relue",
        "la personne qui répond des événements et des fréquences doit relire l’étude ; répétitions seulement d’ici là",
    ),
    "time of day": ("date et heure", "régler la date et l’heure de cet ordinateur"),
    "data folder": ("dossier de données", "faire déplacer tout le dossier sur un disque de cet ordinateur"),
    "free space": ("place sur le disque", "faire de la place avant que la personne s’installe"),
    "writable": (
        "dossier de données",
        "faire de la place sur son disque, ou faire rendre le droit d’y écrire, avant que la personne s’installe ; ne "
        "pas prendre un autre dossier",
    ),
    "disk": ("écriture sur le disque", "garder les données sur un disque de cet ordinateur, ni réseau ni clé"),
    "awake": ("veille", "désactiver la veille et l’économiseur d’écran dans les réglages"),
    "power": ("alimentation", "brancher le câble d’alimentation"),
    "restart": ("redémarrage", "redémarrer l’ordinateur avant l’arrivée de la personne"),
    "memory": ("mémoire", "fermer les autres programmes, ou redémarrer l’ordinateur"),
    "monitor": (
        "écran de la tâche",
        "faire de l’écran de la personne le premier dans les réglages d’affichage ; sinon " + _ENTRY,
    ),
    "mirrored": (
        "écran dupliqué",
        "étendre le bureau au lieu de le dupliquer, ou débrancher l’autre écran, car la tâche n’en suit qu’un",
    ),
    "variable refresh": (
        "rafraîchissement variable",
        "le désactiver dans le menu de l’écran ou le pilote de la carte graphique",
    ),
    "vsync": ("synchronisation verticale", _GRAPHICS),
    "expected refresh": ("fréquence attendue", _ENTRY),
    "refresh": (
        "fréquence de l’écran",
        "la régler dans les réglages d’affichage ; si elle y est juste, " + _ENTRY,
    ),
    "jitter": ("régularité de l’écran", _GRAPHICS),
    "frames lost, idle": ("images perdues, écran vide", _GRAPHICS),
    "frames lost, heaviest screen": ("images perdues, écran le plus chargé", _GRAPHICS),
    "draw headroom": (
        "vitesse du dessin",
        "prendre un ordinateur qui a sa propre carte graphique, ou un écran plus petit",
    ),
    "pixels": ("pixels", "régler l’échelle du système à 100 %"),
    "picture": ("image", "désactiver les filtres de couleur et le lissage dans le pilote de la carte graphique"),
    "scaling": (
        "échelle de l’écran",
        "la régler à 100 % (Windows : Paramètres, Système, Affichage, Mise à l’échelle), puis fermer la session de cet "
        "ordinateur et la rouvrir",
    ),
    "keyboard": ("clavier", "brancher un clavier ; sinon, prévenir le responsable de cet ordinateur"),
    "key taps": (
        "appuis",
        "vérifier à nouveau, et appuyer sur la barre d’espace quand cela est demandé ; sinon, essayer un autre clavier",
    ),
    "key down and up": (
        "appuis et relâchements",
        "brancher le clavier directement, sans concentrateur ; en essayer un autre",
    ),
    "key stamps": (
        "heure des appuis",
        "prévenir le responsable de cet ordinateur, car ils sont datés trop tard (psychtoolbox est à réinstaller)",
    ),
    "keys through a stall": (
        "appuis pendant un arrêt",
        "vérifier à nouveau, en appuyant exactement 10 fois ; sinon ce clavier en perd, et il faut en essayer un autre",
    ),
    "collector pause": ("pauses du programme", "fermer les autres programmes"),
    "undisturbed": (
        "sans dérangement",
        "fermer les autres programmes et les notifications, ne toucher à rien avant que cela soit demandé, et vérifier "
        "à nouveau",
    ),
    "clock": ("horloge", _CLOCK),
    "clock steps": ("finesse de l’horloge", _CLOCK),
    "clock drift": ("marche de l’horloge", _CLOCK),
    "time server": ("serveur de temps", "activer la synchronisation de l’heure, ou vérifier l’heure avant la séance"),
}

IN_ORDER: dict[str, tuple[str, str]] = {
    "mirrored": ("not mirrored", "écran non dupliqué"),
    "restart": ("no restart waits", "aucun redémarrage en attente"),
    "variable refresh": ("refresh does not vary", "rafraîchissement constant"),
    "jitter": ("steady refresh", "régularité de l’écran"),
    "frames lost, idle": ("frames kept (idle)", "images tenues (écran vide)"),
    "frames lost, heaviest screen": ("frames kept (heaviest screen)", "images tenues (écran le plus chargé)"),
    "collector pause": ("program does not pause", "programme sans pause"),
    "clock drift": ("clock runs evenly", "marche de l’horloge"),
    "undisturbed": ("undisturbed", "sans dérangement"),
}
"""Names of lines that say what would be amiss, as they stand among what is in order."""

DURATION = "duration "
"""So begin the names of lines about a duration, which follows."""

OF_DURATION = (
    "durée {duration}",
    "fermer les autres programmes, et voir les lignes sur l’écran ; si cela revient, prévenir le responsable de "
    "l’étude, car cette durée ne convient peut-être pas à cet écran",
)

_CLOCK_EN = (
    "close this program and open it again by its icon; if that does not help, tell whoever looks after this computer"
)

HERE_EN: dict[str, str] = {
    **dict.fromkeys(("clock", "clock steps", "clock drift"), _CLOCK_EN),
    "last check": "when there is time: menu “More”, “Check this computer”",
    "writable": "make room on its disk, or have the right to write there given back, before the participant sits down; "
    "do not take another folder",
}
"""What is done in a window where the line itself names something to type."""

NAMES_EN: dict[str, str] = {"writable": "data folder"}
"""Names of lines that stand there only when the contrary is so."""

MONITORS: tuple[tuple[str, str], tuple[str, str]] = (
    (
        "✓ one monitor: this window is behind the task during the session",
        "✓ un seul écran : cette fenêtre est derrière la tâche pendant la séance",
    ),
    ("✓ {monitors} monitors", "✓ {monitors} écrans"),
)
