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
    NOT_UNDERSTOOD_AT_ALL = (
        "Not possible: something that was typed here cannot be read. Look at each field again, and type what is odd in "
        "it in plain letters and digits; if nothing is, tell whoever looks after the program.",
        "Impossible : quelque chose qui a été saisi ici ne peut pas être lu. Revoir chaque champ et y saisir à "
        "nouveau, en lettres et chiffres ordinaires, ce qui paraît étrange ; si rien ne l'est, prévenir le responsable "
        "du programme.",
    )
    WORDS_UNSEEN = (
        "There is a character in these words that cannot be seen or is no text: type them again.",
        "Ces mots contiennent un caractère invisible, ou qui n'est pas du texte : les saisir à nouveau.",
    )
    WORDS_TOO_LONG = (
        "These are {length} characters; at most {longest} can be kept. Say it more shortly.",
        "Cela fait {length} caractères ; {longest} au plus peuvent être conservés. Le dire plus brièvement.",
    )
    NO_PROCESS = (
        "The computer can start no other program now ({error}). Close other programs, or restart the computer, and try "
        "again.",
        "L'ordinateur ne peut pas démarrer d'autre programme en ce moment ({error}). Fermer les autres programmes, ou "
        "redémarrer l'ordinateur, puis recommencer.",
    )
