"""Whether words that are kept with the data look as if they named somebody: a name, a birthday, a number, an address.

Reasons and roles are typed by hand, and whoever types them at night may write "Mme D. was ill". What is found here is
asked about, or sent back with a hint; what is not found is no proof. Better too often than too rarely.
"""

from __future__ import annotations

import re
import unicodedata

from experiment.format.vocabulary import Word


class Personal(Word):
    """What words look like."""

    NAME = "a name"
    BIRTH = "a date of birth"
    CONTACT = "an address or a number of somebody"


_LONGEST = 1000
"""What comes later in a text is not looked at."""

_LAST_BIRTH_YEAR = 2015
"""Dates up to this year are taken for birthdays, later ones for days of the study."""

_TITLES = (
    r"Dr|Prof|Pr|Mr|Mrs|Ms|Miss|Mme|Mlle|MM|M\.|M|Me|Monsieur|Madame|Mademoiselle|Docteur|Docteure|Professeure?|"
    r"Doctor|Professor|Sister|Sir|Herr|Frau|Mister"
)
_CAPITAL = r"[^\W\d_a-zà-öø-ÿœ]"
_NAME = rf"{_CAPITAL}[\w’'-]*"
_TITLED = re.compile(rf"(?<!\w)(?:{_TITLES})\.?[ \u00a0\u202f]+(?:{_NAME})")
_TITLED_IN_SMALL = re.compile(r"(?<!\w)(?:dr|prof|mr|mrs|mme|mlle|monsieur|madame)\.? (?P<who>[^\W\d_]{3,})")
_WORDS = re.compile(r"[^\W\d_][\w’'-]*\.?")
_INITIALS = re.compile(rf"(?<![\w.])(?:{_CAPITAL}\.[ \u00a0-]?){{1,3}}[ \u00a0]?{_CAPITAL}[^\W\d_]{{2,}}")

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
_YEAR = r"(?P<year>(?:19|20)?[0-9]{2})(?![0-9:h])"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![0-9./-])[0-3]?[0-9] ?[./ -] ?[0-3]?[0-9] ?[./ -] ?{_YEAR}",
        r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}) ?[./ -] ?[01]?[0-9] ?[./ -] ?[0-3]?[0-9](?![0-9])",
        rf"(?<![0-9])[0-3]?[0-9](?:st|nd|rd|th|er)? (?:{_MONTHS}),? {_YEAR}",
        rf"(?:{_MONTHS}) [0-3]?[0-9](?:st|nd|rd|th)?,? {_YEAR}",
        r"(?<![0-9])[0-3][0-9][01][0-9](?P<year>(?:19|20)[0-9]{2})(?![0-9])",
        r"(?<![0-9])(?P<year>19[0-9]{2})[01][0-9][0-3][0-9](?![0-9])",
    )
)
_BIRTH_WORDS = re.compile(r"\b(?:born|birth|birthday|birthdate|dob|d\.o\.b|ddn|naissance|nee? (?:le|en|on|in))\b")
_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"
    r"|(?<!\w)(?:\+|00)?(?:[0-9][ .\u00a0/-]?){9,}"  # telephone, social security and hospital numbers
)

_FIRST_NAMES = frozenset(
    """
    adele adrien agnes alain albert alexandra alexandre alexis alice aline amandine amelie andre andrea andrew anna
    anne annie anthony antoine arnaud arthur aurelie aurore axel barbara beatrice benjamin benoit bernard bertrand
    brigitte bruno camille carine carl carla carole caroline catherine cecile cedric celine chantal charles
    charlotte chloe christelle christian christine christophe clara claude claudine colette corinne cyril damien
    daniel danielle david deborah delphine denis denise didier dominique dorothee edouard elena eliane elisabeth
    elise elizabeth elodie emilie emily emma emmanuel emmanuelle eric erica estelle etienne eva evelyne fabien
    fabrice fanny fatima felix florian francis francois francoise frederic gabriel gabrielle gael genevieve george
    georges gerard ghislaine gilbert gilles guillaume hannah helene henri henry herve hugo ines irene isabelle jack
    jacqueline jacques james jane jean jeanne jennifer jeremy jerome jessica joel john jonathan joseph josephine
    josette joshua jules julia julie julien juliette karim karine kevin laetitia laura laure laurence laurent lea
    leo leon lisa louis louise luc lucas lucie lucien ludovic magali manon marc marcel margaret margaux marguerite
    maria marianne marie marine marion martin martine mary mathieu mathilde matthew matthieu maurice maxime mehdi
    melanie michael michel michele michelle mireille mohamed mohammed monique morgane muriel mustapha myriam nadia
    nathalie nathan nicolas nicole noemie odile olivia olivier oscar pascal pascale patricia patrick paul paula
    pauline peter philippe pierrette quentin rachel raphael raymond rebecca regine remi rene renee richard robert
    roger roland romain ronald sabine sabrina samuel sandra sandrine sarah sebastien serge simon simone solange
    sonia sophie stephane stephanie stephen steven susan suzanne sylvain sylvie theo theresa therese thibault
    thierry thomas tristan valentin valerie vanessa veronique vincent virginie william xavier yann yannick yasmine
    yves yvette yvonne zoe
    """.split()  # noqa: SIM905
)

