"""Every message that says no to a user: what is the case, and what to do about it.

A message is a member of one of these enumerations, by who meets it and where. It is named where it is raised, with the
facts of the case; its sentences are made here. ``python -m experiment.messages`` prints the page docs/messages.md.

Standard library only, and readable for Python 3.8: lab.py says by it that a Python is too old.
"""

from __future__ import annotations

import string
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, unique
from typing import Any

LAB_POSIX, LAB_WINDOWS = "python3 lab.py", "py lab.py"
LAB = LAB_WINDOWS if sys.platform == "win32" else LAB_POSIX
"""How this program is started on this computer: what ``{lab}`` in a sentence becomes."""

LONGEST_FACT = 400
"""What a user or a file has given is shown no longer than this."""

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Controls, direction marks, surrogates, line ends and what has no meaning: never sent to a terminal as they are."""


def visible(text: str) -> str:
    """Make a text fit for a terminal: what would steer it, or not be seen, is written as Python would escape it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(repr(one)[1:-1] if unicodedata.category(one) in _UNSEEN else one for one in text)


_HOW_TO_START = "lab"


class _Filling(string.Formatter):
    """Fills the places of a sentence, so that no fact can do anything but stand there."""

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        if key == _HOW_TO_START:
            return kwargs.get(_HOW_TO_START, LAB)
        return super().get_value(key, args, kwargs)

    def format_field(self, value: object, format_spec: str) -> str:
        text = str(super().format_field(value, format_spec))
        if len(text) > LONGEST_FACT:
            text = f"{text[: LONGEST_FACT // 2]} … {text[-LONGEST_FACT // 2 :]}"
        return visible(text)


_filling = _Filling()


class Message(Enum):
    """A message: the sentence that says what is the case, and the one that says what to do."""

    @property
    def what(self) -> str:
        """The sentence that says what is the case, with places for the facts."""
        return str(self.value[0])

    @property
    def remedy(self) -> str:
        """The sentence that says what to do, with places for the facts."""
        return str(self.value[1])

    @property
    def places(self) -> frozenset[str]:
        """Names of the facts that the two sentences have places for."""
        parsed = [part for sentence in self.value for part in string.Formatter().parse(sentence)]
        return frozenset(name for _, name, _, _ in parsed if name and name != _HOW_TO_START)

    def sentences(self, **facts: object) -> tuple[str, str]:
        """Fill both sentences with the facts of a case, made visible and not endless."""
        return _filling.vformat(self.what, (), facts), _filling.vformat(self.remedy, (), facts)

    def say(self, **facts: object) -> str:
        """Make the one line that a user reads, whatever the facts hold."""
        return "; ".join(self.sentences(**facts))


