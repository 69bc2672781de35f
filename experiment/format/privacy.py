"""Whether words that are kept with the data look as if they named somebody: a name, a birthday, a number, an address.

Reasons and roles are typed by hand, and whoever types them at night may write "Mme D. was ill". What is found here is
asked about, or sent back with a hint; what is not found is no proof. Better too often than too rarely: a word with a
capital that is no ordinary one is taken for a name, also where a sentence begins, for there a name mostly stands. A
name that is an ordinary word too (Claire) is known by what stands before it, or because it stands alone.
"""

from __future__ import annotations

import re
import unicodedata

from experiment.format.everyday_words import EVERYDAY_WORDS
from experiment.format.ordinary_words import NEVER_OF_PEOPLE, ORDINARY_WORDS
from experiment.format.surnames import SURNAMES, SURNAMES_AND_WORDS
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
_TITLED = re.compile(rf"(?<!\w)(?:{_TITLES})(?:\. ?| )(?P<who>{_NAME})")
_TITLED_IN_SMALL = re.compile(
    r"(?<!\w)(?:(?:(?P<abbreviated>dr|prof|pr|mr|mrs|ms|miss|mme|mlle|monsieur|madame|mademoiselle)"
    r"|docteure?|doctor|professeure?|professor)(?:\. ?| )|(?<![0-9] )m\. )"
    r"(?P<particle>d[’']|(?:(?:de la|de|du|van|von|der|den|le|la|el|al|ben) )+)?(?P<who>[^\W\d_]+)",
    re.IGNORECASE,
)
_TITLE_WORDS = frozenset("dr drs pr prof mr mrs ms miss mme mmes mlle mm madame mademoiselle mister".split())  # noqa: SIM905
"""They name nobody where nobody follows."""

_DOES = re.compile(r".+(?:ed|ing|e|ee|es|ees|ait|aient|ent|er|ant|s)")
"""How verbs and what is said of people end: after an office (“the doctor hesitated”) such a word is none of a name."""

_PEOPLE = (
    "patiente?|participante?|volontaire|sujet|subject|volunteer|infirmi[eè]re?|nurse|doctor|docteure?|m[eé]decin|"
    "psychiatre|psychiatrist|psychologue|psychologist|interne|collègue|collegue|colleague|stagiaire|assistante?|"
    "technicienn?e?|op[eé]rat(?:eur|rice)|operator|fr[eè]re|s(?:œ|oe)ur|m[eè]re|p[eè]re|fille|fils|mari|femme|[eé]pouse|"
    "[eé]poux|conjointe?|amie?|voisine?|cousine?|wife|husband|mother|father|sister|brother|daughter|son|friend|partner|"
    "nomm[eé]e?|appel[eé]e?|named|called|pr[eé]nom"
)
_PERSON = re.compile(rf"(?<!\w)(?:{_PEOPLE})(?: | ?: ?)(?P<who>{_CAPITAL}[^\W\d_]*[a-zà-öø-ÿœ])(?!\w)")
"""A word for a person in small letters, and one that is written as a name is."""

_PERSON_BEFORE = re.compile(rf"(?<!\w)(?:{_PEOPLE})(?: | ?: ?)$", re.IGNORECASE)
_STAFF = re.compile(
    r"(?<!\w)(?:infirmi[eè]re?|nurse|sister|interne|intern|coll[eè]gue|colleague|m[eé]decin|externe|aide-soignante?)"
    r"(?: | ?: ?)(?P<who>[^\W\d_]+)",
    re.IGNORECASE,
)
_IS_CALLED = re.compile(
    r"(?<!\w)(?:(?:family |first |last |maiden |sur)?name|(?:pr[eé])?nom(?: de famille)?)(?: is | est | ?: ?)"
    r"(?P<who>[^\W\d_]+)",
    re.IGNORECASE,
)

