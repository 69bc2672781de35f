"""Refusals about the data folder, the disk, copies, and the drill."""

from __future__ import annotations

from collections.abc import Mapping

from experiment.launcher.refused.wording import TELL_EN, TELL_FR, Here
from experiment.messages import Message, Reason

PLACES: Mapping[Message, Here] = {
    Reason.FILE_HELD: Here(
        "un autre programme a ouvert {file} ({error})",
        "le fermer dans les autres programmes (tableur, éditeur, synchronisation), puis recommencer",
        "close it in other programs (a spreadsheet, an editor, a synchroniser), then try again",
    ),
    Reason.WRITTEN_BY_ANOTHER: Here(
        "{file} a été écrit par une autre version de ce programme ({writer}), et celle-ci ({program}) ne peut pas le "
        "lire",
        "continuer avec la version qui l'a écrit, ou montrer le fichier au responsable des données",
    ),
    Reason.DATA_NOT_READABLE: Here(
        "le dossier de données {data} ne peut pas être lu ({error})",
        "vérifier que le dossier est là, et que ce compte peut le lire",
    ),
    Reason.DATA_NOT_WRITABLE: Here(
        "on ne peut pas écrire dans le dossier de données {data} ({error})",
        "vérifier que ce compte a le droit et la place d'y écrire, et que le disque ou le lecteur réseau fonctionne ; "
        "ne pas prendre un autre dossier : personne n'y est inclus, et des listes déjà vues pourraient revenir",
        "see whether this account may write there and has room there, and whether the disk or network drive works; do "
        "not take another folder: nobody is enrolled in it, and lists that were seen might come again",
    ),
    Reason.DATA_DISK_READ_ONLY: Here(
        "le dossier de données {data} est sur un disque en lecture seule : rien ne peut y être écrit",
        "si c'est une clé ou une carte à loquet, la déverrouiller ; un disque de cet ordinateur devenu tel est "
        "peut-être défaillant : redémarrer l'ordinateur et, si cela reste, le faire examiner ; d'ici là, ne pas "
        "prendre un autre dossier, où personne n'est inclus",
        "if it is a stick or a card with a switch, unlock it; a disk of this computer that has become so may be "
        "failing: restart the computer, and if it stays so, have it looked at; take no other folder meanwhile, in "
        "which nobody is enrolled",
    ),
    Reason.COLLECTING_HERE: Here(
        "les dossiers d'autres ordinateurs sont en train d'être réunis dans {data}",
        "attendre la fin, puis recommencer",
    ),
    Reason.DRIVE_MISSING: Here(
        "le dossier de données {data} est inaccessible : {drive} n'existe pas en ce moment sur cet ordinateur",
        "brancher le disque, ou connecter le lecteur réseau, et recommencer",
    ),
    Reason.DRIVE_NOT_MOUNTED: Here(
        "le dossier de données {data} est inaccessible : le disque ou le partage {place} n'est pas connecté",
        "le connecter et recommencer ; d'ici là, ce qui y serait écrit resterait sur cet ordinateur, où personne ne le "
        "chercherait",
        "connect it and try again; until then, what is written there stays on this computer, where nobody looks for it",
    ),
    Reason.DRIVE_EMPTY: Here(
        "le dossier de données {data} est inaccessible : {place} est vide, et aucun disque n'y est connecté",
        f"connecter le disque ou le partage, et recommencer ; sinon {TELL_FR}",
        f"connect the disk or share, and try again; else {TELL_EN}",
    ),
    Reason.DATA_FOLDER_IS_A_DRIVE: Here(
        "{data} est un disque entier, et le dossier de données doit être un dossier", TELL_FR, TELL_EN
    ),
    Reason.DATA_FOLDER_IS_A_FILE: Here(
        "le dossier de données {data} est inutilisable : {file} est un fichier, et non un dossier", TELL_FR, TELL_EN
    ),
    Reason.DATA_FOLDER_RESERVED: Here(
        "{data} ne peut pas être un dossier : Windows prend le nom « {name} » pour un appareil", TELL_FR, TELL_EN
    ),
    Reason.PATH_TOO_LONG: Here(
        "le chemin du dossier de données {data} a {too_many} caractères de trop",
        "faire déplacer tout le dossier de données plus près du haut de son disque, avec toutes les inclusions",
        "have the whole data folder, with everybody enrolled in it, moved nearer to the top of its disk",
    ),
    Reason.NAME_TOO_LONG: Here(
        "le nom de fichier {file} est trop long : aucun système n'en prend plus de {most} caractères",
        "prévenir le responsable de l'étude : identifiants, visites ou tâche doivent être plus courts",
        "tell the researcher: IDs, visits or task must be shorter",
    ),
    Reason.REHEARSALS_NOT_WRITABLE: Here(
        "on ne peut pas écrire dans le dossier des répétitions, {data} ({error}), à côté de celui des données",
        TELL_FR,
        TELL_EN,
    ),
    Reason.DISK_NEARLY_FULL: Here(
        "il ne reste que {free_mb} Mo sur le disque des données", "libérer au moins {needed_mb} Mo avant la séance"
    ),
    Reason.NO_TEMPORARY_FOLDER: Here(
        "on ne peut pas écrire dans le dossier des fichiers temporaires ({error})",
        "faire de la place sur le disque de cet ordinateur, ou ouvrir la session d'un autre compte",
    ),
    Reason.NOTHING_TO_BACK_UP: Here(
        "il n'y a rien à copier dans {data}",
        "rien n'est à faire, si aucune personne n'est encore incluse ; sinon " + TELL_FR,
        "nothing needs doing if nobody is enrolled yet; else " + TELL_EN,
    ),
    Reason.BACKUP_WITHIN: Here(
        "{place} et le dossier de données {data} sont l'un dans l'autre : ce ne serait pas une copie",
        "choisir un dossier ailleurs, de préférence sur une clé ou un autre disque",
        "choose a folder elsewhere, best on a stick or on another disk",
    ),
    Reason.BACKUP_INTO_DATA: Here(
        "{place} est le dossier de données {folder}, ou s'y trouve, et une copie y passerait pour une partie de ces "
        "données",
        "choisir un dossier hors de tout dossier de données, comme celui d'une clé, ou {right}",
        "choose a folder that is in no data folder, such as that of a stick, or {right}",
    ),
    Reason.BACKUP_INTO_A_COPY: Here(
        "{place} est dans la copie {folder}, et une copie dans une copie passerait pour une partie de celle-ci",
        "choisir {right}, qui contient cette copie : chaque dossier de données y a la sienne",
        "choose {right}, which that copy is in: each data folder gets its own there",
    ),
    Reason.NO_PLACE_FOR_BACKUP: Here(
        "il n'y a pas de dossier {place}",
        "brancher le disque, ou choisir le dossier avec « Parcourir » ; un nouveau dossier est d'abord à créer",
        "plug the disk in, or choose the folder with “Browse”; make it first if it is to be a new one",
    ),
    Reason.BACKUP_PLACE_NO_FOLDER: Here(
        "{place} n'est pas un dossier, et les copies en demandent un",
        "choisir un dossier avec « Parcourir », par exemple celui de la clé",
        "choose a folder with “Browse”, such as that of the stick",
    ),
    Reason.BACKUP_OF_ANOTHER: Here(
        "{place} contient la copie d'un autre dossier de données ; celle de celui-ci s'appelle {name}",
        "choisir le dossier qui le contient : chaque dossier de données y a le sien",
        "choose the folder that it is in, and each data folder gets its own there",
    ),
    Reason.BACKUP_GOES_ON_OTHERWISE: Here(
        "la copie {copy} a {lines} lignes du registre que le dossier de données n'a pas, ou a autrement : ce dossier "
        "est plus ancien, ou a été modifié",
        "choisir un autre dossier pour une nouvelle copie, et montrer les deux au responsable des données avant toute "
        "autre chose",
        "choose another folder for a new copy, and show both to whoever looks after the data before anything else is "
        "done",
    ),
    Reason.BACKUP_RUNNING: Here(
        "une autre sauvegarde vers {copy} est en cours",
        "attendre qu'elle soit finie, puis recommencer",
        "wait until it has come to its end, then try again",
    ),
    Reason.BACKUP_BROKEN_OFF: Here(
        "la copie {copy} n'a pas pu être finie ({error}) ; les données sont intactes, et ce qui était copié le reste",
        "y faire de la place s'il est plein, ôter sa protection s'il a un verrou, ou choisir un autre disque, et "
        "recommencer : ce qui est copié ne l'est pas deux fois",
        "make room there if it is full, unlock it if it has a switch, or choose another disk, and try again: what is "
        "copied already is not copied twice",
    ),
    Reason.DRILL_FAILED: Here(
        "l'étape {step} sur {steps} de la répétition a échoué (détail : {what})",
        "montrer cette ligne, et le dossier {folder}, qui est conservé, au responsable de cet ordinateur ; pas de "
        "séance avant qu'il soit réparé",
    ),
    Reason.NO_SUCH_RUN: Here(
        "il n'y a pas de séance « {run} » dans {data}",
        "la choisir au tableau des visites",
        "choose it on the board",
    ),
}