@unique
class Reason(Message):
    """Why a command says no."""

    PARTICIPANT_ID_MALFORMED = (
        "“{participant_id}” is not a participant ID of this study, such as {example}",
        "check the ID on the enrolment log and type it again",
    )
    OPERATOR_CODE_MALFORMED = (
        "“{operator}” is not an operator code of this study, such as {example}",
        "give your code, never a name",
    )
    OPERATOR_MISSING = (
        "a study session says who conducted it",
        "add --operator and your code, such as {example}",
    )
    ALREADY_ENROLLED = (
        "{participant_id} is already enrolled, as {arm}, in {data}",
        "go on with `run`; if arm, language or site are wrong: {lab} enrol --correct",
    )
    NOT_ENROLLED = (
        "{participant_id} is not enrolled in {data}",
        "enrol first: {lab} enrol --participant {participant_id} --arm ARM --language LANGUAGE{places}",
    )
    NOT_REHEARSED = (
        "{participant_id} is neither enrolled nor known among the rehearsals in {data}",
        "check the ID; nobody need be enrolled for a rehearsal: start it without --resume and --new-run (for `plan`, "
        "say --arm)",
    )
    SHEET_MISSING = (
        "{session} has begun, and {file}, the sheet of that run, is missing",
        "put it back from a copy, then go on with --resume; if there is none, leave the folder {folder} as it is, and "
        "show it to whoever looks after the data",
    )
    ENROLMENT_LOST = (
        "{participant_id} has sessions in {data}, and the enrolment they were planned by is missing",
        "do not enrol again, which would draw lists they have had: put {file} back into the folder participants from "
        "a copy, or show the folder to whoever looks after the data (what was drawn stands in {earlier})",
    )
    ENROLMENT_CHANGED = (
        "{file}, the enrolment of {participant_id}, says {name}: {now}, and it was {was} in an earlier session "
        "({earlier})",
        "put the enrolment back as it was from a copy, or show both files to whoever looks after the data",
    )
    PARTICIPANT_ID_READ_OTHERWISE = (
        "some software reads the ID {participant_id} as {otherwise}, so it would be another one in the data",
        "give another ID, one that begins with letters of the study's own",
    )
    PERHAPS_ANOTHER = (
        "{participant_id} is not enrolled in {data}",
        "did you mean {near}? If {participant_id} is somebody new: "
        "{lab} enrol --participant {participant_id} --arm ARM --language LANGUAGE{places}",
    )
    SITE_MISSING = ("this study draws its lists for each site", "add --site with one of: {sites}")
    UNKNOWN_SITE = (
        "“{site}” is not a site of this study (it has {sites})",
        "check it, or leave --site out if there are none",
    )
    NOTHING_TO_CORRECT = (
        "{participant_id} is enrolled as {arm}, in {language}{at}, and that would stay so",
        "say what is right with --arm, --language or --site",
    )
    TOO_LATE_TO_CORRECT = (
        "{participant_id} has begun a session, so arm, language and site stay as they were",
        "write down what was wrong and tell whoever looks after the data",
    )
    WITHDRAWN = (
        "{participant_id} was withdrawn on {day} ({why}), and takes part in no further session",
        "check the ID; if it was withdrawn by mistake: "
        '{lab} enrol --reinstate --participant {participant_id} --reason "why"{places}',
    )
    NOT_WITHDRAWN = ("{participant_id} has not been withdrawn", "nothing needs doing; check the ID")
    CHANGE_WITHOUT_REASON = ("an enrolment is not changed without a reason", 'add --reason "why" (no names)')
    UNKNOWN_ARM = ("“{arm}” is not an arm of this study", "choose one of: {arms}")
    UNKNOWN_LANGUAGE = ("“{language}” is not a language of this study", "choose one of: {languages}")
    UNKNOWN_VISIT = ("“{visit}” is not a visit of this study", "choose one of: {visits}")
    VISIT_NOT_IN_ARM = ("the arm “{arm}” has no visit “{visit}”", "choose one of: {visits}")
    ENROLLED_OTHERWISE = (
        "{participant_id} is enrolled as {arm}, in {language}, and {flags} says otherwise",
        "leave that out; if the enrolment is wrong, correct it before the first session: "
        '{lab} enrol --correct --participant {participant_id} {flags} --reason "why"{places}',
    )
    REHEARSED_OTHERWISE = (
        "{participant_id} was rehearsed as {arm}, in {language}, and {flags} says otherwise",
        "leave that out, or rehearse under another ID",
    )
    ENROLMENT_SAYS = (
        "{flags} cannot be chosen: the enrolment says it",
        "leave it out; to try another out, use an ID that is not enrolled, with --arm",
    )
    UNKNOWN_ORDER = ("there is no list order {order}", "choose a number from 1 to {orders}")
    OTHER_STUDY = (
        "{participant_id} is enrolled in the study “{enrolled_study}”, not in “{study}”",
        "name that study's file with --study, or with --data the folder of “{study}” that has this participant",
    )
    STUDY_CHANGED = (
        "{participant_id} is enrolled {missing}, which the study file of “{study}” does not have",
        "name the study file of the enrolment with --study",
    )
    NOT_REVIEWED = (
        "the study “{study}” has not been reviewed",
        "somebody who answers for events and rates enters `reviewed: {{role: …, date: …}}` in {file}; "
        "to rehearse, add --kind test: it is kept apart, and takes nothing from the visit",
    )
    VIRTUAL_PARTICIPANT_IN_STUDY = (
        "a virtual participant cannot take part in a study session",
        "add --kind test: it is kept apart from the study; or use --participant-mode human",
    )
    KINDS_DO_NOT_MIX = (
        "{data} holds {present} sessions, and a {kind} session must not stand among them",
        "name the study's own folder with --data, the one with its enrolments: every kind has its place beside it",
    )
    FOLDER_OF_REHEARSALS = (
        "{data} is a folder of rehearsals, and a study session must not stand in it",
        "name the study's own folder with --data, or leave --data out",
    )
    SESSION_COMPLETE = (
        "{session} is complete (run {run})",
        'nothing needs doing; if it must be done again: --new-run --reason "why"',
    )
    SESSION_UNFINISHED = (
        "{session} was started and is {status} (run {run}, {finished} of {all} trials and questions finished)",
        'go on with --resume; or begin again with --new-run --reason "why"',
    )
    SESSION_RUNNING = (
        "{session} is running elsewhere at this moment",
        "go to that window; if there is none, wait a moment and try again",
    )
    RESUMED_AS_ANOTHER = (
        "{session} was begun as a {kind} session with a {mode} participant (run {run})",
        "go on with the same kind and the same participant mode",
    )
    SESSION_HELD = (
        "{session} may be running elsewhere, perhaps on another computer: {file} says so",
        "go to that window; if you are sure that there is none, delete that file and try again",
    )
    NOTHING_TO_RESUME = ("{session} has no interrupted run", "start it without --resume")
    NOTHING_TO_REPEAT = ("{session} has not been started yet", "start it without --new-run")
    NEW_RUN_WITHOUT_REASON = ("a second run of a session needs a reason", 'add --reason "why"')
    REASON_WITHOUT_NEW_RUN = ("--reason belongs to --new-run, which is missing", "add --new-run, or leave --reason out")
    ENROLMENT_EDITED = (
        "{file}, the enrolment of {participant_id}, is not as this program wrote it last",
        "put it back from a copy, or make the change that was broken off again (enrol --correct, --withdraw or "
        "--reinstate); if arm, language and lists are right (see: plan), go on with it and have that entered: "
        "--accept-ledger",
    )
    LEDGER_NOT_WRITABLE = (
        "{file}, the ledger of the data folder, cannot be written to ({error}): no enrolment is entered or changed",
        "close what has it open, and let this account write to it; if it cannot wait, give it another name: a new one "
        "is begun then; tell whoever looks after the data",
    )
    RUN_NOT_AS_LEFT = (
        "{file} is not as it was when the run {run} {when}, says the ledger of this data folder: the file was changed "
        "since, or the ledger was put back from an older copy or could not be written to when the run went on",
        "put the file, or the ledger, back from a copy; plan, journal and tables agree: to go on with the run as it "
        "is, and have that entered, add --accept-ledger",
    )
    RUN_MISSING = (
        "the run {run}, entered in the ledger on {since}, is not in {folder}: it was renamed, moved or deleted",
        "bring it back from where it is, or from a copy; to go on without it, and have that entered: --accept-ledger",
    )
    RUN_UNKNOWN = (
        "the run {run} in {folder} is not in the ledger of this data folder: it came from elsewhere or was renamed, "
        "or the ledger is an older copy, or could not be written to when it began",
        "take it back to where it belongs; to go on with it where it is, and have that entered: --accept-ledger",
    )
    NOTHING_TO_VERIFY = (
        "there is nothing to verify in {data}{whose}",
        "say --data and the data folder; check the ID",
    )
    NOT_A_SEAL_CODE = (
        "“{code}” cannot be a seal code, such as {example}",
        "copy all eight letters and digits from the paper record",
    )
    SEAL_UNKNOWN = (
        "no session that has ended in {data} has the seal code {code}",
        "look at the paper record again; if the code is copied rightly, that session, or something entered before it, "
        "has been changed: show the folder to whoever looks after the data",
    )
    RECORD_DAMAGED = (
        "{file} has been damaged or exchanged: {what}",
        "leave the folder as it is, make a copy of it, and show it to whoever looks after the data",
    )
    FILE_HELD = (
        "another program has {file} open ({error})",
        "close it in other programs (a spreadsheet, an editor, a synchroniser), then start again with the same line",
    )
    WRITTEN_BY_ANOTHER = (
        "{file} was written by another version of this program ({writer}), and this one ({program}) cannot read it",
        "go on with the version that wrote it, or show the file to whoever looks after the data",
    )
    DATA_NOT_READABLE = (
        "the data folder {data} cannot be read ({error})",
        "check that the folder is there, and that this account may read it",
    )
    DATA_NOT_WRITABLE = (
        "the data folder {data} cannot be written to ({error})",
        "ask for the right to write there; in another folder (--data) nobody is enrolled and the draw of lists "
        "begins anew, so that a participant may get a list again that they have had",
    )
    DRIVE_MISSING = (
        "the data folder {data} cannot be reached: there is no {drive} on this computer now",
        "plug the disk in, or connect the network drive, and start again; in another folder nobody is enrolled",
    )
    DATA_FOLDER_RESERVED = (
        "{data} cannot be a folder: Windows takes the name “{name}” for a device",
        "give the data folder another name, and name it with --data",
    )
    PATH_TOO_LONG = (
        "the path of the data folder {data} is too long by {too_many} characters: this system takes {most} for a file",
        "move the whole data folder, with everybody enrolled in it, nearer to the top of its disk, and name it with "
        "--data",
    )
    NAME_TOO_LONG = (
        "the file name {file} is too long: no system takes more than {most} characters",
        "shorten the IDs, visits or task of the study file, before anybody is enrolled",
    )
    REHEARSALS_NOT_WRITABLE = (
        "the folder for rehearsals, {data}, cannot be written to ({error}); rehearsals stand beside the data folder",
        "rehearse with another --data, in a folder that can be written to: it costs the study nothing",
    )
    DISK_NEARLY_FULL = (
        "only {free_mb} MB are free where {data} is",
        "free at least {needed_mb} MB before the session starts",
    )
    RECORDING_FAILED = (
        "the session has been stopped: {file} could not be written ({error}); every trial finished before is on disk",
        "make room or mend the disk, then go on with --resume",
    )
    RECORDING_HELD = (
        "the session has been stopped: another program has {file} open ({error}); every trial finished before is on "
        "disk",
        "close it in other programs (a spreadsheet, an editor, a synchroniser), then go on with the same line and "
        "--resume",
    )
    PROGRAM_FAILED = (
        "the session has been stopped by a mistake in this program ({error}); every trial finished before is on disk",
        "go on with the same line and --resume, and show this line to whoever looks after the program",
    )
    CHANGED_MEANWHILE = (
        "the session has been stopped: {file} was {how} by another program while it ran; what was recorded has been "
        "put back, with every finished trial",
        "close whatever works in {folder} (an editor, a synchroniser), then go on with --resume",
    )
    NOT_PUT_BACK = (
        "the session has been stopped: {file} was {how} by another program while it ran, and what was recorded could "
        "not be put back ({error})",
        "leave {folder} as it is, and show it to whoever looks after the data",
    )
    NO_DISPLAY = (
        "there is no display to show the task on",
        "start this at the lab PC's own screen (on Linux: DISPLAY must be set)",
    )
    DISPLAY_UNREACHABLE = (
        "the display “{display}” cannot be reached, so the window could not be opened",
        "start this at the lab PC's own screen; if DISPLAY is set by hand, check it",
    )
    DISPLAY_UNUSABLE = (
        "the window could not be opened ({error})",
        "check that the screen is on and that its graphics driver is installed",
    )
    CHECK_STOPPED = (
        "the check was stopped with Escape, and nothing of it is kept",
        "begin it again with: {lab} check",
    )
    DISPLAY_WENT_AWAY = (
        "the display went away: the system took its screen back",
        "start again when there is a screen",
    )
    DISPLAY_LOST = (
        "the session has been stopped: the display went away; every trial finished before is on disk",
        "when there is a screen again, go on with the same line and --resume",
    )
    SCREEN_TOO_SMALL = (
        "the task cannot be shown on {size}: {problem}",
        "use a larger screen, one that is not narrower than 5:4",
    )
    DISPLAY_NOT_SYNCHRONISED = (
        "the display does not wait for its refresh ({flips_per_s:.0f} flips per second)",
        "switch vertical synchronisation on, and variable refresh (G-Sync, FreeSync) off, in the graphics driver; give "
        "a screen of more than 400 Hz its refresh_hz in configs/displays.yaml; to rehearse, add --kind test",
    )
    DISPLAY_UNSTEADY = (
        "the display waits for its refresh, but {uneven_pct:.0f} % of its flips came late: the computer is busy",
        "close other programs, let updates and virus scans come to their end, and start again; if that does not help, "
        "switch variable refresh (G-Sync, FreeSync) off in the graphics driver; to rehearse, add --kind test",
    )
    PICTURES_NOT_WRITTEN = ("the pictures cannot be written to {folder} ({error})", "name another folder with --out")
    UNKNOWN_DISPLAY = ("“{display}” is not a display of configs/displays.yaml", "choose one of: {displays}")
    NO_SUCH_SCREEN = (
        "the display “{display}” is on monitor {screen}, and this computer has {screens}",
        "connect the monitor, or correct screen: in configs/displays.yaml (the first monitor is 0)",
    )
    DISPLAY_NOT_AS_EXPECTED = (
        "the display “{display}” should have {expected}, and it has {found}",
        "set it so in the system's display settings, or correct configs/displays.yaml; "
        "to go on all the same, and have it recorded, add --accept-display",
    )
    DISPLAY_IN_USE = (
        "another session, check or preview of this program is open on this screen, and both would take the same keys",
        "go back to its window (Alt+Tab), and end it there: Escape, the number of a reason, Enter; then start again",
    )
    NO_PSYCHOPY = (
        "PsychoPy is not installed here ({error})",
        "install it: {lab} run …, or pip install --constraint requirements.txt --editable .[lab]",
    )
    NO_TEMPORARY_FOLDER = (
        "the folder for temporary files cannot be written to ({error})",
        "make room on the disk of this computer, or sign in with another account",
    )
    NO_PSYCHTOOLBOX = (
        "the keyboard queue of psychtoolbox cannot be used ({error}), and no other keyboard timing is good enough",
        "install it again: pip install --force-reinstall psychtoolbox",
    )
    NO_KEYBOARD = (
        "this computer's keyboard is not found",
        "plug the keyboard in, or unplug it and plug it in again, and start again",
    )
    KEYBOARD_UNUSABLE = (
        "the keyboard cannot be listened to ({error})",
        "restart the computer and start again; if it says so again, show this line to whoever looks after the computer",
    )
    NO_SYSTEM_LIBRARY = (
        "the keyboard queue of psychtoolbox cannot be used ({error}), and no other keyboard timing is good enough",
        "install the system library {library}",
    )
    NO_VIRTUAL_DISPLAY = (
        "there is no display, and no virtual one could be started ({error})",
        "install Xvfb (Debian: apt-get install xvfb), or start this at a screen",
    )
    FONT_MISSING = ("the font {file} that belongs to this program is missing or damaged", "install the program again")
    NO_PACKAGE = (
        "the package {package} is not installed here",
        "start this with: {lab} VERB …, which installs what is missing",
    )
    OUTPUT_NOT_WRITTEN = (
        "what was to be said on standard output could not be written ({error})",
        "let it go to a screen, or to a disk with room; what was to be recorded is recorded",
    )
    STOPPED = ("stopped", "what is finished is on disk; a session goes on with --resume")