_ALSO_ORDINARY = frozenset("april august claire gene june mark may noel rose".split())  # noqa: SIM905
"""Names that are words too: they are names after a word for a person."""

_ALONE = frozenset({"claire"})
"""And those that say nothing alone unless they are names."""

_WORDS = re.compile(r"[^\W\d_][\w’'-]*")
_POINTS = re.compile(rf"(?<![\w.])(?:(?:{_CAPITAL}\.[ -]?){{2,3}}|{_CAPITAL}\.{_CAPITAL})(?![\w])")
"""Initials alone, with their points; the last may lack its own."""

_APART = re.compile(
    rf"(?:^|(?<!\w)(?:{_PEOPLE}) )(?P<first>{_CAPITAL}) (?P<second>{_CAPITAL})(?= [a-zà-öø-ÿœ]|[ .,!?]*$)"
)
"""Initials with neither points nor name, where somebody is spoken of: “J S went home”."""

_APART_OF_NOBODY = frozenset({"OK", "NB", "PS"})

_WITH_POINTS = frozenset("am pm ok no us uk tv pc sos hs ras nb ps".split()) - {"no"}  # noqa: SIM905
"""What is written with points, and is in no list of examinations."""

_OF = re.compile(rf"(?<!\w)[Dd][’'](?P<who>{_CAPITAL}[a-zà-öø-ÿœ]+)")
_OF_NOBODY = frozenset(
    "abord accord accueil ailleurs apres autre autres autrui emblee habitude ici office on ou un une urgence".split()  # noqa: SIM905
)
"""What begins with a capital after *d’* in a heading."""

_INITIALS = re.compile(rf"(?<![\w.])(?:{_CAPITAL}\.[ \u00a0-]?){{1,3}}[ \u00a0]?{_CAPITAL}[^\W\d_]{{2,}}")

_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
)
_YEAR = r"(?P<year>(?:19|20)?[0-9]{2})(?![0-9:h])"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<![0-9./-])(?P<first>[0-3]?[0-9])(?P<between> ?[./ -] ?)(?P<second>[0-3]?[0-9])(?P=between){_YEAR}",
        r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2}) ?[./ -] ?[01]?[0-9] ?[./ -] ?[0-3]?[0-9](?![0-9])",
        rf"(?<!\w)(?:{_MONTHS}) (?P<year>(?:19|20)[0-9]{{2}})(?![0-9:h])",
        r"\b(?:patiente?|participante?|homme|man|woman) (?:de |of |from )?(?P<year>19[0-9]{2})(?![0-9:h])",
        r"(?<![\w.,:/+-])(?:0[1-9]|[12][0-9]|3[01])(?:0[1-9]|1[0-2])(?P<year>[2-9][0-9])(?![\w:/]|[.,-][0-9])",
        rf"(?<![0-9])[0-3]?[0-9](?:st|nd|rd|th|er)? (?:{_MONTHS}),? {_YEAR}",
        rf"(?:{_MONTHS}) [0-3]?[0-9](?:st|nd|rd|th)?,? {_YEAR}",
        r"(?<![0-9])[0-3][0-9][01][0-9](?P<year>(?:19|20)[0-9]{2})(?![0-9])",
        r"(?<![0-9])(?P<year>19[0-9]{2})[01][0-9][0-3][0-9](?![0-9])",
    )
)
_BIRTH_WORDS = re.compile(
    r"\b(?:born(?: (?:on|in|at|the|about|around|circa|c\.))* ?[0-9]+|born (?:on|in)|birth|birthday|birthdate|dob"
    r"|d\.o\.b|ddn|naissance|nee? (?:le|en|on|in|vers)|nee? ?:? ?(?:19|20)[0-9]{2}|b\.? ?(?:19|20)[0-9]{2})\b"
)
_OF_A_TIME = re.compile(r"(?:\b(?:at|a|vers|des|until|from|since|depuis|jusqu'a|jusqu’a|entre|between|and|et|to)|@) ?$")
"""What stands before a time of day that is written with points."""

