"""What the experimenter is told about something that goes on, or has ended."""

from __future__ import annotations

from enum import unique

from experiment.messages.message import Message


@unique
class Advice(Message):
    """What the experimenter is told about something that goes on all the same."""

    PLACES_TWICE = (
        "{participants} stand in one place of their arm, so their lists come in the same order: two computers have "
        "enrolled without seeing each other's enrolments",
        "nothing can be drawn again; tell the researcher, who can name sites: in the study file for those to come",
    )
    NO_SESSION_TO_COMPARE = (
        "no study session of {study} has begun in {data}, so nothing is held against one",
        "if there were sessions, name the folder that they are in",
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

    WINDOWS_APART = (
        "{visit} of {participant_id} has no time at which it keeps both its windows; {words}",
        "check the times that were entered; if they are right, ask the researcher in which of the two it is to be: a "
        "session needs a reason then, or is refused where the study file says `outside: refuse`",
    )
    LEFT_OUT_OF_STATUS = (
        "{files} is missing, cannot be read or is of no arm of the study, so nothing is said of whoever it is",
        "leave it as it is, and show it to whoever looks after the data",
    )
    OF_OTHER_STUDIES = (
        "{people} in {data} {are} of another study than {study}: {studies}",
        "name the study that you mean with --study, or its data folder with --data",
    )
    STATUS_BY_THE_LEDGER = (
        "{files} cannot be read; what is said of that session is what the ledger knows",
        "leave it as it is, and show it to whoever looks after the data",
    )
    RUN_INCOMPLETE = (
        "the session was begun, and {file} is not there: its files were copied in part only, or one was lost",
        "put back from a copy what is missing; if there is none, leave the folder as it is, and show it to whoever "
        "looks after the data",
    )
    RUN_UNREADABLE = (
        "the session was begun, and {file} cannot be read: it was damaged, or copied in part only, or this account has "
        "no right to it",
        "leave it as it is, and show it to whoever looks after the data",
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
    RATES_TAKEN_AS_SEEN = (
        "files of an earlier session of {participant_id} are damaged or gone ({runs}), so nobody can say which base "
        "rates were shown then; all that it may have shown are recorded as seen before",
        "go on; leave the files as they are, and after the session show them to whoever looks after the data",
    )
    LEDGER_DAMAGED = (
        "{file}, the ledger of the data folder, has been damaged or changed ({what}); sessions can be held all the "
        "same",
        "leave it as it is, tell whoever looks after the data, and see: {lab} verify",
    )
    LEDGER_FORBIDDEN = (
        "{file}, the ledger of the data folder, may not be read by this account ({error}), which says nothing against "
        "what it holds; whatever only the ledger tells is left out here (it belongs to the account {owner})",
        "sign in with the account that records this study's data, or ask whoever looks after the data for the right to "
        "read it; then start again with the same line",
    )
    LEDGER_AWAY = (
        "{file}, the ledger of the data folder, cannot be reached now ({error}), which says nothing against what it "
        "holds; whatever only the ledger tells is left out here",
        "see that its disk or network drive is there, and close the ledger in other programs; then start again with "
        "the same line",
    )
    LEDGER_MISSING = (
        "there are sessions in the data folder and no ledger {file}: the next session begins one, and what was there "
        "before and is gone cannot be known",
        "if there was one, put it back from a copy; tell whoever looks after the data",
    )
    LEDGER_NOT_WRITTEN = (
        "{file}, the ledger of the data folder, could not be written to ({error}); the session itself is recorded",
        "tell whoever looks after the data before the next session",
    )
    MIRRORED = (
        "another monitor shows what the participant's (monitor {monitor}) shows: the task keeps step with one of the "
        "two alone, and whoever sees the other sees every answer",
        "extend the desktop instead of mirroring it, or unplug the other monitor; then start again",
    )
    NO_CHECK_TODAY = (
        "this computer has not been checked in the last {hours} hours",
        "when there is time, run: {lab} check",
    )
    BACKUP_KEEPS_ITS_OWN = (
        "not as recorded in the data folder: {files}; the copy keeps what was recorded, and the other state is in "
        "{folder}",
        "put back from the copy what was recorded, or show both to whoever looks after the data",
    )
    ONLY_IN_THE_COPY = (
        "no longer in the data folder: {files}; the copy {copy} has what was there",
        "if nobody meant that, put it back from the copy; nothing is ever deleted there",
    )
    NOT_COPIED = (
        "could not be copied: {files}",
        "leave it as it is, and show it to whoever looks after the data; all else is in the copy",
    )
    BACKUP_SYNCHRONISED = (
        "the copy {copy} is in a folder that {program} sends elsewhere, and it holds health data",
        "keep copies on a stick or a disk that the study has for them",
    )
    BACKUP_ON_THE_SAME_DISK = (
        "the copy {copy} is on the same disk as the data: if that disk fails, both are gone",
        "make another one on a stick, or on a disk of another computer",
    )
    TEXT_SCALE_KEPT = (
        "type is set in the size {earlier}, as in the last session of {participant_id}",
        "another size needs --text-scale, and changes what is compared",
    )
    NOT_READY = ("this computer is not ready for a session ({lines})", "what to do stands beside each of them")
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
    ARMS_NOT_ASSUMED = (
        "what the file of assumptions says of arms is about {studies}, and not about {study}: here everybody is "
        "the same at every visit",
        "if it is to hold here, add {study} to its “studies”",
    )
    NOT_READ_ONLY = (
        "the session is complete, but {files} could not be made read-only ({error})",
        "nothing needs doing now; do not open or change them there, and tell whoever looks after the data",
    )


@unique
class Ended(Message):
    """What is said when a session has come to its end."""

    SEALED = (
        "seal code {code}",
        "write it on the paper record of this session: with it, anybody can see later that nothing was changed",
    )
    SEALED_REHEARSAL = (
        "seal code {code}, of a rehearsal",
        "nothing of it counts, so it needs no paper record, and no code is to be written down",
    )

    WITH_SOMETHING = (
        "ended early ({reason}): {finished} of {all} trials and questions are finished, and kept in {folder}",
        "go on with {line} and --resume",
    )
    WITH_NOTHING = (
        "ended early ({reason}): no trial was finished yet",
        "go on with {line} and --resume",
    )