@unique
class Fault(Message):
    """What is wrong in study files; said with file, line and column."""

    # The file and its YAML
    NOT_NAMED_AS_YAML = (
        "this is not the name of a study file, so it has not been opened",
        "name a file whose name ends in .yaml or .yml",
    )
    FILE_MISSING = ("the file is missing", "check its name and its folder")
    FILE_UNREADABLE = ("the file cannot be read ({error})", "check its name and its folder")
    NOT_A_FILE = ("this is {kind}, not a file", "name a study file")
    FILE_TOO_LARGE = ("the file is larger than any study file can be", "at most {largest} MB")
    FILE_IN_OTHER_LETTERS = (
        "there is no “{file}”, but “{found}”: some systems take capitals, or accents, for others, and some do not",
        "write the name as the file has it",
    )
    FILE_NOT_PORTABLE = (
        "“{name}” is no name for a file or folder on every system, and data are carried from one to another",
        "give it another name, of letters, digits, _ and -",
    )
    FILE_FAR_AWAY = ("“{file}” is far from the study file", "keep it in the same folder or in one beside it")
    FILE_EMPTY = ("the file is empty", "write the keys that its schema names")
    NOT_UTF8 = ("this is not UTF-8 text", "save the file as UTF-8")
    CHARACTER_NOT_TEXT = ("a character that text cannot hold: {name}", "delete it")
    CHARACTER_UNSEEN = ("a character that nobody sees, or that stands for a lost one: {name}", "delete it")
    TAB = ("this is not YAML: {problem}", "indent with spaces, never with tabs")
    BARE_COLON = ("this is not YAML: {problem}", 'put text that has a colon in it in quotes: "…: …"')
    BARE_SIGN = ("this is not YAML: {problem}", "put text that begins with {sign} in quotes")
    NOT_YAML = ("this is not YAML: {problem}", "check indentation, quotes and brackets here and on the line above")
    SECOND_DOCUMENT = ("a second document begins here", "keep one document in a file: take out the line ---")
    NESTED_TOO_DEEPLY = ("this is nested too deeply", "check brackets and indentation")
    ALIAS = ("an alias (*) stands here", "write the value out, or in quotes if * belongs to a text")
    ANCHOR = ("an anchor (&) stands here", "leave it out, or quote text that begins with &")
    TAG = ("a tag (!) stands here", "leave it out, or quote text that begins with !")
    MERGE_KEY = ("`<<` (a merge key) stands here", "write the keys out")
    KEY_NOT_TEXT = ("a key must be text", "put it in quotes if it is meant as text")
    KEY_TWICE = ("the key “{key}” stands twice (first in line {line})", "keep one of the two")
    NO_SUCH_DAY = ("there is no day {text}", "write year-month-day")
    READ_AS_TRUE_OR_FALSE = (
        "`{text}` would be read as true or false",
        'write "{text}" in quotes if the text is meant, otherwise true or false',
    )
    READ_IN_BASE_60 = (
        "`{text}` would be read as a number in base 60",
        'write "{text}" in quotes if the text is meant, otherwise the number',
    )
    READ_AS_OCTAL = (
        "`{text}` would be read as an octal number",
        'write "{text}" in quotes if the text is meant, otherwise {number}',
    )
    UNUSUAL_NUMBER = (
        "`{text}` is an unusual way to write a number",
        'write "{text}" in quotes if the text is meant, otherwise plain digits such as 12 or 0.5',
    )
    READ_AS_MOMENT = (
        "`{text}` would be read as a moment",
        'write "{text}" in quotes if the text is meant, otherwise a date such as 2026-11-23',
    )
    NOT_READ_AS_TEXT = ("`{text}` would not be read as text", 'write "{text}" in quotes if the text is meant')

    # Keys and the kinds of their values
    KEY_UNKNOWN = ("the key “{key}” is not known here", "{suggestion}")
    KEY_OF_ANOTHER_FORM = ("the key “{key}” is not known here", "it must match {pattern}")
    KEY_NOT_ONE_OF = ("the key “{key}” is not known here", "one of {expected}")
    KEY_MISSING = ("the key “{key}” is missing", "add it")
    NOT_A_WHOLE_NUMBER = ("“{key}” cannot be {value}", "write a whole number")
    NOT_A_NUMBER = ("“{key}” cannot be {value}", "write a number")
    NOT_TEXT = ("“{key}” cannot be {value}", "write text, in quotes if it looks like something else")
    NOT_TRUE_OR_FALSE = ("“{key}” cannot be {value}", "write true or false")
    NOT_A_LIST = ("“{key}” cannot be {value}", "write a list: [first, second]")
    NOT_A_SET_OF_KEYS = ("“{key}” cannot be {value}", "write keys with values below, indented")
    NOT_ITS_KEYS = ("“{key}” cannot be {value}", "write its keys below, indented")
    NOT_A_DATE = ("“{key}” cannot be {value}", "write a date such as 2026-11-23, without quotes")
    TOO_SMALL = ("“{key}” cannot be {value}", "at least {minimum}")
    TOO_LARGE = ("“{key}” cannot be {value}", "at most {maximum}")
    TIME_TOO_LONG = (
        "“{key}” cannot be {value}, which is in seconds",
        "at most {maximum} seconds: 0.5 is half a second",
    )
    TIME_TOO_SHORT = ("“{key}” cannot be {value}, which is in seconds", "at least {minimum} seconds")
    TOO_FEW = ("“{key}” cannot be {value}", "at least {fewest}")
    TOO_MANY = ("“{key}” cannot be {value}", "at most {most}")
    NOTHING_WRITTEN = ("“{key}” cannot be {value}", "write something")
    OF_ANOTHER_FORM = ("“{key}” cannot be {value}", "it must match {pattern}")
    NOT_ONE_OF = ("“{key}” cannot be {value}", "one of {expected}")
    OUTSIDE_THE_SCHEMA = ("“{key}”: {problem}", "write what the schema allows")
    NOT_A_NAME = ("“{text}” is not a name", "use letters, digits and _, beginning with a letter")
    NOT_A_LABEL = ("“{text}” cannot be part of a file name", "use letters and digits only")
    NOT_A_PATH = (
        "“{text}” does not lead to a YAML file from here",
        "write the path of a .yaml file from the folder of this file, with / between folders",
    )
    NOT_A_PATTERN = ("“{text}” is not a pattern ({error})", "write a regular expression")
    PATTERN_NOT_OF_CODES = (
        "the pattern “{text}” allows what no code may hold: {part}",
        "use letters and digits, classes of them such as [A-Z] and [0-9], and repetitions such as {{3}}",
    )
    READ_OTHERWISE = (
        "some software reads “{text}” as {otherwise}, so it would be another name in the data",
        "choose another name",
    )
    PATTERN_READ_OTHERWISE = (
        "the pattern allows the code {code}, which some software reads as {otherwise}",
        "let codes begin with letters of the study's own, as KD[0-9]{{3}} does",
    )
    PATTERN_OF_NO_CODE = (
        "no code matches the pattern “{text}”",
        "allow codes of 1 to {longest} letters and digits, as [A-Z]{{2}}[0-9]{{3}} does",
    )
    PATTERN_TOO_INVOLVED = (
        "the pattern “{text}” could keep the computer busy with a single code",
        "write it without a repetition inside a repetition, and [A-Z0-9] in place of ([A-Z]|[0-9])",
    )
    READ_AS_MISSING = ("“{text}” would be read as a missing value in the data", "write something else")
    LOOSE_MARK = (
        "an accent or stroke that does not belong to one letter: {name}",
        "delete it, or write the letter with its accent anew",
    )
    LOOKS_PERSONAL = (
        "“{text}” looks like {what}",
        "write what the person is to the study, in small letters, never who",
    )
    REVIEWED_TOO_EARLY = (
        "the review date {date} is too early: study files of this program are there since {first}",
        "write the day on which this study was reviewed, with its events and rates",
    )
    REVIEWED_LATER = (
        "the review date {date} is later than this computer's clock ({today})",
        "write the day of the review, or set the clock; `run --accept-clock` goes on as it is, and has it recorded",
    )
    RATE_TWICE = ("{phase} has two screens base_rate, and the data describe one", "show it once")
    READ_AS_FORMULA = (
        "a spreadsheet would take “{text}” for a formula",
        "begin it, and what follows a semicolon, with a letter or a digit, not with = + - or @",
    )
    NOT_IN_THE_FONT = ("the font of the task cannot draw {characters}", "write the text without it")
    RIGHT_TO_LEFT = (
        "the task cannot set text that runs from right to left",
        "use a language that runs left to right",
    )

    # What belongs together in the study file
    RANGE_EMPTY = ("the range {minimum}–{maximum} is empty", "put the smaller number first")
    START_OF_TYPED_ANSWER = ("a typed answer has no start value", "leave start_pct out, or write input: slider")
    START_OUTSIDE_RANGE = ("the start {start} is outside the range", "put it between the two ends")
    NOTHING_TO_DRAW = ("there is nothing to draw between these two", "put the shorter duration first")
    NOT_ONE_SCREEN = (
        "each screen is exactly one of fixation, event, estimate, base_rate, message",
        "name one",
    )
    PHASE_WITHOUT_SCREENS = ("a phase without screens", "give first_estimate, second_estimate, or both")
    HALF_A_BREAK = ("break_every and break_page belong together", "give both or neither")
    SITE_TWICE = ("the site “{site}” stands twice", "name each once")
    LANGUAGE_TWICE = ("the language “{language}” stands twice", "name each once")
    EXPERIMENTER_LANGUAGE_UNKNOWN = (
        "“{language}” is not a language of this study",
        "choose one of {languages}: its texts exist in these",
    )
    NO_ARM = ("the study has no arm", "name at least one, with its visits")
    VISITS_ALIKE = (
        "the visits “{visit}” and “{other}” differ in capitals only, and some computers would put them in one folder",
        "give one of them another name",
    )
    VISIT_TWICE = ("the visit “{visit}” stands twice", "name each once")
    VISIT_WITHOUT_LIST = ("the visit “{visit}” has no list", "add it to lists: per_visit")
    VISIT_OF_NO_ARM = ("no arm has the visit “{visit}”", "{suggestion}")
    NO_LIST_IN_PLACE = ("there is no list in place {place}", "at most {lists}, the number of lists")
    LIST_TWICE = ("the list “{list}” stands twice", "name each once")
    NO_FIRST_ESTIMATE = ("no phase has a first estimate", "add first_estimate:")
    NO_OWN_ESTIMATE = ("{phase} does not ask for one’s own estimate", "add - estimate: {{of: self}}")
    PHASE_TWICE = ("a second phase with {phase}", "each event is estimated twice in all")
    QUESTION_TWICE = ("“{question}” is asked twice in {phase}", "ask it once")
    MINIMUM_OF_A_TIMED_SCREEN = ("a screen with a duration has no minimum", "leave out duration_s or minimum_s")
    ASKED_TWICE = ("the question “{question}” stands twice", "name each once")
    NO_COMPREHENSION_QUESTION = ("there is no comprehension question “{question}” in the file of texts", "{suggestion}")
    VISIT_WITHOUT_AFTERWARDS = ("the visit “{visit}” is missing", "add it; [] if nothing is asked after its trials")
    NO_SUCH_VISIT = ("the study has no visit “{visit}”", "{suggestion}")
    NO_SUCH_DISPLAY = ("there is no display “{display}”", "{suggestion}")
    RATING_WITHOUT_SCALE = ("the rating “{question}” has no scale", "add ratings: {{minimum: 1, maximum: 6}}")
    QUESTION_WITHOUT_RANGE = ("the {question} question has no range", "add {question}: to the study file")
    QUESTION_FIRST = ("a trial cannot begin with a question", "show a fixation or the event before it")
    PHASE_AFTER_RATES = ("a first estimate after the base rates were shown", "put this phase first")
    ESTIMATE_AFTER_RATE = ("a first estimate after the base rate was shown", "ask it before the rate")
    ESTIMATE_BEFORE_RATE = ("a second estimate before the base rate was shown", "show the rate before it")
    NOTHING_TO_PRACTISE = ("there is no first estimate to practise", "take practice out")

    # Whether study, events and texts fit together, and the screen
    LIST_UNKNOWN = ("there is no event list “{list}”", "{suggestion}")
    LIST_OF_ANOTHER_SIZE = (
        "the list “{list}” has {events} events",
        "the study {study} wants {wanted} in each list",
    )
    PRACTICE_WITH_STUDY_LIST = ("“{list}” is a list of the study itself", "practise with other events")
    TOO_MUCH_PRACTICE = ("the practice list has {events} events", "ask for no more trials")
    EVENT_TWICE = (
        "the event “{event}” stands twice (first in line {line})",
        "give each event an id of its own, and each place an event of its own",
    )
    BASE_RATE_NOT_ANSWERABLE = (
        "the base rate {base_rate} is outside what can be answered",
        "from {minimum} to {maximum} in the study {study}",
    )
    EVENT_WITHOUT_LANGUAGE = (
        "the event “{event}” has no text in “{language}”",
        "add it: the study declares that language",
    )
    TEXT_WITHOUT_LANGUAGE = ("“{text}” has no text in “{language}”", "add it: the study declares that language")
    REASON_WITHOUT_WORDS = ("the reason “{reason}” has no words", "add it")
    QUESTION_WITHOUT_WORDS = ("the question “{question}” has no words", "add it to questions: in the file of texts")
    NO_SUCH_ANSWER = ("there is no answer {right}", "a number from 1 to {answers}")
    AFTERWARDS_WITHOUT_WORDS = ("the question “{question}” has no words", "add it to afterwards: in the file of texts")
    RATING_WITHOUT_ENDS = ("the ends of the rating “{question}” have no words", "give lowest: and highest:")
    MEMORY_WITH_ENDS = (
        "“{question}” is answered in percent, not on a scale with words",
        "leave out lowest and highest",
    )
    PAGE_UNKNOWN = ("there is no page “{page}” in the file of texts", "{suggestion}")
    STRAY_BRACE = ("a brace {{ or }} that belongs to no place", "write a place as {{name}}")
    PLACE_UNKNOWN = ("nothing is put in the place {{{place}}}", "{suggestion}")
    PLACE_NOT_ONCE = (
        "the place {{{place}}} stands here {times} times",
        "put it once, where the figure belongs",
    )
    TEXT_DOES_NOT_FIT = ("the text does not fit the screen: {problem}", "shorten it")


