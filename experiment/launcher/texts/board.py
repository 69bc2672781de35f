"""The board."""

from __future__ import annotations

from enum import unique

from experiment.launcher.texts.sentence import Sentence


@unique
class OnBoard(Sentence):
    """The board."""

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
    BEGIN_AGAIN_HERE = ("&Begin again…", "Reco&mmencer…")
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
    UNTIL = ("can go on {until}", "reprise possible {until}")
    TOO_LATE = ("too long ago to go on", "trop ancienne pour reprendre")
    TOO_LATE_AND = (
        "stopped {age} ago, and it could go on for {within}: it can only begin again, with a reason",
        "interrompue il y a {age}, et la reprise est possible pendant {within} : elle ne peut que recommencer, avec un "
        "motif",
    )
    ENDED_EARLY_ONCE = ("ended early once: {reasons}", "arrêtée une fois avant la fin : {reasons}")
    ENDED_EARLY_TIMES = ("ended early {times} times: {reasons}", "arrêtée {times} fois avant la fin : {reasons}")
    REASON_UNKNOWN = ("reason not known", "motif inconnu")
    NOT_WHOLE = ("its files are not whole", "fichiers incomplets")
    AS_OF = ("As of {time} ({zone}). Data: {data}", "État au {time} ({zone}). Données : {data}")
    THIS_CLOCK = ("this computer's clock", "horloge de cet ordinateur")
    FROM_TO = ("{begins} – {ends}, {due}", "{begins} – {ends}, {due}")
    AWAITS = ("its time is not entered yet: {name}", "heure pas encore saisie : {name}")
    COMES_BEFORE = ("it comes before: {name}, which is past", "elle précède : {name}, l'heure en est passée")
    NOT_DONE_BEFORE = ("not done before it: {names}", "à faire d'abord : {names}")
    FOLDER_GONE = (
        "✕ The data folder is not where it was: nobody is enrolled in {data} now (enrolled on {when}: {people}). It "
        "has been moved, renamed or deleted, or its disk is not plugged in.",
        "✕ Le dossier de données n'est plus à sa place : personne n'est inclus dans {data} maintenant (inclusions le "
        "{when} : {people}). Il a été déplacé, renommé ou supprimé, ou son disque n'est pas branché.",
    )
    FOLDER_GONE_DO = (
        "What to do: have it put back where it was, then press “Refresh”; if you do not know where it is, tell whoever "
        "looks after the data. Enrol nobody until then: lists that were seen might come again.",
        "Que faire : le faire remettre à sa place, puis « Actualiser » ; si personne ne sait où il est, prévenir le "
        "responsable des données. D'ici là, n'inclure personne : des listes déjà vues pourraient revenir.",
    )
    OF_OTHERS = (
        "Nobody in this data folder is of this study; those who are in it are of: {studies}.",
        "Ce dossier de données ne contient personne de cette étude ; ceux qui y sont inclus le sont dans : {studies}.",
    )
    LEFT_OUT = (
        "Nothing is said of: {files}. Leave these files as they are, and show them to whoever looks after the data.",
        "Rien n'est dit de : {files}. Laisser ces fichiers tels quels et les montrer au responsable des données.",
    )
