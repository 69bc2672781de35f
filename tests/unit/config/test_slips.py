"""Slips of somebody who writes a study: each is said once, where it was made, with an advice that leads on."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from experiment.config.examine import examine
from experiment.config.mending import build_as_far_as_possible
from experiment.config.mistakes import StudyMistakes
from experiment.config.study_file import StudyFile
from experiment.config.yaml_source import read_as_far_as_possible
from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy

ANSWERS = """        - {fr: La gravité de l’événement, en: How serious the event is}
        - {fr: La probabilité qu’il m’arrive, en: How likely it is to happen to me}
"""
ON_LINES = """        - fr: La gravité
          en: How serious
        - fr: La probabilité
          en: How likely
"""
PERCENTAGE = 'percentage: {fr: "{value} %", en: "{value}%"}'
IN_QUOTES = "a text that begins with a place in braces, {value}, is read as a set of keys; put the whole text in quotes"

SLIPS: dict[str, tuple[Path, str, str, str, str]] = {
    "a line of a text that is not set in, with a colon": (
        TEXTS,
        "      wrong answers: what interests us",
        "    wrong answers: what interests us",
        "wrong answers: what",
        "this line seems to belong to the text of “en” (line 15), and is not set in below it; ",
    ),
    "the same with one word before the colon": (
        TEXTS,
        "      wrong answers: what interests us",
        "    answers: what interests us",
        "answers: what",
        "this line seems to belong to the text of “en” (line 15), and is not set in below it; ",
    ),
    "a language by its name": (
        EVENTS,
        "fr: Brûlure de la peau",
        "dutch: Brûlure de la peau",
        "dutch: Brûlure",
        "“dutch” is not the sign of a language; write two small letters: nl",
    ),
    "a dash forgotten before an answer": (
        TEXTS,
        ANSWERS,
        ON_LINES.replace("        - fr: La prob", "          fr: La prob"),
        "fr: La prob",
        "“fr” comes again here, so another entry begins, without its dash; ",
    ),
    "the same before one in braces": (
        TEXTS,
        ANSWERS,
        ANSWERS.replace("        - {fr: La prob", "          {fr: La prob"),
        "{fr: La prob",
        "an entry of the list above would begin here, without its dash; ",
    ),
    "a place at the beginning of a text": (
        TEXTS,
        PERCENTAGE,
        "percentage: {fr: {value} %, en: '{value}%'}",
        "{value} %",
        IN_QUOTES,
    ),
    "the same alone": (TEXTS, PERCENTAGE, "percentage: {fr: {value}, en: '{value}%'}", "value}, en", IN_QUOTES),
    "languages in the column of text:": (
        EVENTS,
        "      fr: Brûlure de la peau\n      en: Burn",
        "    fr: Brûlure de la peau\n    en: Burn",
        "fr: Brûlure",
        "“fr” belongs to “text” (line 17), and begins in the same column as it; ",
    ),
    "keys of a visit in its column": (
        STUDY,
        "    list: 1\n    before: infusion1_end\n    afterwards: [memory]",
        "  list: 1\n  before: infusion1_end\n  afterwards: [memory]",
        "list: 1",
        "“list” belongs to “baseline” (line 35), and begins in the same column as it; ",
    ),
    "keys behind those that are set in": (
        STUDY,
        "  input: slider  ",
        "input: slider  ",
        "input: slider",
        "this line is set in less than line 58, which seems to stand beside it; ",
    ),
    "the last keys of a key in its column": (
        STUDY,
        "  events_per_list: 40         # B22, K25, G13\n  orders:",
        "events_per_list: 40\norders:",
        "events_per_list",
        "“events_per_list” belongs to “lists” (line 49), and begins in the same column as it; ",
    ),
    "a key whose line was lost": (
        STUDY,
        "\nestimate:\n",
        "\n",
        "minimum_pct",
        "“minimum_pct” belongs to “estimate”, and no line estimate: stands above it; ",
    ),
    "the line that begins an entry was lost": (
        EVENTS,
        "  - id: witness_accident\n",
        "",
        "category: accident\n    text:\n      fr: Être témoin",
        "“category” and ",
    ),
    "keys of an entry in the column of its dash": (
        EVENTS,
        "    note: mean of the two legacy",
        "  note: mean of the two legacy",
        "note: mean",
        "“note” begins in the column of the dash in line 15, and so is no part of that entry; ",
    ),
    "a visit that is set in too far": (
        STUDY,
        "  baseline:                   #",
        "    baseline:                   #",
        "baseline:        ",
        "this line is set in further than line 39, which seems to stand beside it; ",
    ),
    "an arm that is set in too little": (
        STUDY,
        "  patient:\n",
        "patient:\n",
        "patient:\n",
        "this line is set in less than line 27, which seems to stand beside it; ",
    ),
    "milliseconds": (
        STUDY,
        "event: {duration_s: 4.0}",
        "event: {duration_ms: 4000}",
        "duration_ms",
        "the key “duration_ms” is not known here, as this is in seconds; write it so: duration_s: 4.0",
    ),
    "a range of milliseconds": (
        STUDY,
        "duration_s: {uniform: [1.0, 2.0]}",
        "duration_ms: {uniform: [1000, 2500]}",
        "duration_ms",
        "the key “duration_ms” is not known here, as this is in seconds; write it so: duration_s: {uniform: [1.0, 2.5",
    ),
    "minutes for hours": (
        STUDY,
        "within_h: 6",
        "within_min: 90",
        "within_min",
        "the key “within_min” is not known here, as this is in hours; write it so: within_h: 1.5",
    ),
    "minutes where hours or days may stand": (
        STUDY,
        "due_h: 4, window_h: [3.5, 5]",
        "due_min: 240, window_h: [3.5, 5]",
        "due_min",
        "the key “due_min” is not known here, as this is in hours; write it so: due_h: 4.0",
    ),
    "percent for a share": (
        STUDY,
        "closing: [thanks]",
        "closing: [thanks]\nquality:\n  missed_max_share: 20",
        "missed_max_share",
        "“missed_max_share” cannot be “20”, as it is a share of 1; write 0.2, if “20” in a hundred is meant",
    ),
    "the same with its sign": (
        STUDY,
        "closing: [thanks]",
        "closing: [thanks]\nquality:\n  missed_max_share: 20%",
        "missed_max_share",
        "“missed_max_share” cannot be “20%”; write the number alone, in shares of 1: 0.2",
    ),
    "a duration that was emptied": (
        STUDY,
        "event: {duration_s: 4.0}",
        "event: {duration_s: }",
        "event: {duration_s: }",
        "“duration_s” has no value; write it, such as 4.0, or null if there is none",
    ),
    "true in quotes": (
        STUDY,
        "with_base_rate: true",
        'with_base_rate: "true"',
        'with_base_rate: "true"',
        "“with_base_rate” cannot be “true” in quotes, which is text; write true without quotes",
    ),
    "a place in quotes": (
        STUDY,
        "list: 1\n",
        'list: "1"\n',
        'list: "1"',
        "“list” cannot be “1”, which is text; write 1 without quotes",
    ),
    "hours as a clock shows them": (
        STUDY,
        "due_h: 4,",
        "due_h: 4:30,",
        "due_h: 4:30",
        "“due_h” cannot be “4:30”; write a number of hours: 4.5",
    ),
    "from and to in one word": (
        STUDY,
        "fixation: {duration_s: {uniform: [1.0, 2.0]}}",
        "fixation: {duration_s: 1.0-2.0}",
        "fixation: {duration_s: 1.0-2.0",
        "“duration_s” cannot be “1.0-2.0”; write duration_s: {uniform: [1.0, 2.0]} for a duration that is drawn",
    ),
    "a word where keys stand": (
        STUDY,
        "reviewed: null",
        "reviewed: done",
        "reviewed: done",
        "“reviewed” cannot be “done”; write its keys below, indented: role, date, hash, or null if there is none",
    ),
    "a visit in the column of visits:": (
        STUDY,
        "  day7:                       # B22",
        "day7:                       # B22",
        "day7:                       # B22",
        "“day7” belongs to “visits” (line 34), and begins in the same column as it; ",
    ),
    "a key of another part of the file": (
        STUDY,
        "  confirm: enter ",
        "  deadline_s: 8\n  confirm: enter ",
        "deadline_s: 8\n",
        "the key “deadline_s” is not known here; known under phases.first_estimate.estimate",
    ),
    "questions that were emptied": (
        STUDY,
        "    afterwards: [memory]",
        "    afterwards:         ",
        "    afterwards:         ",
        "“afterwards” has no value; write it, or [] if there is none",
    ),
    "a brace too many": (
        STUDY,
        "event: {duration_s: 4.0}",
        "event: {duration_s: 4.0}}",
        "event: {duration_s: 4.0}}",
        "a bracket } closes here what is not open; take it out",
    ),
    "a comment within braces": (
        TEXTS,
        "en: That is right.}",
        "en: That is #1 right.}",
        "en: That is #1",
        "after a space, # begins a comment, and the bracket that closes this line is lost in it; ",
    ),
    "a colon within a text in braces": (
        TEXTS,
        'go_on: {fr: "Espace ou Entrée : continuer"',
        "go_on: {fr: Espace ou Entrée : continuer",
        "go_on: {fr: Espace",
        "this is not YAML: did not find expected ',' or '}'; put text that has a colon in it in quotes: ",
    ),
    "a pattern without quotes": (
        STUDY,
        '{pattern: "[A-Z]{2}[0-9]{3}"}',
        "{pattern: [A-Z]{2}[0-9]{3}}",
        "{pattern: [A-Z]",
        "the text of “pattern” begins with [, which YAML reads as a sign of its own; ",
    ),
    "a path of Windows in double quotes": (
        STUDY,
        "events: ../stimuli/events/adverse.yaml",
        'events: "C:\\Users\\me\\events.yaml"',
        'events: "C:',
        "a backslash in double quotes has a meaning of its own; ",
    ),
    "the head of a page commented out below another": (
        TEXTS,
        "  half_way:\n",
        "  #half_way:\n",
        "#half_way:",
        "“half_way:” is a comment here, and what belongs to it is none; ",
    ),
    "the head of the first keys commented out": (
        TEXTS,
        "\npages:\n",
        "\n#pages:\n",
        "#pages:",
        "“pages:” is a comment here, and what belongs to it is none; ",
    ),
    "one of names below others, one of which they have, too": (
        TEXTS,
        "\nquestions:\n",
        "\n# questions:\n",
        "# questions:",
        "“questions:” is a comment here, and what belongs to it is none; ",
    ),
    "one below names of any kind": (
        TEXTS,
        "\nestimate:\n",
        "\n# estimate:\n",
        "# estimate:",
        "“estimate:” is a comment here, and what belongs to it is none; ",
    ),
    "one of names that may be left out": (
        TEXTS,
        "\nafterwards:\n",
        "\n#afterwards:\n",
        "#afterwards:",
        "“afterwards:” is a comment here, and what belongs to it is none; ",
    ),
    "that of a text whose languages come again": (
        TEXTS,
        "  nothing_moved:\n",
        "  # nothing_moved:\n",
        "# nothing_moved:",
        "“nothing_moved:” is a comment here, and what belongs to it is none; ",
    ),
    "a key above the first entry of a list": (
        EVENTS,
        "  - id: skin_burn\n    category: accident\n",
        "    category: accident\n  - id: skin_burn\n",
        "category: accident",
        "“category” stands before the entries of the list “A”, and is none of them; ",
    ),
    "a decimal comma without its nought": (
        STUDY,
        "pages_minimum_s: 0.5",
        "pages_minimum_s: ,5",
        ",5",
        "“pages_minimum_s” cannot be “,5”; write 0.5, with a decimal point",
    ),
    "days in words": (
        STUDY,
        "due_d: 7, window_d: [6, 9]}",
        "due_days: 7, window_d: [6, 9]}",
        "due_days",
        "the key “due_days” is not known here, as this is in days; write it so: due_d: 7",
    ),
    "a head commented out": (
        STUDY,
        "    windows:\n",
        "    #windows:\n",
        "    #windows:",
        "“windows:” is a comment here, and what belongs to it is none; ",
    ),
    "the same above a list": (
        STUDY,
        "    first_estimate:\n",
        "    #first_estimate:\n",
        "    #first_estimate:",
        "“first_estimate:” is a comment here, and what belongs to it is none; ",
    ),
    "the first key deleted": (
        TEXTS,
        "\npages:\n",
        "\n",
        "  welcome:\n",
        "this line is set in, and no key stands above it to which it could belong; ",
    ),
    "a dash in the place of a key": (
        TEXTS,
        "    participant_wish: {",
        "    -   {",
        "    -   {",
        "a dash stands here in the place of a key, as the lines beside it have one; ",
    ),
    "a colon of another script": (
        STUDY,
        "task: ",
        "task\uff1a ",
        "task\uff1a ",
        "“\uff1a” is a colon of another script, and none to YAML; type a plain one, and a space behind it: task: …",
    ),
    "words deleted below their key": (
        TEXTS,
        "en: Please place the marker first.",
        "en: >-  # gone",
        "en: >-  # gone",
        "no words stand here, though something is to be read; ",
    ),
    "a date with the day first": (
        STUDY,
        "reviewed: null",
        "reviewed: {role: lead, date: 26/11/2026}",
        "date: 26/",
        "“date” cannot be “26/11/2026”; write a date as 2026-11-26, without quotes",
    ),
    "a comma forgotten between names": (
        STUDY,
        "opening: [welcome, task,",
        "opening: [welcome task,",
        "welcome task",
        "“welcome task” is not a name; use letters, digits and _, beginning with a letter; two names have a ",
    ),
    "an American spelling": (
        EVENTS,
        "category: accident",
        "category: accident\n    valence: favorable",
        "valence: favorable",
        "“valence” cannot be “favorable”; did you mean “favourable”?",
    ),
    "a word where a number or another word stands": (
        STUDY,
        "start_pct: null",
        "start_pct: drwn",
        "start_pct: drwn",
        "“start_pct” cannot be “drwn”; did you mean “drawn”?",
    ),
    "a place in the midst of a text": (
        TEXTS,
        "choose the closest\n      value.",
        "choose the closest\n      value, {maximo}.",
        "{maximo}",
        "nothing is put in the place {maximo}; did you mean “{maximum}”?",
    ),
}


def mistakes(copy: StudyCopy, file: Path) -> list[str]:
    """What is wrong in one file by itself: to read all three takes a hundred times as long."""
    if file != STUDY:
        return [str(one) for one in examine(copy.folder / file).mistakes]
    try:
        return [
            str(one)
            for one in build_as_far_as_possible(StudyFile, read_as_far_as_possible(copy.folder / file)).mistakes
        ]
    except StudyMistakes as no:
        return [str(one) for one in no.mistakes]


@pytest.mark.parametrize(("file", "old", "new", "at", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_said_once_and_where_it_was_made(
    copy: StudyCopy, file: Path, old: str, new: str, at: str, said: str
) -> None:
    """There is one message, on the line and in the words that help."""
    copy.edit(file, old, new)
    [message] = mistakes(copy, file)
    line = copy.at(file, at).rpartition(":")[0]
    assert (f"{line}:", said) == (message[: len(line) + 1], message.partition(": ")[2][: len(said)])


NUMBERS = [
    (EVENTS, "base_rate_pct: 57", "base_rate_pct", ("63,5", "63,0", "0.58", "0,58", '"57"', "57 %", "57.5 %", "99.5")),
    (STUDY, "duration_s: 4.0", "duration_s", ("4000 ms", "4 s", "0.1 min", '"4.0"', "4,5 s", "'4,5'", "[1.0, 2.0]")),
    (STUDY, "pages_minimum_s: 0.5", "pages_minimum_s", ("0,5", "500 ms", "0,5 s")),
    (STUDY, "events_per_list: 40", "events_per_list", ("40.0", '"40"', "40 events")),
    (STUDY, "due_h: 4,", "due_h", ("240 min", '"4"', "4 h")),
]
WRITTEN = [(file, old, key, written) for file, old, key, several in NUMBERS for written in several]


@pytest.mark.parametrize(("file", "old", "key", "written"), WRITTEN, ids=[f"{one[2]}: {one[3]}" for one in WRITTEN])
def test_who_follows_the_advice_about_a_number_is_not_refused_again(
    copy: StudyCopy, file: Path, old: str, key: str, written: str
) -> None:
    """What the message proposes to write can be written: a comma, a unit, quotes and a share of 1 are taken for the
    number that they were, in the unit of the key, and whole where it must be.
    """
    mark = f"{key}: {written}{',' if old.endswith(',') else ''}"
    copy.edit(file, old, mark)
    [message] = mistakes(copy, file)
    advice = message.rpartition("; ")[2]
    found = re.search(rf"{key}: (\{{.*?\}}|[0-9.]+)|([0-9]+(?:\.[0-9]+)?)", advice)
    assert found is not None
    proposed = found[1] or found[2]
    assert yaml.safe_load(proposed) is not None
    copy.edit(file, mark, mark.replace(written, proposed))
    assert [] == mistakes(copy, file)


def test_a_key_in_which_a_file_ends_is_no_line_of_the_text_above(copy: StudyCopy) -> None:
    """The rest of a key is lost with the rest of the file: its own line is named, and not the text above it."""
    copy.write(TEXTS, copy.text(TEXTS).partition("\n  confidence:")[0] + "\n  confide")
    last = len(copy.text(TEXTS).splitlines())
    [message] = copy.mistakes()
    assert message.partition("; ")[0].endswith(
        f"{TEXTS.name}:{last}:3: no colon stands in this line, where a key and its value are expected"
    )


def test_a_language_that_no_text_has_is_said_once(copy: StudyCopy) -> None:
    """A language that was put into the study alone is no mistake of each of some four hundred texts."""
    copy.edit(STUDY, "languages: [fr, en]", "languages: [fr, en, de]")
    [message] = copy.mistakes()
    said = f"{copy.at(STUDY, 'de]')}: no text of {EVENTS.name} or {TEXTS.name} is in “de”"
    assert said == message.partition(", which")[0]


def test_lists_that_are_all_of_another_size_are_said_in_the_study(copy: StudyCopy) -> None:
    """Where every list has as many events, it is the number that is wrong, and the message names the right one."""
    copy.edit(STUDY, "events_per_list: 40", "events_per_list: 20")
    [message] = copy.mistakes()
    assert message.startswith(f"{copy.at(STUDY, 'events_per_list')}: events_per_list: says 20, and each list")
    assert "; write events_per_list: 40, or" in message


def test_texts_that_were_saved_over_a_study_are_no_study(copy: StudyCopy) -> None:
    """Under the name that a study has in its own folder, a good file of texts is refused, and said to be one."""
    copy.write(Path("study.yaml"), copy.text(TEXTS))
    [mistake] = examine(copy.folder / "study.yaml").mistakes
    assert "“study.yaml”, which should be a study file, is a file of texts: " in mistake.said


def test_lists_whose_head_was_lost_are_said_once(copy: StudyCopy) -> None:
    """Of a file of events without its first key, that key is missed, and not each list below it."""
    copy.edit(EVENTS, "\nlists:\n", "\n")
    [message] = copy.mistakes()
    assert message.startswith(f"{copy.at(EVENTS, 'A:')}: “A” belongs to “lists”, and no line lists: stands above it; ")
