"""Copies of the data, and the crash drill."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Commands(Sentence):
    """Copies of the data, and the crash drill."""

    MORE = ("&More", "Pl&us")
    BACKUP = ("&Back the data up…", "&Sauvegarder les données…")
    BACKUP_TITLE = ("Back the data up", "Sauvegarder les données")
    BACKUP_ABOUT = (
        "All data are copied to another place, such as a stick, and the copy is read back and proven whole. Nothing is "
        "deleted, here or there; it can be done again at any time.",
        "Toutes les données sont copiées ailleurs, par exemple sur une clé, et la copie est relue et vérifiée. Rien "
        "n'est supprimé, ni ici ni là-bas ; on peut recommencer à tout moment.",
    )
    BACKUP_PLACE = ("&Where copies are kept", "&Dossier des copies")
    BACKUP_WHERE = ("Say first where the copy is to be.", "Indiquer d'abord où placer la copie.")
    BACKUP_NO_PLACE = (
        "“{text}” is not the whole path of a folder on this computer. Choose the folder with “Browse”.",
        "« {text} » n'est pas le chemin complet d'un dossier de cet ordinateur. Choisir le dossier avec « Parcourir ».",
    )
    BACKUP_NOW = ("Make the &copy", "Faire la &copie")
    BROWSE = ("Br&owse…", "&Parcourir…")
    DRILL = ("Rehearse a &crash…", "Répéter une &panne…")
    DRILL_TITLE = ("Rehearse a crash", "Répéter une panne")
    DRILL_ABOUT = (
        "A virtual participant does a short session on this screen, its process is killed in the middle of a trial, "
        "and it goes on. Nothing of it counts. It takes about a minute; leave keyboard and mouse alone.",
        "Une personne virtuelle fait une courte séance sur cet écran, son programme est tué au milieu d'un essai, "
        "et elle reprend. Rien n'en est compté. Environ une minute ; ne toucher ni au clavier ni à la souris.",
    )
    DRILL_NOW = ("Be&gin", "&Commencer la répétition")
    CHECK = ("Chec&k this computer…", "&Vérifier cet ordinateur…")
    CHECK_TITLE = ("Check this computer", "Vérifier cet ordinateur")
    CHECK_ABOUT = (
        "Once a day, with nobody waiting: screen, keyboard, clock and disk are tried, which takes about two minutes. "
        "“This is the participant's screen” must stand on that screen, and on no other. When it asks for it, tap the "
        "space bar of the participant's keyboard. Escape stops the check.",
        "Une fois par jour, sans que personne n'attende : écran, clavier, horloge et disque sont essayés, en deux "
        "minutes environ. « This is the participant's screen » doit apparaître sur l'écran de la personne, et sur "
        "aucun autre. Quand cela est demandé (« tap »), appuyer sur la barre d'espace de son clavier. Échap arrête.",
    )
    CHECK_NOW = ("Be&gin the check", "&Commencer la vérification")
    FIT = (
        "✓ Sessions can be held on this computer. What is marked ⚠ is mended when there is time.",
        "✓ Des séances peuvent avoir lieu ici. Ce qui est marqué ⚠ est à corriger quand il y a le temps.",
    )
    UNFIT = (
        "✕ No session on this computer before what is marked ✕ is put right; then check again.",
        "✕ Pas de séance sur cet ordinateur avant que ce qui est marqué ✕ soit corrigé ; puis vérifier à nouveau.",
    )
    AT_WORK = ("At work…", "En cours d'exécution…")
    WELL_DONE = ("✓ Done.", "✓ Terminé.")
    NOT_DONE = ("✕ Not done: what is amiss stands below.", "✕ Non terminé : voir ci-dessous ce qui ne va pas.")
    N_COMPLETE = ("{number} complete", "séances complètes : {number}")
    N_EARLY = ("{number} ended early", "arrêtées avant la fin : {number}")
    N_MISSING = ("{number} missing", "manquantes : {number}")
    N_UNFINISHED = ("{number} unfinished", "inachevées : {number}")
    N_FILES = ("{number} files", "fichiers : {number}")
    N_NEW = ("{number} new", "nouveaux : {number}")
    N_LONGER = ("{number} longer", "allongés : {number}")
    N_EXCHANGED = ("{number} exchanged (those of before are kept)", "remplacés, les précédents étant gardés : {number}")
    N_NOT_AS_RECORDED = ("{number} not as recorded", "plus tels qu'enregistrés : {number}")
    N_NO_LONGER_THERE = ("{number} no longer there", "disparus : {number}")
    N_NOT_COPIED = ("{number} not copied", "non copiés : {number}")
    CHANGED = ("{files}: {changed}", "{files} ({changed})")
    CHANGED_SINCE = ("{files}: {changed} since {when}", "{files} ({changed}, depuis le {when})")
    NOTHING_CHANGED = ("Nothing has changed since {when}.", "Rien n'a changé depuis le {when}.")
    NOTHING_NEW = ("Nothing is new since {when}.", "Rien de nouveau depuis le {when}.")
    APART = ("⚠ Of the files: {files}.", "⚠ Parmi les fichiers : {files}.")
    COPY_WHOLE = (
        "✓ The copy is whole: each file was read back, and is as data folder, ledger and checksums say.",
        "✓ La copie est complète : chaque fichier a été relu, et concorde avec les données, le registre et les sommes "
        "de contrôle.",
    )
    COPY_WRONG = ("✕ Not as it was recorded:", "✕ Ne sont plus tels qu'enregistrés :")
    COPY_PLACE = ("Copy: {copy}. For the analyst: {report}", "Copie : {copy}. Pour l'analyste : {report}")
    DRILL_1 = (
        "a rehearsal has begun in another process, and is in the middle of a trial",
        "une répétition a débuté dans un autre programme, et en est au milieu d'un essai",
    )
    DRILL_2 = (
        "it was killed while “{event}” was on the screen; {finished} trials were finished",
        "il a été tué pendant que « {event} » était à l'écran ; {finished} essais étaient terminés",
    )
    DRILL_3 = (
        "all of them are on the disk ({rows} rows), and everything is as it was recorded",
        "tous sont sur le disque ({rows} lignes), et tout est tel qu'enregistré",
    )
    DRILL_4 = ("the session has gone on, to its end", "la séance a repris, jusqu'à sa fin")
    DRILL_5 = (
        "it is complete: {rows} rows, those of before unchanged, and everything is as it was recorded",
        "elle est complète : {rows} lignes, celles d'avant inchangées, et tout est tel qu'enregistré",
    )
