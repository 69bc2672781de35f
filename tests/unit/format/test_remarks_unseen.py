"""Remarks as people write them at night, in both languages, by somebody who had not seen how they are judged."""

from __future__ import annotations

from experiment.format.everyday_words import EVERYDAY_WORDS
from experiment.format.ordinary_words import ORDINARY_WORDS
from experiment.format.privacy import looks_personal
from experiment.format.surnames import SURNAMES, SURNAMES_AND_WORDS

NAMING = (
    "Mme Garnier en retard", "M. Lefèvre ne répond plus", "mlle  roux a pleuré", "monsieur petit est arrivé à 10 h",
    "madame de la tour fatiguée", "Mr Benali a demandé une pause", "vu avec le Dr Chevalier",
    "vu avec le docteur nguyen", "le pr. marchand est passé", "la professeure blanc a interrompu",
    "Pr  Haddad d'accord", "l'infirmière sophie l'a raccompagné", "infirmier Karim présent",
    "appel de son mari Julien", "sa fille camille est venue", "son frère antoine attendait",
    "sa mère Mme Colin au téléphone", "prénom : lucas", "nom : DELMAS", "s'appelle aurélie", "patient Dupuis malade",
    "la patiente Fournier a vomi", "né le 12/04/1957", "née en 1961", "né 1974", "ddn 03.11.1982",
    "date de naissance 5 mai 1970", "tél 06 12 34 56 78", "joindre au 0612345678", "écrire à paul.morel@exemple.fr",
    "Jean-Pierre a refusé", "jean-pierre ne vient pas", "Anne-Sophie Girard", "Leïla B. absente", "B. Leïla",
    "J.-P. M. fatigué", "N.O. a vomi", "patient A.B.", "M. O’Connor sourd d'une oreille", "Mme D'Alembert en retard",
    "Mme\tLaval", "Madame\nRousseau", "Mme\u00a0Perrin", "Mme Mercier-Faure", "remplacé par Thomas Leroy",
    "opératrice : Claire", "habite 12 rue des Lilas", "numéro de sécurité sociale 1 61 05 75 123 456 78",
    "NIP 80123456", "IPP 8001234567", "Mrs Walker was late", "mr.  brown felt sick", "Ms. Patel asked to stop",
    "miss taylor cried", "Dr. Evans agreed", "doctor khan stopped it", "Prof Schmidt came in", "professor lee called",
    "nurse Kelly took over", "the nurse jones left", "sister Mary on duty", "her husband peter called",
    "his wife Susan came", "her son daniel was ill", "patient Wilson vomited", "participant smith left",
    "called john", "born 12 March 1958", "born in 1961", "DOB 1961-05-03", "dob: 3/5/61", "phone 020 7946 0958",
    "mail anna.b@example.org", "first name: emma", "surname HUGHES", "name is robert", "Sarah J. went home",
    "J. Sarah", "J.S. went home", "McDonald refused", "O'Brien refused", "D’Angelo was tired", "mrs\nhill",
    "dr.jones phoned", "mr_white", "MRS CLARK", "Mrs\u200b Young", "Wal\u00adker, Mrs", "David was sleepy",
    "Margaret did not come", "lives at 14 Baker Street", "NHS number 943 476 5919", "MRN 00123456",
    "replaced by Olivia Moore", "seen by Dr A. Novak", "Mr X. Li was late", "hospital number 1234567",
    "mme\u00a0\u00a0dupont", "mme\ndupont", "pr fossati", "professeur fossati", "docteur millet", "the nurse smith",
    "dr.smith", "née 1961", "D’Arc", "K.D", "Du\u00adpont", "J S went home", "M D est rentrée", "patient K R sick",
    "J S",
)  # fmt: skip
NAMING_NOBODY = (
    "imprimante Brother", "Amtrak late", "Jet lag", "Lexmark bloquée", "O K", "groupes A B inversés", "salle A B",
    "A B test",
    "le Dr n'était pas là", "Dr en retard", "le Pr est passé", "docteur absent", "le docteur a demandé une pause",
    "l'infirmière est en retard", "l'infirmier a pris la tension", "Mme est fatiguée", "M. est en retard",
    "perfusion retardée de 2 h", "perfusion terminée à 14 h 30", "coupure EDF", "retard RATP", "grève RER B",
    "grève des TGV", "IRM avant la séance", "ECG refait", "EEG débranché", "TA 14/8", "PA 140/90 mmHg", "FC 110 bpm",
    "SpO2 92 %", "MADRS avant la visite", "sous ISRS depuis lundi", "sous Prozac", "Kétamine 0,5 mg/kg",
    "Spravato à la place", "écran HP noir", "clavier Cherry changé", "Windows a redémarré", "mise à jour Windows 11",
    "Lundi férié", "Pâques", "Noël", "Toussaint", "Ascension", "Paris bloqué par la neige",
    "en retard à cause du métro", "Alarme incendie", "Pause de 10 min demandée", "Nausées, vomissements", "Céphalées",
    "Dissociation forte", "Pleurs", "Refus de continuer", "A voulu arrêter", "Trop fatigué pour finir",
    "S'est endormi", "Panne de courant", "PC lent", "Consigne relue deux fois", "Bloc 2 recommencé",
    "Trial 45 manqué", "Visite avancée au mardi 3 mars", "reporté au 12/03/2026", "chambre 204", "salle 3 occupée",
    "essai n° 12", "code 1234", "sonnerie du téléphone", "son mari est venu la chercher", "sa fille l'attendait",
    "famille présente", "né est un mot de la consigne", "fossé entre les deux réponses", "patient appelé trois fois",
    "patiente très calme", "participant en avance", "Lunettes oubliées", "Dr was late", "the doctor came in",
    "the nurse took the blood pressure", "nurse absent", "nurse called away", "Dr not available", "prof on leave",
    "patient asleep", "participant late", "patient Nauseous", "Mrs unwell", "her husband called",
    "his wife came to fetch him", "power cut", "Fire alarm", "MRI overran", "ECG repeated", "BP 140/90", "HR 110",
    "SpO2 92%", "on SSRIs since Monday", "on Prozac", "Ketamine 0.5 mg/kg", "Lenovo laptop froze",
    "Logitech mouse died", "HP monitor black", "Windows update", "Chrome open in the background", "Word was open",
    "Bank holiday", "Easter Monday", "Christmas break", "Train strike", "Tube strike, London", "Snow in Boston",
    "Headache", "Vomited at 14:30", "Felt dizzy, asked to stop", "Wanted to go home", "Phone rang", "Trial 45 missed",
    "Block 2 repeated", "1 2 3 4 5 6", "postponed to 12/03/2026", "moved to 3 March", "room 204",
    "Instructions read twice", "USB unplugged", "PC crashed", "Screen went blue", "Glasses forgotten", "Very anxious",
    "Crying", "Dissociated", "Sedated", "No answer", "Interpreter present", "A. m. visit moved to p. m.",
    "e.g. noise next door", "i.e. too late", "OK", "N/A", "born tired, he said", "the mark was off the scale",
    "he will come back", "grace period over", "may be late", "frank refusal", "hope to finish",
    "rose quickly to leave", "Infusion at 9 a.m.", "Dr absent", "le Dr est venu", "LE DR EST VENU", "grève SNCF",
    "SSRI", "souris Logitech", "Dell screen", "Excel open", "1 2 3 4 5 6 7 8 9", "bonnet EEG mal mis", "barre espace",
    "léger mal de tête", "essais 12 14 17 23 31 40 manqués",
)  # fmt: skip


