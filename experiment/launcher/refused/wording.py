"""How the launcher words a refusal: in French, and in English where the command's own words name something to type."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Here:
    """A refusal in the launcher; plain spaces and apostrophes, set when it is said; the places are the catalogue's.

    Parameters
    ----------
    fr
        What is the case, in French.
    do_fr, do_en
        What to do, or what is asked; in English nothing where the catalogue's sentence does: what it names can be done
        in a window.
    """

    fr: str
    do_fr: str
    do_en: str = ""


TELL_EN = "tell whoever looks after the data"
TELL_FR = "prévenir le responsable des données"
LEAVE_EN = "leave the folder as it is, make a copy of it, and show it to whoever looks after the data"
LEAVE_FR = "laisser le dossier tel quel, en faire une copie, et le montrer au responsable des données"
REOPEN_EN = "go back to the visits, open this one again, and choose there"
REOPEN_FR = "revenir aux visites, rouvrir celle-ci, et y choisir"
ACCEPT_EN = "if it is right as it is, press “Go on all the same”: it is recorded"
ACCEPT_FR = "si tout est juste ainsi, « Continuer malgré tout » : c'est consigné"
GO_ON_EN = "then press “Go on with it”"
GO_ON_FR = "puis « Reprendre »"
