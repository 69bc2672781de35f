"""The page at the end of a visit."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Summary(Sentence):
    """The page at the end of a visit."""

    SUMMARY_COMPLETE = ("{visit} of {participant} is complete.", "{visit} de {participant} : séance complète.")
    SUMMARY_EARLY = (
        "{visit} of {participant} was ended early: {reason}. What is finished is kept.",
        "{visit} de {participant} : séance arrêtée avant la fin ({reason}). Ce qui est terminé est conservé.",
    )
    HOW_IT_GOES_ON = (
        "To go on with it: choose it in the list of all participants, then “Open the visit”.",
        "Pour la reprendre : la choisir dans la liste de toutes les personnes, puis « Ouvrir la visite ».",
    )
    SEAL = ("Write this seal code on the paper record:", "Noter ce code de scellement au dossier papier :")
    REHEARSED = ("Rehearsal. {said}", "Répétition. {said}")
    NOTHING_TO_WRITE = (
        "Nothing of it counts, and nothing is written on the paper record.",
        "Rien n'en est compté, et rien n'est à noter au dossier papier.",
    )
    NO_SEAL = (
        "There is no seal code: the ledger could not be written. Tell whoever looks after the data.",
        "Pas de code de scellement : le registre n'a pas pu être écrit. Prévenir le responsable des données.",
    )
    ESTIMATES = ("Estimates", "Estimations")
    AFTERWARDS_LABEL = ("Final questions", "Questions finales")
    TALLY = (
        "{answered} of {planned} answered, {missed} missed, {unconfirmed} not confirmed",
        "réponses : {answered} sur {planned}, {missed} sans réponse, {unconfirmed} sans validation",
    )
    SUMMARY_COMPREHENSION = ("Comprehension check", "Vérification des consignes")
    RIGHT_OF = (
        "{right} of {of} understood, {at_once} of them at once",
        "comprises : {right} sur {of}, dont d'emblée : {at_once}",
    )
    PAUSES = ("Pauses", "Pauses")
    NOTES = ("Notes", "Notes")
    NONE = ("none", "aucune")
    DURATION = ("Time on the screen", "Temps à l'écran")
    TIMING = ("Timing", "Affichage")
    LOST_OF = (
        "frames lost: {dropped}, the longest took {longest} ms; rows: {rows}, with a timing flag: {flagged}, "
        "disturbed: {disturbed}",
        "images perdues : {dropped}, la plus longue a duré {longest} ms ; lignes : {rows}, avec alerte de durée : "
        "{flagged}, perturbées : {disturbed}",
    )
    ENDED_BEFORE = ("Ended early before, then gone on with", "Arrêtée avant la fin, puis reprise")
    NEXT_VISIT = ("Next visit", "Prochaine visite")
    NO_NEXT = ("none: this was the last one", "aucune : c'était la dernière")
    NEXT_AT = ("{visit}: {when}", "{visit} : {when}")
