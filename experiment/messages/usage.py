"""What is wrong with a command line."""

from __future__ import annotations

from enum import unique

from experiment.messages.message import Message


@unique
class Usage(Message):
    """What is typed on the command line and cannot be used."""

    RUN_WITHOUT_SESSION = ("run: {missing} missing", "say whose session this is, and which visit")
    UNKNOWN_VERB = ("“{text}” is not something to do", "{suggestion}")
    UNKNOWN_OPTION = ("“{text}” is not an option of {verb}", "{suggestion}")
    OPTION_BEFORE_VERB = ("{option} stands before what is to be done", "write it after the verb: {verb} {option} …")
    OPTION_TWICE = ("{option} stands twice", "keep one of the two")
    OPTION_MISSING = ("{verb} needs {options}", "add what is missing; `{verb} --help` says what each is")
    ANOTHER_OPTION_MISSING = (
        "{option} needs {options} beside it",
        "add that; `{verb} --help` says what each option is",
    )
    VALUE_MISSING = ("{option} has no value", "write one after it, in quotes if it has spaces")
    VALUE_NOT_WANTED = ("{option} takes no value, and {text} is given", "leave the value out")
    NOT_TOGETHER = ("{option} and {other} exclude one another", "leave one of them out")
    BELONGS_NOWHERE = ("“{text}” belongs to no option", "put quotes around a value that has spaces")
    NOT_UNDERSTOOD = ("this is not understood ({problem})", "see what can be said with --help")
    EMPTY = ("the value is empty", "write one, or leave the option out")
    NO_SUCH_STUDY = (
        "there is no study “{text}” in configs/",
        "{suggestion} (a file elsewhere is named with its folder: {file})",
    )
    NOT_A_PATH = ("“{text}” cannot be the path of a file", "write the whole path")
    PATH_OF_WINDOWS = (
        "“{text}” is a path of Windows, and this computer has no drives with letters",
        "write it as this system does, such as /home/study/data",
    )
    NOT_PORTABLE = (
        "“{name}” is a name that Windows does not take as it is",
        "give the folder another one, of letters, digits, - and _",
    )
    NOT_TEXT = ("a character that is not text: {name}", "type it again, on one line and in plain letters")
    TOO_LONG = ("{length} characters are too many", "at most {longest}")
    NOT_A_KIND = ("“{text}” is not a kind of session here", "choose one of {known}")
    NOT_A_PARTICIPANT_MODE = ("“{text}” is not a participant mode here", "choose one of {known}")
    NOT_A_WINDOW_REASON = ("“{text}” is not one of the reasons", "choose one of {known}")
    NOT_A_COUNT = ("“{text}” is not a number from {smallest} to {largest}", "write it in digits, such as 1")
    NOT_A_TIME = (
        "“{text}” is not a time",
        "write it as 14:05 if it was today, as 2026-11-26 14:05, or with its offset from UTC: 2026-11-26T14:05+01:00",
    )
    NOT_A_YEAR = ("“{text}” is not in the years of a study", "look at the date again: from {first} to {last}")
    NOT_A_RATE = ("“{text}” is not a refresh rate", "write a whole number from {slowest} to {fastest}, such as 60")
    NOT_A_TEXT_SCALE = ("“{text}” is not a size of type", "write a number from 1 to {largest}, such as 1.2")
    NOT_A_SIZE = ("“{text}” is not a size", "write it as 1280x720, from 640x480 to {largest} a side")
    NOT_LISTS = (
        "“{text}” is not a number of lists and events",
        "write it as 3x40: three lists of 40 events; at most {most} lists of {largest}",
    )
    NOT_LANGUAGES = ("“{text}” names no languages", "write them as small letters with commas between, such as fr,en")
    NOT_AN_EXPORT = ("“{text}” is not something to export", "choose one of {known}")
    NOT_A_FIGURE = ("“{text}” is not the name of a figure", "end it in .svg, .png or .pdf")
    NOT_AN_EVENT_FILE = ("“{text}” is not the name of a file of events", "end it in .yaml")
    NOT_A_SHARE = ("“{text}” is not a share", "write a number from 0 to 1, such as 0.1")
    NOT_A_PACE = ("“{text}” is not a pace", "write a number from 1 to {fastest}: 2 is twice as fast as people are")
