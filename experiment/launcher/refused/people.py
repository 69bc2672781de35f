"""Refusals about participants, their enrolment, and the times that are entered for them."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.launcher.refused.wording import ACCEPT_EN, ACCEPT_FR, LEAVE_EN, LEAVE_FR, TELL_EN, TELL_FR, Here
from experiment.messages import Message, Reason

PEOPLE: Mapping[Message, Here] = {
    Reason.PARTICIPANT_ID_MALFORMED: Here(
        "« {participant_id} » n'est pas un identifiant de cette étude, comme {example}",
        "vérifier l'identifiant au registre et le saisir à nouveau",
    ),
    Reason.PARTICIPANT_ID_READ_OTHERWISE: Here(
        "certains logiciels liraient l'identifiant {participant_id} comme {otherwise} : ce serait une autre personne",
        "prévenir le responsable de l'étude, qui en donnera un autre",
        "tell the researcher, who gives another ID",
    ),
    Reason.OPERATOR_CODE_MALFORMED: Here(
        "« {operator} » n'est pas un code d'opérateur de cette étude, comme {example}",
        "saisir votre code, jamais un nom",
        "type your code, never a name",
    ),
    Reason.OPERATOR_MISSING: Here(
        "une séance de l'étude dit qui l'a conduite",
        "saisir votre code, comme {example}",
        "type your code, such as {example}",
    ),
    Reason.ALREADY_ENROLLED: Here(
        "{participant_id} est déjà inclus, bras {arm}",
        "vérifier l'identifiant ; la personne est au tableau des visites. Si le bras ou la langue sont faux, "
        f"{TELL_FR}",
        f"check the ID; the participant is on the board. If arm or language are wrong, {TELL_EN}",
    ),
    Reason.NOT_ENROLLED: Here(
        "{participant_id} n'est pas inclus dans {data}",
        "vérifier l'identifiant ; si c'est une nouvelle personne, l'inclure d'abord",
        "check the ID; if it is somebody new, enrol them first",
    ),
    Reason.PERHAPS_ANOTHER: Here(
        "{participant_id} n'est pas inclus dans {data}",
        "vérifier l'identifiant : il ressemble à {near} ; si c'est une nouvelle personne, l'inclure d'abord",
        "check the ID: it resembles {near}; if it is somebody new, enrol them first",
    ),
    Reason.NOT_REHEARSED: Here(
        "{participant_id} n'est ni inclus ni connu parmi les répétitions de {data}",
        "vérifier l'identifiant, et commencer la répétition depuis le début",
        "check the ID, and begin the rehearsal anew",
    ),
    Reason.ENROLMENT_LOST: Here(
        "{participant_id} a déjà eu des séances dans {data}, et l'inclusion qui les a préparées manque",
        "ne pas l'inclure à nouveau : des listes déjà vues seraient tirées. Remettre {file} dans le dossier "
        "participants à partir d'une copie, ou montrer le dossier au responsable des données",
    ),
    Reason.ENROLMENT_GONE: Here(
        "{participant_id} a été inclus dans {data} ({when:moment}, dit le registre), et cette inclusion manque",
        "remettre {file} dans le dossier participants à partir d'une copie ; sans copie, et si aucune séance n'a "
        "commencé, inclure la personne à nouveau",
        "put {file} back into the folder participants from a copy; if there is none, and no session has begun, enrol "
        "the participant again",
    ),
    Reason.ENROLMENT_CHANGED: Here(
        "{file}, l'inclusion de {participant_id}, n'est plus celle d'une séance précédente ({earlier}) ; {name} : "
        "{was}, et maintenant {now}",
        "remettre l'inclusion à partir d'une copie, ou montrer les deux fichiers au responsable des données",
    ),
    Reason.ENROLMENT_EDITED: Here(
        "{file}, l'inclusion de {participant_id}, n'est plus comme ce programme l'a écrite",
        f"la remettre à partir d'une copie ; {ACCEPT_FR}",
        f"put it back from a copy; {ACCEPT_EN}",
    ),
    Reason.SITE_MISSING: Here(
        "cette étude tire ses listes par centre", "choisir le centre : {sites}", "choose the site: {sites}"
    ),
    Reason.UNKNOWN_SITE: Here(
        "« {site} » n'est pas un centre de cette étude ({sites})",
        "choisir un autre centre, ou prévenir le responsable de l'étude",
        "choose another site, or tell the researcher",
    ),
    Reason.UNKNOWN_ARM: Here("le bras n'est pas choisi", "choisir l'un de : {arms}"),
    Reason.UNKNOWN_LANGUAGE: Here(
        "« {language} » n'est pas une langue de cette étude", "choisir l'une de : {languages}"
    ),
    Reason.UNKNOWN_VISIT: Here("« {visit} » n'est pas une visite de cette étude", "choisir l'une de : {visits}"),
    Reason.VISIT_NOT_IN_ARM: Here("le bras « {arm} » n'a pas de visite « {visit} »", "choisir l'une de : {visits}"),
    Reason.WITHDRAWN: Here(
        "{participant_id} est sorti de l'étude le {day:moment} ({why}), et ne fait plus de séance",
        f"vérifier l'identifiant ; si la sortie était une erreur, {TELL_FR}",
        f"check the ID; if the withdrawal was a mistake, {TELL_EN}",
    ),
    Reason.OTHER_STUDY: Here(
        "{participant_id} est inclus dans l'étude « {enrolled_study} », et non dans « {study} »",
        "ouvrir le programme de cette étude-là, ou prévenir le responsable des données",
        "open the program of that study, or tell whoever looks after the data",
    ),
    Reason.STUDY_CHANGED: Here(
        "{participant_id} est inclus avec ce que le fichier de l'étude « {study} » n'a plus ({missing})",
        "prévenir le responsable de l'étude : son fichier a changé depuis l'inclusion",
        "tell the researcher: the study's file has changed since the enrolment",
    ),
    Reason.LEDGER_NOT_WRITABLE: Here(
        "{file}, le registre des données, ne peut pas être écrit ({error}) : rien n'est inclus ni changé",
        f"fermer le programme qui l'a ouvert, et recommencer ; sinon {TELL_FR}",
        f"close what has it open, and try again; else {TELL_EN}",
    ),
    Reason.CHANGE_WITHOUT_REASON: Here(
        "une saisie n'est pas changée sans raison",
        "dire pourquoi en quelques mots (sans nom)",
        "say why in a few words (no names)",
    ),
    Reason.UNKNOWN_ANCHOR: Here(
        "{participant_id}, du bras {arm}, n'a pas d'événement « {name} »",
        "en choisir un autre dans la liste, ou prévenir le responsable de l'étude",
        "choose another one from the list, or tell the researcher",
    ),
    Reason.TIME_LEFT_OUT: Here(
        "aucune horloge n'a indiqué {time:moment} ce jour-là : on est passé à l'heure d'été",
        f"relire le dossier papier ; si l'heure est sûre, {TELL_FR}",
        f"look at the paper record again; if the time is sure, {TELL_EN}",
    ),
    Reason.TIME_OF_ANOTHER_ZONE: Here(
        "{time:moment} avec le décalage {offset} n'est pas une heure de l'horloge du laboratoire, qui n'a pas ce "
        "décalage à ce moment",
        "donner l'heure sans décalage : c'est alors celle du laboratoire ; ce qui a été écrit y serait {here}",
        "give the time without an offset: it is then that of the laboratory; what was written would be {here} there",
    ),
    Reason.TIME_TWICE: Here(
        "les horloges ont indiqué {time:moment} deux fois ce jour-là : on est passé à l'heure d'hiver",
        "choisir laquelle des deux ; si le dossier papier ne le dit pas, demander à qui était là",
        "choose which of the two is meant; if the paper record does not say, ask who was there",
    ),
    Reason.ANCHOR_TO_COME: Here(
        "{name} serait le {at:moment}, ce qui est encore à venir : nous sommes le {now:moment}",
        "relire l'heure, et l'horloge de cet ordinateur ; si c'était un autre jour, changer le jour",
        "look at the time again, and at the clock of this computer; if it was on another day, change the day",
    ),
    Reason.ANCHOR_WITHOUT_REASON: Here(
        "{name} de {participant_id} est déjà saisi : {was:moment}",
        "si c'est faux, dire pourquoi (sans nom) : la saisie précédente est conservée",
        "if that is wrong, say why (no names): what stood before is kept",
    ),
    Reason.ANCHOR_NOT_ENTERED: Here(
        "{name} de {participant_id} n'a pas été saisi", "rien n'est à faire ; vérifier l'identifiant"
    ),
    Reason.RECORD_NOT_READABLE: Here(
        "{file} ne peut pas être lu ici ({error}), ce qui ne dit rien contre son contenu",
        "vérifier que le disque ou le lecteur réseau est là, et ouvrir la session de l'ordinateur avec le compte qui "
        "enregistre les données de cette étude, ou demander le droit de les lire ; puis recommencer",
        "see whether the disk or network drive is there, and sign in with the account that records this study's data, "
        "or ask for the right to read them; then try again",
    ),
    Reason.RECORD_DAMAGED: Here("{file} a été endommagé ou échangé (détail : {what})", LEAVE_FR, LEAVE_EN),
}