def test_remarks_that_name_somebody_are_found() -> None:
    """A name, a birthday, an address or a number, however it is written, parted or hidden."""
    assert [] == [text for text in NAMING if looks_personal(text) is None]


def test_remarks_that_name_nobody_are_left_alone() -> None:
    """Makers, trains, towns, examinations, feelings, offices without a name, and numbers in a row."""
    assert [] == [(text, what) for text in NAMING_NOBODY if (what := looks_personal(text))]


TITLED = ("dr {}", "mme {}", "docteur {} absent", "the nurse {} came", "infirmière {}")


def test_a_surname_in_small_letters_is_found_after_a_title() -> None:
    """One that is a word, too."""
    names = (SURNAMES | SURNAMES_AND_WORDS) - ORDINARY_WORDS
    said = (text.format(name) for name in sorted(names) for text in TITLED)
    assert [] == [text for text in said if looks_personal(text) is None]


def test_everyday_words_are_no_name() -> None:
    """Alone and however they are written."""
    said = (written(word) for word in sorted(EVERYDAY_WORDS) for written in (str.lower, str.capitalize, str.upper))
    assert [] == [text for text in said if looks_personal(text)]


def test_lists_of_names_and_of_words_are_apart() -> None:
    """A surname that is taken for one wherever it stands is no everyday word."""
    assert set() == SURNAMES & EVERYDAY_WORDS
