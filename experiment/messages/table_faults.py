"""What is the matter with a file of the data, for whoever loads it."""

from __future__ import annotations

from enum import unique

from experiment.messages.message import Message

_VERIFY = "`verify` names whatever else is not as it was recorded"
_BACK = f"take the file back from the lab PC or a backup; {_VERIFY}"


@unique
class TableFault(Message):
    """What is the matter with a file of the data, for whoever loads it."""

    EMPTY = ("the file is empty", _BACK)
    NOT_READ = ("it cannot be read ({error})", "look whether it is open elsewhere, and who may read it")
    NOT_UTF8 = ("it is not UTF-8: it was saved by another program", _BACK)
    BYTE_ORDER_MARK = (
        "it begins with a byte order mark: it was saved by a spreadsheet or an editor, which may have changed numbers",
        _BACK,
    )
    LINE_ENDS = (
        "its lines end as Windows programs end them: it was saved by a spreadsheet or an editor, which may have "
        "changed numbers",
        _BACK,
    )
    CUT_OFF = ("the last line is cut off", _BACK)
    QUOTES = ("a quotation mark in this line is never closed: the file is cut off, or was edited", _BACK)
    WRONG_COLUMNS = (
        "the columns are not those of this table: {what}",
        f"{_BACK}; a file of another version is read by the program of that version",
    )
    WRONG_CELLS = ("{found} cells where {expected} belong", _BACK)
    NOT_A_CELL = (
        "“{cell}” is not {expected}{hint}",
        _BACK,
    )
    NOT_ON_SCALE = ("{found} lies outside the scale of this question, {low} to {high}", _BACK)
    OF_ANOTHER = ("it says {found} where the session's sheet says {expected}", f"do not rename files; {_BACK}")
    CELLS_DISAGREE = ("“{cell}” cannot stand in one row with {other} “{beside}”", _BACK)
    ROWS_DISAGREE = ("it says {found}, and line {there}, which is of the same {same}, says {expected}", _BACK)
    NO_OTHER_ROW = ("{event} has no row of its {phase}: a row was taken out, or renamed", _BACK)
    NOT_AS_ENDED = (
        "something in it was changed after the session had ended: its checksum is another",
        "take the file back from the lab PC or a backup; `verify` names each cell of a table that is not as it was "
        "recorded",
    )
    NO_SUMS = ("these are no checksums: it was cut off, or edited", _BACK)
    TWICE = ("{what}: this row stands twice", _BACK)
    ROWS_MISSING = (
        "the session is complete and has {found} rows of {planned}",
        _BACK,
    )
    NO_TABLE = ("the session has no such file", _BACK)
    SHEET_GONE = (
        "the sheet of this session, {sheet}, is not there, so that nobody can tell whether it counts",
        f"take the sheet back from the lab PC or a backup; {_VERIFY}",
    )
    A_COPY = (
        "it has the name of a session's file, and does not stand where that belongs: {where}",
        "take it out of the data folder, or, if that session is not there, put it back",
    )
    NO_SHEET = ("it is no session sheet: {what}", _BACK)
    OTHER_VERSION = (
        "it was written as {found}, and this program reads {known}",
        "read it with the program of that version",
    )
    SEVERAL_KINDS = (
        "sessions of several kinds stand in this folder: {kinds}",
        "point at a folder of one kind, or say which is meant: kind=SessionKind.STUDY",
    )
    SEVERAL_STUDIES = (
        "sessions of several studies stand in this folder: {studies}",
        "keep the data of each study in a folder of its own",
    )
    OTHER_STUDY = (
        "it is of the study {found}, and most sessions in this folder are of {expected}",
        "keep the data of each study in a folder of its own",
    )
    NO_SESSIONS = (
        "no session stands in this folder",
        "point at the folder that holds sub-… folders, such as data",
    )
    SESSIONS_ELSEWHERE = (
        "no session stands here; there are some in {where}",
        "point at the folder that holds sub-… folders",
    )
    NO_ENROLMENT = ("it is no enrolment: {what}", _BACK)
    NO_REVIEW = (
        "it is no review as the page of a report saves it: {what}",
        "save it again from that page, and do not edit it",
    )
    REVIEW_OF_ANOTHER = (
        "it is a review of {found}, and these are sessions of {expected}",
        "take a review that was saved from a report about this data folder",
    )
    REVIEW_OF_UNKNOWN = (
        "there is no session {session} in this data folder",
        "take a review that was saved from a report about this data folder, or bring the session back",
    )
    REVIEW_OF_OTHER_RUN = (
        "{session} is not the session that was reviewed: it was planned otherwise",
        "take a review that was saved from a report about this data folder",
    )
    REVIEWED_TWICE = (
        "{reviewer} has reviewed {session} here already, or in another of these files",
        "take the file that was saved last, and leave the other out",
    )
    SCORES_NO_CSV = ("a table of scores is a CSV, and this is none", "save it as a CSV, or put it elsewhere")
    SCORES_EMPTY = ("the file is empty", "begin with a line such as participant_id,visit,madrs; or delete the file")
    SCORES_NOT_UTF8 = ("a character that is not UTF-8", "save the file as CSV UTF-8")
    SCORES_SEPARATED = (
        "the cells are separated by {separators}",
        "separate them by commas, with decimal points: in LibreOffice, Save As with the field delimiter , ; Excel "
        "does so where the region of Windows has a decimal point",
    )
    SCORES_QUOTES = ("a quotation mark is opened and not closed, or text stands after it", "mend it in a text editor")
    SCORES_HEADER = (
        "the first line names “{found}”",
        "it names participant_id; then visit, if the scores are of visits; then the scores: participant_id,visit,madrs",
    )
    SCORES_COLUMN_NAME = (
        "“{name}” cannot be the name of a score",
        "use small letters, digits and underscores, and begin with a letter: madrs, madrs_item_1",
    )
    SCORES_WITHOUT_VISIT = (
        "{name} is of a visit, and no column says of which: it would stand at every visit",
        "make `visit` the second column; what was measured at another time names that time: {name}_screening",
    )
    SCORES_COLUMN_TWICE = ("this column stands twice", "keep one of the two")
    SCORES_COLUMN_TAKEN = (
        "a column of this name is in the tables of the task already",
        "give it another name",
    )
    SCORES_IN_TWO_FILES = ("this score stands in {other} too", "give one of the two another name, or take it out")
    SCORES_CELLS = (
        "{found} cells where the first line has {expected}",
        "add or take out a comma; a missing cell is n/a",
    )
    SCORES_TWICE = ("{who} stands in line {first} too", "keep one of the two lines")
    UNKNOWN_PARTICIPANT = ("nobody who takes part is called “{found}”", "write the ID as it was enrolled: {meant}")
    UNKNOWN_VISIT = (
        "no session of this folder has the visit “{found}”",
        "write it as the study file does: {meant}; what belongs to no visit goes into a file without that column",
    )
    SCORES_NOT_A_NUMBER = (
        "“{cell}” is no number, and other cells of this column are",
        "write it in digits with a decimal point; what is missing is n/a, or nothing",
    )
    SCORES_DECIMAL_COMMA = ("“{cell}” has a decimal comma", "write it with a decimal point: {number}")
    SCORES_OUT_OF_RANGE = (
        "{cell} cannot be: {name} lies within {ends}",
        "look at the paper record; of a scale that goes otherwise, {description} beside this file says "
        '{{"{name}": {{"Minimum": …, "Maximum": …}}}}',
    )
    SCORES_A_DATE = (
        "“{cell}” is a date, or what a spreadsheet has made one of (1.5 becomes 01.May)",
        "write the number with a decimal point; when a visit took place the sessions say, and dates of people do not "
        "belong here",
    )
    SCORES_NO_DESCRIPTION = (
        "it is no description of scores: {what}",
        'write {{"madrs": {{"Minimum": 0, "Maximum": 60}}}}, or delete the file',
    )
    SCORES_NOT_AN_AGE = ("“{cell}” is no age", "write it in years, from 0 to {oldest}")
    SCORES_NOT_ONE_OF = ("“{cell}” is none of {known}", "write one of them; what is missing is n/a, or nothing")
