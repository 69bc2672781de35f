"""Enrolling somebody."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QLineEdit, QWidget

from experiment.config.code_pattern import example_of
from experiment.config.code_typed import as_meant
from experiment.launcher.gone_folder import said_gone
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.refusals import said_by, said_no
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Enrolling, Everywhere
from experiment.launcher.widgets import Asked, Button, ChoiceList, Page, field, heading, side_by_side
from experiment.messages import Confirm, Refusal


class EnrolPage(Page):
    """ID, arm, language, site; the order of lists is drawn when all is right.

    Parameters
    ----------
    done
        Called with what is to be said on the board.
    """

    def __init__(self, say: Speaker, lab: Laboratory, done: Callable[[str], object], back: Callable[[], object]):
        super().__init__()
        self._say, self._lab, self._done = say, lab, done
        file = lab.study.file
        self.message = Asked()
        self.who = QLineEdit()
        self.arm = _box(say, list(file.arms))
        self.language = ChoiceList()
        for language in file.languages:
            self.language.addItem(say.of_participants(language), language)
        self.site = _box(say, list(file.sites))
        self.enrol = Button(say(Enrolling.ENROL_NOW), self._try, main=True)
        self.back = Button(say(Everywhere.BACK), back)
        self.yes = Button(say(Enrolling.YES_IT_IS_SO), lambda: self._try("--new"))
        self.yes.setVisible(False)
        self.key, self.go, self.away = "enrol", self.enrol, self.back
        self.column.addWidget(heading(say(Enrolling.ENROL_TITLE)))
        self.column.addWidget(self.message)
        self.column.addLayout(side_by_side(self.yes))
        field(self.column, say(Enrolling.PARTICIPANT_ID, example=example_of(file.participant_id.pattern)), self.who)
        field(self.column, say(Enrolling.ARM_OF), self.arm)
        field(self.column, say(Enrolling.LANGUAGE_OF), self.language)
        if file.sites:
            field(self.column, say(Enrolling.SITE_OF), self.site)
        self.column.addLayout(side_by_side(self.enrol, self.back))
        self.column.addStretch(1)
        self.who.textChanged.connect(lambda _text: self.yes.setVisible(False))  # it was asked about another ID
        self._refuse(self._gone(), self.who)

    def first_focus(self) -> None:
        """Put the keyboard into the field of the ID."""
        self.who.setFocus()

    def _try(self, *accepted: str) -> None:
        if gone := self._gone():
            self._refuse(gone, self.back)
            return
        line = ["enrol", *self._lab.places, "--participant", self.who.text().strip() or " "]
        line += ["--arm", str(self.arm.currentData() or " "), "--language", str(self.language.currentData())]
        line += ["--site", str(self.site.currentData())] if self.site.currentData() else []
        acted = self._lab.act([*line, *accepted])
        if acted.code == 0:
            self.is_done = True
            facts = {"arm": self.arm.currentData(), "language": self.language.currentText()}
            typed = self.who.text()
            who = as_meant(self._lab.study.file.participant_id.pattern, typed) or typed
            self._done(self._say(Enrolling.ENROLLED, participant=who, **facts))
            return
        asked = acted.refusal is not None and acted.refusal.reason is Confirm.NEARLY_ENROLLED
        self.yes.setVisible(asked)
        self._refuse(said_by(acted, self._say), self.message if asked else self.who)

    def _gone(self) -> str:
        """Say that nobody is to be enrolled, as the data folder is not where it was; nothing, if that is not so."""
        try:
            return said_gone(self._lab, self._say)
        except Refusal as no:
            return said_no(no, self._say)

    def _refuse(self, why: str, then: QWidget) -> None:
        """Say what is wrong or asked, and put the keyboard where it is answered."""
        self.message.setText(why)
        self.message.setVisible(bool(why))
        then.setFocus()


def _box(say: Speaker, names: list[str]) -> ChoiceList:
    box = ChoiceList()
    box.addItem(say(Enrolling.CHOOSE), None)
    for name in names:
        box.addItem(name, name)
    if len(names) == 1:
        box.setCurrentIndex(1)
    return box
