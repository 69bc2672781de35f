"""A command that takes a while: the check, a backup, the crash drill; what it says is read as it comes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PyQt6.QtWidgets import QFileDialog, QLineEdit, QWidget

from experiment.format.check_report import Verdict
from experiment.format.session_line import Checked, CopyMade, DrillStep, SessionRefused
from experiment.launcher.acting import WRONG_USAGE
from experiment.launcher.command_state import copy_lines, drill_line
from experiment.launcher.laboratory import Laboratory
from experiment.launcher.mailbox import Mailbox
from experiment.launcher.preflight import in_words
from experiment.launcher.refusals import said_of
from experiment.launcher.session_process import SessionProcess
from experiment.launcher.speaking import Speaker
from experiment.launcher.texts import Commands, Everywhere, Sentence
from experiment.launcher.widgets import Asked, Button, Page, field, heading, said, side_by_side


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
        self.verdict, self.lines = Asked(), said()
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

    def not_understood(self) -> str:
        """Say that the command cannot be understood as it was given; nothing that is typed on a command line."""
        return self.say(Everywhere.NOT_UNDERSTOOD_AT_ALL)

    def corrected(self) -> QWidget | None:
        """Where it is put right what a command has said no to; ``None``: not on this page."""
        return None

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
        self._enter_presses(self.begin)
        for one in (self.begin, self.back):
            one.setEnabled(False)
        self._say(self.say(Commands.AT_WORK))
        self.lines.setText("")
        self._found = self._process = None
        try:
            post = self._mailbox.post
            self._process = SessionProcess((*self.lab.session_command, *options), post, lambda code: post(_Over(code)))
        except OSError as error:
            self._add(self.say(Everywhere.NO_PROCESS, error=error.strerror or error))
            self._end(1)
        except ValueError:  # there is something in it that no command can be given
            self._end(WRONG_USAGE)

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

    def _say(self, verdict: str) -> None:
        """Say how it stands."""
        self.verdict.setText(verdict)
        self.verdict.setVisible(True)
        self.bring_into_view(self.go or self.begin, self.verdict)

    def _enter_presses(self, button: Button) -> None:
        """Let Enter press a button, which is bold then."""
        for one in (self.begin, self.back):
            one.be_main(one is button)
        self.go = button

    def _end(self, code: int) -> None:
        if code == WRONG_USAGE:
            self._add(self.not_understood())
        if self._process is not None:
            if code != 0 and not self.lines.text():  # it could not even say no
                self._add("\n".join(self._process.last_words()))
            self._process.forget()
        self._say(self.say(self._found or (Commands.WELL_DONE if code == 0 else Commands.NOT_DONE)))
        self.begin.setEnabled(True)
        self.back.setEnabled(True)
        wrong = None if code == 0 else self.corrected()
        # Enter leaves what has been read, and begins nothing anew, unless something is to be put right first. The
        # keyboard is on no button then: a tap of the space bar may still be meant for the check.
        self._enter_presses(self.back if wrong is None else self.begin)
        (self.verdict if wrong is None else wrong).setFocus()


class BackupPage(CommandPage):
    """A copy of the data folder that is proven whole."""

    def __init__(self, say: Speaker, lab: Laboratory, back: Callable[[], object]) -> None:
        super().__init__(say, lab, Commands.BACKUP_TITLE, Commands.BACKUP_ABOUT, Commands.BACKUP_NOW, back)
        self.place = QLineEdit()
        self.place.textChanged.connect(lambda _text: self._enter_presses(self.begin))  # it is another copy
        field(self.column, say(Commands.BACKUP_PLACE), self.place)
        self.column.addLayout(side_by_side(Button(say(Commands.BROWSE), self._browse)))
        self.put_together()
        self.key = "backup"

    def options(self) -> Sequence[str] | None:
        """Return the command."""
        place = self.place.text().strip()
        if not place:
            self._say(self.say(Commands.BACKUP_WHERE))
            self.place.setFocus()
            return None
        if not (Path(place).is_absolute() or place.startswith("~")):  # else it would be wherever the program stands
            self._say(self.not_understood())
            self.place.setFocus()
            return None
        return ("backup", "--monitored", *self.lab.places, "--", place)

    def not_understood(self) -> str:
        """Say that the place is none."""
        return self.say(Commands.BACKUP_NO_PLACE, text=self.place.text().strip())

    def corrected(self) -> QWidget | None:
        """Where the place is typed."""
        return self.place

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
