"""What is wrong in study files: each fault of the catalogue is provoked by an edit that a researcher may make."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import pytest
from pydantic import Field

from experiment.config.assumptions import load_assumptions
from experiment.config.display_file import load_displays
from experiment.config.event_bank import load_bank
from experiment.config.explain import build
from experiment.config.faults import Fault
from experiment.config.mistakes import StudyMistakes
from experiment.config.model import Model
from experiment.config.yaml_source import read_yaml
from tests.instruments.systems import WINDOWS, make_link
from tests.unit.config.study_copies import ASSUMPTIONS, DISPLAYS, EVENTS, STUDY, TEXTS, StudyCopy

Break = Callable[[StudyCopy], object]

_SELF = "      - estimate: {of: self, deadline_s: 8.0}             # G13; O20: 6 s\n"
_PRACTICE = """practice:
  events: practice            # which events: assumed
  trials: 3                   # G13, O20
  pages: [practice]
"""
_RATE = "      - base_rate: {duration_s: 2.0}                      # G13, O20\n"


def edit(file: Path, *pairs: tuple[str, str]) -> Break:
    """Replace texts of one file."""

    def change(copy: StudyCopy) -> None:
        for old, new in pairs:
            copy.edit(file, old, new)

    return change


def seed(value: str) -> Break:
    """Give the seed another value."""
    return edit(STUDY, ("seed: 20221005", f"seed: {value}"))


def whole(content: bytes) -> Break:
    """Put something else in the place of the study file."""
    return lambda copy: (copy.folder / STUDY).write_bytes(content)


def event_text(text: str) -> Break:
    """Give an event another French text."""
    return edit(EVENTS, ("fr: Brûlure de la peau", f"fr: {text}"))


def both(*breaks: Break) -> Break:
    """Do one after the other."""
    return lambda copy: [change(copy) for change in breaks]


def phases(*order: int) -> Break:
    """Keep these phases, in this order; a phase may come twice."""

    def change(copy: StudyCopy) -> None:
        study = copy.text(STUDY)
        first, second = study.index("  - order: random"), study.rindex("  - order: random")
        end = study.index("afterwards:   ")
        parts = [study[first:second], study[second:end]]
        copy.write(STUDY, study[:first] + "".join(parts[n] for n in order) + study[end:])

    return change


def without(start: str, end: str, instead: str = "") -> Break:
    """Take a part of the study file out, from one text to the next."""

    def change(copy: StudyCopy) -> None:
        study = copy.text(STUDY)
        copy.write(STUDY, study[: study.index(start)] + instead + study[study.index(end) :])

    return change


def without_the_words_of(question: str) -> Break:
    """Take the words of one question at the end out of the file of texts."""

    def change(copy: StudyCopy) -> None:
        texts = copy.text(TEXTS)
        start = texts.index(f"  {question}:\n", texts.index("afterwards:"))
        copy.write(TEXTS, texts[:start] + texts[texts.index("rating_hint:") :])

    return change


def a_folder_for_events(copy: StudyCopy) -> None:
    (copy.folder / EVENTS).unlink()
    (copy.folder / EVENTS).mkdir()


def far_events(copy: StudyCopy) -> None:
    """Move the events out of the folders beside the study."""
    (copy.folder / EVENTS).rename(copy.folder.parent / EVENTS.name)
    copy.edit(STUDY, "../stimuli/events/", "../../")


_ROWS = """\
id,category,text_es,base_rate_pct,definition,period,population,source,evidence,strength
wallet_loss,crime,Perder la cartera,34,d,a year,p,s,own,weak
flat_tyre,travel,Pinchar una rueda,41,d,a year,p,s,own,weak
"""


def table(content: str, name: str = "bank.csv") -> Break:
    """Put a table of events beside the study."""
    return lambda copy: copy.write(Path(name), content)


def texts_by_a_link(copy: StudyCopy) -> None:
    """Let the file of texts be a link to one that is no study file by its name."""
    file = copy.folder / TEXTS
    make_link(file, file.rename(file.with_suffix(".txt")))


def swapped(copy: StudyCopy) -> None:
    """Let the last line of a text and the one that begins the next change places."""
    lines = copy.text(TEXTS).split("\n")
    place = lines.index("    hidden:")
    lines[place - 1 : place + 1] = lines[place], lines[place - 1]
    copy.write(TEXTS, "\n".join(lines))


PROVOCATIONS: dict[Fault, Break] = {
    Fault.DASH_TOO_MANY: edit(EVENTS, ("    category: accident", "  - category: accident")),
    Fault.DASH_BEFORE_KEY: edit(EVENTS, ("    category: accident", "    - category: accident")),
    Fault.DASHES_TWO: edit(EVENTS, ("  - id: skin_burn", "  - - id: skin_burn")),
    Fault.LINES_SWAPPED: swapped,
    Fault.TEXT_BELOW_THE_NEXT: edit(TEXTS, ("welcome_back:\n  fr: >-\n", "  fr: >-\nwelcome_back:\n")),
    Fault.KEY_BEFORE_ENTRIES: edit(TEXTS, ("      answers:\n", "      answers:\n        en: x\n")),
    Fault.COMMA_AT_END: edit(STUDY, ("languages: [fr, en]", "languages: [fr, en],")),
    Fault.DASH_IN_LINE: edit(STUDY, ("closing: [thanks]", "closing: - thanks")),
    Fault.NOT_A_COMMA: edit(STUDY, ("uniform: [1.0, 2.0]", "uniform: [1.0; 2.0]")),
    Fault.SEMICOLON_IN_BRACES: edit(STUDY, ("{minimum: 1, maximum: 6}", "{minimum: 1; maximum: 6}")),
    Fault.KEYS_WITHOUT_BRACES: edit(STUDY, ("reviewed: null", "reviewed: role: lead, date: 2026-11-23")),
    Fault.TEXT_BEGINS_WITH_SIGN: event_text("% Brûlure"),
    Fault.COMMENT_FOR_VALUE: event_text("# Brûlure"),
    Fault.MISREAD_TEXT: edit(EVENTS, ("population: UK/US, before 2013", "population: no")),
    Fault.MISREAD_VALUE: seed("010"),
    Fault.SET_IN_TOO_FAR: edit(EVENTS, ("    base_rate_pct: 57", "      base_rate_pct: 57")),
    Fault.COLUMNS_NAMED_BELOW: table(f"Sucesos,,\n{_ROWS}"),
    Fault.COLUMNS_NAMED_AGAIN: table(_ROWS + _ROWS.partition("\n")[0] + "\n"),
    Fault.ROW_OF_NO_EVENT: table(f"{_ROWS},,,75,,,,,,\n"),
    Fault.FORMULA_FAILED: table(_ROWS.replace("Perder la cartera", "#REF!")),
    Fault.CELL_EMPTY: table(_ROWS.replace("Perder la cartera", "")),
    Fault.LETTER_FOR_DIGIT: edit(EVENTS, ("base_rate_pct: 57", "base_rate_pct: 4O")),
    Fault.LANGUAGE_NAMED_OTHERWISE: edit(STUDY, ("[fr, en]", "[fr, gb]")),
    Fault.NAME_MISSPELT: edit(TEXTS, ("  rest:\n", "  reste:\n")),
    Fault.NOT_NAMED_AS_YAML: texts_by_a_link,
    Fault.FILE_MISSING: lambda copy: (copy.folder / STUDY).unlink(),
    Fault.FILE_UNREADABLE: edit(STUDY, ("events/adverse.yaml", f"{'long/' * 1000}adverse.yaml")),
    Fault.NOT_A_FILE: a_folder_for_events,
    Fault.FILE_TOO_LARGE: lambda copy: os.truncate(copy.folder / EVENTS, 10**9),
    Fault.MANY_MORE: edit(STUDY, ("closing:", "".join(f"key_{n}: 1\n" for n in range(501)) + "closing:")),
    Fault.FILE_FAR_AWAY: far_events,
    Fault.FILE_IN_OTHER_LETTERS: edit(STUDY, ("events/adverse.yaml", "events/Adverse.yaml")),
    Fault.FILE_NOT_PORTABLE: edit(STUDY, ("events/adverse.yaml", "aux/adverse.yaml")),
    Fault.FILE_EMPTY: whole(b"# nothing\n"),
    Fault.NOT_UTF8: whole("é: 1".encode("latin-1")),
    Fault.CHARACTER_NOT_TEXT: seed('"a\x07"'),
    Fault.CHARACTER_UNSEEN: event_text("Brû\u00adlure"),
    Fault.LOOSE_MARK: event_text("Bru\u0336lure"),
    Fault.READ_AS_FORMULA: event_text('"=HYPERLINK(A1)"'),
    Fault.MERGE_CONFLICT: edit(STUDY, ("seed: 20221005", "<<<<<<< HEAD\nseed: 20221005")),
    Fault.QUOTE_NOT_CLOSED: edit(STUDY, ('[0-9]{3}"', "[0-9]{3}")),
    Fault.QUOTE_OF_A_WORD_PROCESSOR: edit(STUDY, ('pattern: "[A-Z]{2,3}"', "pattern: “[A-Z]{2,3}”")),
    Fault.QUOTE_WITHIN_TEXT: edit(EVENTS, ("fr: Brûlure de la peau", 'fr: "Brûlure" de la peau')),
    Fault.BACKSLASH: edit(EVENTS, ("fr: Brûlure de la peau", 'fr: "Brûlure\\de la peau"')),
    Fault.SPACE_NOT_PLAIN: edit(STUDY, ("    list: 1\n", "\u00a0   list: 1\n")),
    Fault.DASH_NOT_PLAIN: edit(STUDY, ("- event: {", "– event: {")),
    Fault.DASH_WITHOUT_SPACE: edit(STUDY, ("- event: {", "-event: {")),
    Fault.DASH_MISSING: edit(STUDY, ("      - event: {", "      event: {")),
    Fault.DASH_FORGOTTEN: edit(EVENTS, ("  - id: witness_accident", "    id: witness_accident")),
    Fault.COLON_WITHOUT_SPACE: edit(STUDY, ("- estimate: {of", "- estimate:{of")),
    Fault.COLON_MISSING: edit(STUDY, ("task: beliefupdate", "task beliefupdate")),
    Fault.TEXT_NOT_INDENTED: edit(TEXTS, ("      Let us begin", "    Let us begin")),
    Fault.INDENTED_TOO_FAR: edit(EVENTS, ("      en: Burn to", "        en: Burn to")),
    Fault.LEFT_OF_ITS_ENTRY: edit(EVENTS, ("    note: mean of the two legacy", "  note: mean of the two legacy")),
    Fault.FURTHER_IN: edit(STUDY, ("  baseline:                   #", "    baseline:                   #")),
    Fault.LESS_FAR_IN: edit(STUDY, ("  patient:\n", "patient:\n")),
    Fault.INDENTED_ELSEWHERE: edit(STUDY, ("  minimum_pct: 3 ", " minimum_pct: 3 ")),
    Fault.BRACKET_NOT_CLOSED: edit(STUDY, ("[fr, en]", "[fr, en")),
    Fault.COMMA_IN_NUMBERS: edit(STUDY, ("[1.0, 2.0]", "[1,5]")),
    Fault.COMMA_WITHIN_TEXT: edit(TEXTS, ("fr: La gravité de", "fr: La gravité, ou non de")),
    Fault.TAB: edit(STUDY, ("  events: ../", "\tevents: ../")),
    Fault.BARE_COLON: seed("a b: c"),
    Fault.BARE_SIGN: edit(STUDY, ("closing:", "@home: 1\nclosing:")),
    Fault.NOT_YAML: whole(b"%YAML 3.0\n---\na: 1\n"),
    Fault.SECOND_DOCUMENT: edit(STUDY, ("closing: [thanks]", "closing: [thanks]\n---\n")),
    Fault.NESTED_TOO_DEEPLY: seed("[" * 60),
    Fault.ALIAS: seed("*x"),
    Fault.ANCHOR: seed("&x 1"),
    Fault.TAG: seed("!x 1"),
    Fault.MERGE_KEY: edit(STUDY, ("closing:", "<<: {a: 1}\nclosing:")),
    Fault.KEY_NOT_TEXT: edit(STUDY, ("closing:", "1: a\nclosing:")),
    Fault.KEY_TWICE: edit(STUDY, ("closing:", "seed: 2\nclosing:")),
    Fault.KEYS_COME_AGAIN: edit(EVENTS, ("  - id: witness_accident\n", "")),
    Fault.NO_SUCH_DAY: edit(STUDY, ("reviewed: null", "reviewed: {role: PI, date: 2026-02-30}")),
    Fault.READ_AS_TRUE_OR_FALSE: edit(DISPLAYS, ("default: any", "default: no")),
    Fault.READ_IN_BASE_60: edit(DISPLAYS, ("default: any", "default: 1:30")),
    Fault.READ_AS_OCTAL: edit(DISPLAYS, ("default: any", "default: 010")),
    Fault.UNUSUAL_NUMBER: edit(DISPLAYS, ("default: any", "default: 1_000")),
    Fault.READ_AS_MOMENT: edit(DISPLAYS, ("default: any", "default: 2026-12-01T10:00:00")),
    Fault.NOT_READ_AS_TEXT: seed("NULL"),
    Fault.KEY_UNKNOWN: edit(STUDY, ("closing:", "seeds: 1\nclosing:")),
    Fault.NOT_A_LANGUAGE: edit(EVENTS, ("fr: Brûlure", "french: Brûlure")),
    Fault.VALUE_MISSING: edit(
        STUDY, ("- estimate: {of: self, deadline_s: 8.0}", "- estimate: {of: self, deadline_s: }")
    ),
    Fault.SPACE_OR_COLON_MISSING: edit(STUDY, ("- event: {", "- event {")),
    Fault.KEY_IN_ANOTHER_UNIT: edit(STUDY, ("event: {duration_s: 4.0}", "event: {duration_ms: 4000}")),
    Fault.NOT_SET_IN: edit(EVENTS, ("      fr: Brûlure", "    fr: Brûlure"), ("      en: Burn to", "    en: Burn to")),
    Fault.HEAD_LOST: edit(STUDY, ("estimate:\n", "")),
    Fault.PLACE_WITHOUT_QUOTES: edit(TEXTS, ('{fr: "{value} %"', "{fr: {value} %")),
    Fault.NOT_A_TABLE: table("", "bank.xlsx"),
    Fault.TABLE_EMPTY: table(""),
    Fault.TABLE_NOT_UTF8: lambda copy: (copy.folder / "bank.csv").write_bytes("é".encode("latin-1")),
    Fault.TABLE_WITHOUT_ROWS: table(_ROWS.partition("\n")[0]),
    Fault.COLUMNS_NOT_NAMED: table(_ROWS.partition("\n")[2]),
    Fault.ROWS_IN_ONE_CELL: table("".join(f'"{line}"\n' for line in _ROWS.splitlines())),
    Fault.ROW_PARTED_OTHERWISE: table(_ROWS.replace(",", ";", _ROWS.partition("\n")[0].count(","))),
    Fault.FILE_ENDS_EARLY: whole(b"study: cut\ntask: beliefupdate\n"),
    Fault.SIGN_OF_ANOTHER_PROGRAM: edit(STUDY, ("closing:", "// our own\nclosing:")),
    Fault.COMMA_MISSING: edit(TEXTS, ('"Espace ou Entrée : continuer", en:', '"Espace ou Entrée : continuer" en:')),
    Fault.COMMA_TWICE: edit(STUDY, ("names: [A, B, C]", "names: [A, , B, C]")),
    Fault.TEXT_BESIDE_ITS_SIGN: edit(TEXTS, ("    fr: >-\n      Bonjour", "    fr: >- Bonjour")),
    Fault.FILE_COMES_AGAIN: lambda copy: copy.write(STUDY, copy.text(STUDY) * 2),
    Fault.TABLE_ON_ITS_SIDE: table("\n".join(f"{name},1,2" for name in _ROWS.partition("\n")[0].split(","))),
    Fault.TABLE_OF_MARKDOWN: table("".join(f"| {line} |\n".replace(",", " | ") for line in _ROWS.splitlines())),
    Fault.PHASE_COPIED: lambda copy: copy.write(
        STUDY, re.sub(r"(?s)(?<=phases:\n)(  - order: .*?\n)(?=\n  - order)", r"\1\n\1", copy.text(STUDY))
    ),
    Fault.FILE_OF_A_PROGRAM: whole(b"PK\x03\x04"),
    Fault.FILE_OF_ANOTHER_KIND: edit(STUDY, ("stimuli/events/adverse.yaml", "stimuli/texts/belief_update.yaml")),
    Fault.FILES_EXCHANGED: edit(
        STUDY,
        ("events: ../stimuli/events/adverse.yaml", "events: ../stimuli/texts/belief_update.yaml"),
        ("texts: ../stimuli/texts/belief_update.yaml\nseed", "texts: ../stimuli/events/adverse.yaml\nseed"),
    ),
    Fault.COLUMN_UNKNOWN: table(_ROWS.replace("text_es", "texto_es")),
    Fault.COLUMN_MISSING: table(_ROWS.replace(",strength", "").replace(",weak", "")),
    Fault.COLUMN_TWICE: table(_ROWS.replace("strength", "strength,strength").replace("weak", "weak,weak")),
    Fault.ROW_TOO_LONG: table(_ROWS.replace("Perder la cartera", "Perder la cartera, o el bolso")),
    Fault.DECIMAL_COMMA: edit(STUDY, ("pages_minimum_s: 0.5", "pages_minimum_s: 0,5")),
    Fault.NUMBER_WITH_UNIT: edit(STUDY, ("duration_s: 4.0", "duration_s: 4 s")),
    Fault.NUMBER_IN_QUOTES: seed('"20221005"'),
    Fault.WORD_IN_QUOTES: edit(STUDY, ("with_base_rate: true", 'with_base_rate: "true"')),
    Fault.PERCENT_FOR_SHARE: edit(STUDY, ("closing: [", "quality: {missed_max_share: 20}\nclosing: [")),
    Fault.RANGE_AS_TEXT: edit(STUDY, ("duration_s: 4.0", "duration_s: 1-2")),
    Fault.RANGE_WITHOUT_NAME: edit(STUDY, ("duration_s: 4.0", "duration_s: [1, 2]")),
    Fault.NOT_A_PLACE: edit(STUDY, ("list: 1\n", "list: A\n")),
    Fault.NO_LANGUAGE: edit(
        TEXTS, ('go_on: {fr: "Espace ou Entrée : continuer", en: "Space or Enter: continue"}', "go_on: {}")
    ),
    Fault.KEY_MISSING: edit(STUDY, ("seed: 20221005", "")),
    Fault.NOT_A_WHOLE_NUMBER: seed("1.5"),
    Fault.NOT_A_NUMBER: edit(STUDY, ("duration_s: 4.0", "duration_s: long")),
    Fault.NOT_TEXT: event_text("12"),
    Fault.NOT_TRUE_OR_FALSE: edit(STUDY, ("with_base_rate: true", "with_base_rate: 1")),
    Fault.NOT_A_LIST: edit(STUDY, ("closing: [thanks]", "closing: thanks")),
    Fault.NOT_A_SET_OF_KEYS: edit(STUDY, ("  ratings: {", "  scales: 7\n  ratings: {")),
    Fault.TABLE_FOR_EVENTS: edit(STUDY, ("../stimuli/events/adverse.yaml", "events.csv")),
    Fault.LIST_WITHIN_ANOTHER: edit(EVENTS, ("\n  B:\n", "\n")),
    Fault.BASE_RATES_NOT_ANSWERABLE: edit(STUDY, ("maximum_pct: 77", "maximum_pct: 60")),
    Fault.NOT_BY_LANGUAGE: edit(TEXTS, ("title: {fr: Pause, en: Pause}", "title: Pause")),
    Fault.LIST_FOR_ONE: edit(EVENTS, ("category: accident", "category: [accident]")),
    Fault.NOT_ITS_KEYS: edit(STUDY, ("reviewed: null", "reviewed: 2026-12-01")),
    Fault.NOT_A_DATE: edit(STUDY, ("reviewed: null", "reviewed: {role: PI, date: soon}")),
    Fault.TOO_SMALL: edit(STUDY, ("attempts: 2", "attempts: 0")),
    Fault.TOO_LARGE: edit(STUDY, ("attempts: 2", "attempts: 99999999999")),
    Fault.RATINGS_TOO_WIDE: edit(STUDY, ("ratings: {minimum: 1, maximum: 6}", "ratings: {minimum: 0, maximum: 10}")),
    Fault.TIME_TOO_SHORT: edit(STUDY, ("deadline_s: 8.0", "deadline_s: 0.001")),
    Fault.TIME_TOO_LONG: edit(STUDY, ("duration_s: 4.0", "duration_s: 4000")),
    Fault.LOOKS_PERSONAL: edit(STUDY, ("reviewed: null", "reviewed: {role: Dr Dupont, date: 2026-01-01}")),
    Fault.REVIEWED_TOO_EARLY: edit(STUDY, ("reviewed: null", "reviewed: {role: PI, date: 1875-01-01}")),
    Fault.REVIEWED_LATER: edit(STUDY, ("reviewed: null", "reviewed: {role: PI, date: 2199-01-01}")),
    Fault.RATE_TWICE: edit(STUDY, (_RATE, 2 * _RATE)),
    Fault.TOO_FEW: edit(STUDY, ("uniform: [1.0, 2.0]", "uniform: [1.0]")),
    Fault.TOO_MANY: edit(STUDY, ("uniform: [1.0, 2.0]", "uniform: [1.0, 2.0, 3.0]")),
    Fault.NOTHING_WRITTEN: edit(STUDY, ("reviewed: null", 'reviewed: {role: "", date: 2026-12-01}')),
    Fault.OF_ANOTHER_FORM: edit(STUDY, ("reviewed: null", 'reviewed: {role: PI, date: 2026-01-01, hash: "abc"}')),
    Fault.NOT_ONE_OF: edit(STUDY, ("confirm: enter", "confirm: perhaps")),
    Fault.NOT_A_NAME: edit(STUDY, ("study: ketamine", "study: the study")),
    Fault.NOT_A_LABEL: edit(STUDY, ("task: beliefupdate", "task: belief_update")),
    Fault.NOT_A_PATH: edit(STUDY, ("../stimuli/events/adverse.yaml", "/adverse.yaml")),
    Fault.NOT_A_PATTERN: edit(STUDY, ('"[A-Z]{2}[0-9]{3}"', '"[A-Z"')),
    Fault.PATTERN_NOT_OF_CODES: edit(STUDY, ('"[A-Z]{2}[0-9]{3}"', '"P_[0-9]{3}"')),
    Fault.PATTERN_OF_NO_CODE: edit(STUDY, ('"[A-Z]{2}[0-9]{3}"', '""')),
    Fault.PATTERN_READ_OTHERWISE: edit(STUDY, ('"[A-Z]{2}[0-9]{3}"', '"[0-9]{4}"')),
    Fault.READ_OTHERWISE: edit(STUDY, ("arms:", "sites: [paris, MAR1]\narms:")),
    Fault.SITE_TWICE: edit(STUDY, ("arms:", "sites: [paris, Paris]\narms:")),
    Fault.PATTERN_TOO_INVOLVED: edit(STUDY, ('"[A-Z]{2}[0-9]{3}"', '"(([A-Z]+)*)*0"')),
    Fault.READ_AS_MISSING: event_text("NA"),
    Fault.NO_WORDS: event_text('""'),
    Fault.BRACKET_TOO_MANY: edit(STUDY, ("event: {duration_s: 4.0}", "event: {duration_s: 4.0}}")),
    Fault.COMMENT_IN_BRACKETS: edit(TEXTS, ("en: That is right.}", "en: That is #1 right.}")),
    Fault.HEAD_IN_COMMENT: edit(STUDY, ("\npractice:\n", "\n#practice:\n")),
    Fault.NOTHING_ABOVE: edit(TEXTS, ("\npages:\n", "\n")),
    Fault.DASH_FOR_KEY: edit(TEXTS, ("    participant_wish: {", "    - {")),
    Fault.COLON_NOT_PLAIN: edit(STUDY, ("task: ", "task\uff1a ")),
    Fault.NOT_IN_THE_FONT: event_text("火傷"),
    Fault.RIGHT_TO_LEFT: event_text("حرق"),
    Fault.RANGE_EMPTY: edit(STUDY, ("maximum_pct: 77", "maximum_pct: 3")),
    Fault.START_OF_TYPED_ANSWER: edit(STUDY, ("input: slider", "input: typed"), ("start_pct: null", "start_pct: 50")),
    Fault.START_OUTSIDE_RANGE: edit(STUDY, ("start_pct: null", "start_pct: 90")),
    Fault.NOTHING_TO_DRAW: edit(STUDY, ("uniform: [1.0, 2.0]", "uniform: [2.0, 1.0]")),
    Fault.NOT_ONE_SCREEN: edit(STUDY, ("- event: {duration_s: 4.0}   ", "- {}")),
    Fault.ONE_DURATION: edit(STUDY, ("[1.0, 2.0]", "[2.0, 2.0]")),
    Fault.SCREENS_IN_ONE_ENTRY: edit(STUDY, ("      - event: {", "        event: {")),
    Fault.SCREEN_WITHOUT_TIME: edit(STUDY, ("base_rate: {duration_s: 2.0}", "base_rate: {}")),
    Fault.FILE_NAMED_MISSING: edit(STUDY, ("events/adverse.yaml", "events/advers.yaml")),
    Fault.WARNING_UNKNOWN: edit(STUDY, ("accepted_warnings:", "accepted_warnings:\n  same-word: they are two")),
    Fault.TEXT_NEEDED: edit(TEXTS, ("  move: {", "#  move: {")),
    Fault.PHASE_WITHOUT_SCREENS: edit(STUDY, ("afterwards:   ", "  - order: random\nafterwards:   ")),
    Fault.HALF_A_BREAK: edit(STUDY, ("    break_page: half_way\n", "")),
    Fault.EXPERIMENTER_LANGUAGE_UNKNOWN: edit(STUDY, ("experimenter_language: fr", "experimenter_language: de")),
    Fault.LANGUAGE_TWICE: edit(STUDY, ("[fr, en]", "[fr, en, fr]")),
    Fault.NO_ARM: without("arms:   ", "visits:   ", instead="arms: {}\n\n"),
    Fault.VISITS_ALIKE: edit(
        STUDY,
        ("visits: [baseline, day7]", "visits: [baseline, day7, Day7]"),
        ("  baseline:   ", "  Day7: {list: 2, afterwards: []}\n  baseline:   "),
    ),
    Fault.VISIT_TWICE: edit(STUDY, ("[baseline, post4h, day7]", "[baseline, post4h, day7, baseline]")),
    Fault.NO_SUCH_VISIT: edit(STUDY, ("[baseline, post4h, day7]", "[baseline, post4h, day7, day30]")),
    Fault.VISIT_OF_NO_ARM: edit(STUDY, ("  baseline:   ", "  day30: {list: 3, afterwards: []}\n  baseline:   ")),
    Fault.NO_LIST_IN_PLACE: edit(STUDY, ("list: 3\n", "list: 4\n")),
    Fault.LIST_REPEATED: edit(STUDY, ("list: 3\n", "list: 1\n")),
    Fault.WINDOW_NOT_IN_ONE_UNIT: edit(STUDY, ("due_h: 4", "due_d: 4")),
    Fault.WINDOW_EMPTY: edit(STUDY, ("[3.5, 5]", "[5, 3.5]")),
    Fault.DUE_OUTSIDE_WINDOW: edit(STUDY, ("due_h: 4", "due_h: 6")),
    Fault.ALSO_WITHOUT_AFTER: edit(STUDY, ("    after: {anchor: infusion3_end", "    # {")),
    Fault.BEFORE_AND_AFTER: edit(STUDY, ("list: 2\n", "list: 2\n    before: infusion1_end\n")),
    Fault.TIME_ZONE_MISSING: edit(STUDY, ("time_zone: Europe/Paris", "")),
    Fault.TIME_ZONE_UNKNOWN: edit(STUDY, ("time_zone: Europe/Paris", "time_zone: Europe/Pari")),
    Fault.ANCHOR_TWICE: edit(STUDY, ("infusion3_end]", "infusion3_end, infusion1_end]")),
    Fault.ANCHOR_OF_A_VISIT: edit(STUDY, ("infusion3_end]", "infusion3_end, day7_start]")),
    Fault.ANCHOR_UNKNOWN: edit(STUDY, ("also: {anchor: infusion1_end", "also: {anchor: infusion_1_end")),
    Fault.ANCHOR_OF_NO_ARM: edit(STUDY, ("before: infusion1_end", "before: infusion_1_end")),
    Fault.ANCHORS_MISSING: edit(STUDY, ("    anchors: [infusion1_end, infusion3_end] ", "#")),
    Fault.FIRST_CALLED_SECOND: edit(STUDY, ("    first_estimate:\n", "    second_estimate:\n")),
    Fault.WINDOW_OF_NO_VISIT: edit(STUDY, ("day7: {anchor: baseline_start", "post4h: {anchor: baseline_start")),
    Fault.VISIT_OUT_OF_ORDER: edit(STUDY, ("[baseline, post4h, day7]", "[post4h, baseline, day7]")),
    Fault.LIST_TWICE: edit(STUDY, ("names: [A, B, C]", "names: [A, B, C, A]")),
    Fault.NO_FIRST_ESTIMATE: both(phases(1), edit(STUDY, (_PRACTICE, ""))),
    Fault.NO_OWN_ESTIMATE: edit(STUDY, (_SELF, "")),
    Fault.PHASE_TWICE: both(phases(0, 1, 1), edit(STUDY, ("pages: [second_phase]", "pages: [rest]"))),
    Fault.QUESTION_TWICE: edit(STUDY, ("of: population", "of: self")),
    Fault.QUESTION_WITHOUT_RANGE: edit(STUDY, ("of: population", "of: confidence")),
    Fault.QUESTION_FIRST: edit(
        STUDY,
        ("      - fixation: {duration_s: {uniform: [1.0, 2.0]}}     # assumed; G13: 1 s\n", ""),
        ("      - event: {duration_s: 4.0}                          # G13, O20\n", ""),
    ),
    Fault.PHASE_AFTER_RATES: phases(1, 0),
    Fault.ESTIMATE_AFTER_RATE: edit(
        STUDY, ("- event: {duration_s: 4.0} ", "- event: {duration_s: 4.0, with_base_rate: true} ")
    ),
    Fault.ESTIMATE_BEFORE_RATE: edit(STUDY, (_RATE, ""), (", with_base_rate: true", "")),
    Fault.NOTHING_TO_PRACTISE: phases(1),
    Fault.LIST_UNKNOWN: edit(STUDY, ("names: [A, B, C]", "names: [A, B, D]")),
    Fault.LISTS_OF_ANOTHER_SIZE: edit(STUDY, ("events_per_list: 40", "events_per_list: 20")),
    Fault.LIST_OF_ANOTHER_SIZE: edit(STUDY, ("names: [A, B, C]", "names: [A, B, spare]")),
    Fault.PRACTICE_WITH_STUDY_LIST: edit(STUDY, ("events: practice", "events: B")),
    Fault.TOO_MUCH_PRACTICE: edit(STUDY, ("trials: 3 ", "trials: 7 ")),
    Fault.RETEST_WITH_OTHER_LIST: edit(STUDY, ("closing:", "retest: {events: practice, trials: 1}\nclosing:")),
    Fault.TOO_FEW_RETEST_EVENTS: edit(STUDY, ("closing:", "retest: {events: retest, trials: 7}\nclosing:")),
    Fault.RETEST_WITHOUT_WORDS: both(
        edit(STUDY, ("closing:", "retest: {events: retest, trials: 6}\nclosing:")),
        edit(TEXTS, ("  not_shown: {", "# {")),
    ),
    Fault.EVENT_SENSITIVE: edit(EVENTS, ("category: accident", "category: accident\n    sensitive: it may hurt")),
    Fault.EVENT_NOT_SENSITIVE: edit(STUDY, ("closing:", "sensitive_events: [skin_burn]\nclosing:")),
    Fault.EVENT_TWICE: edit(EVENTS, ("id: witness_accident", "id: skin_burn")),
    Fault.BASE_RATE_NOT_ANSWERABLE: edit(EVENTS, ("base_rate_pct: 57", "base_rate_pct: 78")),
    Fault.EVENT_WITHOUT_LANGUAGE: edit(EVENTS, ("\n      fr: Brûlure de la peau\n", "\n")),
    Fault.LANGUAGE_WITHOUT_TEXTS: edit(STUDY, ("[fr, en]", "[fr, en, de]")),
    Fault.TEXT_WITHOUT_LANGUAGE: edit(TEXTS, ("title: {fr: Pause, en: Pause}", "title: {fr: Pause}")),
    Fault.REASON_WITHOUT_WORDS: edit(TEXTS, ("    clinical: {", "    #")),
    Fault.MINIMUM_OF_A_TIMED_SCREEN: edit(
        STUDY, ("event: {duration_s: 4.0}", "event: {duration_s: 4.0, minimum_s: 1.0}")
    ),
    Fault.ASKED_TWICE: edit(STUDY, ("already_happened, figure]", "figure, figure]")),
    Fault.NO_COMPREHENSION_QUESTION: edit(STUDY, ("already_happened, figure]", "already_happened, figures]")),
    Fault.VISIT_WITHOUT_AFTERWARDS: edit(STUDY, ("    afterwards: [memory]      # assumed", "    # assumed")),
    Fault.ASKED_WITHOUT_AFTERWARDS: without("afterwards:   ", "closing:"),
    Fault.SHARES_OF_SOMEBODY_EXCEED_1: edit(
        ASSUMPTIONS, ("rounds_to_10: {value: 0.23", "rounds_to_10: {value: 0.23, between_sd: 0.4")
    ),
    Fault.DIFFER_TOO_MUCH: edit(ASSUMPTIONS, ("misses: {value: 0.015", "misses: {value: 0.015, between_sd: 0.2")),
    Fault.FACTORS_OF_NOTHING: edit(ASSUMPTIONS, ("{value: 14.0, between_sd: 9.0", "{value: 0, between_sd: 9.0")),
    Fault.STUDY_UNKNOWN: edit(ASSUMPTIONS, ("studies: [ketamine,", "studies: [ketmine,")),
    Fault.SHARES_EXCEED_1: edit(ASSUMPTIONS, ("rounds_to_10: {value: 0.23", "rounds_to_10: {value: 0.63")),
    Fault.NO_SUCH_DISPLAY: edit(DISPLAYS, ("default: any", "default: lab")),
    Fault.QUESTION_OF_A_TRIAL: edit(STUDY, ("afterwards: [memory]", "afterwards: [memory, population]")),
    Fault.SCALE_OF_NO_QUESTION: edit(
        STUDY,
        (
            "ratings: {minimum: 1, maximum: 6} ",
            "ratings: {minimum: 1, maximum: 6}\n  scales: {worry: {minimum: 1, maximum: 5}} ",
        ),
    ),
    Fault.TYPED_WITHOUT_FIGURES: edit(
        STUDY,
        ("ratings: {minimum: 1, maximum: 6} ", "scales: {vividness: {minimum: 1, maximum: 5, figures: false}} "),
    ),
    Fault.RATING_WITHOUT_SCALE: edit(STUDY, ("  ratings: {minimum: 1, maximum: 6}", "#")),
    Fault.NO_SUCH_ANSWER: edit(TEXTS, ("right: 2", "right: 4")),
    Fault.AFTERWARDS_WITHOUT_WORDS: without_the_words_of("negativity"),
    Fault.RATING_WITHOUT_ENDS: edit(TEXTS, ("    lowest: {fr: jamais, en: never}\n", "")),
    Fault.MEMORY_WITH_ENDS: edit(
        TEXTS, ("  memory:\n", "  memory:\n    lowest: {fr: a, en: a}\n    highest: {fr: b, en: b}\n")
    ),
    Fault.QUESTION_WITHOUT_WORDS: edit(
        TEXTS,
        ("  population:\n    fr: Selon", "#\n#    fr: Selon"),
        ("    en: How likely do you think it is that this will happen to somebody", "#"),
    ),
    Fault.PAGE_UNKNOWN: edit(STUDY, ("closing: [thanks]", "closing: [thank]")),
    Fault.STRAY_BRACE: edit(TEXTS, ("title: {fr: Pause,", "title: {fr: 'Pause {',")),
    Fault.PLACE_UNKNOWN: edit(TEXTS, ("{events} events", "{event} events")),
    Fault.PLACE_NOT_ONCE: edit(TEXTS, ('fr: "{value} %"', 'fr: "pour cent"')),
    Fault.NUMBER_SHORTENED: edit(STUDY, ("event: {duration_s: 4.0}", "event: {duration_s: 4e0}")),
    Fault.WINDOW_AROUND_DUE: edit(STUDY, ("window_d: [6, 9]", "window_d: ±1")),
    Fault.ADDRESS_FOR_PATH: edit(STUDY, ("../stimuli/events/adverse.yaml", "https://osf.io/ab12/adverse.yaml")),
    Fault.TEXT_DOES_NOT_FIT: event_text("long " * 60),
    Fault.MARKUP_DOES_NOT_FIT: event_text("<b>" + "long " * 60),
}

WITH_OTHERS = {
    Fault.PHASE_AFTER_RATES: {Fault.ESTIMATE_AFTER_RATE, Fault.NOTHING_TO_PRACTISE},
    Fault.NOTHING_TO_PRACTISE: {Fault.NO_FIRST_ESTIMATE},
    Fault.MANY_MORE: {Fault.KEY_UNKNOWN},
}
"""Faults that cannot come alone, and with which others they come."""

NEEDS_ANOTHER_MODEL = {Fault.OUTSIDE_THE_SCHEMA}


@pytest.mark.parametrize("fault", PROVOCATIONS, ids=str)
def test_a_fault_is_found(tmp_path: Path, fault: Fault) -> None:
    """A study that is broken in this way is refused with this fault and no other, and the facts that it names."""
    if WINDOWS and fault is Fault.FILE_UNREADABLE:
        pytest.skip("Windows calls a file missing whose path is too long")
    copy = StudyCopy(tmp_path / "study")
    PROVOCATIONS[fault](copy)
    with pytest.raises(StudyMistakes) as refused:
        copy.load()
        load_displays(copy.folder / DISPLAYS)
        load_assumptions(copy.folder / ASSUMPTIONS, known=["ketamine", "ketamine_retest"])
        for bank in copy.folder.glob("bank.*"):
            load_bank(bank)
    mistakes = refused.value.mistakes
    assert {fault, *WITH_OTHERS.get(fault, ())} == {mistake.fault for mistake in mistakes}
    for mistake in mistakes:
        assert mistake.fault.places == {name for name, _ in mistake.facts}


class Odd(Model):
    """A model with a constraint that no model of study files has today."""

    pairs: Annotated[int, Field(multiple_of=2)]


def test_a_constraint_that_is_new_has_its_sentence_too(tmp_path: Path) -> None:
    """A constraint that the catalogue does not know by name is said in the schema's own words, at its place."""
    file = tmp_path / "odd.yaml"
    file.write_text("pairs: 3\n", encoding="utf-8", newline="\n")
    with pytest.raises(StudyMistakes) as refused:
        build(Odd, read_yaml(file))
    (mistake,) = refused.value.mistakes
    assert Fault.OUTSIDE_THE_SCHEMA == mistake.fault
    assert (1, 1) == (mistake.where.line, mistake.where.column)


def test_every_fault_is_provoked() -> None:
    """A fault that nothing here provokes is one too many, or a provocation too few."""
    assert set(Fault) == set(PROVOCATIONS) | NEEDS_ANOTHER_MODEL