_CONTACT = re.compile(
    r"[\w.+-]+@[\w-]+\.\w+"
    r"|(?<!\w)(?:\+|00)?\(?(?:[0-9][ ./()-]{0,2}){9,}"  # telephone, social security and hospital numbers
    r"|(?<![\w:.,/-])0[1-9](?:[ .-][0-9]{2}){3}(?![\w:])"  # a telephone number that is not whole
    r"|(?<![\w.,-])[0-9]{8}(?![\w:]|[.,-][0-9])"
)
_RECORD = re.compile(
    r"\b(?:ipp|nip|nda|iep|nir|ins|mrn|nhs|hospital|hopital|dossier|secu|ss|record|chart|tel|telephone|phone|fax)"
    r" ?(?:n°|no\.?|nr\.?|number|numero|num\.?)? ?[:#]? ?[0-9]{5,}"
)
"""Numbers that a hospital, an insurance or a telephone company has given."""

_ADDRESS = re.compile(
    rf"(?<![\w.,])(?:0[1-9]|[1-8][0-9]|9[0-8])[0-9]{{3}} (?!(?:{_PEOPLE})s? ){_CAPITAL}[^\W\d_]{{2,}}"
    r"|(?<![\w.,])[0-9]{1,4},? (?:bis |ter )?(?:rue|avenue|av\.|boulevard|bd|impasse|all[eé]e|chemin|quai) \w",
)
"""A postal code and a town, or a number and a street."""

_FIRST_NAMES = frozenset(
    """
    aaron adam adele adrien agnes ahmed aicha alain albert alexandra alexandre alexis ali alice aline alphonse
    amandine amelie amina aminata amy ana anais andre andrea andree andrew angela ann anna anne annie anthony
    antoine antonin arnaud arthur ashley augustin aurelie aurore axel baptiste barbara beatrice benjamin benoit
    bernard bertrand betty bilal brandon brenda brian brigitte bruno camille carine carl carla carlos carole
    caroline catherine cecile cedric celia celine chantal charles charlotte chloe christelle christian christina
    christine christophe clara claude claudine clement colette corinne cyril cyrille damien daniel danielle
    david deborah delphine denis denise dennis didier dmitri dominique donald donna dorothee douglas edouard
    elena eliane elisabeth elise elizabeth elodie eloise elsa emile emilie emily emma emmanuel emmanuelle enzo
    eric erica ernest estelle ethan etienne eugene eugenie eva evelyne fabien fabrice fanny farid farida fatima
    fatou felix fernand florian francesca francis francois francoise frederic gabriel gabrielle gael gaelle gary
    gaston genevieve george georges gerard ghislaine gilbert gilles ginette giovanni giulia giuseppe gregory
    guillaume gustave hannah hans harold hassan helen helene henri henry herve hugo huguette hussein ibrahim
    ines irene isabelle ivan jack jacob jacqueline jacques jade james jane jason javier jean jeanne jeffrey
    jennifer jeremy jerome jerry jessica joel john jonathan jose joseph josephine josette joshua joyce juan
    judith jules julia julie julien juliette jurgen justin justine kamel karen karim karine katherine keith
    kenneth kevin khadija kimberly klaus kyle laetitia laura laure laurence laurent lea leila leo leon leonie
    lina linda lisa lola louis louise luc luca lucas lucette lucia lucie lucien ludovic luis maeva magali malika
    mamadou manon marc marcel marcelle marco margaret margaux marguerite maria marianne marie marine marion
    martin martine mary mathieu mathilde mathis matthew matthieu maurice maxime mehdi melanie mia michael michel
    michele michelle mireille mohamed mohammed monique morgane moussa muriel mustapha myriam nabil nadia nancy
    natalia nathalie nathan nicholas nicolas nicole noah noemie nolan oceane odile olga olivia olivier omar
    ophelie oscar ousmane pamela paolo pascal pascale patricia patrick paul paula pauline pedro peter philippe
    pierre pierrette quentin rachel rachid rachida raphael raymond raymonde rebecca regine remi rene renee richard
    robert roger roland romain romane ronald rosa ruth ryan sabine sabrina salima samira samuel sandra sandrine
    sarah scott sebastien serge sharon simon simone sofia sofiane solange solene sonia sophie stephane stephanie
    stephen steven susan suzanne svetlana sylvain sylviane sylvie theo theresa therese thibault thierry thomas
    timothy tristan tyler valentin valerie vanessa veronique vincent virginie walter william xavier yanis yann
    yannick yasmine youssef yves yvette yvonne zachary zoe
    """.split()  # noqa: SIM905
)