@unique
class Doubt(Message):
    """What is unusual in study files and may be meant: a warning of `validate`, which refuses nothing."""

    NO_SECOND_ESTIMATE = (
        "no phase has a second estimate, so nothing shows how an estimate changes",
        "add second_estimate:, if the end of the file has not been cut off",
    )
    RATE_NEVER_SHOWN = ("no screen shows a base rate", "add - base_rate:, or with_base_rate: true to an event")
    RATE_SHOWN_TWICE = ("{phase} shows the base rate on two screens", "show it once, if that is not meant")
    PHASE_WITHOUT_EVENT = ("this phase asks about events that it does not show before", "add - event:")
    NO_CLOSING = ("the study has no page at its end", "add closing:, if the end of the file has not been cut off")
    LAST_LINE_WITHOUT_END = (
        "the last line of the file has no end, as in a file that was cut off",
        "look whether the file is whole, and end its last line with Enter",
    )
    NO_BREAK_COMES = ("a break after {every} trials never comes with {events} events", "ask for fewer trials")
    SHORT_DEADLINE = ("{seconds} s is a short time to answer in", "the published studies give 6 to 8 s")
    LONG_DEADLINE = ("{seconds} s is a long time to answer in", "leave deadline_s out if there is to be no deadline")
    LONG_DURATION = ("a screen that stands for {seconds} s is long", "times are in seconds; look whether that is meant")
    SHORT_DURATION = ("a screen that stands for {seconds} s can hardly be seen", "times are in seconds")
    LONG_MINIMUM = ("for {seconds} s no key goes on", "times are in seconds; look whether that is meant")
    NARROW_RANGE = ("only {answers} answers are possible", "look whether the two ends are meant")