_NOT_NAMES = frozenset(
    """
    a after alarm an and anglais aout apres april assistant assistante associate at au august aux avant avec avril
    baseline before board by center centre chef cheffe chief clinical clinique coinvestigator committee computer
    control coordinateur coordinator coordinatrice crash cut d data day de debian december decembre department des
    dimanche directeur director directrice display docteur doctor du ecg eeg en engineer english enter equipe error
    escape et ethics etude europe european failure february fevrier fire for francais france french friday from hdmi
    head hopital hospital in infirmier infirmiere infusion institut institute internet investigateur investigator
    investigatrice irm january janvier jeudi juillet juin july june junior ketamine keyboard l la lab laboratoire
    laboratory le lead leader les linux list lundi mac macos mai manager march mardi mars may medecin medical
    mercredi monday monitor mouse mri network no not november novembre nurse october octobre of officer on or ou par
    paris participant participants patient patients pause pc physician pour power principal principale professeur
    professor project promoteur psychiatre psychiatrist psychologist psychologue psychopy python reboot recherche
    research responsable responsible run samedi sans saturday scientific scientifique scientist screen senior
    september septembre service session site software space sponsor statistician study sunday sur system task team
    technician test the thursday to trial tuesday ubuntu un une unit unite universite university update usb vendredi
    visit wayland wednesday week windows with xorg
    """.split()  # noqa: SIM905
)


def looks_personal(text: str) -> Personal | None:
    """Say what personal matter words look like; ``None``: none that could be found."""
    text = unicodedata.normalize("NFC", text[:_LONGEST])
    plain = _without_accents(text).lower()
    if _BIRTH_WORDS.search(plain) or any(_of_birth(match) for date in _DATES for match in date.finditer(plain)):
        return Personal.BIRTH
    if any(not _is_recent(match[0]) for match in _CONTACT.finditer(text)):
        return Personal.CONTACT
    titled = any(match["who"] not in _NOT_NAMES for match in _TITLED_IN_SMALL.finditer(plain))
    if titled or _TITLED.search(text) or _INITIALS.search(text) or _holds_a_name(text):
        return Personal.NAME
    return None


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def _of_birth(date: re.Match[str]) -> bool:
    year = int(date["year"])
    if year < 100:  # 25/11/26 is a day of the study, 03/05/75 is not
        year += 2000 if year > _LAST_BIRTH_YEAR % 100 and year < 50 else 1900
    return year <= _LAST_BIRTH_YEAR


def _is_recent(number: str) -> bool:
    """Tell whether a long number is a date with its time, such as 2026-11-25 10:30."""
    return re.match(r"20[1-9][0-9][-./ ]?[01][0-9][-./ ]?[0-3][0-9]", number) is not None


def _holds_a_name(text: str) -> bool:
    """Find a first name, or two words in a row that are written as names are."""
    before = False
    for word in _WORDS.findall(text):
        plain = _without_accents(word.rstrip(".")).lower()
        known = {plain, plain.partition("’")[2], plain.partition("'")[2]} & _NOT_NAMES
        if any(part in _FIRST_NAMES for part in re.split(r"[-’']", plain)):
            return True
        like_a_name = word[0].isupper() and len(word.rstrip(".")) > 1 and not known and not _is_code(word)
        if like_a_name and before:
            return True
        before = like_a_name and not word.endswith(".")
    return False


def _is_code(word: str) -> bool:
    """Tell whether a word is an abbreviation or a code, as KD001 and MRI are."""
    return any(one.isdigit() for one in word) or (word.isupper() and len(word.rstrip(".")) <= 4)
