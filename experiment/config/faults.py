"""What can be wrong with study files, and what is unusual in them."""

from __future__ import annotations

from enum import unique

from experiment.messages import Message


class Coded(Message):
    """A message about study files, with a code that is the same in every version."""

    @property
    def code(self) -> str:
        """Its name as it stands in brackets behind a warning, in JSON, and where a study accepts it."""
        return self.name.lower().replace("_", "-")


@unique
class Fault(Coded):
    """What is wrong in study files; said with file, line and column."""

    # The file and its YAML
    NOT_NAMED_AS_YAML = (
        "this is not the name of a study file, so it has not been opened",
        "name a file whose name ends in .yaml or .yml",
    )
    FILE_MISSING = ("the file is missing", "check its name and its folder")
    FILE_UNREADABLE = ("the file cannot be read ({error})", "check its name and its folder")
    NOT_A_FILE = ("this is {kind}, not a file", "name a study file")
    MANY_MORE = (
        "so much is wrong from here on that it is not said: only the first {most} mistakes are",
        "mend those; where this is a file of another kind, name the right one",
    )
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
    FILE_ENDS_EARLY = (
        "the file ends here, and what should follow is missing: {missing}",
        "if it was cut off while it was saved or copied, take the whole file; otherwise add that",
    )
    FILE_OF_A_PROGRAM = (
        "this is a file of {program}, whatever its name says, and no plain text",
        "open it there, save it as {form}, and name that file",
    )
    FILE_OF_ANOTHER_KIND = (
        "“{file}”, which should be {wanted}, is {kind}",
        "name the right one, or look whether one has been saved over another",
    )
    FILES_EXCHANGED = (
        "events: names the file of texts, and texts: that of events",
        "exchange the two names",
    )
    NOT_UTF8 = ("this is not UTF-8 text", "save the file as UTF-8")
    TABLE_NOT_UTF8 = (
        "this is not UTF-8 text, so accents in it would be lost",
        "save the table from the spreadsheet as “CSV UTF-8”, or choose the character set UTF-8 there",
    )
    CHARACTER_NOT_TEXT = ("a character that text cannot hold: {name}", "delete it")
    CHARACTER_UNSEEN = ("a character that nobody sees, or that stands for a lost one: {name}", "delete it")
    MERGE_CONFLICT = (
        "a mark of a merge that was not finished stands here",
        "keep one of the two versions, and delete the lines <<<<<<<, ======= and >>>>>>>",
    )
    TAB = ("this is not YAML: {problem}", "indent with spaces, never with tabs")
    QUOTE_NOT_CLOSED = (
        "the quote that opens here is not closed where its text ends",
        "close it on the same line, behind the last word",
    )
    QUOTE_OF_A_WORD_PROCESSOR = (
        "{quote} is a quote of a word processor, and none to YAML",
        "type a straight one at each end: \" or '",
    )
    QUOTE_WITHIN_TEXT = (
        "after the quote that closes this text, the text goes on",
        "write quotes within a text as “ ” or « », or in the other kind: 'say \"yes\"'",
    )
    BACKSLASH = (
        "a backslash in double quotes has a meaning of its own",
        "put the text in single quotes, or write each backslash twice",
    )
    SPACE_NOT_PLAIN = (
        "a space stands here that only looks like one: {name}",
        "delete it, and type a plain space where one belongs",
    )
    DASH_NOT_PLAIN = ("“{sign}” does not begin an entry of a list", "type a hyphen and a space: - ")
    DASH_WITHOUT_SPACE = ("there is no space after the dash that begins this line", "put one after it: - ")
    DASH_MISSING = ("an entry of the list above would begin here, without its dash", "begin it with - and a space")
    DASH_TOO_MANY = (
        "the dash before “{key}” begins another entry, and “{key}” belongs to the one that begins in line {line}",
        "take the dash out, and begin “{key}” in the column of the other keys of its entry",
    )
    DASH_BEFORE_KEY = (
        "a dash stands before “{key}”, where a key of its own is expected and no entry of a list",
        "take the dash out, and begin “{key}” in the column of the keys beside it",
    )
    DASHES_TWO = ("two dashes begin this line", "keep one: “{key}” belongs to one entry of one list")
    DASH_FORGOTTEN = (
        "“{key}” comes again here, so another entry begins, without its dash",
        "begin the line with - and a space, in the column of the dash above",
    )
    COLON_WITHOUT_SPACE = ("there is no space after the colon of “{key}”", "put one after it: {key}: …")
    SIGN_OF_ANOTHER_PROGRAM = ("“{sign}” begins this line, as {where}", "{remedy}")
    COMMA_MISSING = ("a comma is missing before “{key}:”", "put one behind what stands before it")
    COMMA_TWICE = ("nothing stands between two commas", "take one of them out, or write what is missing")
    TEXT_BESIDE_ITS_SIGN = (
        "after {sign} a text begins on the next line",
        "begin it there, two columns to the right of “{key}”, or put all of it in quotes, without {sign}",
    )
    FILE_COMES_AGAIN = (
        "“{key}” and {more:key} more come again here (first in line {line}), as if the file had been pasted twice",
        "keep one of the two, from here to the end or from the beginning to here",
    )
    COLON_MISSING = ("no colon stands in this line, where a key and its value are expected", "write key: value")
    TEXT_NOT_INDENTED = (
        "this line seems to belong to the text of “{key}” (line {line}), and is not set in below it",
        "begin it two columns to the right of “{key}”, as each line of the text",
    )
    INDENTED_TOO_FAR = (
        "this line is set in further than line {line}, which has its value already",
        "begin both in the same column",
    )
    LEFT_OF_ITS_ENTRY = (
        "“{key}” begins in the column of the dash in line {line}, and so is no part of that entry",
        "begin it, and what follows of the entry, two columns to the right",
    )
    FURTHER_IN = (
        "this line is set in further than line {line}, which seems to stand beside it",
        "begin both in the same column",
    )
    LESS_FAR_IN = (
        "this line is set in less than line {line}, which seems to stand beside it",
        "begin both in the same column",
    )
    INDENTED_ELSEWHERE = (
        "this line begins in a column where nothing above it begins, or goes on after a value has ended",
        "begin it in the column of the keys that it stands with, and look at quotes and brackets in the line above",
    )
    BRACKET_NOT_CLOSED = (
        "the bracket {opening} that opens here is not closed, or a comma is missing within it",
        "close it with {closing} on the same line",
    )
    BRACKET_TOO_MANY = ("a bracket {sign} closes here what is not open", "take it out")
    COMMENT_IN_BRACKETS = (
        "after a space, # begins a comment, and the bracket that closes this line is lost in it",
        'put a text that has # in it in quotes: "No. #2"',
    )
    HEAD_IN_COMMENT = (
        "“{key}:” is a comment here, and what belongs to it is none",
        "take the # out, or put one before each line that belongs to “{key}”",
    )
    NOTHING_ABOVE = (
        "this line is set in, and no key stands above it to which it could belong",
        "write that key on a line above, or begin this one in column 1",
    )
    DASH_FOR_KEY = (
        "a dash stands here in the place of a key, as the lines beside it have one",
        "write the key and a colon in its place",
    )
    COLON_NOT_PLAIN = (
        "“{sign}” is a colon of another script, and none to YAML",
        "type a plain one, and a space behind it: {key}: …",
    )
    NOT_A_COMMA = (
        "{sign} does not part the entries of a list: this is one entry",
        "put a comma in its place: {written}",
    )
    SEMICOLON_IN_BRACES = (
        "a semicolon does not part the keys that stand in braces",
        "put a comma in its place",
    )
    KEYS_WITHOUT_BRACES = (
        "“{inner}:” follows in the line of “{key}:”, as if it were a key of it",
        "put keys of one line in braces: {key}: {{{inner}: …}}, or each on a line of its own, set in below “{key}”; "
        "a text that has a colon in it goes in quotes",
    )
    TEXT_BEGINS_WITH_SIGN = (
        "the text of “{key}” begins with {sign}, which YAML reads as a sign of its own",
        'put the whole text in quotes: "{sign}…"{more}',
    )
    COMMENT_FOR_VALUE = (
        "“{key}” has no value, as # begins a comment: {comment}",
        "put a text that begins with # in quotes, or write the value before the comment",
    )
    COMMA_IN_NUMBERS = (
        "`{text}` may be one number or two",
        "write {number} with a point if one is meant, otherwise put a space after the comma",
    )
    COMMA_WITHIN_TEXT = (
        "“{text}” stands in braces without a value: the comma before it has ended a text or a number",
        'put a text that has a comma in it in quotes: "…, …"',
    )
    BARE_COLON = (
        "this is not YAML: {problem}",
        'put text that has a colon in it in quotes: "…: …"; a key of its own goes on a line of its own',
    )
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
    LINES_SWAPPED = (
        "“{other}” stands twice in “{key}”, and not at all in what is above it, as if two lines had changed places",
        "look whether line {line} belongs above this one",
    )
    COMMA_AT_END = ("a comma ends this line, and no brackets are open", "leave the comma out")
    DASH_IN_LINE = (
        "an entry of a list begins in the line of “{key}:”",
        "write {key}: [first, second], or each entry on a line of its own, set in; a text that begins with - goes in "
        "quotes",
    )
    TEXT_BELOW_THE_NEXT = (
        "no text stands below this line, and one below the next, as if the two had changed places",
        "look whether line {line} belongs above this one",
    )
    KEY_BEFORE_ENTRIES = (
        "“{key}” stands before the entries of the list “{list}”, and is none of them",
        "look whether it belongs above “{list}”, or its dash is missing",
    )
    KEYS_COME_AGAIN = (
        "“{key}” and {more:key} more come again here (first in line {line}), as where the line above them was lost",
        "write it: a key of its own, or a dash and the first key of an entry; if they are the same, keep one of each",
    )
    NO_SUCH_DAY = ("there is no day {text}", "write year-month-day")
    READ_AS_TRUE_OR_FALSE = (
        "`{text}` would be read as true or false",
        'write "{text}" in quotes if the text is meant, otherwise true or false',
    )
    MISREAD_TEXT = ("`{text}` would be read as {otherwise}", 'write it in quotes: "{text}"')
    MISREAD_VALUE = ("`{text}` would be read as {otherwise}", "write {written}")
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
    KEY_MISSING = ("the key “{key}” is missing", "add it: {meaning}")
    VALUE_MISSING = ("“{key}” has no value", "{remedy}")
    SPACE_OR_COLON_MISSING = ("“{key}” is not a key", "{remedy}")
    KEY_IN_ANOTHER_UNIT = (
        "the key “{key}” is not known here, as this is in {unit}",
        "write it so: {written}",
    )
    NOT_SET_IN = (
        "“{inner}” belongs to “{key}” (line {line}), and begins in the same column as it",
        "begin it, and what else belongs to “{key}”, two columns to the right",
    )
    SET_IN_TOO_FAR = (
        "“{inner}” is set in below “{key}” (line {line}), and belongs beside it",
        "begin it{more} in column {column}, as “{key}” does",
    )
    HEAD_LOST = (
        "“{inner}” belongs to “{key}”, and no line {key}: stands above it",
        "write that line, two columns to the left of “{inner}”",
    )
    PLACE_WITHOUT_QUOTES = (
        "a text that begins with a place in braces, {place}, is read as a set of keys",
        'put the whole text in quotes: "{place} …"',
    )
    NOT_A_TABLE = (
        "this is a file of a spreadsheet program, which only that can read",
        "save the table as CSV, in UTF-8, and name that file",
    )
    TABLE_ON_ITS_SIDE = (
        "the names of the columns stand below one another: the table lies on its side",
        "turn it in the spreadsheet (“Paste Special”, “Transpose”), so that each event is a row, and save it again",
    )
    TABLE_OF_MARKDOWN = (
        "the cells are parted by |, as in a table of Markdown",
        "put it into a spreadsheet, and save it as CSV (UTF-8)",
    )
    COLUMN_UNKNOWN = ("the first row names the column “{column}”, which is not known", "{suggestion}")
    COLUMN_MISSING = ("the first row names no column “{column}”", "add it, and in each row: {meaning}")
    COLUMN_TWICE = ("the first row names the column “{column}” twice", "keep one of the two")
    COLUMNS_NAMED_BELOW = (
        "this row names the columns, and something stands above it",
        "delete the rows above: the first row names the columns",
    )
    COLUMNS_NAMED_AGAIN = ("this row names the columns once more", "delete it")
    ROW_OF_NO_EVENT = ("this row is no event: nothing stands in it but {cells}", "delete it, or fill in its cells")
    TABLE_EMPTY = ("the table is empty", "write the names of the columns in its first row: {columns}")
    TABLE_WITHOUT_ROWS = (
        "the table has the names of its columns, and no event",
        "write each event in a row of its own below them",
    )
    COLUMNS_NOT_NAMED = (
        "the first row names no column, as if it were an event",
        "write the names of the columns in a row above it: {columns}",
    )
    ROWS_IN_ONE_CELL = (
        "each row stands in one cell, with its {sign}s in quotes",
        "part the cells in the spreadsheet (“Text to Columns”), and save the table again",
    )
    ROW_PARTED_OTHERWISE = (
        "the first row has a {sign} between its cells, and this one a {other}",
        "save the table again from the spreadsheet, with one sign for all",
    )
    FORMULA_FAILED = (
        "“{cell}” is what a spreadsheet shows where a formula has failed",
        "write the value itself, and save the table again",
    )
    CELL_EMPTY = ("the cell of “{column}” is empty", "write what it is for: {meaning}")
    ROW_TOO_LONG = (
        "this row has {cells} cells, and the first row names {columns} columns",
        "put a text that has a {sign} in it in double quotes, or name the columns that are missing",
    )
    LETTER_FOR_DIGIT = (
        "“{key}” cannot be {value}, in which a letter stands for a digit",
        "write digits alone{suggestion}",
    )
    DECIMAL_COMMA = ("“{key}” cannot be {value}", "write {number}, with a decimal point")
    NUMBER_WITH_UNIT = ("“{key}” cannot be {value}", "write the number alone{in_unit}: {number}")
    NUMBER_IN_QUOTES = ("“{key}” cannot be {value}, which is text", "write {number} without quotes")
    NUMBER_SHORTENED = ("“{key}” cannot be {value}, which YAML reads as text", "write it out: {number}")
    WINDOW_AROUND_DUE = (
        "“{key}” cannot be {value}: both its ends are counted from the anchor, as {due} is",
        "write from … to …, such as {key}: {window}",
    )
    WORD_IN_QUOTES = ("“{key}” cannot be {value} in quotes, which is text", "write {word} without quotes")
    PERCENT_FOR_SHARE = (
        "“{key}” cannot be {value}, as it is a share of 1",
        "write {share}, if {value} in a hundred is meant",
    )
    RANGE_AS_TEXT = (
        "“{key}” cannot be {value}",
        "write {key}: {{uniform: [{low}, {high}]}} for a duration that is drawn for each trial, or one number",
    )
    RANGE_WITHOUT_NAME = (
        "“{key}” cannot be a list of two numbers",
        "write {key}: {{uniform: [{low}, {high}]}} for a duration that is drawn for each trial, or one number",
    )
    NOT_A_PLACE = ("“{key}” cannot be {value}", "write its place in the order of lists: 1 for the first")
    NOT_BY_LANGUAGE = ("“{key}” cannot be {value}, in no language", "write it in each: {key}: {{fr: …, en: …}}")
    LIST_FOR_ONE = ("“{key}” cannot be {value}, as it is one word", "write it without brackets: {entry}")
    NO_LANGUAGE = ("“{key}” has no words in any language", "write them: {{fr: …, en: …}}")
    NOT_A_LANGUAGE = ("“{value}” is not the sign of a language", "write two small letters{suggestion}")
    NOT_A_WHOLE_NUMBER = ("“{key}” cannot be {value}", "write a whole number{suggestion}")
    NOT_A_NUMBER = ("“{key}” cannot be {value}", "write a number{suggestion}")
    NOT_TEXT = ("“{key}” cannot be {value}", "write text, in quotes if it looks like something else")
    NOT_TRUE_OR_FALSE = ("“{key}” cannot be {value}", "write true or false")
    NOT_A_LIST = ("“{key}” cannot be {value}", "write a list: {list}")
    NOT_A_SET_OF_KEYS = ("“{key}” cannot be {value}", "write keys with values below, indented")
    NOT_ITS_KEYS = ("“{key}” cannot be {value}", "write its keys below, indented{suggestion}")
    NOT_A_DATE = ("“{key}” cannot be {value}", "write a date as {example}, without quotes")
    TOO_SMALL = ("“{key}” cannot be {value}", "at least {minimum}{suggestion}")
    TOO_LARGE = ("“{key}” cannot be {value}", "at most {maximum}")
    TIME_TOO_LONG = (
        "“{key}” cannot be {value}, which is in seconds",
        "at most {maximum} seconds; if milliseconds are meant, divide by 1000: 500 ms are 0.5",
    )
    RATINGS_TOO_WIDE = (
        "“{key}” cannot be {value}: ratings are digits",
        "at most {maximum}; a question on a wider scale has its own: scales: {{name: {{minimum: 0, maximum: 100}}}}",
    )
    TIME_TOO_SHORT = ("“{key}” cannot be {value}, which is in seconds", "at least {minimum} seconds{suggestion}")
    TOO_FEW = ("“{key}” cannot be {value}", "at least {fewest}")
    TOO_MANY = ("“{key}” cannot be {value}", "at most {most}")
    NOTHING_WRITTEN = ("“{key}” cannot be {value}", "write something")
    OF_ANOTHER_FORM = ("“{key}” cannot be {value}", "it must match {pattern}")
    NOT_ONE_OF = ("“{key}” cannot be {value}", "{suggestion}")
    OUTSIDE_THE_SCHEMA = ("“{key}”: {problem}", "write what the schema allows")
    NOT_A_NAME = (
        "“{text}” is not a name",
        "use letters, digits and _, beginning with a letter{hint}",
    )
    NOT_A_LABEL = ("“{text}” cannot be part of a file name", "use letters and digits only{hint}")
    ADDRESS_FOR_PATH = (
        "“{text}” is an address of the internet, and the files of a study are on this computer",
        "save that file in the folder of this one or beside it, and write the way there",
    )
    NOT_A_PATH = (
        "“{text}” does not lead to a YAML file from here",
        "write the path of a .yaml file from the folder of this file, with / between folders",
    )
    TABLE_FOR_EVENTS = (
        "“{text}” is a table, and a study has its events in a YAML file",
        "make lists of it: `lists --make 3x40 --bank {text} --out events.yaml`, and name that file",
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
    NO_WORDS = ("no words stand here, though something is to be read", "write them here, or on the lines below")
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
    ONE_DURATION = (
        "both ends are {duration}, so nothing is drawn",
        "write {duration} alone for a duration that is fixed",
    )
    NOT_ONE_SCREEN = (
        "each entry is exactly one screen: fixation, event, estimate, base_rate or message",
        "name one",
    )
    SCREENS_IN_ONE_ENTRY = (
        "“{screen}” stands in one entry with “{other}”",
        "begin each screen with a dash of its own: - ",
    )
    SCREEN_WITHOUT_TIME = (
        "“{screen}” does not say how long it stands",
        "write duration_s: 2.0, or minimum_s: 0.5 for a screen that the participant ends",
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
    VISIT_OF_NO_ARM = ("no arm has the visit “{visit}”", "{suggestion}")
    LIST_REPEATED = (
        "in the arm {arm} the visits “{earlier}” and “{visit}” have the same list, and its base rates are known the "
        "second time",
        "give each visit a list of its own, or write repeat_lists: true under lists if that is meant",
    )
    WINDOW_NOT_IN_ONE_UNIT = (
        "a window has due_h and window_h, or due_d and window_d, and here there is {given}",
        "give the time at which the visit is due and its window in one unit: due_h: 4, window_h: [3.5, 5]",
    )
    WINDOW_EMPTY = ("the window {earliest} to {latest} is empty", "put its beginning first")
    DUE_OUTSIDE_WINDOW = (
        "the visit is due at {due}, outside its window of {earliest} to {latest}",
        "move the one, or widen the other",
    )
    ALSO_WITHOUT_AFTER = ("a second window, also, without a first one", "call it after")
    BEFORE_AND_AFTER = ("the visit is both before and after “{anchor}”", "keep one of the two")
    TIME_ZONE_MISSING = (
        "visits have their times, and nothing says in which time zone the laboratory is",
        "add time_zone: to the study file, such as time_zone: Europe/Paris",
    )
    TIME_ZONE_UNKNOWN = (
        "“{zone}” is not a time zone",
        "write it as region and city, such as Europe/Paris; {suggestion}",
    )
    ANCHOR_TWICE = ("the anchor “{anchor}” stands twice", "name each once")
    ANCHOR_OF_A_VISIT = (
        "“{anchor}” is what the start of a visit is called",
        "give the anchor another name; the start of a visit is known without being entered",
    )
    ANCHOR_UNKNOWN = (
        "the time of “{visit}” in the arm {arm} hangs on “{anchor}”, which is neither an anchor of that arm nor the "
        "start of an earlier visit",
        "an arm for which the visit is due otherwise has its own under windows; {suggestion}",
    )
    ANCHORS_MISSING = (
        "the arm {arm} has no anchors, and visits of it are due after {anchors}",
        "write anchors: [{anchors}] in it, or give these visits windows that hang on the start of an earlier one",
    )
    ANCHOR_OF_NO_ARM = ("no arm that has the visit “{visit}” has the anchor “{anchor}”", "{suggestion}")
    WINDOW_OF_NO_VISIT = ("the arm {arm} has no visit “{visit}”", "{suggestion}")
    VISIT_OUT_OF_ORDER = (
        "in the arm {arm} the visit “{visit}” comes after “{earlier}”, and is due before it",
        "put an arm's visits in the order in which they take place",
    )
    NO_LIST_IN_PLACE = ("there is no list in place {place}", "at most {lists}, the number of lists")
    LIST_TWICE = ("the list “{list}” stands twice", "name each once")
    NO_FIRST_ESTIMATE = ("no phase has a first estimate", "add first_estimate:")
    NO_OWN_ESTIMATE = ("{phase} does not ask for one’s own estimate", "add - estimate: {{of: self}}")
    FIRST_CALLED_SECOND = (
        "two phases are called second_estimate:, and none first_estimate:",
        "write first_estimate: here, if this one comes before the base rates are known",
    )
    PHASE_COPIED = ("this phase is the same as the one in line {line}", "take one of the two out, or change it")
    PHASE_TWICE = ("a second phase with {phase}", "each event is estimated twice in all")
    QUESTION_TWICE = ("“{question}” is asked twice in {phase}", "ask it once")
    MINIMUM_OF_A_TIMED_SCREEN = ("a screen with a duration has no minimum", "leave out duration_s or minimum_s")
    ASKED_TWICE = ("the question “{question}” stands twice", "name each once")
    NO_COMPREHENSION_QUESTION = ("there is no comprehension question “{question}” in the file of texts", "{suggestion}")
    VISIT_WITHOUT_AFTERWARDS = (
        "the visit “{visit}” does not say what is asked after its trials",
        "add afterwards: and its questions, or afterwards: [] if nothing is asked",
    )
    ASKED_WITHOUT_AFTERWARDS = (
        "visits ask something afterwards ({visits}; first “{question}”), and nothing says how",
        "give the study afterwards: {{fixation_s: 0.5}}, and ratings: if anything is rated",
    )
    NO_SUCH_VISIT = ("the study has no visit “{visit}”", "{suggestion}")
    NO_SUCH_DISPLAY = ("there is no display “{display}”", "{suggestion}")
    QUESTION_OF_A_TRIAL = (
        "“{question}” is what a question of the trials is called",
        "give the question at the end another name",
    )
    SCALE_OF_NO_QUESTION = ("no visit asks the rating “{question}” that this scale is for", "{suggestion}")
    TYPED_WITHOUT_FIGURES = (
        "a scale without figures is answered on a slider",
        "write input: slider beside figures: false, or leave figures out",
    )
    RATING_WITHOUT_SCALE = ("no scale is there for: {questions}", "add ratings: {{minimum: 1, maximum: 6}}")
    QUESTION_WITHOUT_RANGE = ("the {question} question has no range", "add {question}: to the study file")
    QUESTION_FIRST = ("a trial cannot begin with a question", "show a fixation or the event before it")
    PHASE_AFTER_RATES = ("a first estimate after the base rates were shown", "put this phase first")
    ESTIMATE_AFTER_RATE = ("a first estimate after the base rate was shown", "ask it before the rate")
    ESTIMATE_BEFORE_RATE = ("a second estimate before the base rate was shown", "show the rate before it")
    STUDY_UNKNOWN = ("there is no study “{study}”", "{suggestion}")
    SHARES_EXCEED_1 = ("“{one}” and “{other}” together exceed 1", "make one of them smaller")
    SHARES_OF_SOMEBODY_EXCEED_1 = (
        "people cannot differ by {sd} in “{one}”: beside “{other}” it had another mean, or exceeded 1 of somebody",
        "write a between_sd below {below}",
    )
    DIFFER_TOO_MUCH = (
        "“{keys}” cannot be {sd} where “value” is {value}: people who differ so much between 0 and {highest} have "
        "another mean",
        "write less, below {below} in all",
    )
    FACTORS_OF_NOTHING = (
        "“between_sd” cannot be {between_sd} where “value” is 0: people differ in it by factors",
        "write 0, or a value above 0",
    )
    NOTHING_TO_PRACTISE = ("there is no first estimate to practise", "take practice out")

    # Whether study, events and texts fit together, and the screen
    LIST_UNKNOWN = ("there is no event list “{list}”", "{suggestion}")
    LIST_OF_ANOTHER_SIZE = (
        "the list “{list}” has {events:event}, and the study {study} wants {wanted} in each list",
        "{remedy}, or {otherwise} in the study",
    )
    LIST_WITHIN_ANOTHER = (
        "the list “{list}” has {events:event}, and “{other}”, which the study names, is not there",
        "write {other}: above the first event that belongs to it, in the column of {list}:",
    )
    LISTS_OF_ANOTHER_SIZE = (
        "events_per_list: says {wanted}, and each list of the file of events has {events:event}",
        "write events_per_list: {events}, or change the lists in the file of events",
    )
    PRACTICE_WITH_STUDY_LIST = ("“{list}” is a list of the study itself", "practise with other events")
    RETEST_WITH_OTHER_LIST = (
        "“{list}” is shown otherwise in this study, with its base rates",
        "take retest events from a list of their own",
    )
    TOO_FEW_RETEST_EVENTS = (
        "the {events} events of “{list}” are not enough for {trials} retest events with each of {lists} lists",
        "{remedy}; with a list goes no event that is similar: to one of its own",
    )
    RETEST_WITHOUT_WORDS = (
        "there are no words for what stands in place of the base rate of a retest event",
        "add not_shown: in every language",
    )
    EVENT_SENSITIVE = (
        "the event “{event}” is sensitive ({reason})",
        "take it out of the list, or name it under sensitive_events: in the study {study} if it is to be shown",
    )
    EVENT_NOT_SENSITIVE = ("the study shows no sensitive event “{event}”", "{suggestion}")
    TOO_MUCH_PRACTICE = ("the practice list has {events:event}", "ask for no more trials")
    EVENT_TWICE = (
        "the event “{event}” stands twice (first in line {line})",
        "give each event an id of its own, and each place an event of its own",
    )
    BASE_RATES_NOT_ANSWERABLE = (
        "{rates} base rates of the study's lists, from {lowest} to {highest}, are outside what can be answered",
        "widen the range of {minimum} to {maximum} under estimate:, or take these events out of the lists",
    )
    BASE_RATE_NOT_ANSWERABLE = (
        "the base rate {base_rate} is outside what can be answered",
        "from {minimum} to {maximum} in the study {study}",
    )
    FILE_NAMED_MISSING = ("there is no file “{file}”", "{suggestion}")
    WARNING_UNKNOWN = ("there is no warning “{code}”", "{suggestion}")
    TEXT_NEEDED = ("the words of “{text}” are missing, and {why}", "add them in every language of the study")
    EVENT_WITHOUT_LANGUAGE = (
        "the event “{event}” has no text in “{language}”",
        "add it: the study declares that language",
    )
    TEXT_WITHOUT_LANGUAGE = ("“{text}” has no text in “{language}”", "add it: the study declares that language")
    LANGUAGE_WITHOUT_TEXTS = (
        "no text of {file} is in “{language}”, which the study declares",
        "{remedy}add it to each; a copy that `new … --languages {languages}` makes of the study before has all of "
        "them, left to translate",
    )
    LANGUAGE_NAMED_OTHERWISE = (
        "no text is in “{language}”, which the study declares",
        "did you mean “{meant}”, in which all of them are?",
    )
    REASON_WITHOUT_WORDS = ("the reason “{reason}” has no words", "add it")
    QUESTION_WITHOUT_WORDS = ("the question “{question}” has no words", "add it to questions: in the file of texts")
    NO_SUCH_ANSWER = ("there is no answer {right}", "a number from 1 to {answers}")
    AFTERWARDS_WITHOUT_WORDS = (
        "the question “{question}” has no words",
        "its page, its question and its ends belong to afterwards: in the file of texts; {suggestion}",
    )
    RATING_WITHOUT_ENDS = ("the ends of the rating “{question}” have no words", "give lowest: and highest:")
    MEMORY_WITH_ENDS = (
        "“{question}” is answered in percent, not on a scale with words",
        "leave out lowest and highest",
    )
    NAME_MISSPELT = (
        "the {kind} “{name}” is named nowhere, and “{other}”, which {user} names, is not there",
        "did you mean “{other}” here?",
    )
    PAGE_UNKNOWN = ("there is no page “{page}” in the file of texts", "{suggestion}")
    STRAY_BRACE = ("a brace {{ or }} that belongs to no place", "write a place as {{name}}")
    PLACE_UNKNOWN = ("nothing is put in the place {{{place}}}", "{suggestion}")
    PLACE_NOT_ONCE = (
        "the place {{{place}}} stands here {times} times",
        "put it once, where the figure belongs",
    )
    TEXT_DOES_NOT_FIT = ("the text does not fit the screen: {problem}", "shorten it")
    MARKUP_DOES_NOT_FIT = (
        "“{words}” is shown as it stands here, in plain text, and so the text does not fit the screen",
        "write a space there if words stand on both sides, or leave it out; an empty line begins a new paragraph",
    )


@unique
class Doubt(Coded):
    """What is unusual in study files and may be meant: a warning of `validate`, which refuses nothing."""

    NO_SECOND_ESTIMATE = (
        "no phase has a second estimate, so nothing shows how an estimate changes",
        "add second_estimate:, if the end of the file has not been cut off",
    )
    RATE_NEVER_SHOWN = ("no screen shows a base rate", "add - base_rate:, or with_base_rate: true to an event")
    RATE_SHOWN_TWICE = ("{phase} shows the base rate on two screens", "show it once, if that is not meant")
    RETEST_WITHIN_TRIAL = (
        "both estimates of a retest event come within one trial, so the first is still remembered and the noise of "
        "answers comes out too small",
        "ask for the second estimate in a phase of its own",
    )
    PAGE_OF_EVERY_RATE = (
        "the page “{page}” promises the base rate of every event, and those of retest events are never shown",
        "name “{other}” in its place, or a page of your own",
    )
    PAGE_OF_MOST_RATES = (
        "the page “{page}” says that some events have no figure, and this study has no retest events",
        "name “{other}” in its place, or a page of your own",
    )
    NO_LIST_REPEATED = (
        "no arm has the same list at two visits: repeat_lists: true is not needed, and would let a later slip pass",
        "leave it out",
    )
    PHASE_WITHOUT_EVENT = ("this phase asks about events that it does not show before", "add - event:")
    REVIEW_OF_OTHER_FILES = (
        "reviewed: names {named}, and the hash of these files is {hash}",
        'when they have been reviewed as they are, write hash: "{hash}" there; no study session starts before that',
    )
    NO_CLOSING = ("the study has no page at its end", "add closing:, if the end of the file has not been cut off")
    LAST_LINE_WITHOUT_END = (
        "the last line of the file has no end, as in a file that was cut off",
        "look whether the file is whole, and end its last line with Enter",
    )
    NO_BREAK_COMES = (
        "a break after {every:trial} never comes with {events:event}",
        "make it half of them, or take break_every and break_page out",
    )
    NO_REST_COMES = (
        "a break after {every:answer} never comes at the end: no visit asks more than {most:question}, each about "
        "{events:event}",
        "make it {events}, or take break_every and break_page out",
    )
    REST_WITHIN_A_QUESTION = (
        "a break after {every:answer} comes in the midst of a question, as each is asked about {events:event}",
        "make it {events}, for a break after each question, or a multiple of that",
    )
    SHORT_DEADLINE = ("{seconds} s is a short time to answer in", "the published studies give 6 to 8 s")
    LONG_DEADLINE = ("{seconds} s is a long time to answer in", "leave deadline_s out if there is to be no deadline")
    LONG_DURATION = ("a screen that stands for {seconds} s is long", "times are in seconds; look whether that is meant")
    SHORT_DURATION = ("a screen that stands for {seconds} s can hardly be seen", "times are in seconds")
    LONG_MINIMUM = ("for {seconds} s no key goes on", "times are in seconds; look whether that is meant")
    NARROW_RANGE = ("there are only {answers:answer} to choose from", "look whether the two ends are meant")
    DEADLINES_DIFFER = (
        "“{question}” is to be answered in {seconds} s in {phase}, and in {other} s before",
        "give both the same time, as less of it changes answers, too",
    )
    CONFIDENCE_BEFORE_RATE = (
        "confidence in the base rate is asked before that is shown",
        "ask for it after - base_rate:",
    )
    PATTERN_OF_ONE_CODE = (
        "the pattern of participant_id allows one code only, {code}",
        "write it with its digits left open, such as {pattern}",
    )
    SELF_PACED_AMONG_TIMED = (
        "“{screen}” has no {key}, and others of its kind have one: it waits for the participant",
        "write {key}: if it has been lost",
    )
    WORDS_OF_ANOTHER_QUESTION = (
        "the question of “{question}” is asked in the words of “{words}”",
        "write the name of other words for the same question",
    )
    NEVER_ASKED = ("there is a scale for “{scale}”, and nothing asks for it", "take it out, or ask")
    LISTS_NOT_MATCHED = (
        "the lists differ: {differences}",
        "exchange events between them, or with others; visits with different lists are not comparable otherwise",
    )
    SAME_WORDS = (
        "the events “{event}” and “{other}” say the same",
        "exchange one of them, or accept this with the reason, if they are two",
    )
    NEARLY_SAME_WORDS = (
        "the events “{event}” and “{other}” say nearly the same, so the rate of one may tell of the other",
        "exchange one of them, or accept this with the reason for it",
    )
    SIMILAR_EVENTS = (
        "the events “{event}” and “{other}” are similar ({similar}), so the rate of one tells of the other",
        "exchange one of them: the same participants meet both",
    )
    RETEST_LIKE_PRACTISED = (
        "the retest event “{event}” is similar ({similar}) to “{other}”, whose rate is shown in the practice",
        "exchange one of them: the rate of a retest event is not to be known",
    )
    CATEGORY_ALONE = (
        "the category “{category}” has one event, and “{near}” has several",
        "look for a slip in its name",
    )
    UNDOCUMENTED_RATES = (
        "{rates} of the {events} rates that the study may show are undocumented",
        "replace them, or accept this with the reason for it",
    )
    READ_AND_UNDOCUMENTED = (
        "the rate of “{event}” is {evidence}, and undocumented all the same{more}",
        "write how strong its source is: strong, medium or weak; or evidence: legacy, or own",
    )
    ADDRESS_NOT_WHOLE = (
        "“{url}” is no address at which readers find a source",
        "write it whole, with the name of the site and without a port, as in https://www.insee.fr",
    )
    SIMILAR_TO_NONE = (
        "no other event is similar: {similar}, so it keeps nothing apart",
        "{meant}",
    )
    UNTRANSLATED = ("“{language}” has the same words as “{other}”", "translate one of them")
    LANGUAGES_SWAPPED = ("the words in “{language}” and “{other}” seem to have changed places", "exchange them")
    OTHER_LANGUAGE = ("the words in “{language}” seem to be in “{other}”", "translate them, or look at the key")
    UNFINISHED_TEXT = ("“{words}” stands in the text, as in one that is not finished{more}", "finish it")
    MARKUP_SHOWN = (
        "“{words}” is shown as it stands here: the task knows plain text only",
        "leave it out; an empty line begins a new paragraph",
    )
    PLACE_IN_OTHER_BRACKETS = (
        "“{words}” is shown as it stands here: no figure is put in its place",
        "write {place}, in braces, if the figure is meant",
    )
    PLACE_TWICE = (
        "the place {place} stands here twice",
        "look whether another figure is meant at one of them",
    )
    PLACES_DIFFER = (
        "the text in “{language}” has no {place}, and that in “{other}” has one",
        "put the figure into both, or into neither",
    )
    READ_IN_ANOTHER_ENCODING = (
        "“{words}” looks like letters with accents that a program has read in the wrong encoding, and saved so",
        "go back to the file as it was before, and open it as UTF-8",
    )
    TEXT_CUT_OFF = (
        "after a space, # begins a comment: what follows is no part of the text before it",
        'put the text in quotes if it is: "No. #2"',
    )
    LINES_NOT_JOINED = (
        "the line that ends in “{line}” stays a line of its own on the screen, and ends within a sentence",
        "write the text under >-, with every line set in alike; an empty line begins a new paragraph",
    )
    FRENCH_TYPOGRAPHY = ("“{words}”: French has {rule}", "write it so")
    PAGE_CONTRADICTS = (
        "the page “{page}” says {says}: in this study it is not so",
        "show another page, or change its words",
    )
    QUESTION_OF_OTHER_EVENTS = (
        "“{question}” is asked at the end, and no event of the study is of that kind",
        "ask “{other}” in its place, or look at valence: of the events",
    )
    ANSWER_CONTRADICTS = (
        "what counts as the right answer to “{question}” is not right in this study, by the order of its screens",
        "ask another question, or correct its answers",
    )
    EXPLAINED_OTHERWISE = (
        "answer {right} counts as the right one to “{question}”, and the explanation says what answer {other} does",
        "write right: {other}, or change the explanation",
    )
    ANSWERS_ALIKE = (
        "answers {one} and {other} to “{question}” are the same in “{language}”",
        "write another answer, or take one out and look at right:",
    )
    RATE_IN_WORDS = (
        "the words of “{event}” hold its base rate, {rate}, which is read before the first estimate",
        "take the figure out of them",
    )
    WRITTEN_UNLIKE_OTHERS = (
        "“{words}” {how}, unlike the other events{more}",
        "write all of them alike",
    )
    NO_OPENING = (
        "no page at the beginning says what is to be done",
        "name pages under opening:, if they have not been lost",
    )
    UNUSED_TEXTS = ("no screen of the study shows: {texts}", "take them out, or look for a slip where they are named")
    SESSION_LONGER_THAN_STATED = (
        "the page “{page}” says {stated:minute}, and a session of {visit} takes about {minutes}",
        "change its words",
    )
    ACCEPTED_NEEDLESSLY = ("the warning “{code}” is accepted, and there is none", "take the line out")


@unique
class Change(Coded):
    """What has changed in the files of a study since its last session, and what follows."""

    ANOTHER_STUDY = (
        "{key} was {was}, and is {now}",
        "to the program this is another study: those enrolled and their sessions are not found under the new name",
    )
    DRAWN_ANEW = (
        "{key} was {was}, and is {now}",
        "whoever is enrolled from now on has other orders of lists, and every session to come other orders of trials",
    )
    ENROLLED = (
        "{key} was {was}, and is {now}",
        "look at each participant who is enrolled: visits, lists and codes are held against the files as they are now",
    )
    SESSIONS_DIFFER = ("{key} was {was}, and is {now}", "sessions before and after differ: analyse them apart")
    EVENTS_DIFFER = (
        "{key} was {was}, and is {now}",
        "participants before and after have met other events or rates: analyse them apart",
    )
    ORDER_DIFFERS = (
        "{key} was {was}, and is {now}: the same events in another order",
        "sessions to come draw other orders than they would have drawn; where order: fixed, they show this one",
    )
    WORDS_DIFFER = ("{key} was {was}, and is {now}", "participants before and after have read other words")
    CANNOT_BE_SAID = (
        "the files of the study are others than at its last session, and those of that session cannot be read",
        "have {lab} verify look at the data folder",
    )
    NOTHING_SHOWN = ("{key} was {was}, and is {now}", "nothing that a participant meets has changed")