@unique
class Usage(Message):
    """What is typed on the command line and cannot be used."""

    RUN_WITHOUT_SESSION = ("run: {missing} missing", "say whose session this is, and which visit")
    NO_VERB = ("nothing is said to be done", "say one of: {verbs}")
    UNKNOWN_VERB = ("“{text}” is not something to do", "{suggestion}")
    UNKNOWN_OPTION = ("“{text}” is not an option of {verb}", "{suggestion}")
    OPTION_BEFORE_VERB = ("{option} stands before what is to be done", "write it after the verb: {verb} {option} …")
    OPTION_TWICE = ("{option} stands twice", "keep one of the two")
    OPTION_MISSING = ("{verb} needs {options}", "add what is missing; `{verb} --help` says what each is")
    VALUE_MISSING = ("{option} has no value", "write one after it, in quotes if it has spaces")
    VALUE_NOT_WANTED = ("{option} takes no value, and {text} is given", "leave the value out")
    NOT_TOGETHER = ("{option} and {other} exclude one another", "leave one of them out")
    BELONGS_NOWHERE = ("“{text}” belongs to no option", "put quotes around a value that has spaces")
    NOT_UNDERSTOOD = ("this is not understood ({problem})", "see what can be said with --help")
    EMPTY = ("the value is empty", "write one, or leave the option out")
    NOT_A_PATH = ("“{text}” cannot be the path of a file", "write the whole path")
    NOT_TEXT = ("a character that is not text: {name}", "type it again, on one line and in plain letters")
    TOO_LONG = ("{length} characters are too many", "at most {longest}")
    NOT_A_KIND = ("“{text}” is not a kind of session here", "choose one of {known}")
    NOT_A_PARTICIPANT_MODE = ("“{text}” is not a participant mode here", "choose one of {known}")
    NOT_A_COUNT = ("“{text}” is not a number from 1 to {largest}", "write it in digits, such as 1")
    NOT_A_RATE = ("“{text}” is not a refresh rate", "write a whole number from {slowest} to {fastest}, such as 60")
    NOT_A_TEXT_SCALE = ("“{text}” is not a size of type", "write a number from 1 to {largest}, such as 1.2")
    NOT_A_SIZE = ("“{text}” is not a size", "write it as 1280x720, from 640x480 to {largest} a side")


