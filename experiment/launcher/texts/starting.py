"""The page before a session."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Starting(Sentence):
    """The page before a session."""

    START_TITLE = ("{visit}: before the participant sits down", "{visit} : avant que la personne s'installe")
    ABOUT_SESSION = ("{arm}, in {language}, about {minutes} min", "{arm}, en {language}, environ {minutes} min")
    IT_IS_TIME = ("✓ It is the time of this visit: {words}", "✓ C'est le moment de cette visite : {words}")
    NO_TIME = ("✓ This visit has no time that it must keep.", "✓ Cette visite n'a pas d'horaire à respecter.")
    NOT_TIME = ("⚠ It is not the time of this visit: {words}", "⚠ Ce n'est pas le moment de cette visite : {words}")
    SHUT = (
        "✕ It is not the time of this visit: {words}. The study allows no session then.",
        "✕ Ce n'est pas le moment de cette visite : {words}. L'étude n'autorise alors aucune séance.",
    )
    WHY_NOW = ("&Why it takes place all the same", "&Pourquoi elle a lieu malgré tout")
    MORE_WORDS = ("More ab&out it, if needed (no names)", "Préci&sions, au besoin (sans nom)")
    LOOKS_PERSONAL = (
        "⚠ This looks like {what}. Say what happened, not to whom: it is kept with the data.",
        "⚠ Cela ressemble à {what}. Dire ce qui s'est passé, pas à qui : c'est conservé avec les données.",
    )
    OPERATOR = ("Your &code, such as {example}", "Votre &code, par exemple {example}")
    IS_THE_PERSON = (
        "The &person before me is {participant}",
        "La personne &devant moi est {participant}",
    )
    START = ("&Start the session", "Co&mmencer la séance")
    START_REHEARSAL = ("&Start the rehearsal", "Co&mmencer la répétition")
    REHEARSE = ("Re&hearsal: nothing of it counts", "Répéti&tion : rien n'en est compté")
    STARTING = ("Starting…", "Démarrage…")
    CODE_MISSING = ("Type your code first.", "Saisir d'abord votre code.")
    NOT_CONFIRMED = (
        "Confirm first that the person before you is {participant}.",
        "Confirmer d'abord que la personne devant vous est {participant}.",
    )
    REASON_MISSING = ("Choose a reason first.", "Choisir d'abord un motif.")
    WORDS_MISSING = ("Say why in a few words first.", "Dire d'abord pourquoi, en quelques mots.")
    UNFINISHED = (
        "A session of this visit was begun on {when}, and stopped on {stopped}: {finished} of {recorded} trials and "
        "questions are finished. {why}",
        "Une séance de cette visite a débuté le {when} et s'est arrêtée le {stopped}. Essais et questions terminés : "
        "{finished} sur {recorded}. {why}",
    )
    STOPPED_BY_ITSELF = (
        "It was broken off, and nothing says why: a crash, or a power cut.",
        "Elle a été interrompue, et rien ne dit pourquoi : panne, ou coupure de courant.",
    )
    BROKEN_OFF = ("It was broken off: {cause}.", "Elle a été interrompue : {cause}.")
    ENDED_BECAUSE = ("It was ended early: {reason}.", "Elle a été arrêtée avant la fin : {reason}.")
    RESUME_IT = (
        "&Go on where it stopped (recommended)",
        "Reprendre là où elle s'est &arrêtée (recommandé)",
    )
    NEW_RUN = ("Begin a &new run", "Recommencer depuis le dé&but")
    TOO_LATE_TO_GO_ON = (
        "That was {age} ago, and the study lets a session go on within {within}: it cannot go on any more.",
        "C'était il y a {age}, et l'étude permet de reprendre pendant {within} : elle ne peut plus reprendre.",
    )
    NEW_RUN_COSTS = (
        "All {recorded} trials and questions again, about {minutes} min. Base rates that were shown are known by then: "
        "the first estimates of those events are no longer first ones, and the data say so.",
        "Les {recorded} essais et questions à nouveau, environ {minutes} min. Les fréquences déjà montrées sont "
        "connues : pour ces événements, la première estimation n'en sera plus vraiment une, et les données le disent.",
    )
    COMPLETE_ALREADY = (
        "This visit is complete. Another run needs a reason, and shows the same list again.",
        "Cette visite est complète. La refaire demande un motif, et montre à nouveau la même liste.",
    )
    SEALED_AS = ("Its seal code: {code}.", "Son code de scellement : {code}.")
    WHY_NEW_RUN = ("Why &it is done again (no names)", "Pourquoi elle est re&faite (sans nom)")
    WHY_STUDY_CHANGED = (
        "Why the &files of the study were changed (no names)",
        "Pourquoi les f&ichiers de l'étude ont changé (sans nom)",
    )
    GO_ON_ALL_THE_SAME = ("Go on &all the same; it is recorded", "C&ontinuer malgré tout ; c'est consigné")
    RUNS_MEANWHILE = (
        "⚠ This session is running now: it was started from another window since this page was opened. “Open the visit "
        "again” leads to following it.",
        "⚠ Cette séance est en cours : elle a été démarrée depuis une autre fenêtre après l'ouverture de cette page. "
        "« Rouvrir la visite » permet de la suivre.",
    )
    BEGUN_MEANWHILE = (
        "⚠ A session of this visit has been held since this page was opened, and does not run any more. “Open the "
        "visit again” says how far it has come.",
        "⚠ Une séance de cette visite a eu lieu depuis l'ouverture de cette page, et n'est plus en cours. « Rouvrir la "
        "visite » dit où elle en est.",
    )
    OPEN_ANEW = ("Open the &visit again", "Rouvrir la &visite")
    ONE_AT_A_TIME = (
        "{participant} · {visit} is being started. Wait until its window is there, or this one says why it is not.",
        "{participant} · {visit} : la séance démarre. Attendre que sa fenêtre s'ouvre, ou que celle-ci dise pourquoi "
        "elle ne s'ouvre pas.",
    )
