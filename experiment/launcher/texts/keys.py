"""Keys, by what stands on them, and places to click."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Keys(Sentence):
    """Keys, by what stands on them, and places to click; their names are those of the journal, in capitals."""

    DIGIT = ("key {digit}", "touche {digit}")
    ON_KEYPAD = ("{key} of the keypad", "{key} du pavé numérique")
    BACKSPACE = ("Backspace", "Retour arrière")
    ENTER = ("Enter", "Entrée")
    SPACE = ("space bar", "barre d'espace")
    ESCAPE = ("Escape", "Échap")
    LEFT = ("left arrow", "flèche gauche")
    RIGHT = ("right arrow", "flèche droite")
    UP = ("up arrow", "flèche haut")
    DOWN = ("down arrow", "flèche bas")
    HOME = ("Home", "touche Début")
    END = ("End", "touche Fin")
    STRAY = ("a letter or a sign", "une lettre ou un signe")
    OTHER = ("another key (Shift, Ctrl …)", "une autre touche (Maj, Ctrl…)")
    CLICK = ("click: {what}", "clic : {what}")
    LET_GO = ("mouse let go", "souris relâchée")
    ON_TRACK = ("the slider", "l'échelle")
    ON_NOTHING = ("nothing there", "rien à cet endroit")
    ON_GO_ON = ("go on", "continuer")
    ON_BACK = ("back", "revenir")
    ON_CONFIRM = ("confirm", "valider")
    ON_ERASE = ("erase", "effacer")
    ON_END = ("end", "terminer")
    ON_OPTION = ("answer {number}", "réponse {number}")
    ON_DIGIT = ("digit {number}", "chiffre {number}")
    MOVED_BY = ("marker moved: {by}", "curseur déplacé : {by}")
    BY_MOUSE = ("the mouse", "la souris")
    BY_DIGITS = ("digits", "des chiffres")
    BY_HELD_ARROW = ("an arrow that is held", "une flèche maintenue")
    IN_LAST_FRAME = ("{what}, in the last frame", "{what}, dans la dernière image")