@unique
class Ended(Message):
    """What is said when a session has come to its end."""

    SEALED = (
        "seal code {code}",
        "write it on the paper record of this session: with it, anybody can see later that nothing was changed",
    )

    WITH_SOMETHING = (
        "ended early ({reason}): {finished} of {all} trials and questions are finished, and kept in {folder}",
        "go on with the same line and --resume",
    )
    WITH_NOTHING = (
        "ended early ({reason}): no trial was finished yet",
        "go on with the same line and --resume",
    )


@unique
class Advice(Message):
    """What the experimenter is told about something that goes on all the same."""

    PLACES_TWICE = (
        "{participants} stand in one place of their arm, so their lists come in the same order: two computers have "
        "enrolled without seeing each other's enrolments",
        "nothing can be drawn again; tell the researcher, who can name sites: in the study file for those to come",
    )
    ENROLMENTS_UNREADABLE = (
        "{files} cannot be read, so places were left free for whoever it is",
        "leave it as it is, and show it to whoever looks after the data",
    )
    IS_WITHDRAWN = (
        "{participant_id} was withdrawn on {day} ({why}), and takes part in no further session of the study",
        "check the ID; `enrol --reinstate` takes back a withdrawal that was a mistake",
    )
    REHEARSED_WITHOUT_ENROLMENT = (
        "{participant_id} is not enrolled: this is a rehearsal as {arm}, in {language}",
        "to rehearse as another, add --arm and --language",
    )

    OTHERS_UNREADABLE = (
        "{files} cannot be read; this session goes on without",
        "leave it as it is, and after the session show it to whoever looks after the data",
    )
    DATA_SYNCHRONISED = (
        "the data folder {data} is kept in step by {program}, which may hold, exchange or copy a file while a session "
        "writes it",
        "go on if you must; before the next session, have the whole data folder moved to a disk of this computer",
    )
    DATA_ON_NETWORK = (
        "the data folder {data} is on the disk of another computer, and a session stops where the network does",
        "go on if you must; before the next session, have the whole data folder moved to a disk of this computer",
    )
    EARLIER_UNREADABLE = (
        "an earlier session of {participant_id} cannot be read ({files}), so nobody can say whether it agrees with the "
        "enrolment; this session goes by the enrolment",
        "go on; leave the files as they are, and after the session show them to whoever looks after the data",
    )
    LEDGER_DAMAGED = (
        "{file}, the ledger of the data folder, has been damaged or changed ({what}), and the session goes on",
        "leave it as it is, tell whoever looks after the data, and see: {lab} verify",
    )
    LEDGER_MISSING = (
        "there are sessions in the data folder and no ledger {file}: one is begun now, and what was there before and "
        "is gone cannot be known",
        "if there was one, put it back from a copy; tell whoever looks after the data",
    )
    LEDGER_NOT_WRITTEN = (
        "{file}, the ledger of the data folder, could not be written to ({error}); the session itself is recorded",
        "tell whoever looks after the data before the next session",
    )
    NO_CHECK_TODAY = (
        "this computer has not been checked in the last {hours} hours",
        "when there is time, run: {lab} check",
    )
    TEXT_SCALE_KEPT = (
        "type is set in the size {earlier}, as in the last session of {participant_id}",
        "another size needs --text-scale, and changes what is compared",
    )
    CHECK_FAILED = (
        "the last check of this computer failed ({lines})",
        "see {file} in the folder checks of the data, mend it, and run: {lab} check",
    )
    CHECK_FROM_THE_FUTURE = (
        "the last check of this computer says that it was made on {made}, which is yet to come, so it counts as none",
        "look at the date and time of this computer, and run: {lab} check",
    )
    FILES_PUT_BACK = (
        "another program has changed or removed {files} since the session began, and they have been put back",
        "tell whoever looks after the data",
    )
    INPUTS_MISSING = (
        "the session is complete without its copies of {files}, which were removed before",
        "tell whoever looks after the data",
    )
    NOT_READ_ONLY = (
        "the session is complete, but {files} could not be made read-only ({error})",
        "nothing needs doing now; do not open or change them there, and tell whoever looks after the data",
    )


