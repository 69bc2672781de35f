"""The lines of the short check in French: their name, and what to do. In English they say it themselves."""

from __future__ import annotations

LINES: dict[str, tuple[str, str]] = {
    "last check": (
        "dernière vérification",
        "quand il y a le temps : menu « Plus », « Vérifier cet ordinateur »",
    ),
    "study": (
        "étude relue",
        "la personne qui répond des événements et des fréquences doit relire l’étude ; répétitions seulement d’ici là",
    ),
    "time of day": ("date et heure", "régler la date et l’heure de cet ordinateur"),
    "data folder": ("dossier de données", "faire déplacer tout le dossier sur un disque de cet ordinateur"),
    "free space": ("place sur le disque", "faire de la place avant que la personne s’installe"),
    "disk": ("écriture sur le disque", "garder les données sur un disque de cet ordinateur, ni réseau ni clé"),
    "awake": ("veille", "désactiver la veille et l’économiseur d’écran dans les réglages"),
    "power": ("alimentation", "brancher le câble d’alimentation"),
    "restart": ("redémarrage", "une mise à jour attend : redémarrer l’ordinateur avant l’arrivée de la personne"),
    "memory": ("mémoire", "fermer les autres programmes, ou redémarrer l’ordinateur"),
    "time server": ("serveur de temps", "activer la synchronisation de l’heure, ou vérifier l’heure avant la séance"),
}

HERE_EN: dict[str, str] = {"last check": "when there is time: menu “More”, “Check this computer”"}
"""What is done in a window where the line itself names something to type."""

MONITORS: tuple[tuple[str, str], tuple[str, str]] = (
    (
        "✓ one monitor: this window is behind the task during the session",
        "✓ un seul écran : cette fenêtre est derrière la tâche pendant la séance",
    ),
    ("✓ {monitors} monitors", "✓ {monitors} écrans"),
)
