"""What the check finds of the computer: sleep, power, memory, clocks, and other programs."""

from __future__ import annotations

from enum import unique

from experiment.messages.checks.named import Check
from experiment.messages.checks.state import CheckState
from experiment.messages.text import Text

_NOT_TOLD = Text("the system does not say ({error})", "le système ne le dit pas ({error})")
_LOOK = Text("look for yourself, in the system's settings", "regarder soi-même dans les réglages du système")
_PLUG_IN = Text(
    "plug the power cable in: on battery the computer is slower, and may fall asleep or end in mid-session",
    "brancher le câble d’alimentation",
)
_LESS_MEMORY = Text(
    "close other programs, or restart the computer", "fermer les autres programmes, ou redémarrer l’ordinateur"
)
_CLOCK = Text(
    "start through `{lab}`, which chooses a clock that is never set",
    "fermer ce programme et le rouvrir par son icône ; si cela revient, prévenir le responsable de cet ordinateur",
    "close this program and open it again by its icon; if that does not help, tell whoever looks after this computer",
)


@unique
class OfMachine(CheckState):
    """What the check finds of the computer."""

    KEPT_AWAKE = (Check.AWAKE, Text("by: {means}", "par : {means}"))
    MAY_SLEEP = (
        Check.AWAKE,
        Text(
            "this computer may fall asleep in mid-session", "cet ordinateur peut se mettre en veille en pleine séance"
        ),
        Text(
            "switch sleep, screen saver and screen-off off in the system's settings",
            "désactiver la veille et l’économiseur d’écran dans les réglages",
        ),
    )
    NO_BATTERY = (Check.POWER, Text("no battery", "pas de batterie"))
    PLUGGED_IN = (Check.POWER, Text("plugged in, {left_pct:.0f} % left", "branché, {left_pct:.0f} % restants"))
    ON_BATTERY = (
        Check.POWER,
        Text("on battery, {left_pct:.0f} % left", "sur batterie, {left_pct:.0f} % restants"),
        _PLUG_IN,
    )
    POWER_NOT_TOLD = (Check.POWER, _NOT_TOLD, _LOOK)
    NO_RESTART_WAITS = (Check.RESTART, Text("none waits", "aucun n’est en attente"))
    RESTART_WAITS = (
        Check.RESTART,
        Text("an update waits for a restart", "une mise à jour attend un redémarrage"),
        Text(
            "restart the computer before the participant comes",
            "redémarrer l’ordinateur avant l’arrivée de la personne",
        ),
    )
    RESTART_NOT_TOLD = (Check.RESTART, _NOT_TOLD, _LOOK)
    MEMORY_FREE = (
        Check.MEMORY,
        Text(
            "{free_gib:.1f} GiB free, swap space in use: {swap_pct:.0f} %",
            "{free_gib:.1f} Gio libres, {swap_pct:.0f} % de la mémoire d’échange occupés",
        ),
        _LESS_MEMORY,
    )
    MEMORY_WITHOUT_SWAP = (
        Check.MEMORY,
        Text(
            "{free_gib:.1f} GiB free, swap space in use: the system does not say",
            "{free_gib:.1f} Gio libres ; le système ne dit rien de la mémoire d’échange",
        ),
        _LESS_MEMORY,
    )
    MEMORY_NOT_TOLD = (Check.MEMORY, _NOT_TOLD, _LOOK)
    TIME_KEPT = (Check.TIME_SERVER, Text("it is kept so", "l’heure est tenue ainsi"))
    TIME_NOT_KEPT = (
        Check.TIME_SERVER,
        Text("no time server keeps the time of day", "l’heure de cet ordinateur n’est tenue par aucun serveur"),
        Text(
            "switch the synchronisation of time on in the system's settings, or look at the time of day before a "
            "session",
            "activer la synchronisation de l’heure, ou vérifier l’heure avant la séance",
        ),
    )
    TIME_SERVER_NOT_TOLD = (Check.TIME_SERVER, _NOT_TOLD, _LOOK)
    CLOCK_NEVER_SET = (Check.CLOCK, Text("it is never set", "on ne la règle jamais"))
    CLOCK_IS_SET = (
        Check.CLOCK,
        Text(
            "it is the wall clock, and steps when that is set",
            "c’est celle de la date et de l’heure, qui saute quand on les règle",
        ),
        _CLOCK,
    )
    CLOCK_STEPS = (
        Check.CLOCK_STEPS,
        Text("at most {step_ms:.3f} ms between two readings", "jusqu’à {step_ms:.3f} ms entre deux lectures"),
        _CLOCK,
    )
    CLOCK_DRIFT = (
        Check.CLOCK_DRIFT,
        Text("{drift_ppm:.1f} ppm over {passed_s:.0f} s", "{drift_ppm:.1f} millionièmes en {passed_s:.0f} s"),
        _CLOCK,
    )
    DATE_SET_MEANWHILE = (
        Check.TIME_OF_DAY,
        Text(
            "set by {set_ms:.1f} ms at most between two readings",
            "réglées de {set_ms:.1f} ms au plus pendant la vérification",
        ),
        Text(
            "let the system settle its time before a session; response times do not depend on it, dates and times do",
            "laisser le système régler son heure avant une séance ; les temps de réponse n’en dépendent pas, les dates "
            "et les heures si",
        ),
    )
    COLLECTION = (
        Check.COLLECTOR_PAUSE,
        Text("{pause_ms:.2f} ms, in a fixation only", "{pause_ms:.2f} ms, pendant une fixation seulement"),
        Text("close other programs", "fermer les autres programmes"),
    )
    LEFT_ALONE = (Check.UNDISTURBED, Text("so it was", "elle l’a été"))
    DISTURBED = (
        Check.UNDISTURBED,
        Text("{disturbances:and}", "{disturbances:and}"),
        Text(
            "close other programs and what brings up notes, leave keyboard and mouse alone until you are asked, and "
            "check again: what was measured meanwhile may be wrong",
            "fermer les autres programmes et les notifications, ne toucher à rien avant que cela soit demandé, et "
            "vérifier à nouveau",
        ),
    )
    DISTURBANCE_NOT_KNOWN = (
        Check.UNDISTURBED,
        Text("nothing is known of windows on this system", "rien n’est connu des fenêtres sur ce système"),
        Text(
            "do nothing else on this computer while the check measures",
            "ne rien faire d’autre sur cet ordinateur pendant la vérification",
        ),
    )