@unique
class Confirm(Message):
    """What the experimenter is asked before something unusual goes on; it is refused where nobody can answer."""

    NEARLY_ENROLLED = (
        "{participant_id} would be new, and {near} is enrolled already",
        "check the ID; if it is somebody new, add --new",
        "Is {participant_id} somebody new?",
    )
    CLOCK_BEFORE_ENROLMENT = (
        "this computer's clock says {now}, and {participant_id} was enrolled later, at {enrolled}",
        "set the clock of this computer; to go on all the same, and have it recorded, add --accept-clock",
        "Is the clock right?",
    )
    CLOCK_BEFORE_RELEASE = (
        "this computer's clock says {now}, and this program was not there before {released}",
        "set the clock of this computer; to go on all the same, and have it recorded, add --accept-clock",
        "Is the clock right?",
    )

    CLOCK_BEFORE_LAST_SESSION = (
        "this computer's clock says {now}, and the last session of {participant_id} began later, at {began}",
        "set the clock of this computer; to go on all the same, and have it recorded, add --accept-clock",
        "Is the clock right?",
    )
    TEXT_SCALE_CHANGES = (
        "the last session of {participant_id} had type of the size {earlier}, and {now} is asked for now",
        "leave --text-scale out, and the size stays; to change it, and have that recorded, add --accept-text-scale",
        "Is the type to change?",
    )
    REASON_LOOKS_PERSONAL = (
        "the reason “{reason}” looks like {what}",
        "say what happened, not to whom: it is kept with the data",
        "Does it name nobody?",
    )

    def asking(self, **facts: object) -> str:
        """Make the line that asks on a terminal."""
        what, _ = self.sentences(**facts)
        question = _filling.vformat(str(self.value[2]), (), facts)
        return f"{what[:1].upper()}{what[1:]}. {question} [y/n]"


