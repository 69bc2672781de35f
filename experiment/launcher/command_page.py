"""A command that takes a while: the check, a backup, the crash drill; what it says is read as it comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PyQt6.QtWidgets import QFileDialog, QLineEdit

from experiment.format.check_report import Verdict
from experiment.format.session_line import Checked, CopyMade, DrillStep, SessionRefused
from experiment.launcher.command_state import copy_lines, drill_line
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.mailbox import Mailbox
from experiment.launcher.preflight import in_words
from experiment.launcher.refusals import said_of
from experiment.launcher.session_process import SessionProcess
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Commands, Everywhere, Sentence
from experiment.launcher.widgets import Button, Page, field, heading, said, side_by_side


@dataclass(frozen=True)
class _Over:
    """The command has come to its end."""

    code: int


class CommandPage(Page):
    """What a command does, a button that starts it, and what it says.

    Parameters
    ----------
    title, about, begin
        What stands above, what it does, and what the button says.
    back
        Called to leave; not while it is at work.
    """

    def __init__(
        self,
        say: Speaker,
        lab: Laboratory,
        title: Sentence,
        about: Sentence,
        begin: Sentence,
        back: Callable[[], object],
    ) -> None:
        super().__init__()
        self.say, self.lab = say, lab
        self._mailbox = Mailbox(self, self._on_letter)
        self._process: SessionProcess | None = None
        self.column.addWidget(heading(say(title)))
        self.column.addWidget(said(say(about)))
        self.begin = Button(say(begin), self._begin, main=True)
        self.back = Button(say(Everywhere.BACK), back)
        self.go, self.away = self.begin, self.back
        self.verdict, self.lines = said(bold=True), said()
        self._found: Sentence | None = None

    def put_together(self) -> None:
        """Add the buttons and the place for what is said, below whatever the command asks for."""
        self.column.addLayout(side_by_side(self.begin, self.back))
        self.column.addWidget(self.verdict)
        self.column.addWidget(self.lines)
        self.column.addStretch(1)

    def options(self) -> Sequence[str] | None:
        """Return the command, or nothing if it lacks something."""
        raise NotImplementedError

    @property
    def is_at_work(self) -> bool:
        """Whether the command is at work."""
        return not self.back.isEnabled()

    def gone(self) -> None:
        """Hear nothing more of a command; it goes on by itself."""
        if self._process is not None:
            self._process.let_go()
        self._mailbox.close()

    def first_focus(self) -> None:
        """Put the keyboard on the button."""
        self.begin.setFocus()

    def _begin(self) -> None:
        options = self.options()
        if options is None:
            return
        self.go = self.begin
        self.begin.setEnabled(False)
        self.back.setEnabled(False)
        self.verdict.setText(self.say(Commands.AT_WORK))
        self.lines.setText("")
        self._found = None
        try:
            post = self._mailbox.post
            self._process = SessionProcess((*self.lab.session_command, *options), post, lambda code: post(_Over(code)))
        except OSError as error:
            self._add(self.say(Everywhere.NO_PROCESS, error=error.strerror or error))
            self._end(1)

    def _on_letter(self, letter: object) -> None:
        match letter:
            case SessionRefused():
                self._add(said_of(letter, self.say))
            case CopyMade():
                for line in copy_lines(letter, self.lab.zone, self.say):
                    self._add(line)
            case DrillStep():
                self._add(drill_line(letter, self.say))
            case Checked():
                self._found = Commands.UNFIT if letter.verdict is Verdict.FAIL else Commands.FIT
                for line in in_words(letter.lines, self.say):
                    self._add(line)
            case _Over():
                self._end(letter.code)

    def _add(self, line: str) -> None:
        self.lines.setText("\n".join(filter(None, (self.lines.text(), line))))

    def _end(self, code: int) -> None:
        if self._process is not None:
            if code != 0 and not self.lines.text():  # it could not even say no
                self._add("\n".join(self._process.last_words()))
            self._process.forget()
        self.verdict.setText(self.say(self._found or (Commands.WELL_DONE if code == 0 else Commands.NOT_DONE)))
        self.begin.setEnabled(True)
        self.back.setEnabled(True)
        self.go = self.back  # Enter leaves what has been read, and begins nothing anew
        self.setFocus()  # on no button: a tap of the space bar may still be meant for the check


class BackupPage(CommandPage):
    """A copy of the data folder that is proven whole."""

    def __init__(self, say: Speaker, lab: Laboratory, back: Callable[[], object]) -> None:
        super().__init__(say, lab, Commands.BACKUP_TITLE, Commands.BACKUP_ABOUT, Commands.BACKUP_NOW, back)
        self.place = QLineEdit()
        field(self.column, say(Commands.BACKUP_PLACE), self.place)
        self.column.addLayout(side_by_side(Button(say(Commands.BROWSE), self._browse)))
        self.put_together()
        self.key = "backup"

    def options(self) -> Sequence[str] | None:
        """Return the command."""
        place = self.place.text().strip()
        if not place:
            self.verdict.setText(self.say(Commands.BACKUP_WHERE))
            self.place.setFocus()
            return None
        return ("backup", place, "--monitored", *self.lab.places)

    def first_focus(self) -> None:
        """Put the keyboard into the field of the place."""
        self.place.setFocus()

    def _browse(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.say(Commands.BACKUP_TITLE))
        if chosen:
            self.place.setText(chosen)


class DrillPage(CommandPage):
    """A rehearsal that is really killed and goes on, before the experimenter's eyes."""

    def __init__(self, say: Speaker, lab: Laboratory, back: Callable[[], object]) -> None:
        super().__init__(say, lab, Commands.DRILL_TITLE, Commands.DRILL_ABOUT, Commands.DRILL_NOW, back)
        self.put_together()

    def options(self) -> Sequence[str] | None:
        """Return the command."""
        return ("drill", "--monitored", "--data", str(self.lab.data))


class CheckPage(CommandPage):
    """The whole check of this computer, each morning."""

    def __init__(self, say: Speaker, lab: Laboratory, back: Callable[[], object]) -> None:
        super().__init__(say, lab, Commands.CHECK_TITLE, Commands.CHECK_ABOUT, Commands.CHECK_NOW, back)
        self.put_together()

    def options(self) -> Sequence[str] | None:
        """Return the command."""
        return ("check", "--monitored", *self.lab.places, "--displays", str(self.lab.displays))