_ABSTRACT = re.compile(
    r"[a-z]{4,}(?:tions?|sions?|ements?|ness|isees?|ised|ized|ated|iques?|logies?|graphies?|scopies?|amines?|azepams?)"
    r"|[a-z]{3,}(?:tious|uous|seous|xious|rous|lous|ful|euses?)"
)
"""Long words that end as states, doings, examinations and medicines do, and hardly a name does."""

_IN_CAPITALS = frozenset({"EVA", "ARC"})
"""What is called as people are, and is written in capitals: a scale, an office."""


_WORDS_KNOWN = ORDINARY_WORDS | EVERYDAY_WORDS

_NO_VOWEL = re.compile(r"[B-DF-HJ-NP-TV-XZ]{3,}")
"""What is spelt out, letter by letter: SNCF, TGV."""


def looks_personal(text: str) -> Personal | None:
    """Return what personal matter words look like; ``None``: none that could be found."""
    text = _as_read(text[:_LONGEST])
    plain = _without_accents(text).lower()
    if _BIRTH_WORDS.search(plain) or any(_of_birth(match) for date in _DATES for match in date.finditer(plain)):
        return Personal.BIRTH
    if any(not (_is_recent(match[0]) or _is_a_series(match[0])) for match in _CONTACT.finditer(text)):
        return Personal.CONTACT
    if _RECORD.search(plain) or _ADDRESS.search(text):
        return Personal.CONTACT
    if _is_titled(text) or _INITIALS.search(text) or _holds_a_name(text) or _is_named_by_what_is_around(text):
        return Personal.NAME
    return None


def _as_read(text: str) -> str:
    """Return a text as it is read: what is not seen is not there, and whatever parts words is one space."""
    seen = (one for one in unicodedata.normalize("NFC", text) if unicodedata.category(one) != "Cf")
    return " ".join("".join(seen).replace("_", " ").split())


def _is_titled(text: str) -> bool:
    """Find a title, and a name behind it; in capitals alone, ordinary words are none."""
    found = (match["who"] for match in _TITLED.finditer(text))
    return any(not (text.isupper() and len(who) > 1 and _is_ordinary(_plain(who))) for who in found)


def _is_named_by_what_is_around(text: str) -> bool:
    """Find a name by a title in small letters, by a word for a person, by the points of initials, or as it is alone."""
    for match in _TITLED_IN_SMALL.finditer(text):
        who, before = _plain(match["who"]), match["particle"]
        if not _is_ordinary(who) and (match["abbreviated"] or who in SURNAMES_AND_WORDS or not _DOES.fullmatch(who)):
            return True
        is_elided = text[match.end() : match.end() + 1] in ("’", "'")
        if len(who) == 1 and who not in "ay" and not (before or is_elided):
            return True
        if before and match["who"][0].isupper() and not text.isupper():
            return True
    for match in _PERSON.finditer(text):
        who = _plain(match["who"])
        if who in _ALSO_ORDINARY or not (who in NEVER_OF_PEOPLE or _ABSTRACT.fullmatch(who)):
            return True
    if any(_plain(match["who"]) in SURNAMES_AND_WORDS for match in _STAFF.finditer(text)):
        return True
    if any(not _is_ordinary(_plain(match["who"])) for match in _IS_CALLED.finditer(text)):
        return True
    if any(_plain(match["who"]) not in _OF_NOBODY | NEVER_OF_PEOPLE - {"arc"} for match in _OF.finditer(text)):
        return True
    return _is_named_by_initials(text) or _alone(text) in _ALONE


