"""Words that look as if they named somebody are found; words about what happened are left alone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.ordinary_words import ORDINARY_WORDS
from experiment.format.privacy import Personal, looks_personal

_TITLES = {"m", "me", "pr", "ms", "sister", "doctor", "professor", "docteur", "professeur", "professeure"}


@pytest.mark.parametrize(
    "text",
    [
        "Mme D. was ill", "Dr Dupont asked for it", "dr dupont asked", "Dr. House", "M. Martin est parti",
        "Jean Dupont refused", "DUPONT Jean", "J. Dupont", "J.-P. Durand", "marie was tired", "for jean-pierre",
        "restarted after Monsieur Xy", "Sophie", "Müller Hans", "Özil Mesut", "Pr Bottemanne", "d’Isabelle",
        "patient L. Durand tombé", "Dr Bottemanne, PI", "Professor Smith",
        "Dupont came late", "DUPONT came late", "infirmière Leïla absente", "leïla absente", "Lee came late",
        "ROUX A DEMANDÉ", "The nurse Nguyen was late", "Erreur de N’Guyen", "Screen went black. Dupont called.",
        "Bras choisi par Bottemanne", "Petit est parti", "mme petit est partie", "王芳 came late",
        "Şahin’s telephone rang",
        "Sainte-Anne called", "l’infirmière d’Haïfa",
    ],
)  # fmt: skip
def test_a_name_is_found(text: str) -> None:
    """Titles before a name, initials, first names and two words written as names are."""
    assert Personal.NAME is looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "né le 03/05/1975", "née en 1980", "born 1980", "DOB unknown", "03/05/75", "3.5.1975", "1975-05-03",
        "3 mars 1975", "March 3, 1975", "3rd of it, 03 05 1975", "19750503", "03051975", "date de naissance fausse",
    ],
)  # fmt: skip
def test_a_birthday_is_found(text: str) -> None:
    """A date that lies too far back for the study, or a word about birth."""
    assert Personal.BIRTH is looks_personal(text)


@pytest.mark.parametrize(
    "text", ["06 12 34 56 78", "+33612345678", "a.b@c.fr", "1 75 03 75 116 001 23", "NIP 8001234567"]
)
def test_an_address_is_found(text: str) -> None:
    """Telephone numbers, mail addresses, numbers of the health insurance and of the hospital."""
    assert Personal.CONTACT is looks_personal(text)


@pytest.mark.parametrize(
    "text",
    [
        "fire alarm", "Fire Alarm", "FIRE ALARM", "power cut at 10:30", "2026-11-25 power cut", "25/11/2026 alarm",
        "on 25 November 2026 the power failed", "2026-11-25 10:30:15", "20261125103000",
        "principal investigator", "Principal Investigator", "Investigateur principal", "PI", "nurse",
        "Head of Research, University Hospital", "Chef de service", "Windows Update restarted the computer",
        "The participant felt sick", "wrong list for KD001", "Le patient a dû sortir", "Coupure de courant",
        "Participant needed a break. Screen went black.", "mark the run as void", "alarme incendie à 10 h 30",
        "Escape was pressed by mistake", "day7 instead of baseline", "Arrêt demandé par le médecin du service",
        "The MRI was late. Nurse called.", "run 2: 12 of 40 trials", "consigne pas claire", "",
        "Participant was late", "Le patient est fatigué", "Panne de courant", "Patiente en pleurs", "Wi-Fi lost",
        "L’écran est resté noir", "L'infirmière était absente", "Aujourd’hui pas de courant",
        "Didn’t understand the task",
        "POWER CUT IN THE WHOLE BUILDING", "COUPURE EDF", "Arm mistyped at enrolment", "Erreur de saisie du bras",
        "Mauvais bras choisi à l’inclusion", "Withdrew consent", "Retrait du consentement", "Lost to follow-up",
        "Perdu de vue", "Décès", "Ne souhaite plus participer", "Moved away", "Enrolled at the wrong site",
        "Trop somnolent après la perfusion", "Nausée, vomissements", "BP too high", "Plantage du PC",
        "Rehearsal with a colleague",
    ],
)  # fmt: skip
def test_what_happened_is_no_name(text: str) -> None:
    """Reasons and roles as people write them name nobody."""
    assert looks_personal(text) is None


_SURNAMES = st.sampled_from(
    ("Dupont", "Nguyen", "Lefèvre", "Öztürk", "O’Brien", "Bottemanne", "Moreau", "Šimić", "Wójcik", "Petit", "Young")
)


@given(
    reason=st.sampled_from(
        ("{} came late", "The nurse {} was late", "On a appelé {}", "it was late, {} was tired", "{}")
    ),
    name=_SURNAMES,
    in_capitals=st.booleans(),
)
def test_a_surname_is_found_wherever_it_stands(reason: str, name: str, in_capitals: bool) -> None:
    """At the beginning of a sentence, within it and at its end; written as a name is, or in capitals."""
    assert Personal.NAME is looks_personal(reason.format(name.upper() if in_capitals else name))


@given(
    words=st.lists(st.sampled_from(sorted(ORDINARY_WORDS - {"nee", "claire"})), min_size=1, max_size=8),
    written=st.sampled_from((str.lower, str.capitalize, str.title, str.upper)),
)
def test_ordinary_words_are_no_name_however_they_are_written(words: list[str], written: Callable[[str], str]) -> None:
    """In small letters, as a sentence, as a heading or in capitals; without the titles, which make a name of a word."""
    words = [word for word in words if word not in _TITLES]
    assert looks_personal(written(" ".join(words))) is None


@given(text=st.text(max_size=60) | st.text(st.sampled_from("0123456789 ./-@aA’é"), max_size=2000))
def test_no_text_is_too_strange(text: str) -> None:
    """Any text gets an answer."""
    assert looks_personal(text) in (None, *Personal)
