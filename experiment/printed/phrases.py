"""What the document about a study says, in English and in French: committees read one or the other."""

from __future__ import annotations

from enum import Enum

from experiment.config.typography import set_text
from experiment.design.walkthrough import EndedWith, Stands
from experiment.format.vocabulary import SessionPart, Strength, Valence

ENGLISH, FRENCH = "en", "fr"


class Phrase(Enum):
    """A heading or a sentence: in English, in French."""

    TITLE = ("The study {study}", "L’étude {study}")
    SUBTITLE = (
        "Belief updating: every screen, every text and every event that participants meet",
        "Mise à jour des croyances : tous les écrans, textes et événements présentés aux participants",
    )
    VERSION = ("files of the study", "fichiers de l’étude")
    VERSION_IS = ("hash {hash}; program {version}", "empreinte {hash} ; programme {version}")
    REVIEWED = ("reviewed", "relecture")
    REVIEWED_BY = ("by the {role}, {date}", "{role}, {date}")
    NOT_REVIEWED = ("not yet", "pas encore faite")
    REVIEWED_OTHER = (
        "{said}; of other files than these: to be done again",
        "{said} ; d’une autre version des fichiers : à refaire",
    )
    LANGUAGES = ("languages", "langues")
    WRITTEN = ("this document", "ce document")
    WRITTEN_IN_ENGLISH = (
        "in English, as the program has it in English and in French only; what participants read stands here as they "
        "read it ({shown})",
        "en anglais, car le programme ne le produit qu’en anglais et en français ; ce que lisent les participants "
        "figure ici tel quel ({shown})",
    )
    EVENTS = ("events", "événements")
    EVENTS_ARE = (
        "{lists} lists of {events}; each is shown with its frequency, as used in this task",
        "{lists} listes de {events} ; chacun est présenté avec sa fréquence, telle qu’elle est utilisée dans la tâche",
    )
    LISTS_MET = (
        "of these lists, a person meets {lists}, one at each visit, in an order drawn at enrolment",
        "de ces listes, une personne en rencontre {lists}, une par visite, dans un ordre tiré au sort à l’inclusion",
    )
    EVENTS_OF_ONE_LIST = (
        "{events}; each is shown with its frequency, as used in this task",
        "{events} ; chacun est présenté avec sa fréquence, telle qu’elle est utilisée dans la tâche",
    )
    RETEST = ("retest events", "événements sans fréquence")
    RETEST_ARE = (
        "{trials} at each visit, whose frequency is never shown (they measure the noise of answers)",
        "{trials} à chaque visite, dont la fréquence n’est jamais affichée (ils mesurent la variabilité des réponses)",
    )
    ANSWERS = ("answers", "réponses")
    ANSWERS_SLIDER = ("{minimum} to {maximum}{sign}, on a slider", "de {minimum} à {maximum}{sign}, sur un curseur")
    ANSWERS_TYPED = ("{minimum} to {maximum}{sign}, typed", "de {minimum} à {maximum}{sign}, au clavier")
    ANSWERS_WITHOUT_FIGURES = (
        "{minimum} to {maximum}{sign}, on a slider that shows no figures",
        "de {minimum} à {maximum}{sign}, sur un curseur sans chiffres",
    )
    AT_THE_END = ("questions at the end", "questions finales")
    SCALE_OF = ("{names}: {scale}", "{names} : {scale}")
    ACCEPTED = ("unusual, and meant so", "inhabituel, mais voulu")
    ACCEPTED_IS = ("{reason} [{code}]", "{reason} [{code}]")
    PAUSE = ("pause", "pause")
    PAUSE_IS = (
        "Escape pauses the session at any time; the session can be ended there",
        "la touche Échap met la séance en pause à tout moment ; la séance peut alors être arrêtée",
    )

    VISITS = ("The visits, and how they differ", "Les visites et leurs différences")
    ARM = ("arm", "groupe")
    VISIT = ("visit", "visite")
    WHEN = ("when", "quand")
    LIST = ("list of events", "liste d’événements")
    LIST_IS = ("no. {place} of the participant’s order", "n° {place} dans l’ordre de la personne")
    BEFORE_TRIALS = ("before the trials", "avant les essais")
    AFTER_TRIALS = ("asked afterwards", "questions finales")
    DURATION = ("about", "environ")
    MINUTES = ("{minutes} min", "{minutes} min")
    ANY_TIME = ("no time set", "pas de délai fixé")
    BEFORE_ANCHOR = ("before {anchor}", "avant {anchor}")
    DUE_H = (
        "{due} h after {anchor} ({earliest} to {latest} h)",
        "{due} h après {anchor} (de {earliest} à {latest} h)",
    )
    DUE_D = (
        "{due} days after {anchor} ({earliest} to {latest})",
        "{due} jours après {anchor} (de {earliest} à {latest})",
    )
    OUTSIDE_ASK = ("{window}; outside, a reason is asked for", "{window} ; en dehors, une raison est demandée")
    OUTSIDE_REFUSE = ("{window}; outside, no session", "{window} ; en dehors, pas de séance")
    PRACTICE = ("practice", "entraînement")
    CHECK = ("comprehension check", "vérification des consignes")
    PAGES = ("instructions", "consignes")
    NOTHING = ("–", "–")

    SCREENS = ("The session, screen by screen", "La séance, écran par écran")
    SCREENS_ARE = (
        "In the order of the session at {visit} ({arm}). Each kind of trial is shown once, with one of its events. "
        "Below each screen: its name, how long it stands and what ends it.",
        "Dans l’ordre de la séance {visit} ({arm}). Chaque type d’essai est montré une fois, avec l’un de ses "
        "événements. Sous chaque écran : son nom, sa durée et ce qui y met fin.",
    )
    ONLY_AT = ("Only at {visit} ({arm})", "Seulement à la visite {visit} ({arm})")
    WHENEVER = ("Whenever it is needed", "Au besoin")
    STATES = ("While a question is answered", "Pendant une réponse")
    WITHOUT_RATE = ("without its rate", "sans fréquence")
    TIMES = ("{times} times", "{times} fois")

    TEXTS = ("The texts", "Les textes")
    TEXT_PAGES = ("Pages", "Pages")
    TEXT_QUESTIONS = ("Questions about an event", "Questions sur un événement")
    TEXT_CHECK = ("Comprehension check", "Vérification des consignes")
    TEXT_AFTERWARDS = ("Questions at the end", "Questions finales")
    RIGHT_ANSWER = ("right", "exact")
    NAME = ("name", "nom")

    EVENT_TABLE = (
        "The events, their rates and where these come from",
        "Les événements, leurs fréquences et les sources",
    )
    EVENTS_SAY = (
        "The rates are the figures used in this task. They are no prediction for any person; what each counts, and how "
        "far its source carries, stands beside it.",
        "Les fréquences sont les chiffres utilisés dans cette tâche. Elles ne prédisent rien pour une personne ; "
        "ce que chacune mesure et la solidité de sa source sont indiqués à côté.",
    )
    LIST_OF = (
        "List {name}: {events} events, mean rate {mean} %, SD {sd}, {lowest} to {highest} %",
        "Liste {name} : {events} événements, fréquence moyenne {mean} %, écart-type {sd}, de {lowest} à {highest} %",
    )
    EVENT = ("event", "événement")
    RATE = ("rate", "fréq.")
    COUNTS = ("what the rate counts", "ce que la fréquence mesure")
    SOURCE = ("source", "source")
    SENSITIVE = ("sensitive: {reason}", "sensible : {reason}")

    def say(self, language: str, **facts: object) -> str:
        """Fill the places of a phrase.

        Parameters
        ----------
        language
            ``fr``; every other language is given English.
        """
        english, french = self.value
        return set_text((french if language == FRENCH else english).format(**facts), language)


