"""The lines of the check by name, and what can stand in one of them several at a time."""

from __future__ import annotations

from enum import Enum, unique
from typing import NamedTuple, Optional

from experiment.messages.text import Text


class Name(NamedTuple):
    """What a line is called, and what it is called among what is in order, where its name says what would be amiss."""

    name: Text
    in_order: Optional[Text] = None  # noqa: UP045 (a Python that lab.py refuses reads this)


@unique
class Check(Enum):
    """A line of the check."""

    LAST_CHECK = Name(Text("last check", "dernière vérification"))
    STUDY = Name(Text("study", "étude relue"))
    TIME_OF_DAY = Name(Text("time of day", "date et heure"))
    DATA_FOLDER = Name(Text("data folder", "dossier de données"))
    WRITABLE = Name(Text("writable", "dossier de données", "data folder"))
    FREE_SPACE = Name(Text("free space", "place sur le disque"))
    DISK = Name(Text("disk", "écriture sur le disque"))

    AWAKE = Name(Text("awake", "veille"))
    POWER = Name(Text("power", "alimentation"))
    RESTART = Name(Text("restart", "redémarrage"), Text("no restart waits", "aucun redémarrage en attente"))
    MEMORY = Name(Text("memory", "mémoire"))
    TIME_SERVER = Name(Text("time server", "serveur de temps"))
    CLOCK = Name(Text("clock", "horloge"))
    CLOCK_STEPS = Name(Text("clock steps", "finesse de l’horloge"))
    CLOCK_DRIFT = Name(Text("clock drift", "marche de l’horloge"), Text("clock runs evenly", "marche de l’horloge"))
    COLLECTOR_PAUSE = Name(
        Text("collector pause", "pauses du programme"), Text("program does not pause", "programme sans pause")
    )
    UNDISTURBED = Name(Text("undisturbed", "sans dérangement"))

    MONITOR = Name(Text("monitor", "écran de la tâche"))
    MIRRORED = Name(Text("mirrored", "écran dupliqué"), Text("not mirrored", "écran non dupliqué"))
    VARIABLE_REFRESH = Name(
        Text("variable refresh", "rafraîchissement variable"),
        Text("refresh does not vary", "rafraîchissement constant"),
    )
    VSYNC = Name(Text("vsync", "synchronisation verticale"))
    EXPECTED_REFRESH = Name(Text("expected refresh", "fréquence attendue"))
    REFRESH = Name(Text("refresh", "fréquence de l’écran"))
    JITTER = Name(Text("jitter", "régularité de l’écran"), Text("steady refresh", "régularité de l’écran"))
    IDLE_LOST = Name(
        Text("frames lost, idle", "images perdues, écran vide"),
        Text("frames kept (idle)", "images tenues (écran vide)"),
    )
    HEAVIEST_LOST = Name(
        Text("frames lost, heaviest screen", "images perdues, écran le plus chargé"),
        Text("frames kept (heaviest screen)", "images tenues (écran le plus chargé)"),
    )
    DRAW_HEADROOM = Name(Text("draw headroom", "vitesse du dessin"))
    PIXELS = Name(Text("pixels", "pixels"))
    PICTURE = Name(Text("picture", "image"))
    SCALING = Name(Text("scaling", "échelle de l’écran"))
    DURATION = Name(Text("duration {duration_s:g} s", "durée {duration_s:g} s"))

    KEYBOARD = Name(Text("keyboard", "clavier"))
    KEY_TAPS = Name(Text("key taps", "appuis"))
    KEY_DOWN_AND_UP = Name(Text("key down and up", "appuis et relâchements"))
    KEY_STAMPS = Name(Text("key stamps", "heure des appuis"))
    KEYS_THROUGH_A_STALL = Name(Text("keys through a stall", "appuis pendant un arrêt"))

    @property
    def text(self) -> Text:
        """What it is called."""
        return self.value.name

    @property
    def in_order(self) -> Text:
        """What it is called among what is in order."""
        return self.value.in_order or self.value.name


@unique
class Disturbance(Enum):
    """What can come in the way of a check."""

    KEYBOARD_LOST = Text("another window had the keyboard", "une autre fenêtre avait le clavier")
    COVERED = Text("something lay over the check's window", "quelque chose couvrait la fenêtre de la vérification")
    HIDDEN = Text("the check's window was off the screen", "la fenêtre de la vérification était hors de l’écran")
    SIZE_CHANGED = Text(
        "the check's window, or its monitor, got another size",
        "la fenêtre de la vérification, ou l’écran, a changé de taille",
    )
    REFRESH_CHANGED = Text("the monitor got another refresh rate", "la fréquence de l’écran a changé")

    @property
    def text(self) -> Text:
        """What it is, in words."""
        return self.value


class Named(NamedTuple):
    """One of several things that a fact tells of.

    Parameters
    ----------
    what
        Name of a line or of a disturbance.
    duration_s
        Of a line about a duration.
    """

    what: str
    duration_s: Optional[float] = None  # noqa: UP045 (a Python that lab.py refuses reads this)

    @property
    def text(self) -> Text:
        """What it is, in words with a place for its duration."""
        return Check[self.what].text if self.what in Check.__members__ else Disturbance[self.what].text
