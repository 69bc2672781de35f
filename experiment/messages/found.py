"""What `verify` finds in a data folder that is no matter of one file's rows and cells."""

from __future__ import annotations

from enum import unique

from experiment.messages.message import Message


@unique
class Found(Message):
    """What `verify` finds, but for the rows, cells and files of a run that are not as they were recorded."""

    LEDGER_GONE = (
        "there is no ledger, and {what}: it was deleted, moved or renamed, and whatever was recorded and is gone as "
        "well cannot be known{there}",
        "put the ledger back from a copy, and verify again; if there is none, show the folder to whoever looks after "
        "the data",
    )
    LEDGER_BEGUN_LATE = (
        "it was begun on {since}, when {what}: the ledger before it is gone, and whatever was recorded until then and "
        "is gone as well cannot be known{there}",
        "show the folder, and the ledger that was there before, to whoever looks after the data",
    )
    RUN_GONE = (
        "the ledger knows this run, begun on {since}, and it is not in its place{left}: it was deleted, or moved out "
        "of this folder",
        "bring it back from where it is, or from a copy",
    )
    COLLECTED_HALF = (
        "it has not come whole: `collect` was broken off here",
        "collect {folder} into this folder again, or any other: that brings it first; so does a session, an "
        "enrolment or a backup here",
    )
    RUN_MOVED = (
        "the run is not in its place: it was renamed or moved, and stands in {there}",
        "bring its files back to {place}, under the names that they had, and verify again",
    )
    RUN_MOVED_AND_CHANGED = (
        "the run is not in its place: it was renamed or moved, and stands in {there}, where {files} are missing or "
        "not as they were recorded",
        "bring its files back to {place}, under the names that they had, and verify again",
    )
    RUN_UNKNOWN = (
        "the ledger knows no such run: it came from elsewhere or was renamed, or the ledger is an older copy",
        "take it back to where it belongs, or put the ledger back from a copy",
    )
    FILE_MOVED = (
        "it is not there: it was renamed or moved, and stands in {there}",
        "bring it back, under this name",
    )
    STANDS_FOR_ANOTHER = (
        "this is what was recorded in {file}, and that file is no longer so",
        "leave both, and show them to whoever looks after the data",
    )
    COPY = (
        "a copy of {file}",
        "move it out of the data folder: whoever loads the data would count it twice",
    )
    COPIES = (
        "{count} copies stand here, of {what}{changed}",
        "move them out of the data folder: whoever loads the data would count them twice",
    )
    ALIKE_BY_NAME = (
        "{count} files with names as of {what} stand here, and none is one that was recorded in this folder",
        "take them to where they belong, out of this data folder: whoever loads the data would take them in",
    )
    FOLDER_WITHIN = (
        "a whole data folder stands here, with a ledger of its own",
        "if it is a copy, move it out of the data folder: whoever loads the data would count it twice; if it is the "
        "one that is meant, name it with --data",
    )
    LEDGER_TWICE = (
        "another ledger, with {lines} that {ledger} does not have: two computers have written to this folder, or one "
        "of the two was put back from a copy",
        "keep both, and show them to whoever looks after the data",
    )
    NAMED_LIKE_A_RECORD = (
        "it has the name of a file of {run}, and this program has not put it there",
        "move it out of the data folder: whoever loads the data would take it for one of that run",
    )
    LOOKS_LIKE_DATA = (
        "this program has not put it there, and it looks like data{more}",
        "move it out of the data folder: whoever loads the data would take it in",
    )
    LEADS_ELSEWHERE = (
        "a link, to something outside of what was recorded",
        "move it out of the data folder: whoever loads the data would follow it",
    )
    ENROLMENT_GONE = (
        "the enrolment of {participant_id} is not there{since}",
        "put it back from a copy; only if there is none, and {participant_id} has had no session, enrol again: other "
        "lists may be drawn",
    )
    ENROLMENT_MOVED = (
        "the enrolment of {participant_id} is not there: it was renamed or moved, and stands in {there}",
        "bring it back, under this name, and do not enrol {participant_id} again",
    )
    ENROLMENT_UNKNOWN = (
        "the ledger knows of no enrolment of {participant_id}: it came from elsewhere, or the ledger is an older copy",
        "show the folder to whoever looks after the data before {participant_id} has a session",
    )
    ENROLLED_AGAIN = (
        "{participant_id} was enrolled again on {when}: the enrolment of {first} had been lost",
        "nothing needs doing; other lists may have been drawn then",
    )
    ENROLMENT_CHANGED = (
        "it is not as this program wrote it last: {what}",
        "put it back from a copy, or show it to whoever looks after the data",
    )
    UNFINISHED_AT_END = (
        "{size} bytes at its end are no whole record; {why}",
        "a resume cuts them off, and keeps them in the journal",
    )
    ROWS_TO_COME = (
        "{rows} rows are in the journal and not here",
        "a resume writes them again",
    )
    EMPTY_FOLDER = (
        "an empty folder, and the ledger knows of nothing in it",
        "nothing needs doing: a start that was stopped leaves one, and so does somebody who made it",
    )
    LEFT_BY_OTHERS = (
        "{who} leaves such files{more}, and nothing of the data is in them",
        "nothing needs doing",
    )
    OPEN_ELSEWHERE = (
        "a spreadsheet, word processor or editor has a file of this folder open, or was not closed properly{more}",
        "if it is open, close it there, without saving; else nothing needs doing",
    )
    UNFINISHED_WRITE = (
        "a write that a stop cut short has left it, and nothing of it counts",
        "nothing needs doing",
    )
    PUT_ASIDE = (
        "another program had put this in the place of {file} during a session, and the record was put back",
        "keep it for whoever looks after the data, and take it for no record",
    )
    START_CUT_SHORT = (
        "a stop came while a run was put on the disk: nothing was shown",
        "nothing needs doing",
    )
    NOT_OURS = (
        "this program has not put it there{more}, and nobody takes it for data",
        "it may stay; notes are better kept outside of the data folder",
    )
