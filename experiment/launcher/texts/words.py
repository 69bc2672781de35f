"""Words of the vocabulary, by their names there or by what they are about."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Words(Sentence):
    """Words of the vocabulary, by their names there or by what they are about."""

    DONE = ("done", "faite")
    RUNNING = ("running", "en cours")
    INTERRUPTED = ("interrupted", "interrompue")
    ABORTED = ("aborted", "arrêtée avant la fin")
    MISSING = ("missing", "fichiers manquants")
    DAMAGED = ("damaged", "endommagée")
    DUE = ("due", "à faire")
    OVERDUE = ("overdue", "en retard, encore possible")
    LATE = ("late", "hors délai")
    LATER = ("later", "plus tard")
    AWAITING = ("awaiting", "en attente")
    WITHDRAWN = ("withdrawn", "sortie d'étude")
    A_NAME = ("a name", "un nom")
    A_BIRTH = ("a date of birth", "une date de naissance")
    A_CONTACT = ("an address or a number of somebody", "une adresse ou un numéro personnel")
    LATE_INFUSION = ("the infusion was late", "perfusion retardée")
    PARTICIPANT_LATE = ("the participant came late", "arrivée tardive de la personne")
    TECHNICAL = ("technical", "technique")
    CLINICAL = ("clinical", "clinique")
    SCHEDULING = ("scheduling", "planification")
    OTHER = ("other", "autre")
    PARTICIPANT_WISH = ("the participant wishes it", "souhait de la personne")
    INSTRUCTIONS = ("instructions", "consignes")
    PRACTICE = ("practice", "entraînement")
    COMPREHENSION = ("comprehension check", "vérification des consignes")
    FIRST_ESTIMATES = ("first estimates", "premières estimations")
    SECOND_ESTIMATES = ("second estimates", "secondes estimations")
    BOTH_ESTIMATES = ("estimates", "estimations")
    AFTERWARDS = ("final questions", "questions finales")
    CLOSING = ("closing", "fin")
    DISK_FULL = ("the disk with the data was full", "le disque des données était plein")
    DISK_REFUSED = ("the disk no longer took the data", "le disque n'acceptait plus les données")
    OTHER_PROGRAM = (
        "another program had a file of the data open, or changed one",
        "un autre programme avait un fichier des données ouvert, ou en a changé un",
    )
    PROGRAM_FAULT = ("a fault of this program", "une erreur de ce programme")
    DISPLAY_GONE = ("the screen went away", "l'écran a disparu")
    TOLD_TO_STOP = (
        "the program was told to stop (a closed terminal, Ctrl-C, or a shutdown)",
        "le programme a reçu l'ordre de s'arrêter (terminal fermé, Ctrl-C, ou arrêt de l'ordinateur)",
    )
    BY_ESCAPE = ("Escape was pressed", "Échap a été pressé")
    BY_EXPERIMENTER = ("asked for in the launcher", "demandée depuis la fenêtre de suivi")
    BY_SILENCE = (
        "no key and no click for several questions: is the keyboard connected, is the participant able to answer?",
        "ni touche ni clic depuis plusieurs questions : le clavier est-il branché, la personne peut-elle répondre ?",
    )
    BY_CLOCKS = (
        "the computer has slept, or its clock was set",
        "l'ordinateur s'est mis en veille, ou son horloge a été changée",
    )
    BY_STOOD_STILL = ("the computer stood still for some seconds", "l'ordinateur s'est figé quelques secondes")
    BY_SIZE_CHANGED = ("the screen has changed its size", "la taille de l'écran a changé")
    BY_REFRESH_CHANGED = ("the screen has changed its refresh rate", "la fréquence de l'écran a changé")
    BY_HIDDEN = ("the window of the task is off the screen", "la fenêtre de la tâche n'est plus à l'écran")
    BY_COVERED = ("another window lies over the task", "une autre fenêtre recouvre la tâche")
    BY_KEYBOARD_LOST = (
        "another window has the keyboard: click into the task",
        "une autre fenêtre a le clavier : cliquer dans la tâche",
    )
    LANGUAGE_FR = ("French", "français")
    LANGUAGE_EN = ("English", "anglais")
