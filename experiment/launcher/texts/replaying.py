"""A session looked at again."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Replaying(Sentence):
    """A session looked at again."""

    REPLAY_TITLE = (
        "{participant}, {visit}, run {run}: what was seen and pressed",
        "{participant}, {visit}, passation {run} : ce qui a été vu et pressé",
    )
    REPLAY_ABOUT = (
        "Made again from what was recorded: each picture is the screen as it stood when it was taken off. The slider, "
        "the buttons, the arrow keys and the pages of the keyboard go from screen to screen; the tab key leads on to "
        "what was pressed.",
        "Refait d'après ce qui est enregistré : chaque image est l'écran tel qu'il était quand il a été retiré. Le "
        "curseur, les boutons, les flèches et les touches de page vont d'un écran à l'autre ; la touche Tab mène à ce "
        "qui a été pressé.",
    )
    SCREENS = ("Screens", "Écrans")
    SCREEN_BEFORE = ("&Previous screen", "Écran pré&cédent")
    SCREEN_AFTER = ("&Next screen", "Écran &suivant")
    SHOWN = ("{time}  ·  {what}  ·  {lasted}", "{time}  ·  {what}  ·  {lasted}")
    SHOWN_BLANK = ("blank screen", "écran vide")
    SHOWN_FIXATION = ("cross", "croix")
    SHOWN_EVENT = ("event", "événement")
    SHOWN_ESTIMATE = ("estimate", "estimation")
    SHOWN_BASE_RATE = ("base rate", "fréquence")
    SHOWN_NO_RATE = ("no base rate", "sans fréquence")
    SHOWN_PAGE = ("page", "page")
    SHOWN_PAUSE = ("pause", "pause")
    SHOWN_AFTERWARDS = ("final question", "question finale")
    ENDED_BY_TIME = ("its time was over", "temps écoulé")
    ENDED_BY_ANSWER = ("ended by the participant", "terminé par la personne")
    ENDED_BY_ESCAPE = ("Escape", "Échap")
    ENDED_BY_PAUSE_ASKED = ("broken off by a pause", "interrompu par une pause")
    PAGE_ABOUT = (
        "{study}, {kind}, {status}: {screens} screens in {length}. Made again from plan and journal; each picture is "
        "the screen as it stood when it was taken off. The first time is that of the launch; those of inputs count "
        "from the screen's onset.",
        "{study}, {kind}, {status} : {screens} écrans en {length}. Refait d'après le plan et le journal ; chaque image "
        "est l'écran tel qu'il était quand il a été retiré. La première heure est celle du lancement ; celles des "
        "réponses comptent depuis l'apparition de l'écran.",
    )
    NOTHING_GIVEN = ("nothing given", "rien de saisi")
    OUT_OF_RANGE = ("out of range", "hors des limites")
    NOT_WHOLE = ("no whole number", "pas un nombre entier")
    LAUNCH = ("Launch {number}: {began}", "Lancement {number} : {began}")
    AFTER_S = ("+{seconds} s", "+{seconds} s")
    CUT_OFF = ("cut off; how long it was on is not known", "coupé ; on ne sait pas combien de temps il est resté")
    LENGTH_UNKNOWN = ("how long it was on is not known", "on ne sait pas combien de temps il est resté")
    AT_LEAST = ("at least {length}", "au moins {length}")
    LAST_PRESSED_UNKNOWN = (
        "What was pressed last is not known: what is recorded ends here.",
        "On ne sait pas ce qui a été pressé en dernier : ce qui est enregistré s'arrête ici.",
    )
    NOTHING_PRESSED = ("Nothing was pressed.", "Rien n'a été pressé.")
