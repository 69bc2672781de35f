"""Every sentence of the launcher, in English and in French: plain spaces and apostrophes, set when they are said."""

from __future__ import annotations

from enum import Enum, unique


@unique
class Text(Enum):
    """What the launcher says: in English, in French. Places in braces are filled in."""

    # what stands everywhere
    TITLE = ("Belief-updating task: {study}", "Tâche de mise à jour des croyances : {study}")
    BACK = ("&Back", "&Retour")
    TO_BOARD = ("&Back to the visits", "&Retour aux visites")
    LANGUAGE = ("&Language", "&Langue")
    CLOSE = ("&Close", "&Fermer")
    ENGLISH = ("English", "English")
    FRENCH = ("Français", "Français ")
    WHAT_TO_DO = ("What to do: {remedy}.", "Que faire : {remedy}.")
    NOT_POSSIBLE = ("Not possible: {what}.", "Impossible : {what}.")
    NOT_UNDERSTOOD = (
        "Not possible. Show these lines to the researcher:\n{lines}",
        "Impossible. Montrer ces lignes au responsable de l'étude :\n{lines}",
    )

    # the board
    NOW = ("Now", "Maintenant")
    NOBODY_NOW = ("No visit is due at this moment.", "Aucune visite n'est à faire en ce moment.")
    EVERYBODY = ("All participants", "Toutes les personnes")
    NOBODY_ENROLLED = (
        "Nobody is enrolled yet. Begin with “Enrol somebody”.",
        "Personne n'est encore inclus. Commencer par « Inclure une personne ».",
    )
    PARTICIPANT = ("Participant", "Participant")
    ARM = ("Arm", "Bras")
    VISIT = ("Visit", "Visite")
    STANDS = ("State", "État")
    WHEN = ("When", "Quand")
    START_HERE = ("&Start…", "&Commencer…")
    GO_ON_HERE = ("&Go on…", "&Reprendre…")
    FOLLOW_HERE = ("&Follow", "&Suivre")
    OPEN = ("&Open…", "&Ouvrir…")
    OPEN_VISIT = ("O&pen the visit…", "Ou&vrir la visite…")
    CHOOSE_VISIT = (
        "Choose a visit in the list first, then “Open the visit”.",
        "Choisir d'abord une visite dans la liste, puis « Ouvrir la visite ».",
    )
    LOOK_AGAIN = ("Loo&k at it again…", "R&evoir la séance…")
    CHOOSE_TO_LOOK = (
        "Choose a visit in the list first, then “Look at it again”.",
        "Choisir d'abord une visite dans la liste, puis « Revoir la séance ».",
    )
    ENROL = ("&Enrol somebody…", "&Inclure une personne…")
    ENTER_TIME = ("Enter a &time…", "Saisir une &heure…")
    REFRESH = ("&Refresh", "&Actualiser")
    AS_OF = ("As of {time} ({zone}). Data: {data}", "État au {time} ({zone}). Données : {data}")

    DONE = ("done", "faite")
    RUNNING = ("running", "en cours")
    INTERRUPTED = ("interrupted", "interrompue")
    ABORTED = ("ended early", "arrêtée avant la fin")
    MISSING = ("files missing", "fichiers manquants")
    DUE = ("due", "à faire")
    OVERDUE = ("overdue", "en retard, encore possible")
    LATE = ("too late", "hors délai")
    LATER = ("later", "plus tard")
    AWAITING = ("waiting", "en attente")
    WITHDRAWN = ("withdrawn", "sortie d'étude")

    FROM_TO = ("{begins} – {ends}, due {due}", "{begins} – {ends}, prévue {due}")
    FROM = ("from {begins}", "à partir de {begins}")
    AWAITS = ("waits for: {name}", "attend : {name}")
    COMES_BEFORE = ("it comes before: {name}, which is past", "elle précède : {name}, déjà passé")
    NOT_DONE_BEFORE = ("not done before it: {names}", "pas faites avant : {names}")
    LEFT_OUT = (
        "Nothing is said of: {files}. Leave these files as they are, and show them to whoever looks after the data.",
        "Rien n'est dit de : {files}. Laisser ces fichiers tels quels et les montrer au responsable des données.",
    )

    # enrolling
    ENROL_TITLE = ("Enrol somebody", "Inclure une personne")
    PARTICIPANT_ID = (
        "&Participant ID, as on the log, such as {example}",
        "&Identifiant, comme au registre, par exemple {example}",
    )
    ARM_OF = ("&Arm", "&Bras")
    LANGUAGE_OF = ("&Language on the screen", "&Langue à l'écran")
    SITE_OF = ("&Site", "&Centre")
    CHOOSE = ("choose…", "choisir…")
    ENROL_NOW = ("&Enrol", "&Inclure")
    ENROLLED = ("{participant} is enrolled: {arm}, {language}.", "{participant} est inclus : {arm}, {language}.")
    YES_IT_IS_SO = ("&Yes, it is so", "&Oui, c'est bien cela")

    # anchors
    ANCHOR_TITLE = ("When did it happen?", "Quand cela a-t-il eu lieu ?")
    WHAT_HAPPENED = ("&What happened", "&Événement")
    ENTERED_SO_FAR = ("Entered so far: {time}", "Saisi jusqu'ici : {time}")
    NOT_ENTERED_YET = ("Not entered yet", "Pas encore saisi")
    DAY = ("&Day", "&Jour")
    TIME = ("&Time, from the paper record", "&Heure, d'après le dossier papier")
    WHY_CORRECTED = (
        "&Why the earlier entry was wrong (no names)",
        "&Pourquoi la saisie précédente était fausse (sans nom)",
    )
    TAKE_BACK = ("It &had not happened: take it back", "Cela &n'a pas eu lieu : retirer la saisie")
    ENTER_NOW = ("&Enter", "&Enregistrer")
    ENTERED = ("{participant}: {name} was at {time}.", "{participant} : {name}, à {time}.")
    TAKEN_BACK = ("{participant}: {name} is taken back.", "{participant} : {name}, saisie retirée.")
    CHOOSE_SOMEBODY = (
        "Choose the participant in the list first, then “Enter a time”.",
        "Choisir d'abord la personne dans la liste, puis « Saisir une heure ».",
    )
    NO_ANCHORS = (
        "The visits of this participant hang on no time that is entered.",
        "Les visites de cette personne ne dépendent d'aucune heure à saisir.",
    )

    # starting
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
    MORE_WORDS = ("&More about it, if needed (no names)", "&Précisions, au besoin (sans nom)")
    LOOKS_PERSONAL = (
        "⚠ This looks like {what}. Say what happened, not to whom: it is kept with the data.",
        "⚠ Cela ressemble à {what}. Dire ce qui s'est passé, pas à qui : c'est conservé avec les données.",
    )
    A_NAME = ("a name", "un nom")
    A_BIRTH = ("a date of birth", "une date de naissance")
    A_CONTACT = ("an address or a number of somebody", "une adresse ou un numéro personnel")
    OPERATOR = ("Your &code, such as {example}", "Votre &code, par exemple {example}")
    IS_THE_PERSON = (
        "The &person before me is {participant}",
        "La &personne devant moi est {participant}",
    )
    START = ("&Start the session", "&Commencer la séance")
    REHEARSE = ("Re&hearsal: nothing of it counts", "Ré&pétition : rien n'en est compté")
    STARTING = ("Starting…", "Démarrage…")
    CODE_MISSING = ("Type your code first.", "Saisir d'abord votre code.")
    NOT_CONFIRMED = (
        "Confirm first that the person before you is {participant}.",
        "Confirmer d'abord que la personne devant vous est {participant}.",
    )
    REASON_MISSING = ("Choose a reason first.", "Choisir d'abord un motif.")
    WORDS_MISSING = ("Say why in a few words first.", "Dire d'abord pourquoi, en quelques mots.")
    LATE_INFUSION = ("the infusion was late", "perfusion retardée")
    PARTICIPANT_LATE = ("the participant came late", "arrivée tardive de la personne")
    TECHNICAL = ("technical", "technique")
    CLINICAL = ("clinical", "clinique")
    SCHEDULING = ("scheduling", "planification")
    OTHER = ("other", "autre")
    PARTICIPANT_WISH = ("the participant wishes it", "souhait de la personne")

    # what there is already
    UNFINISHED = (
        "A session of this visit was begun on {when}: {finished} of {recorded} trials and questions are "
        "finished. {why}",
        "Une séance de cette visite a débuté le {when} : {finished} essais et questions terminés sur {recorded}. {why}",
    )
    STOPPED_BY_ITSELF = (
        "It was broken off (crash, power, or the program was stopped).",
        "Elle a été interrompue (panne, coupure ou arrêt du programme).",
    )
    ENDED_BECAUSE = ("It was ended early: {reason}.", "Elle a été arrêtée avant la fin : {reason}.")
    RESUME_IT = (
        "&Go on where it stopped (recommended)",
        "&Reprendre là où elle s'est arrêtée (recommandé)",
    )
    NEW_RUN = ("Begin a &new run", "Recommencer &depuis le début")
    TOO_LATE_TO_GO_ON = (
        "That was {age} ago, and the study lets a session go on within {within}: it cannot go on any more.",
        "C'était il y a {age}, et l'étude permet de reprendre pendant {within} : elle ne peut plus reprendre.",
    )
    NEW_RUN_COSTS = (
        "All {recorded} trials and questions again, about {minutes} min. Base rates that were shown are known by then: "
        "the first estimates of those events are no longer first ones, and the data say so.",
        "Les {recorded} essais et questions à nouveau, environ {minutes} min. Les fréquences déjà montrées "
        "sont connues : "
        "les premières estimations de ces événements n'en sont plus, et les données le disent.",
    )
    COMPLETE_ALREADY = (
        "This visit is complete. Another run needs a reason, and shows the same list again.",
        "Cette visite est complète. La refaire demande un motif, et montre à nouveau la même liste.",
    )
    WHY_NEW_RUN = ("Why it is done a&gain (no names)", "Pourquoi elle est re&faite (sans nom)")
    WHY_STUDY_CHANGED = (
        "Why the files of the study were changed (no names)",
        "Pourquoi les fichiers de l'étude ont changé (sans nom)",
    )
    GO_ON_ALL_THE_SAME = ("&Go on all the same; it is recorded", "&Continuer malgré tout ; c'est consigné")

    # preflight
    PREFLIGHT = ("This computer", "Cet ordinateur")
    LOOKING = ("Looking…", "Vérification…")
    PASS = ("✓ in order: {names}", "✓ en ordre : {names}")
    WARN = ("⚠ {name}: {remedy}", "⚠ {name} : {remedy}")
    FAIL = ("✕ {name}: {remedy}", "✕ {name} : {remedy}")
    PREFLIGHT_FAILED = (
        "This computer could not be looked at. The session itself tries everything again.",
        "Cet ordinateur n'a pas pu être vérifié. La séance elle-même vérifie tout à nouveau.",
    )

    # the monitor
    MONITOR_TITLE = ("Session", "Séance")
    OPENING = ("The window of the task is being opened…", "La fenêtre de la tâche s'ouvre…")
    IS_RUNNING = ("● running", "● en cours")
    IS_PAUSED = ("‖ paused: {why}", "‖ en pause : {why}")
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
    PAUSE = ("&Pause", "&Pause")
    END = ("&End the session…", "&Arrêter la séance…")
    END_WHY = ("&Why", "&Motif")
    END_NOW = ("End it &now", "Arrêter &maintenant")
    END_NOT = ("Do &not end it", "Ne &pas arrêter")
    WRITE_NOTE = ("Write a &note…", "Écrire une &note…")
    WRITING_PAUSES = (
        "The task pauses while you write a note: the keyboard is here then.",
        "La tâche est en pause pendant que vous écrivez une note : le clavier est alors ici.",
    )
    NOTE = ("A no&te, kept with its time (no names)", "Une no&te, conservée avec son heure (sans nom)")
    ADD_NOTE = ("&Add", "&Ajouter")
    NO_NOTE = ("N&o note", "&Pas de note")
    ADD_ALL_THE_SAME = ("It names nobody: &add", "Aucun nom : &ajouter")
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
    NOT_BEGUN = ("The session has not begun.", "La séance n'a pas commencé.")
    WHAT_IT_SAID = ("What the program said last:", "Derniers messages du programme :")
    RESUME_NOW = ("&Go on with it…", "&Reprendre…")

    # the parts of a session
    INSTRUCTIONS = ("instructions", "consignes")
    PRACTICE = ("practice", "entraînement")
    COMPREHENSION = ("comprehension check", "vérification des consignes")
    FIRST_ESTIMATES = ("first estimates", "premières estimations")
    SECOND_ESTIMATES = ("second estimates", "secondes estimations")
    BOTH_ESTIMATES = ("estimates", "estimations")
    AFTERWARDS = ("final questions", "questions finales")
    CLOSING = ("closing", "fin")

    # why it pauses
    BY_ESCAPE = ("Escape was pressed", "Échap a été pressé")
    BY_EXPERIMENTER = ("asked for here", "demandée ici")
    BY_SILENCE = (
        "no key and no click for several questions: is the keyboard connected, is the participant able to answer?",
        "ni touche ni clic depuis plusieurs questions : le clavier est-il branché, la personne peut-elle répondre ?",
    )
    BY_CLOCKS = (
        "the computer has slept, or its clock was set",
        "l'ordinateur s'est mis en veille, ou son horloge a été changée",
    )
    BY_STOOD_STILL = ("the computer stood still for some seconds", "l'ordinateur s'est figé quelques secondes")
    BY_SIZE_CHANGED = ("the screen has changed its size", "la taille de l'écran a changé")
    BY_REFRESH_CHANGED = ("the screen has changed its refresh rate", "la fréquence de l'écran a changé")
    BY_HIDDEN = ("the window of the task is off the screen", "la fenêtre de la tâche n'est plus à l'écran")
    BY_COVERED = ("another window lies over the task", "une autre fenêtre recouvre la tâche")
    BY_KEYBOARD_LOST = (
        "another window has the keyboard: click into the task",
        "une autre fenêtre a le clavier : cliquer dans la tâche",
    )

    # the end of a visit
    SUMMARY_COMPLETE = ("{visit} of {participant} is complete.", "{visit} de {participant} : séance complète.")
    SUMMARY_EARLY = (
        "{visit} of {participant} was ended early: {reason}. What is finished is kept, and it can go on later.",
        "{visit} de {participant} : séance arrêtée avant la fin ({reason}). Ce qui est terminé est conservé, "
        "et elle peut reprendre.",
    )
    SEAL = ("Write this seal code on the paper record:", "Noter ce code de scellement au dossier papier :")
    NO_SEAL = (
        "There is no seal code: the ledger could not be written. Tell whoever looks after the data.",
        "Pas de code de scellement : le registre n'a pas pu être écrit. Prévenir le responsable des données.",
    )
    ESTIMATES = ("Estimates", "Estimations")
    AFTERWARDS_LABEL = ("Final questions", "Questions finales")
    TALLY = (
        "{answered} of {planned} answered, {missed} missed, {unconfirmed} not confirmed",
        "{answered} réponses sur {planned}, {missed} sans réponse, {unconfirmed} sans validation",
    )
    SUMMARY_COMPREHENSION = ("Comprehension check", "Vérification des consignes")
    RIGHT_OF = (
        "{right} of {of} understood, {at_once} of them at once",
        "{right} comprises sur {of}, dont {at_once} d'emblée",
    )
    PAUSES = ("Pauses", "Pauses")
    NOTES = ("Notes", "Notes")
    NONE = ("none", "aucune")
    DURATION = ("Duration", "Durée")
    TIMING = ("Timing", "Affichage")
    LOST_OF = (
        "{dropped} frames lost, the longest took {longest} ms; of {rows} rows {flagged} have a timing flag, "
        "{disturbed} are disturbed",
        "{dropped} images perdues, la plus longue a duré {longest} ms ; sur {rows} lignes, {flagged} avec alerte de "
        "durée, {disturbed} perturbées",
    )
    NEXT_VISIT = ("Next visit", "Prochaine visite")
    NO_NEXT = ("none: this was the last one", "aucune : c'était la dernière")
    NEXT_AT = ("{visit}: {when}", "{visit} : {when}")
    END_OF_ANCHOR = ("{name} (end)", "{name} (fin)")
    START_OF_ANCHOR = ("{name} (start)", "{name} (début)")

    # the time of a visit
    W_OVERTAKEN = ("{time} after {name}, and it comes before that", "{time} après : {name} ; elle la précède pourtant")
    W_NOT_ENTERED = ("the time of {name} has not been entered", "heure non saisie : {name}")
    W_NOT_DONE = ("{name} is not done", "{name} n'est pas faite")
    W_NONE_DONE = ("{name} are not done", "{name} ne sont pas faites")
    W_IN_HOURS = (
        "{time} after {name}: {place} {earliest} – {latest}",
        "{time} après {name} : {place} {earliest} – {latest}",
    )
    W_IN_DAYS = (
        "day {day} after {name}: {place} days {earliest} – {latest}",
        "jour {day} après {name} : {place} jours {earliest} – {latest}",
    )
    W_INSIDE = ("inside", "dans la fenêtre")
    W_EARLY = ("early, before", "trop tôt, avant")
    W_LATE = ("late, after", "trop tard, après")
    W_AND = (" and ", " et ")

    # the end of the day
    MORE = ("&More", "&Plus")
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
    DRILL_NOW = ("&Begin", "&Commencer la répétition")
    AT_WORK = ("At work…", "En cours d'exécution…")
    WELL_DONE = ("✓ Done.", "✓ Terminé.")
    NOT_DONE = ("✕ Not done: what is amiss stands below.", "✕ Non terminé : voir ci-dessous ce qui ne va pas.")

    # what was seen and pressed
    REPLAY_TITLE = (
        "{participant}, {visit}, run {run}: what was seen and pressed",
        "{participant}, {visit}, passation {run} : ce qui a été vu et pressé",
    )
    REPLAY_ABOUT = (
        "Made again from what was recorded: each picture is the screen as it stood when it was taken off. The slider, "
        "the buttons and the arrow keys go from screen to screen.",
        "Refait d'après ce qui est enregistré : chaque image est l'écran tel qu'il était quand il a été retiré. Le "
        "curseur, les boutons et les flèches du clavier vont d'un écran à l'autre.",
    )
    SCREENS = ("Screens", "Écrans")
    SCREEN_BEFORE = ("&Previous screen", "Écran pré&cédent")
    SCREEN_AFTER = ("&Next screen", "Écran &suivant")
    SHOWN = ("{time}  ·  {what}  ·  {seconds} s", "{time}  ·  {what}  ·  {seconds} s")
    SHOWN_BLANK = ("blank screen", "écran vide")
    SHOWN_FIXATION = ("cross", "croix")
    SHOWN_EVENT = ("event", "événement")
    SHOWN_ESTIMATE = ("estimate", "estimation")
    SHOWN_BASE_RATE = ("base rate", "fréquence")
    SHOWN_NO_RATE = ("no base rate", "sans fréquence")
    SHOWN_PAGE = ("page", "page")
    SHOWN_PAUSE = ("pause", "pause")
    SHOWN_AFTERWARDS = ("final question", "question finale")
    ENDED_BY_TIME = ("its time was over", "temps écoulé")
    ENDED_BY_ANSWER = ("ended by the participant", "terminé par la personne")
    ENDED_BY_ESCAPE = ("Escape", "Échap")
    ENDED_BY_PAUSE_ASKED = ("broken off by a pause", "interrompu par une pause")
    A_KEY = ("key {name}", "touche {name}")
    A_CLICK = ("mouse", "souris")
    A_MOVE = ("marker moved", "curseur déplacé")
    AFTER_S = ("+{seconds} s", "+{seconds} s")
    NOTHING_PRESSED = ("Nothing was pressed.", "Rien n'a été pressé.")

    # what a copy holds, and the steps of the drill
    N_COMPLETE = ("{number} complete", "{number} complètes")
    N_EARLY = ("{number} ended early", "{number} arrêtées avant la fin")
    N_MISSING = ("{number} missing", "{number} manquantes")
    N_UNFINISHED = ("{number} unfinished", "{number} inachevées")
    N_FILES = ("{number} files", "{number} fichiers")
    N_NEW = ("{number} new", "{number} nouveaux")
    N_LONGER = ("{number} longer", "{number} allongés")
    N_EXCHANGED = ("{number} exchanged (those of before are kept)", "{number} remplacés (les précédents sont gardés)")
    CHANGED = ("{files}: {changed}", "{files} : {changed}")
    CHANGED_SINCE = ("{files}: {changed} since {when}", "{files} : {changed} depuis le {when}")
    NOTHING_CHANGED = ("Nothing has changed since {when}.", "Rien n'a changé depuis le {when}.")
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

    # the languages of participants
    LANGUAGE_FR = ("French", "français")
    LANGUAGE_EN = ("English", "anglais")
