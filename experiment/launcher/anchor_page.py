"""When something happened that visits hang on: entered once from the paper record, corrected with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime

from PyQt6.QtWidgets import QCheckBox, QLineEdit, QWidget

from experiment.design.common_time import apart
from experiment.design.local_time import YEARS, day_of, moments_of
from experiment.design.window_words import apart_in_words
from experiment.format.enrolment import Enrolment
from experiment.format.privacy import looks_personal
from experiment.launcher.acting import given
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.refusals import said_by
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Anchors, Enrolling, Everywhere, Starting
from experiment.launcher.typed_time import typed_day, typed_time
from experiment.launcher.typed_words import amiss_with
from experiment.launcher.widgets import (
    Asked,
    Button,
    ChoiceList,
    Page,
    WholeLine,
    choice,
    field,
    heading,
    large,
    said,
    side_by_side,
)
from experiment.messages import Confirm

_ACCEPT_WORDS = "--accept-words"
_ASKED: Mapping[object, str] = {
    Confirm.ANCHOR_ON_ANOTHER_DAY: "--accept-time",
    Confirm.ANCHOR_OUT_OF_ORDER: "--accept-time",
    Confirm.ANCHOR_BEFORE_VISIT: "--accept-time",
    Confirm.REASON_LOOKS_PERSONAL: _ACCEPT_WORDS,
}
"""What is asked, and the option that says yes."""


class AnchorPage(Page):
    """The time of an anchor of one participant.

    Parameters
    ----------
    found
        The participant.
    done
        Called with what is to be said on the board.
    """

    def __init__(
        self,
        say: Speaker,
        lab: Laboratory,
        found: Enrolment,
        done: Callable[[str], object],
        back: Callable[[], object],
    ) -> None:
        super().__init__()
        self._say, self._lab, self._found, self._done = say, lab, found, done
        self.message = Asked()
        self._answered: tuple[str, ...] = ()
        names = lab.study.file.arms[found.arm].anchors
        self.name = ChoiceList()
        for name in names:
            self.name.addItem(say.anchor(name), name)
        self.so_far = said()
        self._today = day_of(lab.clock(), lab.zone)
        self.day, self.time, self.understood = WholeLine(say.day(self._today)), WholeLine(), said()
        self.which = ChoiceList()
        for place, text in ((None, Enrolling.CHOOSE), (0, Anchors.FIRST_TIME), (1, Anchors.SECOND_TIME)):
            self.which.addItem(say(text), place)
        self.why, self.why_warn = QLineEdit(), said()
        self.take_back = choice(QCheckBox(say(Anchors.TAKE_BACK)))
        self.enter = Button(say(Anchors.ENTER_NOW), self._try, main=True)
        self.back = Button(say(Everywhere.BACK), back)
        self.yes = Button(say(Enrolling.YES_IT_IS_SO), self._accept)
        self.yes.setVisible(False)
        self.key, self.go, self.away = ("anchor", found.participant_id), self.enter, self.back
        self.filled_in = {"day": "time"}
        self.column.addWidget(heading(say(Anchors.ANCHOR_TITLE)))
        self.column.addWidget(large(found.participant_id))
        self.column.addWidget(self.message)
        self.column.addLayout(side_by_side(self.yes))
        if names:
            field(self.column, say(Anchors.WHAT_HAPPENED), self.name, self.so_far)
            field(self.column, say(Anchors.DAY), self.day)
            field(self.column, say(Anchors.TIME), self.time, self.understood)
            self.which_label = field(self.column, say(Anchors.WHICH_TIME), self.which)
            self.why_label = field(self.column, say(Anchors.WHY_CORRECTED), self.why, self.why_warn)
            self.column.addWidget(self.take_back)
            self.column.addLayout(side_by_side(self.enter, self.back))
        else:
            self.column.addWidget(said(say(Anchors.NO_ANCHORS)))
            self.column.addLayout(side_by_side(self.back))
        self.column.addStretch(1)
        if names:
            self._connect()

    def _connect(self) -> None:
        self.name.currentIndexChanged.connect(self._show_so_far)
        self.take_back.toggled.connect(self._show_so_far)
        self.why.textChanged.connect(self._retyped)
        for changed in (self.name.currentIndexChanged, self.which.currentIndexChanged, self.take_back.toggled):
            changed.connect(self._ask_anew)
        for typed in (self.day, self.time):
            typed.textChanged.connect(self._ask_anew)
        self._show_so_far()
        self._ask_anew()
        self._warn(self.why.text())

    def first_focus(self) -> None:
        """Put the keyboard into the field of the time."""
        if not self.name.count():
            self.back.setFocus()
            return
        self.time.setFocus()

    def choose_unentered(self) -> None:
        """Choose the first anchor whose time is not known."""
        for place in range(self.name.count()):
            if self.name.itemData(place) not in self._found.anchor_times:
                self.name.setCurrentIndex(place)
                return

    def _shown(self) -> datetime | None:
        """Return what the laboratory's clock showed, by what is typed; ``None``: that is no day and time."""
        day, time = typed_day(self.day.text(), self._today), typed_time(self.time.text())
        return None if day is None or time is None or day.year not in YEARS else datetime.combine(day, time)

    def _what_is_no_time(self) -> tuple[str, QWidget]:
        """Say what keeps the typed words from being a day and a time, and where it stands."""
        day, say = typed_day(self.day.text(), self._today), self._say
        if day is None:
            return say(Anchors.NO_DAY, text=self.day.text().strip() or "–"), self.day
        if day.year in YEARS:
            return say(Anchors.NO_TIME, text=self.time.text().strip() or "–"), self.time
        first, last = (say.day(one) for one in (date(YEARS[0], 1, 1), self._today))
        return say(Anchors.DAY_TOO_FAR, text=self.day.text().strip(), first=first, last=last), self.day

    def _meant(self) -> tuple[datetime, ...]:
        """Return the moments at which the clock showed what is typed: two, where an hour came twice."""
        shown = self._shown()
        return () if shown is None else moments_of(shown, self._lab.zone)

    def _ask_anew(self, *_: object) -> None:
        """Say what is understood, and ask which time is meant where it came twice; no earlier answer holds."""
        self._take_back_question()
        meant, takes_back = self._meant(), self._entered() and self.take_back.isChecked()
        told = self._say(Anchors.UNDERSTOOD, time=self._say.moment(meant[0], self._lab.zone)) if meant else ""
        self.understood.setText("" if len(meant) > 1 else told)
        for widget in (self.which_label, self.which):
            widget.setVisible(len(meant) > 1 and not takes_back)

    def _at(self, shown: datetime) -> str:
        """Write the time as the command takes it, with the offset that the clock had where the time came twice."""
        if len(self._meant()) > 1 and self.which.currentData() is not None:
            return self._chosen().astimezone(self._lab.zone).isoformat(" ", "minutes")
        return shown.isoformat(" ", "minutes")

    def _chosen(self) -> datetime:
        """Return the moment that is meant, where a clock showed what is typed."""
        meant = self._meant()
        return meant[self.which.currentData() if len(meant) > 1 else 0]

    def _entered(self) -> bool:
        return self.name.currentData() in self._found.anchor_times

    def _show_so_far(self, *_: object) -> None:
        """Say what was entered; a correction asks why."""
        at = self._found.anchor_times.get(self.name.currentData())
        told = self._say(Anchors.NOT_ENTERED_YET)
        if at is not None:
            told = self._say(Anchors.ENTERED_SO_FAR, time=self._say.moment(at, self._lab.zone))
        self.so_far.setText(told)
        for widget in (self.why_label, self.why, self.take_back):
            widget.setVisible(at is not None)
        for typed in (self.day, self.time):
            typed.setEnabled(at is None or not self.take_back.isChecked())

    def _warn(self, text: str) -> None:
        what = looks_personal(text)
        self.why_warn.setText(self._say(Starting.LOOKS_PERSONAL, what=self._say.word(what)) if what else "")
        self.why_warn.setVisible(what is not None)
        self._take_back_question()

    def _retyped(self, text: str) -> None:
        """Warn of words anew; where they are typed, what stands below them stays in view."""
        was_warned = not self.why_warn.isHidden()
        self._warn(text)
        if not was_warned and not self.why_warn.isHidden() and self.focusWidget() is self.why:
            self.bring_into_view(self.enter, self.why_warn, self.why)

    def _take_back_question(self) -> None:
        """Ask no more what was asked of something else."""
        if not self.yes.isHidden():
            self.yes.setVisible(False)
            self.message.setVisible(False)

    def _accept(self) -> None:
        """Take a yes for what was asked, and for nothing that comes after it."""
        self._try(*self._answered)

    def _try(self, *accepted: str) -> None:
        name, shown = self.name.currentData(), self._shown()
        takes_back = self._entered() and self.take_back.isChecked()
        line = ["anchor", *self._lab.places]
        line += [given("--participant", self._found.participant_id), given("--name", name)]
        if not self.why.isHidden() and (amiss := amiss_with(self.why.text(), self._say)):
            self._refuse(amiss, self.why)
            return
        if takes_back:
            line.append("--take-back")
        elif shown is None:
            self._refuse(*self._what_is_no_time())
            return
        elif self.which.isVisible() and self.which.currentData() is None:
            self._refuse(self._say(Anchors.WHICH_MISSING), self.which)
            return
        else:
            line.append(given("--at", self._at(shown)))
        line += [given("--reason", self.why.text().strip())] if self.why.text().strip() else []
        acted = self._lab.act([*line, *accepted])
        if acted.code == 0:
            self.is_done = True
            facts = {"participant": self._found.participant_id, "name": self._say.anchor(name)}
            self._done(self._say(Anchors.TAKEN_BACK, **facts) if takes_back else self._entered_at(facts))
            return
        option = _ASKED.get(acted.refusal.reason) if acted.refusal is not None else None
        self._answered = (*accepted, option) if option is not None else ()
        self.yes.setVisible(option is not None)
        self.why_warn.setVisible(self.why_warn.isVisible() and option != _ACCEPT_WORDS)  # it is said once
        self._refuse(said_by(acted, self._say), self.message if option is not None else self.time)

    def _entered_at(self, facts: Mapping[str, str]) -> str:
        """Say what is entered now, as every other time is said here, and which visits it leaves no time."""
        entered = self._say(Anchors.ENTERED, **facts, time=self._say.moment(self._chosen(), self._lab.zone))
        return "\n".join((entered, *self._without_time()))

    def _without_time(self) -> Iterator[str]:
        """Name the visits that hang on the anchor and whose windows share no time."""
        study, arm, name = self._lab.study.file, self._found.arm, self.name.currentData()
        for visit in study.arms[arm].visits:
            if any(window.anchor == name for window in study.windows_of(arm, visit)):
                found = apart(self._lab.timing(self._found.participant_id, visit).spans)
                if found is not None:
                    yield self._say(Anchors.APART, visit=visit, words=apart_in_words(found, self._say.window_words))

    def _refuse(self, why: str, then: QWidget) -> None:
        """Say what is missing or asked, and put the keyboard where it is answered."""
        self.message.setText(why)
        self.message.setVisible(True)
        then.setFocus()
        self.bring_into_view(self.enter if self.yes.isHidden() else self.yes, then, self.message)
