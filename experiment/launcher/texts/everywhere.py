"""What stands on several pages."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Everywhere(Sentence):
    """What stands on several pages."""

    TITLE = ("Belief-updating task: {study}", "Tâche de mise à jour des croyances : {study}")
    BACK = ("&Back", "&Retour")
    TO_BOARD = ("&Back to the visits", "&Retour aux visites")
    LANGUAGE = ("&Language", "&Langue")
    CLOSE = ("&Close", "&Fermer")
    ENGLISH = ("English", "English")
    FRENCH = ("Français", "Français ")
    WHAT_TO_DO = ("What to do: {remedy}.", "Que faire : {remedy}.")
    NOT_POSSIBLE = ("Not possible: {what}.", "Impossible : {what}.")
    NOT_UNDERSTOOD = (
        "Not possible. Show these lines to the researcher:\n{lines}",
        "Impossible. Montrer ces lignes au responsable de l'étude :\n{lines}",
    )
    NO_PROCESS = (
        "The computer can start no other program now ({error}). Close other programs, or restart the computer, and try "
        "again.",
        "L'ordinateur ne peut pas démarrer d'autre programme en ce moment ({error}). Fermer les autres programmes, ou "
        "redémarrer l'ordinateur, puis recommencer.",
    )
