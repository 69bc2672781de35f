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
        "the buttons and the arrow keys go from screen to screen.",
        "Refait d'après ce qui est enregistré : chaque image est l'écran tel qu'il était quand il a été retiré. Le "
        "curseur, les boutons et les flèches du clavier vont d'un écran à l'autre.",
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
    NOTHING_PRESSED = ("Nothing was pressed.", "Rien n'a été pressé.")
