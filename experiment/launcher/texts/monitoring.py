"""The page while a session runs, and when it has stopped."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class Monitoring(Sentence):
    """The page while a session runs, and when it has stopped."""

    MONITOR_TITLE = ("Session", "Séance")
    OPENING = ("The window of the task is being opened…", "La fenêtre de la tâche s'ouvre…")
    IS_RUNNING = ("● running", "● en cours")
    IS_PAUSED = ("‖ paused: {why}", "‖ en pause : {why}")
    IS_ENDING = ("■ being ended: {why}", "■ en cours d'arrêt : {why}")
    ENDING_HOW = (
        "The participant reads the last page: the space bar or Enter on the participant's keyboard leaves it. The task "
        "cannot be paused any more; write notes on paper.",
        "La personne lit la dernière page ; la barre d'espace ou Entrée à son clavier la ferme. La tâche ne peut plus "
        "être mise en pause ; noter sur papier.",
    )
    NO_PAUSE_ANY_MORE = (
        "The task cannot be paused any more: it is being ended.",
        "La tâche ne peut plus être mise en pause : elle est en cours d'arrêt.",
    )
    IS_STOPPED = ("■ stopped for a technical reason", "■ arrêtée pour une raison technique")
    KEPT_ALL = ("Every finished trial is on the disk.", "Chaque essai terminé est enregistré.")
    SILENT = (
        "⚠ Nothing has been written for {minutes} min. Look at the participant's screen: a page may be read there, or "
        "the session may have stopped.",
        "⚠ Rien n'a été écrit depuis {minutes} min. Regarder l'écran de la personne : elle lit peut-être une page, ou "
        "la séance s'est arrêtée.",
    )
    STOPPED_HOW = (
        "The participant reads of it on a calm page. The space bar or Enter on the participant's keyboard, or a click "
        "on the last line there, takes it away; this window then says how to go on. Until then write notes on paper: "
        "none is kept any more.",
        "La personne le lit sur une page qui le dit calmement. La barre d'espace ou Entrée à son clavier, ou un clic "
        "sur la dernière ligne de cette page, la ferme ; cette fenêtre dit alors comment continuer. D'ici là, noter "
        "sur papier : plus aucune note n'est conservée.",
    )
    NOTE_LOST = (
        "{time}  {text}  ✗ not kept: write it on paper",
        "{time}  {text}  ✗ non conservée : à noter sur papier",
    )
    UNKEPT = ("This note was not kept; write it on paper: {text}", "Note non conservée, à noter sur papier : {text}")
    NOT_TAKEN = (
        "The session does not take this any more. Write notes on paper.",
        "La séance ne peut plus le prendre en compte. Noter sur papier.",
    )
    REHEARSAL = (
        "{standing}  (rehearsal: nothing of it counts)",
        "{standing}  (répétition : rien n'en est compté)",
    )
    PART = ("Part", "Partie")
    TRIAL = ("Trial or question", "Essai ou question")
    N_OF = ("{number} of {of}", "{number} sur {of}")
    PAGES = ("pages", "pages")
    LEFT = ("Time left, as planned", "Temps restant prévu")
    MINUTES = ("about {minutes} min", "environ {minutes} min")
    FINISHED = ("Finished in all", "Terminés en tout")
    MISSED = ("Missed so far", "Sans réponse")
    MISSED_N = ("{missed} missed, {unconfirmed} not confirmed", "{missed} sans réponse, {unconfirmed} sans validation")
    FRAMES = ("Frames lost", "Images perdues")
    PAUSE = ("Pause", "Pause")
    END = ("End the session…", "Arrêter la séance…")
    END_WHY = ("&Why", "&Motif")
    END_NOW = ("&End it now", "&Arrêter maintenant")
    END_NOT = ("&Do not end it", "&Ne pas arrêter")
    WRITE_NOTE = ("Write a note…", "Écrire une note…")
    WRITING_PAUSES = (
        "The keyboard is the task's: these buttons are clicked, or press Escape on the participant's keyboard to pause "
        "or end. The task pauses while you write a note or choose why the session is ended: the keyboard is here then.",
        "Le clavier est à la tâche : ces boutons se cliquent ; au clavier de la personne, Échap met en pause ou "
        "arrête. La tâche est en pause pendant que vous écrivez une note ou choisissez le motif d'un arrêt : le "
        "clavier est alors ici.",
    )
    NOTE = ("A no&te, kept with its time (no names)", "Une no&te, conservée avec son heure (sans nom)")
    ADD_NOTE = ("&Add", "A&jouter")
    NO_NOTE = ("N&o note", "Pas &de note")
    ADD_ALL_THE_SAME = ("It names nobody: &add", "Aucun nom : a&jouter")
    NOTE_SENT = ("{time}  {text}  (on its way)", "{time}  {text}  (en cours d'envoi)")
    NOTE_KEPT = ("{time}  {text}  ✓", "{time}  {text}  ✓")
    PAUSE_ASKED = ("A pause has been asked for.", "Une pause a été demandée.")
    END_ASKED = ("The end has been asked for.", "L'arrêt a été demandé.")
    HOW_TO_GO_ON = (
        "The session goes on at the participant's keyboard: space bar or Enter.",
        "La séance reprend au clavier de la personne : barre d'espace ou Entrée.",
    )
    FROM_OUTSIDE = (
        "This window did not start the session, and follows it by what is written. It cannot pause or end "
        "it, and takes "
        "no notes: Escape on the participant's keyboard pauses; write notes on paper.",
        "Cette fenêtre n'a pas démarré la séance et la suit par ce qui est écrit. Elle ne peut ni la mettre "
        "en pause, ni "
        "l'arrêter, ni prendre de notes : Échap au clavier de la personne la met en pause ; noter sur papier.",
    )
    LEAVES_RUNNING = (
        "Closing this window leaves the session running; it is found again when the program is opened.",
        "Fermer cette fenêtre laisse la séance se poursuivre ; elle est retrouvée à la prochaine ouverture.",
    )
    DIED = (
        "The session has stopped. Every finished trial is on the disk, and it can go on where it stopped.",
        "La séance s'est arrêtée. Chaque essai terminé est enregistré, et elle peut reprendre là où elle "
        "s'est arrêtée.",
    )
    RUNS_AGAIN = (
        "The session runs again: it was gone on with from another window. Nothing is to be done here.",
        "La séance est de nouveau en cours : elle a été reprise depuis une autre fenêtre. Rien n'est à faire ici.",
    )
    RUNS_NOW = (
        "This session is running now: it was started from another window. It can be followed from here, and not be "
        "started again.",
        "Cette séance est en cours : elle a été démarrée depuis une autre fenêtre. Elle peut être suivie d'ici, mais "
        "pas démarrée à nouveau.",
    )
    REHEARSAL_DIED = (
        "The rehearsal has stopped. Nothing of it counts; it can begin again.",
        "La répétition s'est arrêtée. Rien n'en est compté ; elle peut recommencer.",
    )
    GOES_ON_UNTIL = ("It can go on {until}.", "Elle peut reprendre {until}.")
    NOT_BEGUN_BY_A_FAULT = (
        "The session has not begun: the program has failed before its first screen. The participant has seen nothing, "
        "and nothing is lost. Try once more. If it fails again, start this computer anew; if it still fails, show the "
        "researcher what “What the program said” shows.",
        "La séance n'a pas commencé : le programme a échoué avant son premier écran. Rien n'a été montré à la "
        "personne, et rien n'est perdu. Essayer encore une fois. En cas de nouvel échec, redémarrer cet ordinateur ; "
        "si l'échec persiste, montrer au responsable de l'étude ce qu'affiche « Messages du programme ».",
    )
    SHOW_WHAT_IT_SAID = ("What the program sai&d", "Messages du pro&gramme")
    WHAT_IT_SAID = (
        "For whoever looks after the program: what it said last, in its own words. You need do nothing of it.",
        "Pour le responsable du programme : ses derniers messages, tels quels (en anglais). Rien n'y est à faire ici.",
    )
    RESUME_NOW = ("&Go on with it…", "Re&prendre…")
