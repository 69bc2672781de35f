"""What is remarked at a bedside, in English and French: sixty remarks that name nobody, and sixty that do."""

from __future__ import annotations

import pytest

from experiment.format.privacy import Personal, looks_personal

NAME, BIRTH, CONTACT = Personal.NAME, Personal.BIRTH, Personal.CONTACT

ORDINARY = (
    "Esketamine", "Spravato", "Spravato 84 mg à 9 h 10", "Midazolam 2 mg IV", "Propofol given by mistake",
    "prise de Xanax avant la visite", "Lithium stopped", "sous Quétiapine depuis hier", "Zophren 4 mg pour nausées",
    "Hypnovel non nécessaire", "le patient a reçu Spravato", "Ondansétron 4 mg", "Paracétamol pour céphalées",
    "MADRS 32", "CADSS à 40 min : 12", "MADRS not done", "score de Hamilton incomplet", "BPRS faite avant",
    "PHQ-9 missing",
    "Columbia négative", "YMRS 4, CGI 5", "Échelle de Beck reportée", "EVA 3/10", "RASS -1", "Glasgow 15",
    "tension 14/9, FC 90", "TA 14/9", "PA 140/90 mmHg", "BP 150/95, HR 88", "SpO2 97 %", "FC 110 bpm, SpO2 96",
    "at 10.30.15", "à 10.05.45", "pause de 10.30 à 10.45", "10:30:15 alarm", "between 10.05.20 and 10.05.45",
    "25/11/26", "25.11.26", "25112026", "2026-11-25 10.30", "fin de perfusion 10h42", "12 of 40 trials", "1920 x 1080",
    "error 404120", "code 0x80070005", "ticket 482113", "100426", "vacances de Noël", "Noël", "absent à la Toussaint",
    "patient au bloc", "Attente en SSPI", "Brancardier en retard", "chambre 12, lit 2", "moved to the ward",
    "Transféré en Cardiologie", "Hôpital de jour fermé", "l’infirmière du service a appelé", "madame a refusé",
    "monsieur est parti plus tôt", "le patient Anglais a mal compris", "l’IADE est venue", "consignes plus claires",
    "I.V. line changed", "E.C.G. faite avant", "patiente claire dans ses réponses", "in May 2026", "en mars 2026",
    "nausea, resolved by itself", "Score MADRS 28", "Décompensation maniaque", "Hospitalised elsewhere",
    "Formulaire de consentement non signé", "Sédaté, ne répond plus", "Palpitations, arrêt demandé",
    "Voie veineuse bouchée",
)  # fmt: skip

PERSONAL = {
    "la patiente Claire": NAME, "Claire": NAME, "claire": NAME, "Pierre": NAME, "pierre": NAME,
    "patient J.D. fatigue": NAME, "patient J. D. fatigué": NAME, "J.-P. D. est venu": NAME, "vu par A.B.": NAME,
    "mme d": NAME, "Mme D": NAME, "mme d.": NAME, "madame d’Arc": NAME, "madame d'Arc": NAME, "m. dupont": NAME,
    "M. dupont": NAME, "mr x": NAME, "mlle Roux": NAME, "monsieur petit": NAME, "madame de Villiers": NAME,
    "dr bottemanne": NAME, "appelé le dr k": NAME, "le mari Gene est venu": NAME, "infirmière Rose absente": NAME,
    "her daughter April called": NAME, "the nurse May": NAME, "patient Noël parti": NAME, "collègue Durand": NAME,
    "sa fille Léa": NAME, "son fils Nolan a appelé": NAME, "named Petit": NAME, "patiente Villiers fatiguée": NAME,
    "seen with Dupont": NAME, "DUPONT": NAME, "Dupont J.": NAME, "J. Dupont": NAME, "appeler Sophie": NAME,
    "mrs smith came late": NAME, "mister Jones": NAME, "the patient Mark": NAME,
    "120361": BIRTH, "mars 1961": BIRTH, "b. 1961": BIRTH, "b 1961": BIRTH, "March 1961": BIRTH, "née en 1961": BIRTH,
    "né vers 1980": BIRTH, "12/03/61": BIRTH, "12.03.1961": BIRTH, "12 mars 61": BIRTH, "DDN 120361": BIRTH,
    "1961-03-12": BIRTH, "12031961": BIRTH, "patient du 12-03-61": BIRTH, "born in spring": BIRTH,
    "patient de 1961": BIRTH, "patient A.M.": NAME,
    "(06)12345678": CONTACT, "06 12 34 56": CONTACT, "06.12.34.56.78": CONTACT, "+33 (0)6 12 34 56 78": CONTACT,
    "ipp 80012345": CONTACT, "IPP: 80012345": CONTACT, "IPP n° 123456": CONTACT, "dossier 1234567": CONTACT,
    "80012345": CONTACT, "MRN 445566": CONTACT, "75013 Paris": CONTACT, "12 rue des Lilas": CONTACT,
    "habite 12 bis avenue de la gare": CONTACT, "a.b@c.fr": CONTACT, "1 61 03 75 116 001 23": CONTACT,
}  # fmt: skip


@pytest.mark.parametrize("remark", ORDINARY)
def test_an_ordinary_remark_is_left_alone(remark: str) -> None:
    """Medicines, scales, signs, places, times and days name nobody."""
    assert looks_personal(remark) is None


@pytest.mark.parametrize(("remark", "what"), PERSONAL.items())
def test_a_remark_about_somebody_is_found(remark: str, what: Personal) -> None:
    """Names by what is around them, initials, birthdays, numbers and addresses however they are written."""
    assert looks_personal(remark) is what
