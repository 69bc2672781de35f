"""Words that look as if they named somebody are found; words about what happened are left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.privacy import Personal, looks_personal


@pytest.mark.parametrize(
    "text",
    [
        "Mme D. was ill", "Dr Dupont asked for it", "dr dupont asked", "Dr. House", "M. Martin est parti",
        "Jean Dupont refused", "DUPONT Jean", "J. Dupont", "J.-P. Durand", "marie was tired", "for jean-pierre",
        "restarted after Monsieur Xy", "Sophie", "Müller Hans", "Özil Mesut", "Pr Bottemanne", "d’Isabelle",
        "patient L. Durand tombé", "Dr Bottemanne, PI", "Professor Smith",
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
    ],
)  # fmt: skip
def test_what_happened_is_no_name(text: str) -> None:
    """Reasons and roles as people write them name nobody."""
    assert looks_personal(text) is None


@given(text=st.text(max_size=60) | st.text(st.sampled_from("0123456789 ./-@aA’é"), max_size=2000))
def test_no_text_is_too_strange(text: str) -> None:
    """Any text gets an answer."""
    assert looks_personal(text) in (None, *Personal)
