"""What the check finds of study, records and the disk."""

from __future__ import annotations

from enum import unique

from experiment.messages.checks.named import Check
from experiment.messages.checks.state import CheckState
from experiment.messages.text import Text

_CHECK_AGAIN = Text(
    "run the full check: {lab} check",
    "quand il y a le temps, choisir « Vérifier cet ordinateur » dans le menu « Plus »",
    "when there is time: menu “More”, “Check this computer”",
)
_NO_OTHER_FOLDER = Text(
    "see whether this account may write there, and whether the disk or network drive works; in another folder "
    "(--data) nobody is enrolled, and a participant may get a list again that they have had",
    "faire rendre le droit d’y écrire avant que la personne s’installe ; ne pas prendre un autre dossier",
    "have the right to write there given back before the participant sits down; do not take another folder",
)
_ROOM = Text(
    "make room on that disk before the participant comes", "faire de la place avant que la personne s’installe"
)
_MOVED = Text(
    "move the whole data folder, with everybody enrolled in it, to a disk of this computer, and copy it elsewhere "
    "when no session runs",
    "faire déplacer tout le dossier sur un disque de cet ordinateur",
)


@unique
class OfFiles(CheckState):
    """What the check finds of study, records and the disk."""

    NEVER_CHECKED = (
        Check.LAST_CHECK,
        Text("there is none that counts", "il n’y en a pas qui compte"),
        _CHECK_AGAIN,
    )
    CHECK_FAILED = (
        Check.LAST_CHECK,
        Text("the last one failed ({lines:list})", "la dernière a échoué ({lines:list})"),
        _CHECK_AGAIN,
    )
    CHECK_OLD = (
        Check.LAST_CHECK,
        Text(
            "the last one is of {made:moment}, more than {hours} hours ago",
            "la dernière est du {made:moment}, il y a plus de {hours} heures",
        ),
        _CHECK_AGAIN,
    )
    CHECK_RECENT = (
        Check.LAST_CHECK,
        Text("the last one is of {made:moment}", "la dernière est du {made:moment}"),
    )
    STUDY_REVIEWED = (
        Check.STUDY,
        Text("it is reviewed as it stands", "elle est relue telle qu’elle est"),
    )
    STUDY_NOT_REVIEWED = (
        Check.STUDY,
        Text("it has not been reviewed as it stands", "elle n’a pas été relue telle qu’elle est"),
        Text(
            "somebody who answers for events and rates reviews it; until then, rehearsals only",
            "la personne qui répond des événements et des fréquences doit relire l’étude ; répétitions seulement d’ici "
            "là",
        ),
    )
    DATE_GOES_ON = (
        Check.TIME_OF_DAY,
        Text("it is {now:moment}", "cet ordinateur donne le {now:moment}"),
    )
    DATE_BEHIND = (
        Check.TIME_OF_DAY,
        Text(
            "it is {now:moment} by this computer's clock, but something was entered at {entered:moment} already",
            "cet ordinateur donne le {now:moment}, mais quelque chose a déjà été saisi le {entered:moment}",
        ),
        Text("set the clock of this computer", "régler la date et l’heure de cet ordinateur"),
    )
    FOLDER_ON_DISK = (
        Check.DATA_FOLDER,
        Text(
            "on a disk of this computer, as far as can be seen",
            "sur un disque de cet ordinateur, autant que cela se voie",
        ),
    )
    FOLDER_IN_STEP = (
        Check.DATA_FOLDER,
        Text("it is kept in step by {program}", "synchronisé par {program}"),
        _MOVED,
    )
    FOLDER_AWAY = (
        Check.DATA_FOLDER,
        Text("it is on the disk of another computer", "sur le disque d’un autre ordinateur"),
        _MOVED,
    )
    FOLDER_IN_STEP_AND_AWAY = (
        Check.DATA_FOLDER,
        Text(
            "it is kept in step by {program} and on the disk of another computer",
            "synchronisé par {program}, et sur le disque d’un autre ordinateur",
        ),
        _MOVED,
    )
    NO_ROOM_TO_WRITE = (
        Check.WRITABLE,
        Text("only {free_mb} MB are free on its disk", "il n’y reste que {free_mb} Mo"),
        _ROOM,
    )
    FILE_HELD_THERE = (
        Check.WRITABLE,
        Text("another program has {file} open", "un autre programme y a {file} ouvert"),
        Text("close it in other programs (a spreadsheet, an editor, a synchroniser)", "fermer cet autre programme"),
    )
    NOT_WRITABLE = (
        Check.WRITABLE,
        Text("it cannot be written to ({error})", "on ne peut pas y écrire ({error})"),
        _NO_OTHER_FOLDER,
    )
    SPACE = (
        Check.FREE_SPACE,
        Text("{free_mb} MB are free for the data", "{free_mb} Mo libres pour les données"),
        _ROOM,
    )
    DISK_REFUSES = (
        Check.DISK,
        Text("the disk refuses: {error}", "le disque refuse ({error})"),
        Text(
            "make room on it, or have it mended or replaced: no session can be kept here",
            "y faire de la place, ou faire remplacer ce disque",
        ),
    )
    DISK_TAKES = (
        Check.DISK,
        Text(
            "a row is safe in {median_ms:.2f} ms (median), 95 % within {p95_ms:.2f} ms, {times} times",
            "une ligne y est en sûreté en {median_ms:.2f} ms (médiane), 95 % d’entre elles en moins de {p95_ms:.2f} ms",
        ),
        Text(
            "keep the data on a disk of this computer, not on a network or a memory stick",
            "garder les données sur un disque de cet ordinateur, ni réseau ni clé",
        ),
    )
