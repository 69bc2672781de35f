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
    DAY = ("&Day", "&Jour")
    TIME = ("&Time, from the paper record", "&Heure, d'après le dossier papier")
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
    STILL_AS_OPENED = (
        "The time is still that at which this page was opened: {time}. Is that when it happened?",
        "L'heure est encore celle de l'ouverture de cette page : {time}. Est-ce bien celle de l'événement ?",
    )
    WHY_CORRECTED = (
        "Why the earlier entry was wron&g (no names)",
        "&Pourquoi la saisie précédente était fausse (sans nom)",
    )
    TAKE_BACK = ("It &had not happened: take it back", "Cela &n'a pas eu lieu : retirer la saisie")
    ENTER_NOW = ("&Enter", "&Enregistrer")
    ENTERED = ("{participant}: {name} was at {time}.", "{participant} : {name}, à {time}.")
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
