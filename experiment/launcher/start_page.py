"""Before a session: whose it is, whether it is the time, what there is already, and this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PyQt6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QLineEdit, QRadioButton

from experiment.config.characters import first_unseen
from experiment.format.privacy import looks_personal
from experiment.format.vocabulary import WindowReason
from experiment.launcher.program_words import ProgramWords
from experiment.launcher.speaking import Speaker
from experiment.launcher.start_state import (
    Choice,
    Outside,
    StartForm,
    StartState,
    Words,
    as_it_is,
    asks_reason,
    but_words,
    can_start,
    is_about_the_code,
    looks_like,
    what_is_missing,
    words_asked,
)
from experiment.launcher.texts import Enrolling, Everywhere, Preflight, Starting
from experiment.launcher.typed_words import amiss_with
from experiment.launcher.widgets import (
    Asked,
    Button,
    ChoiceList,
    Page,
    choice,
    field,
    heading,
    large,
    line,
    said,
    side_by_side,
)

_NOT_KEPT = frozenset({"is_the_person"})
"""Whose session it is is confirmed each time."""

_CHOICES = {Choice.RESUME: Starting.RESUME_IT, Choice.NEW_RUN: Starting.NEW_RUN}


class StartPage(Page):
    """The page before a session; what was typed stays, whatever is wrong with it.

    Parameters
    ----------
    say
        In which language.
    state
        What is known of the session.
    start
        Called with what was decided.
    back
        Called to leave.
    anew
        Called to open the page anew, where others have been there meanwhile.
    form
        What was typed before, in another language.
    """

    def __init__(
        self,
        say: Speaker,
        state: StartState,
        start: Callable[[StartForm], object],
        back: Callable[[], object],
        anew: Callable[[], object],
        form: StartForm,
    ) -> None:
        super().__init__()
        self._say, self.state, self._start = say, state, start
        self._accepted = form.accepted
        self.message = Asked()
        self.program_words = ProgramWords(say)
        self._go_on: Callable[[], object] = lambda: None
        self.accept = Button(say(Starting.GO_ON_ALL_THE_SAME), self._accept)
        self.accept.setVisible(False)
        self._about = said(state.about)
        self.reason = _list(say(Enrolling.CHOOSE), [(say.word(reason), reason) for reason in WindowReason])
        self.words, self.words_warn = QLineEdit(form.words), said()
        self.operator = QLineEdit(form.operator)
        self.operator.setMaxLength(40)
        self.is_the_person = choice(QCheckBox(say(Starting.IS_THE_PERSON, participant=state.participant_id)))
        self.is_the_person.setChecked(form.is_the_person)
        self.rehearsal = choice(QCheckBox(say(Starting.REHEARSE)))
        self.rehearsal.setChecked(form.rehearsal)
        self.again, self.again_warn = QLineEdit(form.new_run_reason), said()
        self.changed, self.changed_warn = QLineEdit(form.study_change_reason), said()
        self._asks_why_changed = form.asks_why_changed
        self.start = Button(say(Starting.START), self._try, main=True)
        self.back = Button(say(Everywhere.BACK), back)
        self.meanwhile, self.anew = said(bold=True), Button(say(Starting.OPEN_ANEW), anew)
        self.preflight = said(say(Preflight.LOOKING))
        if form.reason is not None:
            self.reason.setCurrentIndex(self.reason.findData(form.reason))
        self.key, self.go, self.away = ("start", state.participant_id, state.visit), self.start, self.back
        self.not_kept = _NOT_KEPT
        self.choices = QButtonGroup(self)
        self._put_together()
        chosen = form.choice if form.choice in state.choices else state.choices[0]
        for button in self.choices.buttons():
            button.setChecked(self._choice_of(button) is chosen)
        self._connect()
        self._show_what_is_asked()
        self.say_meanwhile(False, False)

    def form(self) -> StartForm:
        """What has been typed and chosen."""
        checked = self.choices.checkedButton()
        choice = self.state.choices[0] if checked is None else self._choice_of(checked)
        return StartForm(
            choice=choice,
            operator=self.operator.text(),
            is_the_person=self.is_the_person.isChecked(),
            reason=self.reason.currentData(),
            words=self.words.text(),
            new_run_reason=self.again.text(),
            study_change_reason=self.changed.text(),
            asks_why_changed=self._asks_why_changed,
            rehearsal=self.rehearsal.isChecked(),
            accepted=self._accepted,
        )

    def first_focus(self) -> None:
        """Put the keyboard into the field of the code: nothing else is typed for a visit that is due."""
        self.operator.setFocus()

    def refuse(
        self,
        message: str,
        accept: Callable[[], object] | None = None,
        name: str = "",
        program_words: Sequence[str] = (),
    ) -> None:
        """Say why the session did not begin, and offer what can be done about it.

        The keyboard is on no answer then: whoever has pressed a key once more than needed has not read the question. By
        its name a refusal may tell which field puts it right, and that is where the keyboard is.
        """
        asks_why_changed = name == "STUDY_FILES_CHANGED"
        self.message.setText(message)
        self.message.setVisible(bool(message))
        self.program_words.put(program_words)
        if accept is not None:
            self._go_on = accept
        self.accept.setVisible(accept is not None)
        self._asks_why_changed |= asks_why_changed  # what else is refused meanwhile, it will be asked again
        self._show_what_is_asked()
        self.start.setEnabled(True)
        if message:
            puts_right = self.operator if is_about_the_code(name) else self.start
            then = self.changed if asks_why_changed else self.message if accept else puts_right
            then.setFocus()
            self.bring_into_view(self.accept if accept else self.start, then, self.message)

    def say_meanwhile(self, runs: bool, has_changed: bool) -> None:
        """Say that others have begun the session since the page was opened; what is typed and the keyboard stay."""
        text = Starting.RUNS_MEANWHILE if runs else Starting.BEGUN_MEANWHILE
        self.meanwhile.setText(self._say(text) if has_changed else "")
        for widget in (self.meanwhile, self.anew):
            widget.setVisible(has_changed)

    def show_preflight(self, lines: Sequence[str]) -> None:
        """Say what was found of this computer."""
        self.preflight.setText("\n".join(lines))

    def _put_together(self) -> None:
        say, state = self._say, self.state
        self.column.addWidget(heading(say(Starting.START_TITLE, visit=state.visit)))
        self.column.addWidget(large(state.participant_id))
        self.column.addWidget(self._about)
        self.column.addWidget(said(state.time, bold=state.outside is not Outside.NO))
        self.column.addWidget(self.message)
        self.column.addLayout(side_by_side(self.accept))
        self.column.addWidget(self.program_words)
        if state.past is not None:
            self.column.addWidget(line())
            self.column.addWidget(said(state.past.said))
            for one in state.choices:
                button = choice(QRadioButton(say(_CHOICES[one])))
                self.choices.addButton(button, list(Choice).index(one))
                self.column.addWidget(button)
            self._costs = said(state.past.costs)
            self.column.addWidget(self._costs)
        self.column.addWidget(line())
        self._again_label = field(self.column, say(Starting.WHY_NEW_RUN), self.again, self.again_warn)
        self._changed_label = field(self.column, say(Starting.WHY_STUDY_CHANGED), self.changed, self.changed_warn)
        self._reason_label = field(self.column, say(Starting.WHY_NOW), self.reason)
        self._words_label = field(self.column, say(Starting.MORE_WORDS), self.words, self.words_warn)
        field(self.column, say(Starting.OPERATOR, example=state.code_example), self.operator)
        self.column.addWidget(self.is_the_person)
        self.column.addLayout(side_by_side(self.start, self.back))
        self.column.addWidget(self.meanwhile)  # below what may be clicked at that moment
        self.column.addLayout(side_by_side(self.anew))
        self.column.addWidget(line())
        self.column.addWidget(heading(say(Preflight.PREFLIGHT)))
        self.column.addWidget(self.preflight)
        self.column.addWidget(line())
        self.column.addWidget(self.rehearsal)
        self.column.addStretch(1)

    def _connect(self) -> None:
        for box in (self.is_the_person, self.rehearsal):
            box.toggled.connect(self._show_what_is_asked)
        self.choices.buttonToggled.connect(self._show_what_is_asked)
        for _, typed, warn in self._fields().values():
            typed.textChanged.connect(lambda text, typed=typed, warn=warn: self._retyped(typed, warn, text))
            self._warn(warn, typed.text())

    def _fields(self) -> dict[Words, tuple[QLabel, QLineEdit, QLabel]]:
        """Where words are typed: the label, the field, and its warning."""
        return {
            Words.WHY_NOW: (self._words_label, self.words, self.words_warn),
            Words.WHY_NEW_RUN: (self._again_label, self.again, self.again_warn),
            Words.WHY_CHANGED: (self._changed_label, self.changed, self.changed_warn),
        }

    def _choice_of(self, button: object) -> Choice:
        assert isinstance(button, QRadioButton)
        return list(Choice)[self.choices.id(button)]

    def _show_what_is_asked(self, *_: object) -> None:
        """Show what the choices make necessary, and nothing else."""
        form = self.form()
        asked = words_asked(self.state, form)
        for widget in (self._reason_label, self.reason):
            widget.setVisible(Words.WHY_NOW in asked)
        for which, (label, typed, warn) in self._fields().items():
            label.setVisible(which in asked)
            typed.setVisible(which in asked)
            warn.setVisible(which in asked and bool(warn.text()) and not self._is_asked_of_words)
        if self.state.past is not None:
            self._costs.setVisible(Words.WHY_NEW_RUN in asked)
        self._about.setText(self.state.about_new_run if form.choice is Choice.NEW_RUN else self.state.about)
        self.start.setText(self._say(Starting.START_REHEARSAL if form.rehearsal else Starting.START))
        self.start.setEnabled(can_start(self.state, form))

    def _warn(self, warn: QLabel, text: str) -> None:
        what = looks_personal(text)
        warn.setText(self._say(Starting.LOOKS_PERSONAL, what=self._say.word(what)) if what else "")
        self._show_what_is_asked()

    def _retyped(self, typed: QLineEdit, warn: QLabel, text: str) -> None:
        """Warn of words anew: what was accepted of others says nothing of these; what stands below stays in view."""
        was_warned = not warn.isHidden()
        self._accepted = but_words(self._accepted)
        if self._is_asked_of_words:
            self.accept.setVisible(False)
            self.message.setVisible(False)
        self._warn(warn, text)
        if not was_warned and not warn.isHidden() and self.focusWidget() is typed:
            self.bring_into_view(self.start, warn, typed)

    @property
    def _is_asked_of_words(self) -> bool:
        """Whether it is asked now if words name somebody: it is said once."""
        return not self.accept.isHidden() and self._go_on == self._start_as_it_is

    def _accept(self) -> None:
        """Go on all the same, as the last refusal offered."""
        self._go_on()

    def _try(self) -> None:
        form = self.form()
        missing = what_is_missing(self.state, form, self._say)
        if missing:
            self.message.setText(missing)
            self.message.setVisible(True)
            self._focus_on_what_is_missing(form)
            self.bring_into_view(self.start, self.message)
            return
        if what := looks_like(self.state, form):
            self.refuse(self._say(Starting.LOOKS_PERSONAL, what=self._say.word(what)), self._start_as_it_is)
            return
        self._begin(form)

    def _start_as_it_is(self) -> None:
        """Start with words that name nobody, though they look so; of other words that says nothing."""
        self.accept.setVisible(False)
        self._begin(as_it_is(self.form()))

    def _begin(self, form: StartForm) -> None:
        missing = what_is_missing(self.state, form, self._say)
        if missing:
            self.refuse(missing)
            return
        self.start.setEnabled(False)
        self.message.setText(self._say(Starting.STARTING))
        self.message.setVisible(True)
        self._start(form)

    def _focus_on_what_is_missing(self, form: StartForm) -> None:
        if first_unseen(form.operator) or (not form.operator.strip() and not form.rehearsal):
            self.operator.setFocus()
        elif not form.is_the_person:
            self.is_the_person.setFocus()
        elif asks_reason(self.state, form) and form.reason is None:
            self.reason.setFocus()
        else:
            for which, words in words_asked(self.state, form).items():
                if amiss_with(words, self._say) or (which is Words.WHY_NEW_RUN and not words):
                    self._fields()[which][1].setFocus()
                    return


def _list(first: str, choices: Sequence[tuple[str, object]]) -> ChoiceList:
    box = ChoiceList()
    box.addItem(first, None)
    for name, value in choices:
        box.addItem(name, value)
    return box