@unique
class Setup(Message):
    """Why lab.py could not set the computer up."""

    PYTHON_UNFIT = (
        "PsychoPy 2026.2 needs Python {fit}, and this is {have}",
        "install Python 3.11, then start with: {start} lab.py",
    )
    SYSTEM_PACKAGES_MISSING = (
        "system packages are missing",
        "an administrator can run this line, then start again: {line}",
    )
    SYSTEM_PACKAGES_NOT_INSTALLED = (
        "the system packages could not be installed",
        "the reason is above: put it right and start again with the same line",
    )
    VENV_NOT_MADE = (
        "the folder .venv could not be made",
        "the reason is above: put it right and start again with the same line",
    )
    VENV_IN_USE = (
        "the Python packages cannot be changed now ({error})",
        "close every other window of this program and start again with the same line",
    )
    UPDATE_FAILED = (
        "the Python packages could not be updated; what was installed before is in place and works",
        "put right what is said above and start again; to go on as before: put --as-installed after lab.py",
    )
    PYTHON_PACKAGES_NOT_INSTALLED = (
        "the Python packages could not be installed",
        "the reason is above: put it right and start again with the same line",
    )
    BUNDLE_INCOMPLETE = (
        "this bundle is not complete",
        "copy it again, or make it again with: {lab} bundle",
    )
    BUNDLE_OF_ANOTHER_KIND = (
        "this bundle is for {need}, and this is {have}",
        "make a bundle on a computer of this kind",
    )
    BUNDLE_WITHOUT_TESTS = (
        "a bundle does not hold the tools for tests",
        "run them on the computer that made it",
    )
    BUNDLE_NEEDS_GIT = (
        "a bundle holds the files that git tracks, and git cannot name them here",
        "make it in a clone, on a computer that has git",
    )
    BUNDLE_OF_A_BUNDLE = ("this is a bundle already", "copy its folder, without .venv and data")
    BUNDLE_FOLDER_TAKEN = (
        "a bundle needs a new or empty folder outside the project, and {folder} is not",
        "name another",
    )
    BUNDLE_NOT_WRITTEN = ("the bundle could not be written ({error})", "make room or name another folder")
    PACKAGE_DAMAGED = ("the system package {package} arrived damaged", "start again with the same line")
    PYTHON_PACKAGES_NOT_FETCHED = (
        "the Python packages could not be fetched",
        "the reason is above: put it right and start again with the same line",
    )
    SYSTEM_PACKAGES_NOT_FETCHED = (
        "the system packages could not be fetched",
        "the reason is above: put it right and start again with the same line",
    )
    NO_ORDINARY_USER = (
        "the tests with a window run as an ordinary user, as a session does, and none is to be had ({error})",
        "put that right, or start as an ordinary user",
    )
    CHECKS_FAILED = ("lab.py test: failed: {checks}", "what each found is above, under its name")
    STOPPED = ("stopped", "start again with the same line")


class Refusal(Exception):
    """The program says no.

    Parameters
    ----------
    reason
        Which message of the catalogue.
    **facts
        What fills the places in its two sentences.
    """

    def __init__(self, reason: Reason | Confirm | Setup, /, **facts: object) -> None:
        self.reason = reason
        self.facts = facts
        super().__init__(reason.say(**facts))


class _Place(str):
    """The name of a fact, which is shown in italics however the fact itself would be formatted."""

    def __format__(self, _spec: str) -> str:
        return f"*{self.replace('_', ' ')}*"


def catalogue() -> str:
    """Write all messages as a page of Markdown."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield "# Messages"
    yield ""
    yield "Everything by which the program says no or advises. Words in italics are filled in; *suggestion* is the"
    yield "known word that was probably meant (“did you mean …?”), or all that are known. On Windows the messages name"
    yield f"`{LAB_WINDOWS}` where `{LAB_POSIX}` stands here."
    for group in Message.__subclasses__():
        yield ""
        yield f"## {(group.__doc__ or '').rstrip('.')}"
        yield ""
        yield "| what it says | what to do |"
        yield "|---|---|"
        for message in group:
            places = {_HOW_TO_START: LAB_POSIX, **{name: _Place(name) for name in message.places}}
            what, remedy = message.sentences(**places)
            if isinstance(message, Confirm):
                what = f"{what}. {str(message.value[2]).format(**places)}"
            yield f"| {_cell(what)} | {_cell(remedy)} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever it is redirected to
    print(catalogue(), end="")  # noqa: T201
