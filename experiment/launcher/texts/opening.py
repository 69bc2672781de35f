"""Why the program cannot be opened, or has made a mistake."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Opening(Sentence):
    """Why the program cannot be opened, or has made a mistake."""

    NAME = ("Belief-updating task", "Tâche de mise à jour des croyances")
    CANNOT_OPEN = ("The program cannot be opened now", "Le programme ne peut pas s'ouvrir maintenant")
    OWN_MISTAKE = ("Something has gone wrong in this program", "Une erreur s'est produite dans ce programme")
    STUDY_WRONG = (
        "The files of the study are not as they must be, and no session can begin. Sessions that are recorded, and one "
        "that is running, are not concerned.",
        "Les fichiers de l'étude ne sont pas comme il faut, et aucune séance ne peut commencer. Les séances "
        "enregistrées, ou en cours, ne sont pas concernées.",
    )
    STUDY_WRONG_DO = (
        "What to do: show these lines to the researcher, who puts the files right; then press “Try again”.",
        "Que faire : montrer ces lignes au responsable de l'étude, qui corrige les fichiers ; puis « Réessayer ».",
    )
    LINE_WRONG = (
        "The line that opens this program is not right: {line}.",
        "La ligne qui ouvre ce programme n'est pas juste : {line}.",
    )
    LINE_WRONG_DO = (
        "What to do: show this line to whoever looks after this computer; a study file may have been renamed.",
        "Que faire : montrer cette ligne au responsable de cet ordinateur ; un fichier d'étude a peut-être été "
        "renommé.",
    )
    AND_MORE = ("… and {number} more", "… et {number} de plus")
    PROGRAM_FAILED = (
        "The program has made a mistake of its own ({error}). A session that is running goes on by itself, and what is "
        "recorded is on the disk.",
        "Le programme a fait une erreur ({error}). Une séance en cours se poursuit d'elle-même, et ce qui est "
        "enregistré est sur le disque.",
    )
    PROGRAM_FAILED_DO = (
        "What to do: show this line to whoever looks after the program; close it, and open it again.",
        "Que faire : montrer cette ligne au responsable du programme ; le fermer, puis le rouvrir.",
    )
    TRY_AGAIN = ("&Try again", "&Réessayer")
