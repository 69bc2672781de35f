"""The page on which a time is entered, and names of anchors."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Anchors(Sentence):
    """The page on which a time is entered, and names of anchors."""

    ANCHOR_TITLE = ("When did it happen?", "Quand cela a-t-il eu lieu ?")
    WHAT_HAPPENED = ("&What happened", "É&vénement")
    ENTERED_SO_FAR = ("Entered so far: {time}", "Saisi jusqu'ici : {time}")
    NOT_ENTERED_YET = ("Not entered yet", "Pas encore saisi")
    DAY = ("&Day (year-month-day)", "&Jour (jour/mois/année)")
    TIME = ("&Time, from the paper record, such as 14:05", "&Heure, d'après le dossier papier, par exemple 14:05")
    WHICH_TIME = (
        "The clocks were put back that night, and showed this time twice: whi&ch is meant",
        "Cette nuit-là, on est passé à l'heure d'hiver, et cette heure est venue deux &fois : laquelle",
    )
    FIRST_TIME = ("the first time, before the clocks were put back", "la première, avant le changement d'heure")
    SECOND_TIME = ("the second time, after they were put back", "la seconde, après le changement d'heure")
    WHICH_MISSING = (
        "Choose first which of the two times is meant; if the paper record does not say, ask who was there.",
        "Choisir d'abord laquelle des deux ; si le dossier papier ne le dit pas, demander à qui était là.",
    )
    UNDERSTOOD = ("That is {time}.", "Soit le {time}.")
    NO_TIME = (
        "“{text}” is no time: type it as it stands on the paper record, by the 24-hour clock, such as 14:05.",
        "« {text} » n'est pas une heure : la saisir telle qu'elle est sur le dossier papier, par exemple 14:05.",
    )
    NO_DAY = (
        "“{text}” is no day: type year, month and day, such as 2026-11-26.",
        "« {text} » n'est pas un jour : saisir jour, mois et année, par exemple 26/11/2026.",
    )
    DAY_TOO_FAR = (
        "“{text}” is too far away: type a day from {first} to {last}, which is today.",
        "« {text} » est trop loin : saisir un jour du {first} au {last}, c'est-à-dire aujourd'hui.",
    )
    WHY_CORRECTED = (
        "Why the earlier entry was wron&g (no names)",
        "&Pourquoi la saisie précédente était fausse (sans nom)",
    )
    TAKE_BACK = ("It &had not happened: take it back", "Cela &n'a pas eu lieu : retirer la saisie")
    ENTER_NOW = ("&Enter", "&Enregistrer")
    ENTERED = ("{participant}: {name} was at {time}.", "{participant} : {name}, le {time}.")
    APART = (
        "⚠ {visit}: {words}. Check the times that were entered; if they are right, ask the researcher.",
        "⚠ {visit} : {words}. Vérifier les heures saisies ; si elles sont justes, demander au responsable de l'étude.",
    )
    TAKEN_BACK = ("{participant}: {name} is taken back.", "{participant} : {name}, saisie retirée.")
    CHOOSE_SOMEBODY = (
        "Choose the participant in the list first, then “Enter a time”.",
        "Choisir d'abord la personne dans la liste, puis « Saisir une heure ».",
    )
    NO_ANCHORS = (
        "The visits of this participant hang on no time that is entered.",
        "Les visites de cette personne ne dépendent d'aucune heure à saisir.",
    )
    END_OF_ANCHOR = ("{name} (end)", "{name} (fin)")
    START_OF_ANCHOR = ("{name} (start)", "{name} (début)")
