"""What the experimenter is told of a session that has ended, or of a copy."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.launcher.refused.wording import LEAVE_FR, TELL_EN, TELL_FR, Here
from experiment.messages import Advice, Message

ADVICE: Mapping[Message, Here] = {
    Advice.LEDGER_DAMAGED: Here(
        "{file}, le registre des données, a été endommagé ou modifié (détail : {what}) ; les séances restent possibles",
        f"le laisser tel quel, et {TELL_FR}",
        f"leave it as it is, and {TELL_EN}",
    ),
    Advice.LEDGER_FORBIDDEN: Here(
        "ce compte n'a pas le droit de lire {file}, le registre des données ({error}), ce qui ne dit rien contre son "
        "contenu ; ce que seul le registre dit manque ici (il appartient au compte {owner})",
        "ouvrir la session de l'ordinateur avec le compte qui enregistre les données de cette étude, ou demander au "
        "responsable des données le droit de le lire",
        "sign in with the account that records this study's data, or ask whoever looks after the data for the right to "
        "read it",
    ),
    Advice.LEDGER_AWAY: Here(
        "{file}, le registre des données, est inaccessible en ce moment ({error}), ce qui ne dit rien contre son "
        "contenu ; ce que seul le registre dit manque ici",
        "vérifier que son disque ou son lecteur réseau est là, et fermer le registre dans les autres programmes",
        "see that its disk or network drive is there, and close the ledger in other programs",
    ),
    Advice.LEDGER_MISSING: Here(
        "il y a des séances dans le dossier de données, et pas de registre {file} : la prochaine en commence un, et ce "
        "qui manquerait d'avant ne peut pas être su",
        f"s'il y en avait un, le remettre à partir d'une copie ; {TELL_FR}",
    ),
    Advice.STATUS_BY_THE_LEDGER: Here(
        "illisible : {files} ; ce qui est dit de cette séance est ce qu'en sait le registre", LEAVE_FR
    ),
    Advice.RUN_INCOMPLETE: Here(
        "la séance a débuté, et {file} n'est pas là : ses fichiers n'ont été copiés qu'en partie, ou l'un d'eux a été "
        "perdu",
        "remettre ce qui manque à partir d'une copie ; sans copie, laisser le dossier tel quel et le montrer au "
        "responsable des données",
    ),
    Advice.RUN_UNREADABLE: Here(
        "la séance a débuté, et {file} est illisible : ce fichier a été endommagé ou copié en partie, ou ce compte n'y "
        "a pas droit",
        LEAVE_FR,
    ),
    Advice.LEDGER_NOT_WRITTEN: Here(
        "{file}, le registre des données, n'a pas pu être écrit ({error}) ; la séance elle-même est enregistrée",
        f"{TELL_FR} avant la prochaine séance",
    ),
    Advice.FILES_PUT_BACK: Here(
        "un autre programme a modifié ou supprimé {files} depuis le début de la séance ; tout a été remis", TELL_FR
    ),
    Advice.INPUTS_MISSING: Here(
        "la séance est complète, mais sans ses copies de {files}, qui avaient été supprimées", TELL_FR
    ),
    Advice.NOT_READ_ONLY: Here(
        "la séance est complète, mais {files} n'a pas pu être protégé contre l'écriture ({error})",
        f"rien n'est à faire maintenant ; ne pas ouvrir ces fichiers, et {TELL_FR}",
    ),
    Advice.BACKUP_KEEPS_ITS_OWN: Here(
        "plus tel qu'enregistré dans le dossier de données : {files} ; la copie garde ce qui a été enregistré, et "
        "l'autre état est dans {folder}",
        "remettre à partir de la copie ce qui a été enregistré, ou montrer les deux au responsable des données",
    ),
    Advice.ONLY_IN_THE_COPY: Here(
        "plus dans le dossier de données : {files} ; la copie {copy} a ce qui y était",
        "si ce n'était pas voulu, le remettre à partir de la copie ; rien n'y est jamais supprimé",
    ),
    Advice.NOT_COPIED: Here("copie impossible : {files}", LEAVE_FR),
    Advice.BACKUP_SYNCHRONISED: Here(
        "la copie {copy} est dans un dossier que {program} envoie ailleurs, et elle contient des données de santé",
        "garder les copies sur une clé ou un disque que l'étude a pour cela",
    ),
    Advice.BACKUP_ON_THE_SAME_DISK: Here(
        "la copie {copy} est sur le même disque que les données : si ce disque tombe en panne, les deux sont perdues",
        "en faire une autre sur une clé, ou sur le disque d'un autre ordinateur",
    ),
}
