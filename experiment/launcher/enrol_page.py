"""Enrolling somebody."""

from __future__ import annotations

from collections.abc import Callable

from PyQt6.QtWidgets import QLabel, QLineEdit, QWidget

from experiment.config.code_pattern import example_of
from experiment.config.code_typed import as_meant
from experiment.launcher.acting import given
from experiment.launcher.gone_folder import said_gone
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.refusals import said_by, said_no
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Enrolling, Everywhere, Sentence
from experiment.launcher.widgets import Asked, Button, ChoiceList, Page, field, heading, said, side_by_side
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
        self.amiss: dict[QWidget, QLabel] = {}
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
        self._field(say(Enrolling.PARTICIPANT_ID, example=example_of(file.participant_id.pattern)), self.who)
        self._field(say(Enrolling.ARM_OF), self.arm)
        self._field(say(Enrolling.LANGUAGE_OF), self.language)
        if file.sites:
            self._field(say(Enrolling.SITE_OF), self.site)
        self.column.addLayout(side_by_side(self.enrol, self.back))
        self.column.addStretch(1)
        self.who.textChanged.connect(self._retyped)
        for box in (self.arm, self.site):
            box.currentIndexChanged.connect(self._show_missing)
        self._refuse(self._gone(), self.who)

    def first_focus(self) -> None:
        """Put the keyboard into the field of the ID."""
        self.who.setFocus()

    def _field(self, text: str, widget: QWidget) -> None:
        """Add a field, and a place below it for what is amiss with it."""
        self.amiss[widget] = said(bold=True)
        self.amiss[widget].setVisible(False)
        field(self.column, text, widget, self.amiss[widget])

    def _retyped(self) -> None:
        """Take back what was asked about another ID."""
        if not self.yes.isHidden():
            self.yes.setVisible(False)
            self.message.setVisible(False)
        self._show_missing()

    def _missing(self) -> dict[QWidget, Sentence]:
        """Name the fields that say nothing yet, from the top."""
        found: dict[QWidget, Sentence] = {}
        if not self.who.text().strip():
            found[self.who] = Enrolling.WHO_MISSING
        if self.arm.currentData() is None:
            found[self.arm] = Enrolling.ARM_MISSING
        if self.site in self.amiss and self.site.currentData() is None:
            found[self.site] = Enrolling.SITE_MISSING
        return found

    def _show_missing(self, *_: object, is_asked: bool = False) -> None:
        """Say at each field that it is missing, once somebody has tried without it, until it is there."""
        missing = self._missing()
        for widget, label in self.amiss.items():
            label.setText(self._say(missing[widget]) if widget in missing else "")
            label.setVisible(widget in missing and (is_asked or not label.isHidden()))

    def _try(self, *accepted: str) -> None:
        if gone := self._gone():
            self._refuse(gone, self.back)
            return
        self._show_missing(is_asked=True)
        if missing := self._missing():
            first = next(iter(missing))
            self._refuse("", first)
            self.bring_into_view(self.enrol, first, self.amiss[first])
            return
        line = ["enrol", *self._lab.places, given("--participant", self.who.text().strip())]
        line += [given("--arm", self.arm.currentData()), given("--language", self.language.currentData())]
        line += [given("--site", self.site.currentData())] if self.site.currentData() else []
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
        self.bring_into_view(self.enrol if self.yes.isHidden() else self.yes, then, self.message)


def _box(say: Speaker, names: list[str]) -> ChoiceList:
    box = ChoiceList()
    box.addItem(say(Enrolling.CHOOSE), None)
    for name in names:
        box.addItem(name, name)
    if len(names) == 1:
        box.setCurrentIndex(1)
    return box
