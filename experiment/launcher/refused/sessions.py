"""Refusals about a session: whether it may begin or go on, and what has stopped it."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.launcher.refused.wording import (
    ACCEPT_EN,
    ACCEPT_FR,
    GO_ON_EN,
    GO_ON_FR,
    REOPEN_EN,
    REOPEN_FR,
    TELL_EN,
    TELL_FR,
    Here,
)
from experiment.messages import Message, Reason

SESSIONS: Mapping[Message, Here] = {
    Reason.NOT_REVIEWED: Here(
        "l'étude « {study} » n'a pas été relue",
        "prévenir la personne qui répond des événements et des fréquences ; d'ici là, répétitions seulement",
        "tell whoever answers for events and rates; until then, rehearsals only",
    ),
    Reason.REVIEWED_OTHERWISE: Here(
        "les fichiers de l'étude « {study} » ne sont plus ceux qui ont été relus",
        "prévenir la personne qui répond des événements et des fréquences ; d'ici là, répétitions seulement",
        "tell whoever answers for events and rates; until then, rehearsals only",
    ),
    Reason.STUDY_FILES_CHANGED: Here(
        "les fichiers de l'étude « {study} » ont changé depuis sa dernière séance ({when:moment})",
        "demander au responsable de l'étude ; si c'est voulu, dire pourquoi ci-dessous",
        "ask the researcher; if the change is meant, say why below",
    ),
    Reason.NOT_ITS_TIME: Here(
        "ce n'est plus le moment de la visite {visit} de {participant_id}",
        f"{REOPEN_FR} le motif, si elle a lieu malgré tout",
        f"{REOPEN_EN} why it takes place all the same",
    ),
    Reason.WINDOW_SHUT: Here(
        "ce n'est plus le moment de la visite {visit} de {participant_id}, et l'étude n'autorise alors aucune séance",
        "vérifier l'identifiant, la visite et les heures saisies, et prévenir le responsable de l'étude",
        "check the ID, the visit and the times that were entered, and tell the researcher",
    ),
    Reason.KINDS_DO_NOT_MIX: Here(
        "{data} contient des séances d'une autre sorte, et celle-ci ne doit pas s'y mêler",
        TELL_FR,
        TELL_EN,
    ),
    Reason.FOLDER_OF_REHEARSALS: Here(
        "{data} est un dossier de répétitions, et une séance de l'étude ne doit pas y être",
        TELL_FR,
        TELL_EN,
    ),
    Reason.SESSION_COMPLETE: Here(
        "{session} : la séance est complète (passation {run})",
        f"rien n'est à faire ; si elle doit être refaite, {REOPEN_FR} de recommencer",
        f"nothing needs doing; if it must be done again, {REOPEN_EN} to begin a new run",
    ),
    Reason.SESSION_UNFINISHED: Here(
        "{session} : une séance a débuté et n'est pas finie ({finished} essais et questions sur {all})",
        f"{REOPEN_FR} de la reprendre",
        f"{REOPEN_EN} to go on with it",
    ),
    Reason.SESSION_RUNNING: Here(
        "{session} est en cours ailleurs en ce moment",
        "aller à cette fenêtre ; s'il n'y en a pas, attendre un instant et recommencer",
    ),
    Reason.SESSION_HELD: Here(
        "{session} est peut-être en cours ailleurs, sur un autre ordinateur : {file} le dit",
        f"aller à cette fenêtre ; s'il est sûr qu'il n'y en a pas, {TELL_FR} : ce fichier est à supprimer",
        f"go to that window; if it is sure that there is none, {TELL_EN}: that file is to be deleted",
    ),
    Reason.RESUMED_AS_ANOTHER: Here(
        "{session} a débuté autrement que la séance demandée (passation {run})",
        f"{REOPEN_FR} de la reprendre telle quelle",
        f"{REOPEN_EN} to go on with it as it was begun",
    ),
    Reason.NOTHING_TO_RESUME: Here("{session} n'a pas de séance interrompue", REOPEN_FR, REOPEN_EN),
    Reason.NOTHING_TO_REPEAT: Here("{session} n'a pas encore été commencée", REOPEN_FR, REOPEN_EN),
    Reason.NEW_RUN_WITHOUT_REASON: Here(
        "refaire une séance demande une raison",
        "dire pourquoi en quelques mots (sans nom)",
        "say why in a few words (no names)",
    ),
    Reason.RESUME_TOO_LATE: Here(
        "{session} a été interrompue il y a {age}, et l'étude permet de reprendre pendant {within}",
        "regarder l'horloge de cet ordinateur ; si elle est juste, recommencer depuis le début : ce qui est enregistré "
        "reste, et les fréquences déjà montrées sont notées comme vues",
        "look at the clock of this computer; if it is right, begin a new run: what was recorded stays, and base rates "
        "that were shown are recorded as seen",
    ),
    Reason.SHEET_MISSING: Here(
        "{session} a débuté, et {file}, la fiche de cette séance, manque",
        "la remettre à partir d'une copie, puis reprendre la séance ; sans copie, laisser le dossier {folder} tel quel "
        "et le montrer au responsable des données",
        "put it back from a copy, then go on with the session; if there is none, leave the folder {folder} as it is, "
        "and show it to whoever looks after the data",
    ),
    Reason.RUN_NOT_AS_LEFT: Here(
        "{file} n'est plus tel que la passation {run} l'a laissé, dit le registre des données",
        "remettre ce fichier, ou le registre, à partir d'une copie ; plan, journal et tableaux concordent : "
        f"{ACCEPT_FR}",
        f"put the file, or the ledger, back from a copy; plan, journal and tables agree: {ACCEPT_EN}",
    ),
    Reason.RUN_MISSING: Here(
        "la passation {run}, inscrite au registre le {since:moment}, n'est plus dans {folder}",
        "la remettre d'où elle est, ou à partir d'une copie ; pour continuer sans elle, « Continuer malgré tout » : "
        "c'est consigné",
        "bring it back from where it is, or from a copy; to go on without it, press “Go on all the same”: it is "
        "recorded",
    ),
    Reason.RUN_UNKNOWN: Here(
        "la passation {run}, dans {folder}, n'est pas au registre de ces données",
        f"la remettre d'où elle vient ; {ACCEPT_FR}",
        f"take it back to where it belongs; {ACCEPT_EN}",
    ),
    Reason.RECORDING_FAILED: Here(
        "la séance a été arrêtée : {file} n'a pas pu être écrit ({error}) ; chaque essai terminé avant est enregistré",
        f"faire de la place, ou réparer le disque, {GO_ON_FR}",
        f"make room or mend the disk, {GO_ON_EN}",
    ),
    Reason.RECORDING_FORBIDDEN: Here(
        "la séance a été arrêtée : ce compte n'a plus le droit d'écrire {file} ({error}) ; chaque essai terminé avant "
        "est enregistré",
        "faire rendre le droit d'y écrire, ou ouvrir la session de l'ordinateur avec le compte qui enregistre les "
        f"données de cette étude, {GO_ON_FR}",
        "have the right to write there given back, or sign in with the account that records this study's data, "
        f"{GO_ON_EN}",
    ),
    Reason.RECORDING_AWAY: Here(
        "la séance a été arrêtée : le disque ou le lecteur réseau de {file} n'est plus accessible ({error}) ; chaque "
        "essai terminé avant y est enregistré",
        f"le brancher ou le connecter à nouveau, et vérifier qu'il est là, {GO_ON_FR}",
        f"plug it in, or connect it, and see that it is there, {GO_ON_EN}",
    ),
    Reason.RECORDING_HANGS: Here(
        "la séance a été arrêtée : le disque des données n'a pas répondu pendant {seconds} s ; chaque essai terminé "
        "avant y est enregistré",
        "vérifier que le disque ou le lecteur réseau est branché et fonctionne, redémarrer l'ordinateur si la séance "
        f"ne se ferme pas, {GO_ON_FR}",
        "see that the disk or network drive is connected and works, restart the computer if the session does not "
        f"close, {GO_ON_EN}",
    ),
    Reason.RECORDING_HELD: Here(
        "la séance a été arrêtée : un autre programme a ouvert {file} ({error}) ; chaque essai terminé avant est "
        "enregistré",
        f"le fermer dans les autres programmes (tableur, éditeur, synchronisation), {GO_ON_FR}",
        f"close it in other programs (a spreadsheet, an editor, a synchroniser), {GO_ON_EN}",
    ),
    Reason.PROGRAM_FAILED: Here(
        "la séance a été arrêtée par une erreur de ce programme ({error}) ; chaque essai terminé avant est enregistré",
        "« Reprendre », et montrer cette ligne au responsable du programme",
        "press “Go on with it”, and show this line to whoever looks after the program",
    ),
    Reason.CHANGED_MEANWHILE: Here(
        "la séance a été arrêtée : un autre programme a modifié {file} pendant qu'elle se déroulait ; ce qui était "
        "enregistré a été remis, avec chaque essai terminé",
        f"fermer ce qui travaille dans {{folder}} (éditeur, synchronisation), {GO_ON_FR}",
        f"close whatever works in {{folder}} (an editor, a synchroniser), {GO_ON_EN}",
    ),
    Reason.NOT_PUT_BACK: Here(
        "la séance a été arrêtée : un autre programme a modifié {file} pendant qu'elle se déroulait, et ce qui était "
        "enregistré n'a pas pu être remis ({error})",
        "laisser {folder} tel quel, et le montrer au responsable des données",
    ),
    Reason.STOPPED: Here(
        "la séance a été arrêtée",
        "ce qui est terminé est enregistré ; « Reprendre » pour la continuer",
        "what is finished is on disk; press “Go on with it” to continue",
    ),
}
