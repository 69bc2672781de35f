"""The page on which somebody is enrolled."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Enrolling(Sentence):
    """The page on which somebody is enrolled."""

    ENROL_TITLE = ("Enrol somebody", "Inclure une personne")
    PARTICIPANT_ID = (
        "&Participant ID, as on the log, such as {example}",
        "&Identifiant, comme au registre, par exemple {example}",
    )
    ARM_OF = ("&Arm", "&Bras")
    LANGUAGE_OF = ("Language on the &screen", "Langue à l'é&cran")
    SITE_OF = ("S&ite", "C&entre")
    CHOOSE = ("choose…", "choisir…")
    WHO_MISSING = ("Type the ID first, as it stands on the log.", "Saisir d'abord l'identifiant, comme au registre.")
    ARM_MISSING = ("Choose the arm first.", "Choisir d'abord le bras.")
    SITE_MISSING = ("Choose the site first.", "Choisir d'abord le centre.")
    ENROL_NOW = ("&Enrol", "I&nclure")
    ENROLLED = ("{participant} is enrolled: {arm}, {language}.", "{participant} est inclus : {arm}, {language}.")
    YES_IT_IS_SO = ("&Yes, it is so", "&Oui, c'est bien cela")