def _is_named_by_initials(text: str) -> bool:
    """Find initials alone, with their points or apart."""
    for match in _POINTS.finditer(text):  # E.C.G. is none, and A.M. is one after a word for a person
        letters = _plain(re.sub(r"[^\w]", "", match[0]))
        if _PERSON_BEFORE.search(text[: match.start()]) or letters not in NEVER_OF_PEOPLE | _WITH_POINTS:
            return True
    for match in _APART.finditer(text):  # A B are groups, lists or rooms
        letters = match["first"] + match["second"]
        if ord(letters[1]) - ord(letters[0]) != 1 and letters not in _APART_OF_NOBODY:
            return True
    return False


def _alone(text: str) -> str:
    return _plain(text).strip(" .!?")


def _plain(word: str) -> str:
    """Return a word as the lists have it."""
    return _without_accents(word).lower()


def _without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def _of_birth(date: re.Match[str]) -> bool:
    year, groups = int(date["year"]), date.groupdict()
    if groups.get("first") and not _is_a_day(date):
        return False
    if year < 100:  # 25/11/26 is a day of the study, 03/05/75 is not
        year += 2000 if year > _LAST_BIRTH_YEAR % 100 and year < 50 else 1900
    return year <= _LAST_BIRTH_YEAR


def _is_a_day(date: re.Match[str]) -> bool:
    """Return whether three small numbers can be a day, and are no time of day such as 10.30.15."""
    first, second = int(date["first"]), int(date["second"])
    if not (0 < first <= 31 and 0 < second <= 31 and min(first, second) <= 12):
        return False
    with_points = "." in date["between"] and len(date["year"]) == 2
    return not (with_points and (second > 12 or _OF_A_TIME.search(date.string[: date.start()])))


def _is_recent(number: str) -> bool:
    """Return whether a long number is a date, also with its time, such as 2026-11-25 10:30 or 25112026."""
    in_order = re.match(r"20[1-9][0-9][-./ ]?[01][0-9][-./ ]?[0-3][0-9]", number)
    return (in_order or re.fullmatch(r"[0-3][0-9][01][0-9]20[1-9][0-9]", number)) is not None


def _is_a_series(number: str) -> bool:
    """Return whether digits are numbers one after another, such as 1 2 3 4 5 6 7 8 9, or trials that were missed."""
    parts = re.findall("[0-9]+", number)
    if "@" in number or number[0] in "+0(" or max(map(len, parts)) > 2:
        return False
    values = [int(one) for one in parts]
    return max(map(len, parts)) == 1 or values == sorted(values)


def _holds_a_name(text: str) -> bool:
    """Find a first name, or a word that is written as a name is and is no ordinary one, wherever it stands."""
    if any(unicodedata.category(one) == "Lo" and one not in "ªº" for one in text):  # a script that has no capitals
        return True
    for word in _WORDS.findall(text):
        if any(one.isdigit() for one in word):  # a code, such as KD001
            continue
        for part in re.split(r"[-’']", word):
            plain = _plain(part)
            if part in _IN_CAPITALS or _NO_VOWEL.fullmatch(part):
                continue
            if plain in _FIRST_NAMES or (plain in SURNAMES and not _is_ordinary(plain)):
                return True
            if len(part) > 1 and part[0].isupper() and not (_is_ordinary(plain) or plain in _TITLE_WORDS):
                return True
    return False


def _is_ordinary(plain: str) -> bool:
    return bool({plain, plain.removesuffix("s")} & _WORDS_KNOWN) or _ABSTRACT.fullmatch(plain) is not None