_PARTS = {
    SessionPart.INSTRUCTIONS: ("Instructions", "Consignes"),
    SessionPart.PRACTICE: ("Practice", "Entraînement"),
    SessionPart.COMPREHENSION: ("Comprehension check", "Vérification des consignes"),
    SessionPart.FIRST_ESTIMATES: ("First estimates", "Premières estimations"),
    SessionPart.SECOND_ESTIMATES: ("Second estimates", "Secondes estimations"),
    SessionPart.BOTH_ESTIMATES: ("Estimates", "Estimations"),
    SessionPart.AFTERWARDS: ("Questions at the end", "Questions finales"),
    SessionPart.CLOSING: ("Closing", "Fin"),
}
_STRENGTHS = {
    Strength.STRONG: ("strong source", "source solide"),
    Strength.MEDIUM: ("medium source", "source moyenne"),
    Strength.WEAK: ("weak source", "source faible"),
    Strength.UNDOCUMENTED: ("undocumented rate", "fréquence non documentée"),
}
_VALENCES = {Valence.ADVERSE: ("adverse", "défavorable"), Valence.FAVOURABLE: ("favourable", "favorable")}
_ENDS = {
    EndedWith.GO_ON: ("until Space, Enter or a click", "jusqu’à Espace, Entrée ou un clic"),
    EndedWith.CONFIRMED: ("until an answer is confirmed", "jusqu’à la validation d’une réponse"),
    EndedWith.LAST_DIGIT: ("until the last digit of an answer", "jusqu’au dernier chiffre d’une réponse"),
    EndedWith.CHOSEN: ("until an answer is chosen and confirmed", "jusqu’au choix d’une réponse et à sa validation"),
    EndedWith.EXPERIMENTER: ("until the staff go on or end it", "jusqu’à une action de l’équipe"),
}


