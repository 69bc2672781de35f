"""What a line of the check has found, in French; in English the line says it itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Fact:
    """A fact that a line may have found.

    Parameters
    ----------
    en
        All of it as the line says it: a pattern.
    fr
        The same in French, with what the pattern has taken.
    do_fr
        What to do, if that is not what is done about the line otherwise.
    """

    en: str
    fr: str
    do_fr: str = ""


_LOST = (
    Fact(r"(\d+) of (\d+) frames lost, the longest interval (.+) ms", r"\1 sur \2, le plus long intervalle \3 ms"),
)
_BETWEEN = Fact(r"at most (.+) ms between two readings", r"jusqu’à \1 ms entre deux lectures")
_TOO_FEW = Fact(r"(\d+) taps came within (\d+) s", r"\1 en \2 s")

_OF_SYSTEM = Fact(
    r"the system does not say \((.*)\)",
    r"le système ne le dit pas (\1)",
    "regarder soi-même dans les réglages du système",
)
"""Of any line that asks the system."""

FACTS: dict[str, tuple[Fact, ...]] = {
    "last check": (
        Fact(r"there is none that counts", "il n’y en a pas qui compte"),
        Fact(r"the last one failed \((?P<lines>.*)\)", "la dernière a échoué ({lines})"),
        Fact(r"the last one is of (.+), more than (\d+) hours ago", r"la dernière est du \1, il y a plus de \2 heures"),
    ),
    "study": (Fact(r"it has not been reviewed as it stands", "elle n’a pas été relue telle qu’elle est"),),
    "time of day": (
        Fact(
            r"it is (.+) by this computer's clock, but something was entered at (.+) already",
            r"cet ordinateur donne le \1, mais quelque chose a déjà été saisi le \2",
        ),
        Fact(
            r"set by (.+) ms at most between two readings",
            r"réglées de \1 ms au plus pendant la vérification",
            "laisser le système régler son heure avant une séance ; les temps de réponse n’en dépendent pas, les dates "
            "et les heures si",
        ),
    ),
    "data folder": (
        Fact(
            r"it is kept in step by (.+) and on the disk of another computer",
            r"synchronisé par \1, et sur le disque d’un autre ordinateur",
        ),
        Fact(r"it is kept in step by (.+)", r"synchronisé par \1"),
        Fact(r"it is on the disk of another computer", "sur le disque d’un autre ordinateur"),
    ),
    "free space": (Fact(r"(\d+) MB are free for the data", r"\1 Mo libres pour les données"),),
    "writable": (
        Fact(r"only (\d+) MB are free .*", r"il n’y reste que \1 Mo"),
        Fact(r"another program has (.+) open .*", r"un autre programme y a \1 ouvert", "fermer cet autre programme"),
        Fact(r".*", "on ne peut pas y écrire"),
    ),
    "disk": (
        Fact(r"the disk refuses: (.*)", r"le disque refuse (\1)", "y faire de la place, ou faire remplacer ce disque"),
        Fact(
            r"a row is safe in (.+) ms \(median\), 95 % within (.+) ms, (\d+) times",
            r"une ligne y est en sûreté en \1 ms (médiane), 95 % d’entre elles en moins de \2 ms",
        ),
    ),
    "awake": (
        Fact(
            r"this computer may fall asleep in mid-session", "cet ordinateur peut se mettre en veille en pleine séance"
        ),
    ),
    "power": (Fact(r"on battery, (\d+) % left", r"sur batterie, \1 % restants"), _OF_SYSTEM),
    "restart": (Fact(r"an update waits for a restart", "une mise à jour attend un redémarrage"), _OF_SYSTEM),
    "memory": (
        Fact(r"(.+) GiB free, swap space in use: (\d+) %", r"\1 Gio libres, \2 % de la mémoire d’échange occupés"),
        Fact(r"(.+) GiB free, swap space in use: the system does not say", r"\1 Gio libres"),
        _OF_SYSTEM,
    ),
    "monitor": (Fact(r"the window has (\d+×\d+) pixels at (.+)", r"la fenêtre occupe \1 pixels à partir de \2"),),
    "mirrored": (Fact(r"another monitor shows the same picture", "un autre écran montre la même image"),),
    "variable refresh": (
        Fact(r"the monitor can vary its refresh \((.*)\)", r"l’écran peut faire varier son rafraîchissement (\1)"),
    ),
    "vsync": (
        Fact(
            r"the display does not wait for its refresh: (\d+) flips per second",
            r"l’écran n’attend pas son rafraîchissement, \1 images par seconde",
        ),
        Fact(
            r"(.+) % of flips came less than half a frame after the one before, if .*",
            r"\1 % des images viennent moins d’une demi-image après la précédente, si la fréquence est la "
            "plus proche de celles qui sont usuelles",
            "prévenir le responsable de cet ordinateur, qui décrira cet écran dans configs/displays.yaml",
        ),
        Fact(
            r"(.+) % of flips came less than half a frame after the one before",
            r"\1 % des images viennent moins d’une demi-image après la précédente",
        ),
    ),
    "expected refresh": (
        Fact(
            r"nobody says: half or double of it would look as good",
            "rien ne la dit, et la moitié ou le double passerait aussi bien",
        ),
    ),
    "refresh": (
        Fact(r"(.+) Hz measured, (.+) Hz expected", r"\1 Hz mesurés, \2 Hz attendus"),
        Fact(
            r"(.+) Hz measured, (.+) Hz is the nearest .*",
            r"\1 Hz mesurés, la fréquence usuelle la plus proche étant \2 Hz ; celle qui est attendue n’est pas connue",
        ),
    ),
    "jitter": (
        Fact(r"no interval is one frame long", "aucun intervalle n’est d’une image"),
        Fact(r"intervals of one frame vary with SD (.+) ms", r"les intervalles d’une image varient, écart-type \1 ms"),
    ),
    "frames lost, idle": _LOST,
    "frames lost, heaviest screen": _LOST,
    "draw headroom": (
        Fact(
            r"drawing the heaviest screen \(.*\) takes (.+) ms, 99 % within (.+) ms",
            r"l’écran le plus chargé se dessine en \1 ms, 99 fois sur 100 en moins de \2 ms",
        ),
    ),
    "pixels": (Fact(r"(.+) asked for, (.+) drawn", r"\1 demandés, \2 dessinés"),),
    "picture": (Fact(r"some pixels differ from what was laid out", "des pixels diffèrent de ce qui a été composé"),),
    "scaling": (
        Fact(r"window (.+), drawn (.+), the screen's mode (.+)", r"fenêtre \1, dessin \2, mode de l’écran \3"),
        Fact(r"window (.+), drawn (.+)", r"fenêtre \1, dessin \2"),
    ),
    "keyboard": (
        Fact(r"(.+), keyboards: 0", r"aucun n’est trouvé (par \1)"),
        Fact(r"(.+), keyboards: (\d+)", r"il est écouté par \1, qui peut perdre des appuis"),
    ),
    "key taps": (
        _TOO_FEW,
        Fact(
            r"left out, as --without-taps asks: .*",
            "ils ont été laissés de côté",
            "vérifier à nouveau, avec les appuis, avant une étude",
        ),
    ),
    "key down and up": (Fact(r"(\d+) presses and (\d+) releases", r"\1 appuis et \2 relâchements"),),
    "key stamps": (
        Fact(
            r"the places of (\d+) presses within their frames have a concentration of (.+) \(.*\)",
            r"les \1 appuis tombent au même endroit de leur image, à \2 sur 1",
        ),
    ),
    "keys through a stall": (Fact(r"(\d+) of (\d+) presses came through", r"\1 reçus sur \2"), _TOO_FEW),
    "collector pause": (Fact(r"(.+) ms, in a fixation only", r"\1 ms, pendant une fixation seulement"),),
    "undisturbed": (
        Fact(
            r"nothing is known of windows on this system",
            "rien n’est connu des fenêtres sur ce système",
            "ne rien faire d’autre sur cet ordinateur pendant la vérification",
        ),
        Fact(r"(?P<several>.*)", "{several}"),
    ),
    "clock": (
        Fact(
            r"it is the wall clock, and steps when that is set",
            "c’est celle de la date et de l’heure, qui saute quand on les règle",
        ),
    ),
    "clock steps": (_BETWEEN,),
    "clock drift": (Fact(r"(.+) ppm over (.+) s", r"\1 millionièmes en \2 s"),),
    "time server": (
        Fact(r"no time server keeps the time of day", "l’heure de cet ordinateur n’est tenue par aucun serveur"),
        _OF_SYSTEM,
    ),
}
"""By the name of the line; the first that fits."""

OF_DURATIONS = (
    Fact(
        r"mean error (\S+) ms, largest (\S+) ms, \d+ of \d+ times, shown as (\d+) frames, (\S+) ms",
        r"montrée en \3 images, \4 ms ; erreur moyenne \1 ms, la plus grande \2 ms",
        "prendre une autre fréquence de l’écran ; sinon, prévenir le responsable de l’étude, car cette durée tombe "
        "entre deux images",
    ),
    Fact(r"mean error (\S+) ms, largest (\S+) ms, .*", r"erreur moyenne \1 ms, la plus grande \2 ms"),
)
"""Of the lines of durations."""

_SEVERAL = {
    "another window had the keyboard": "une autre fenêtre avait le clavier",
    "something lay over the check's window": "quelque chose couvrait la fenêtre de la vérification",
    "the check's window was off the screen": "la fenêtre de la vérification était hors de l’écran",
    "the check's window, or its monitor, got another size": "la fenêtre de la vérification, ou l’écran, a changé de "
    "taille",
    "the monitor got another refresh rate": "la fréquence de l’écran a changé",
}
"""What can come together, with “and” between."""


def found_in_french(facts: tuple[Fact, ...], found: str, name: Callable[[str], str]) -> tuple[str, str] | None:
    """Say in French what a line has found, and what to do if that is another thing; ``None``: nobody knows how.

    Parameters
    ----------
    facts
        Those of the line.
    found
        As the line says it.
    name
        Names another line in French.
    """
    for fact in facts:
        match = re.fullmatch(fact.en, found)
        if match is not None:
            said = _localised(match.expand(fact.fr))
            named = match.groupdict()
            if "lines" in named:
                said = said.format(lines=", ".join(map(name, named["lines"].split(", "))))
            if "several" in named:
                said = said.format(several=" et ".join(_each(named["several"])))
            return said, fact.do_fr
    return None


def _each(several: str) -> Iterator[str]:
    for one in several.split(" and "):
        yield _SEVERAL.get(one, one)


def _localised(text: str) -> str:
    """Write days and decimals as French does."""
    text = re.sub(r"(\d{4})-(\d{2})-(\d{2})", r"\3/\2/\1", text)
    return re.sub(r"(\d)\.(\d)", r"\1,\2", text)
