"""Why a command says no."""

from __future__ import annotations

from enum import unique

from experiment.messages.message import Message


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
        "{participant_id} has had sessions in {data}, and the enrolment they were planned by is missing",
        "do not enrol again, which would draw lists they have had: put {file} back into the folder participants from "
        "a copy, or show the folder to whoever looks after the data ({drawn})",
    )
    ENROLMENT_GONE = (
        "{participant_id} was enrolled in {data} ({when}, says the ledger), and the enrolment is missing",
        "put {file} back into the folder participants from a copy; if there is none, and no session has begun, enrol "
        "again: {lab} enrol",
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
    UNKNOWN_ANCHOR = (
        "“{name}” is not an anchor of {participant_id}, who is in the arm {arm}",
        "{suggestion}",
    )
    TIME_LEFT_OUT = (
        "no clock showed {time} that day: the clocks were put forward",
        "look at the paper record again; if the clock that was read had not been put forward, it was {example}",
    )
    TIME_OF_ANOTHER_ZONE = (
        "{time} with the offset {offset} is no time of the laboratory's clock, which does not have that offset then",
        "leave the offset out, and the time is that of the laboratory; what was written here would be {here} there: if "
        "that is meant, write it so",
    )
    TIME_TWICE = (
        "the clocks showed {time} twice that day, as they were put back",
        "say which one with its offset from UTC: {first} was the first, {second} the second",
    )
    ANCHOR_TO_COME = (
        "{name} would be at {at}, which is yet to come: it is {now}",
        "look at the time again, and at the clock of this computer; if it was on another day, write the day too: "
        "{example}",
    )
    ANCHOR_WITHOUT_REASON = (
        "{name} of {participant_id} has been entered as {was}",
        'if that is wrong, add --reason "why" (no names): what stood before is kept',
    )
    ANCHOR_NOT_ENTERED = ("{name} of {participant_id} has not been entered", "nothing needs doing; check the ID")
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
        "somebody who answers for events and rates enters "
        '`reviewed: {{role: …, date: …, hash: "{hash}"}}` in {file}; '
        "to rehearse, add --kind test: it is kept apart, and takes nothing from the visit",
    )
    REVIEWED_OTHERWISE = (
        "the files of the study “{study}” are not as they were reviewed: the review names {named}, and their hash is "
        "{hash}",
        "put back the files that were reviewed; or somebody who answers for events and rates reads them again and "
        'writes `hash: "{hash}"` under reviewed: in {file}; to rehearse, add --kind test',
    )
    NOT_ITS_TIME = (
        "it is not the time of {visit} for {participant_id}: {words}",
        "check the ID, the visit, and the times that were entered; if it takes place all the same, say why with "
        "--visit-reason and one of {reasons}",
    )
    WINDOW_SHUT = (
        "it is not the time of {visit} for {participant_id}: {words}",
        "the study file refuses a session then (outside: refuse); check the ID, the visit and the times that were "
        "entered, and tell the researcher",
    )
    STUDY_FILES_CHANGED = (
        "the files of the study “{study}” have changed since its last session ({when}): their hash was {earlier}, and "
        "is {hash} now",
        "put back the files as they were; if the change is meant, say why with --study-changed, and it is kept with "
        "the data",
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
    RESUMED_AS_ANOTHER_PERSON = (
        "{session} was begun with the seed {seed} and the assumptions {assumed} (run {run}), and with the seed "
        "{other_seed} and the assumptions {other_assumed} somebody else would go on",
        "leave --seed and --assumptions out: with --resume they are as they were",
    )
    CAME_AS_ANOTHER_PERSON = (
        "in {session} this ID answered as {mode} with the seed {seed} and the assumptions {assumed}; as {other_mode} "
        "with the seed {other_seed} and the assumptions {other_assumed} somebody else would come",
        "keep --participant-mode {mode}, and leave --seed and --assumptions out: they are as they were; "
        "somebody else has another ID",
    )
    CAME_AS_NOBODY_KNOWS = (
        "a session sheet of {session} is damaged, so that nobody knows who answered under this ID: somebody else might "
        "come",
        "verify tells which it is: bring it back from a backup, or take another ID; "
        "--participant-mode random and scripted may come in anybody's place",
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
        "{file}, the enrolment of {participant_id}, is not as this program wrote it last: {what}",
        "put it back from a copy; if it is right as it is (see: plan), or what was cut short is made again with this "
        "line, go on and have that entered: --accept-ledger",
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
    SEAL_OF_ANOTHER = (
        "the seal code {code} is that of {run}, and not of {participant_id}",
        "look at the paper record again; leave the ID out, or the code",
    )
    RECORD_DAMAGED = (
        "{file} has been damaged or exchanged: {what}",
        "leave the folder as it is, make a copy of it, and show it to whoever looks after the data",
    )
    RECORD_NOT_READABLE = (
        "{file} cannot be read here ({error}), which says nothing against what it holds",
        "see whether its disk or network drive is there, and sign in with the account that records this study's data, "
        "or ask for the right to read them; then start again with the same line",
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
    NO_DATA_FOLDER = (
        "there is no data folder {data}, so nobody is enrolled in it",
        "check how it is written, and name it with --data; the first `enrol` makes it",
    )
    DATA_NOT_WRITABLE = (
        "the data folder {data} cannot be written to ({error})",
        "see whether this account may write there and has room there, and whether the disk or network drive works; in "
        "another folder (--data) nobody is enrolled and the draw of lists begins anew, so that a participant may get a "
        "list again that they have had",
    )
    DATA_DISK_READ_ONLY = (
        "the data folder {data} is on a read-only disk: nothing can be written there",
        "if it is a stick or a card with a switch, unlock it; a disk of this computer that has become so may be "
        "failing: restart the computer, and if it stays so, have it looked at; take no other folder (--data) "
        "meanwhile, in which nobody is enrolled",
    )
    DRIVE_MISSING = (
        "the data folder {data} cannot be reached: there is no {drive} on this computer now",
        "plug the disk in, or connect the network drive, and start again; in another folder nobody is enrolled",
    )
    DRIVE_NOT_MOUNTED = (
        "the data folder {data} cannot be reached: the disk or share of {place} is not mounted now",
        "connect it (as root: mount {place}) and start again; until then, what is written there stays on this "
        "computer, where nobody looks for it",
    )
    DRIVE_EMPTY = (
        "the data folder {data} cannot be reached: {place} is empty, and no disk or share is mounted there now",
        "connect the disk or share and start again; if {place} is meant to be a folder of this computer, make a folder "
        "in it by hand, for the data",
    )
    DATA_FOLDER_IS_A_DRIVE = (
        "{data} is a whole drive, and the data folder must be a folder",
        "name a folder on it with --data",
    )
    DATA_FOLDER_IS_A_FILE = (
        "the data folder {data} cannot be used: {file} is a file, and not a folder",
        "check how the data folder is written, and name it with --data",
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
        "free at least {needed_mb} MB, then start again",
    )
    RECORDING_FAILED = (
        "the session has been stopped: {file} could not be written ({error}); every trial finished before is on disk",
        "make room or mend the disk, then go on with --resume",
    )
    RECORDING_FORBIDDEN = (
        "the session has been stopped: this account may no longer write to {file} ({error}); every trial finished "
        "before is on disk",
        "have the right to write there given back, or sign in with the account that records this study's data; then "
        "go on with the same line and --resume",
    )
    RECORDING_AWAY = (
        "the session has been stopped: the disk or network drive with {file} cannot be reached any more ({error}); "
        "every trial finished before is on it",
        "plug it in, or connect it, and see that it is there; then go on with the same line and --resume",
    )
    RECORDING_HANGS = (
        "the session has been stopped: the disk with the data has not answered for {seconds} s; every trial finished "
        "before is on it",
        "see that the disk or network drive is connected and works, and restart the computer if the program does not "
        "end; then go on with the same line and --resume",
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
    LAUNCHER_WITHOUT_DISPLAY = (
        "there is no display to open the launcher on",
        "start this at the lab PC's own screen; or say what is to be done: {lab} --help names it",
    )
    LAUNCHER_WITHOUT_LIBRARY = (
        "the launcher cannot be opened: a system library is missing ({error})",
        "install it (Debian, Ubuntu: apt-get install libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxkbcommon-x11-0); "
        "everything else can be typed: {lab} --help",
    )
    NO_QT = (
        "the launcher cannot be opened: PyQt6 cannot be loaded ({error})",
        "install it again: pip install --force-reinstall pyqt6; everything else can be typed: {lab} --help",
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
    LEFT_TO_TRANSLATE_TOO_LONG = (
        "a screen with a text that is still to be translated is too full: {problem}",
        "translate what begins with TODO there, and try again",
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
    NOTHING_TO_BACK_UP = ("there is nothing in {data} to be copied", "say --data and the data folder")
    BACKUP_WITHIN = (
        "{place} and the data folder {data} are one in the other, and a copy there is none",
        "name a folder elsewhere, best on a stick or on another disk",
    )
    BACKUP_INTO_DATA = (
        "{place} is the data folder {folder}, or in it, and a copy there would be taken for a part of those data",
        "name a folder that is in no data folder, such as that of a stick, or {right}",
    )
    BACKUP_INTO_A_COPY = (
        "{place} is in the copy {folder}, and a copy in a copy would be taken for a part of it",
        "name {right}, which that copy is in: each data folder gets its own there",
    )
    NO_PLACE_FOR_BACKUP = (
        "there is no folder {place}",
        "plug the disk in, or check how the folder is written; make it first if it is to be a new one",
    )
    BACKUP_PLACE_NO_FOLDER = (
        "{place} is no folder, and copies are kept in one",
        "name a folder, such as that of the stick",
    )
    BACKUP_OF_ANOTHER = (
        "{place} holds the copy of another data folder: that of this one is called {name}",
        "name the folder that it is in, and each data folder gets its own there",
    )
    BACKUP_GOES_ON_OTHERWISE = (
        "the copy {copy} has {lines} lines of the ledger that the data folder has not, or has otherwise: the data "
        "folder is older, or was changed",
        "name another folder for a new copy; show both to whoever looks after the data before anything else is done",
    )
    BACKUP_RUNNING = (
        "another backup to {copy} is being made at this moment",
        "wait until it has come to its end, then say this again",
    )
    BACKUP_BROKEN_OFF = (
        "the copy {copy} could not be finished ({error}); the data folder is as it was, and so is what was copied "
        "before",
        "make room there if it is full, unlock it if it has a switch, or name another disk, and say this again: what "
        "is copied already is not copied twice",
    )
    NO_SUCH_RUN = (
        "there is no run “{run}” in {data}",
        "name participant and visit, such as {example}, or a file of the run; which there are: {lab} status",
    )
    SCORES_NOT_WRITTEN = ("the tables cannot be written to {folder} ({error})", "name another folder with --into")
    REPORT_NOT_WRITTEN = ("the report cannot be written to {file} ({error})", "name another file with --into")
    DATA_OF_OTHER_STUDY = (
        "{data} holds data of the study “{found}”, not of “{study}”",
        "name that study with --study, or another folder with --data",
    )
    EXPORT_INTO_DATA = (
        "{target} belongs to the data in {data}, where nothing but sessions is written",
        "name a place elsewhere",
    )
    EXPORT_NOT_EMPTY = ("{target} is there already", "name a place where nothing is yet; an export writes over nothing")
    EXPORT_NOT_WRITTEN = ("the export cannot be written to {target} ({error})", "name another place")
    EXPORT_NOT_A_WORKBOOK = ("“{target}” is not the name of a workbook", "end it in .xlsx")
    EXPORT_TOO_LONG = (
        "a table has {rows} rows, and a sheet of a workbook can have {most}",
        "export as psychds, which has no such limit; or take the CSVs that {lab} score writes",
    )
    NOTHING_TO_FIT = (
        "no session in {data} has an update that counts",
        "see with {lab} status which visits are done, and with {lab} score what is left out",
    )
    NO_RETEST_EVENTS = (
        "{study} asks about no event twice, so that there is no number of retest events to try",
        "name a study whose file has `retest:`, such as --study ketamine_retest",
    )
    FEW_RETEST_EVENTS = (
        "{study} has too few events in its list {list} for {trials} retest events a session",
        "name fewer with --retest, or add events to that list",
    )
    EXPORT_OF_NOTHING = ("no session in {data} counts yet", "see with {lab} status which are done; then export again")
    REPLAY_NOT_WRITTEN = ("the page cannot be written to {file} ({error})", "name another file with --out")
    RESUME_TOO_LATE = (
        "{session} was broken off {age} ago (run {run}, {finished} of {all} trials and questions finished), and the "
        "study lets a run go on within {within}",
        "look at the clock of this computer; if it is right, begin again: "
        '--new-run --reason "broken off too long ago"; what was recorded stays, and base rates that were shown are '
        "recorded as seen",
    )
    COLLECTED_WITHIN = (
        "{folder} and {into} are one in the other, or the same",
        "name a folder elsewhere with --into",
    )
    COLLECTED_TWICE = (
        "{folder} and {other} are the same data folder, named twice",
        "nothing is collected; name the data folder of each computer once: perhaps another one was meant",
    )
    REHEARSALS_NOT_COLLECTED = (
        "{folder}, or the folder it is to be put into, is one of rehearsals, and only sessions of the study are "
        "collected",
        "name the data folder of each computer, or the copy that `backup` has made of it",
    )
    NOTHING_TO_COLLECT = (
        "there are neither enrolments nor sessions in {folder}",
        "name the data folder of each computer, or the copy that `backup` has made of it",
    )
    COPIES_TO_COLLECT = (
        "{folder} is no data folder, but there are copies of data folders in it: {copies}",
        "name the copy itself, one of each computer",
    )
    COLLECTED_WHILE_RUNNING = (
        "{participant_id} is in a session in {folder} at this moment",
        "collect when it has ended",
    )
    OTHER_STUDIES_COLLECTED = (
        "these are folders of several studies: {studies}",
        "collect the folders of each study by themselves",
    )
    OTHER_HASHES_COLLECTED = (
        "the computers have begun the study “{study}” with files that are not the same: {hashes}",
        "nothing is collected; ask the researcher which of them were meant, and analyse the folders apart until then",
    )
    RUNS_DIFFER = (
        "{run} is not the same in {folders} ({file})",
        "nothing is collected; say `verify` of each: if one was changed since, put its run back from the other or from "
        "a copy; if both are as they were recorded, it was gone on with in both, and cannot be one run: ask the "
        "researcher which one counts, collect the folders without the other into a new one (--into), and keep that one "
        "as it is, to be looked at by itself",
    )
    ENROLMENTS_DIFFER = (
        "{participant_id} is enrolled in {folders}, and not in the same way",
        "nothing is collected; say `verify` of each: if one was edited since, put it back from the other or from a "
        "copy; else ask the researcher which one holds, collect the folders without the other into a new one (--into), "
        "and enter there what only the other has",
    )
    ENTERED_OTHERWISE = (
        "of {participant_id} the folders do not say the same: {what}: {said}",
        "nothing is collected; find out which one holds, correct the other in its folder (`anchor`, or `enrol` with "
        "--correct, --withdraw or --reinstate; with --reason, and --data for the folder), and say this again: as soon "
        "as all say the same, all entries are kept; arm, language or site can be corrected before the first session, "
        "later ask the researcher",
    )
    PLACES_DRAWN_TWICE = (
        "{participants} stand in one place of the arm {arm}, so their lists come in the same order: two computers have "
        "enrolled without seeing each other's enrolments",
        "tell the researcher, who can name sites: in the study file for those to come; nothing can be drawn again, so "
        "to collect them as they are, add --accept-places",
    )
    COLLECTING_BROKEN_OFF = (
        "{into} could not be finished ({error}); the folders that are collected are as they were",
        "make room there, see whether this account may write there, and close whatever has a file of it open; then say "
        "this again",
    )
    COLLECTING_ELSEWHERE = (
        "something is being collected into {into} at this moment, or somebody is enrolled or in a session there",
        "wait until that has come to its end, then say this again",
    )
    COLLECTING_HERE = (
        "folders of other computers are being collected into {data} at this moment",
        "wait until that has come to its end, then try again",
    )
    COLLECTED_INTO_CHANGED = (
        "something was entered in {into} while the folders were read",
        "nothing is collected; say this again",
    )
    COLLECTED_HALF_ITSELF = (
        "{folder} is itself a collected folder, and what was collected there has not come whole",
        "collect into {folder} again first; then say this again",
    )
    DRILL_FAILED = (
        "step {step} of {steps} of the drill failed: {what}",
        "show this line, and the folder {folder}, which is kept, to whoever looks after this computer; no session "
        "before it is mended",
    )
    FOLDER_EXISTS = (
        "{folder} is there already, and nothing in it is to be overwritten",
        "name a folder that is not there yet",
    )
    FOLDER_OF_THE_PROJECT = (
        "{folder} would stand among the project's own files, which an update replaces",
        "name a folder beside the project, or any other",
    )
    STUDY_NOT_WRITTEN = ("the study cannot be written to {folder} ({error})", "name another folder")
    NO_DATA_TO_COMPARE = (
        "there is no folder {data}, so nothing can be said of what has changed since a session",
        "name the data folder of the study; without any, compare two study files: validate NEW --against OLD",
    )
    BANK_MISSING = (
        "lists are made out of a bank of events, and none is named",
        "name a file of events (.yaml) or a table (.csv) with --bank",
    )
    BANK_TOO_SMALL = (
        "{what} need {wanted:event}, and the bank has {there}",
        "{remedy}",
    )
    BANK_TOO_ALIKE = (
        "{what} need {wanted:event}; of the {events} in the bank {there} can be shown together, without those that are "
        "sensitive, similar to another, or not there in {languages}",
        "{remedy}",
    )
    LISTS_NOT_MATCHED = (
        "the lists are not matched: {what}",
        "see the table; `lists --swap` looks for an exchange with spare events, `lists --make` makes lists anew",
    )
    NO_SPARE_EVENTS = (
        "{file} has no list `spare`, so there is nothing to exchange",
        "add events under spare:, or make lists anew with --make and --bank",
    )
    NO_EXCHANGE = (
        "no exchange of a few events with the {spare} spare ones that can be shown matches the lists",
        "add spare events of the categories and base rates that are missing, or make lists anew with --make and --bank",
    )
    EVENTS_NOT_WRITTEN = ("{file} cannot be written ({error})", "name another file, which is not there yet, with --out")
    FIGURE_NOT_WRITTEN = ("the figure cannot be written to {file} ({error})", "name another file with --figure")
    PICTURES_NOT_WRITTEN = ("the pictures cannot be written to {folder} ({error})", "name another folder with --out")
    UNKNOWN_DISPLAY = ("“{display}” is not a display of configs/displays.yaml", "choose one of: {displays}")
    NO_SUCH_MONITOR = (
        "the display “{display}” is on monitor {monitor}, and this computer has {monitors}",
        "connect the monitor, or correct monitor: in configs/displays.yaml (the first monitor is 0)",
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
    NO_THREAD = (
        "this computer can begin no more work beside a session ({error})",
        "close other programs, or restart the computer, and start again",
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
    SIMULATED_BEFORE = (
        "this study has been simulated: there is {folder}",
        "take another --seed, or delete that folder if it is no longer needed",
    )
    TOO_FEW_IDS = (
        "the pattern {pattern} has {ids} IDs, and {wanted} participants are to be simulated",
        "ask for fewer with --participants",
    )
    ONLY_WITH_BELIEFS = (
        "{option} means nothing to a {mode} participant",
        "add --participant-mode learner, or leave it out",
    )
    TOO_MANY_PAUSES = (
        "{pauses} asked for, and no more than {questions} at which one can be made",
        "ask for fewer with --pause",
    )
    NOTHING_TO_MISS = (
        "no question of the study {study} has a deadline, so that none can be missed",
        "leave --miss out, or take a study whose questions have one",
    )
    WORKER_ENDED = (
        "one of the processes that share the work was ended before its time, by somebody or for want of memory; "
        "nothing of it is kept",
        "start again with the same line; with --jobs 1 it needs less memory",
    )
    RECOVERY_STOPPED = (
        "stopped: the models were not tried to the end, and nothing of it is kept",
        "begin it again with the same line",
    )
    STOPPED = ("stopped", "what is finished is on disk; a session that had begun goes on with --resume")
    STOPPED_AT_ONCE = ("stopped at the start, or when all was done", "start again with the same line if need be")
    READING_STOPPED = ("stopped; nothing was changed", "start again with the same line")
    MAKING_STOPPED = (
        "stopped; what was to be written is not all there, and the data are as they were",
        "start again with the same line, without what it has begun to write",
    )
    ENTERING_STOPPED = (
        "stopped; what was typed may have been entered already, or not",
        "look whether it is there: {lab} status{places}; if it is not, start again with the same line",
    )
    BACKUP_STOPPED = (
        "stopped; the copy is not whole, and the data are as they were",
        "start again with the same line: what is copied already is not copied twice",
    )
    CHECKING_STOPPED = ("the check was stopped, and nothing of it is kept", "start again with the same line")
    DEMO_STOPPED = (
        "the demonstration was stopped; nothing of it counts",
        "start again with the same line: it takes a new folder",
    )
    DRILL_STOPPED = (
        "the drill was stopped before its end, so it has shown nothing; the data are as they were",
        "start again with the same line: it takes a new folder beside the data",
    )
    SIMULATION_STOPPED = (
        "stopped; a simulated study is there as a whole or not at all, so nothing of this one is",
        "start again with the same line",
    )