_NAMES = {
    "page": ("page", "page"),
    "first_estimate": ("first estimate", "première estimation"),
    "second_estimate": ("second estimate", "seconde estimation"),
    "fixation": ("fixation cross", "croix de fixation"),
    "event": ("event", "événement"),
    "base_rate": ("base rate", "fréquence"),
    "no_rate": ("no rate shown", "sans fréquence"),
    "message": ("message", "message"),
    "self": ("for oneself", "pour soi"),
    "population": ("for others", "pour les autres"),
    "confidence": ("confidence", "confiance"),
    "check": ("check", "vérification"),
    "right": ("right answer", "bonne réponse"),
    "wrong": ("wrong answer", "mauvaise réponse"),
    "again": ("the last time", "la dernière fois"),
    "afterwards": ("at the end", "à la fin"),
    "memory": ("memory of the rate", "souvenir de la fréquence"),
    "prior_experience": ("prior experience", "expérience antérieure"),
    "familiarity": ("familiarity", "familiarité"),
    "vividness": ("vividness", "netteté"),
    "arousal": ("arousal", "intensité"),
    "negativity": ("negativity", "négativité"),
    "positivity": ("positivity", "positivité"),
    "lowest": ("lowest", "minimum"),
    "highest": ("highest", "maximum"),
    "answered": ("answered", "réponse donnée"),
    "chosen": ("chosen", "choix fait"),
    "nothing given": ("nothing given", "aucune réponse"),
    "out of range": ("out of range", "hors de l’échelle"),
    "not whole": ("no whole number", "nombre non entier"),
    "pause": ("pause", "pause"),
    "silence": ("no answers", "sans réponse"),
    "clocks": ("the computer slept", "mise en veille"),
    "stood_still": ("the computer stood still", "ordinateur figé"),
    "size_changed": ("the size of the screen changed", "taille de l’écran changée"),
    "refresh_changed": ("the refresh rate changed", "fréquence de rafraîchissement changée"),
    "hidden": ("the window was hidden", "fenêtre masquée"),
    "covered": ("the window was covered", "fenêtre recouverte"),
    "keyboard_lost": ("another window had the keyboard", "clavier pris par une autre fenêtre"),
    "welcome back": ("welcome back", "reprise"),
    "technical stop": ("technical stop", "arrêt technique"),
    "ended early": ("ended early", "arrêt avant la fin"),
}
_LONGER = sorted((name for name in _NAMES if " " in name), key=len, reverse=True)


def name_in_words(name: str, language: str) -> str:
    """Say the name of a screen, or of a question; what the study has named itself stays as it is."""
    parts: list[str] = []
    rest = name
    while rest:
        known = next((one for one in _LONGER if rest == one or rest.startswith(f"{one} ")), rest.partition(" ")[0])
        parts.append(_of(_NAMES[known], language) if known in _NAMES else known.replace("_", " "))
        rest = rest[len(known) :].strip()
    return ", ".join(parts)


def _of(pair: tuple[str, str], language: str) -> str:
    return set_text(pair[1] if language == FRENCH else pair[0], language)


def part_in_words(part: SessionPart, language: str) -> str:
    """Name a part of the session, as a heading."""
    return _of(_PARTS[part], language)


def strength_in_words(strength: Strength, language: str) -> str:
    """Return how far the source of a rate carries."""
    return _of(_STRENGTHS[strength], language)


def valence_in_words(valence: Valence, language: str) -> str:
    """Return whether an event is to be feared or hoped for."""
    return _of(_VALENCES[valence], language)


def stands_in_words(stands: Stands, language: str) -> str:
    """Return how long a screen stands, and what ends it."""
    french = language == FRENCH
    if stands.for_s is not None:
        low, high = (_figure(seconds, language) for seconds in stands.for_s)
        if low == high:
            return f"{low} s"
        return f"de {low} à {high} s, tirée au sort" if french else f"{low} to {high} s, drawn anew each time"
    words = [_of(_ENDS[stands.by], language)]
    if stands.at_least_s is not None:
        figure = _figure(stands.at_least_s, language)
        words.append(f"après {figure} s au moins" if french else f"after {figure} s at the earliest")
    if stands.at_most_s is not None:
        figure = _figure(stands.at_most_s, language)
        words.append(f"{figure} s au plus" if french else f"{figure} s at most")
    return ", ".join(words)


def _figure(seconds: float, language: str) -> str:
    figure = f"{seconds:g}"
    return figure.replace(".", ",") if language == FRENCH else figure
