"""Study, events and texts fit together: each way in which they may not is provoked by one small edit."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy

Edit = tuple[Path, str, str]
Said = tuple[Path, str, str]
"""File, the words at which the mistake is, and what is said."""

_BURN = "\n      fr: Brûlure de la peau\n"
_SELF = "      - estimate: {of: self, deadline_s: 8.0}             # G13; O20: 6 s\n"
_POPULATION = (
    "      - estimate: {of: population, deadline_s: 8.0}       # asked in K25, there self-paced; deadline assumed\n"
)
_RATE = "      - base_rate: {duration_s: 2.0}                      # G13, O20\n"

CASES: dict[str, tuple[list[Edit], list[Said]]] = {
    "a language twice": (
        [(STUDY, "[fr, en]", "[fr, en, fr]")],
        [(STUDY, "fr]", "the language “fr” stands twice; name each once")],
    ),
    "an experimenter's language without texts": (
        [(STUDY, "experimenter_language: fr", "experimenter_language: de")],
        [
            (
                STUDY,
                "experimenter_language: de",
                "“de” is not a language of this study; choose one of fr, en: its texts exist in these",
            )
        ],
    ),
    "an unknown page of an early end": (
        [(STUDY, "closing_early: [stopped_early]", "closing_early: [stoped_early]")],
        [
            (
                STUDY,
                "stoped_early]",
                "there is no page “stoped_early” in the file of texts; did you mean “stopped_early”?",
            )
        ],
    ),
    "an unknown page of a break at the end": (
        [(STUDY, "break_page: rest", "break_page: rests")],
        [(STUDY, "break_page: rests", "there is no page “rests” in the file of texts; did you mean “rest”?")],
    ),
    "a visit twice": (
        [(STUDY, "[baseline, post4h, day7]", "[baseline, post4h, day7, baseline]")],
        [(STUDY, "baseline]", "the visit “baseline” stands twice; name each once")],
    ),
    "a visit that is not there": (
        [(STUDY, "visits: [baseline, day7]", "visits: [baseline, day77]")],
        [(STUDY, "day77", "the study has no visit “day77”; did you mean “day7”?")],
    ),
    "a list position beyond the lists": (
        [(STUDY, "list: 3\n", "list: 4\n")],
        [(STUDY, "list: 4", "there is no list in place 4; at most 3, the number of lists")],
    ),
    "a visit of no arm": (
        [(STUDY, "  baseline:   ", "  day30: {list: 3, afterwards: []}\n  baseline:   ")],
        [(STUDY, "day30", "no arm has the visit “day30”; did you mean “day7”?")],
    ),
    "a visit of no arm that resembles none": (
        [(STUDY, "  baseline:   ", "  X: {list: 3, afterwards: []}\n  baseline:   ")],
        [(STUDY, "X: {", "no arm has the visit “X”; known here: baseline, day7, post4h")],
    ),
    "no arm": (
        [
            (STUDY, "arms:  ", "arms: {}\n#"),
            (STUDY, "  patient:\n    visits: [", "# ["),
            (STUDY, "    anchors: [", "# ["),
            (STUDY, "  control:\n    visits: [", "# ["),
            (STUDY, "    windows:\n      day7: {", "# {"),
        ],
        [(STUDY, "arms: {}", "the study has no arm; name at least one, with its visits")],
    ),
    "a list twice": (
        [(STUDY, "names: [A, B, C]", "names: [A, B, C, A]")],
        [(STUDY, "A]", "the list “A” stands twice; name each once")],
    ),
    "an unknown list": (
        [(STUDY, "names: [A, B, C]", "names: [A, B, D]")],
        [(STUDY, "D]", "there is no event list “D”; known here: A, B, C, practice, retest, spare")],
    ),
    "no practice list": (
        [(STUDY, "events: practice", "events: pratice")],
        [(STUDY, "events: pratice", "there is no event list “pratice”; did you mean “practice”?")],
    ),
    "practice with a list of the study": (
        [(STUDY, "events: practice", "events: B")],
        [(STUDY, "events: B", "“B” is a list of the study itself; practise with other events")],
    ),
    "more practice than events": (
        [(STUDY, "trials: 3 ", "trials: 7 ")],
        [(STUDY, "trials: 7 ", "the practice list has 6 events; ask for no more trials")],
    ),
    "two events with one id": (
        [(EVENTS, "id: witness_accident", "id: skin_burn #")],
        [
            (
                EVENTS,
                "id: skin_burn #",
                "the event “skin_burn” stands twice (first in line 15); "
                "give each event an id of its own, and each place an event of its own",
            )
        ],
    ),
    "a base rate above what can be answered": (
        [(EVENTS, "base_rate_pct: 57", "base_rate_pct: 78")],
        [
            (
                EVENTS,
                "base_rate_pct: 78",
                "the base rate 78 is outside what can be answered; from 3 to 77 in the study ketamine",
            )
        ],
    ),
    "a base rate below what can be answered": (
        [(EVENTS, "base_rate_pct: 57", "base_rate_pct: 2")],
        [
            (
                EVENTS,
                "base_rate_pct: 2\n",
                "the base rate 2 is outside what can be answered; from 3 to 77 in the study ketamine",
            )
        ],
    ),
    "an event without French text": (
        [(EVENTS, _BURN, "\n")],
        [(EVENTS, "text:", "the event “skin_burn” has no text in “fr”; add it: the study declares that language")],
    ),
    "a page without English text": (
        [(TEXTS, "    en: >-\n      Let us begin with", "    de: >-\n      Let us begin with")],
        [
            (
                TEXTS,
                "de: >-\n      Let us begin",
                "“pages.practice” has no text in “en”; add it: the study declares that language",
            )
        ],
    ),
    "a reason without words": (
        [(TEXTS, "    clinical: {", "    #")],
        [(TEXTS, "reasons:", "the reason “clinical” has no words; add it")],
    ),
    "an unknown place": (
        [(TEXTS, "événements : {practice_trials}", "événements : {practise_trials}")],
        [
            (
                TEXTS,
                "{practise_trials}",
                "nothing is put in the place {practise_trials}; did you mean “{practice_trials}”?",
            )
        ],
    ),
    "a place where nothing is put": (
        [(TEXTS, "fr: Tapez d’abord un nombre.", "fr: Tapez d’abord {minimum}.")],
        [
            (
                TEXTS,
                "{minimum}.\n    en: Please type",
                "nothing is put in the place {minimum}; leave the braces out: no figure of the study can stand in this "
                "text",
            )
        ],
    ),
    "a numbered place": (
        [(TEXTS, "{events} événements", "{0} événements")],
        [
            (
                TEXTS,
                "{0} événements",
                "nothing is put in the place {0}; known here: {events}, {maximum}, {minimum}, {practice_trials}",
            )
        ],
    ),
    "the figure of a percentage is missing": (
        [(TEXTS, 'fr: "{value} %"', 'fr: "pour cent"')],
        [(TEXTS, 'fr: "pour cent"', "the place {value} stands here 0 times; put it once, where the figure belongs")],
    ),
    "the figure of a percentage stands twice": (
        [(TEXTS, 'fr: "{value} %"', 'fr: "{value} {value} %"')],
        [(TEXTS, 'fr: "{value} {', "the place {value} stands here 2 times; put it once, where the figure belongs")],
    ),
    "the rate of a reminder is missing": (
        [(TEXTS, 'en: "General population: {rate}"', "en: General population")],
        [
            (
                TEXTS,
                "en: General population}",
                "the place {rate} stands here 0 times; put it once, where the figure belongs",
            )
        ],
    ),
    "an unknown opening page": (
        [(STUDY, "opening: [welcome,", "opening: [welcom,")],
        [(STUDY, "welcom,", "there is no page “welcom” in the file of texts; did you mean “welcome”?")],
    ),
    "an unknown practice page": (
        [(STUDY, "pages: [practice]", "pages: [practice, practise]")],
        [(STUDY, "practise]", "there is no page “practise” in the file of texts; did you mean “practice”?")],
    ),
    "an unknown page of a phase": (
        [(STUDY, "[second_phase]", "[third_phase]")],
        [(STUDY, "third_phase]", "there is no page “third_phase” in the file of texts; did you mean “first_phase”?")],
    ),
    "an unknown break page": (
        [(STUDY, "break_page: half_way", "break_page: halfway")],
        [(STUDY, "break_page: halfway", "there is no page “halfway” in the file of texts; did you mean “half_way”?")],
    ),
    "an unknown closing page": (
        [(STUDY, "closing: [thanks]", "closing: [thank]")],
        [(STUDY, "thank]", "there is no page “thank” in the file of texts; did you mean “thanks”?")],
    ),
    "an unknown page within a trial": (
        [(STUDY, _RATE, f"{_RATE}      - message: {{page: task2}}\n")],
        [(STUDY, "page: task2", "there is no page “task2” in the file of texts; did you mean “task”?")],
    ),
    "a question twice": (
        [(STUDY, "of: population", "of: self")],
        [(STUDY, "of: self, deadline_s: 8.0}       # asked", "“self” is asked twice in first_estimate; ask it once")],
    ),
    "a question without words": (
        [
            (TEXTS, "  population:\n    fr: Selon", "#\n#    fr: Selon"),
            (TEXTS, "    en: How likely do you think it is that this will happen to somebody", "#"),
        ],
        [
            (
                STUDY,
                "of: population",
                "the question “population” has no words; add it to questions: in the file of texts",
            )
        ],
    ),
    "a question without a range": (
        [(STUDY, "of: population", "of: confidence")],
        [(STUDY, "of: confidence", "the confidence question has no range; add confidence: to the study file")],
    ),
    "no estimate of one’s own": (
        [(STUDY, _SELF, "")],
        [(STUDY, "first_estimate:", "first_estimate does not ask for one’s own estimate; add - estimate: {of: self}")],
    ),
    "a trial that begins with a question": (
        [
            (STUDY, "      - fixation: {duration_s: {uniform: [1.0, 2.0]}}     # assumed; G13: 1 s\n", ""),
            (STUDY, "      - event: {duration_s: 4.0}                          # G13, O20\n", ""),
        ],
        [(STUDY, "estimate: {of", "a trial cannot begin with a question; show a fixation or the event before it")],
    ),
    "a first estimate after the rate of its trial": (
        [(STUDY, _SELF, ""), (STUDY, _RATE, f"{_RATE}      - estimate: {{of: self, deadline_s: 9.0}}\n")],
        [
            (
                STUDY,
                "estimate: {of: self, deadline_s: 9.0}",
                "a first estimate after the base rate was shown; ask it before the rate",
            )
        ],
    ),
    "a first estimate with the rate on the event": (
        [(STUDY, "- event: {duration_s: 4.0} ", "- event: {duration_s: 4.0, with_base_rate: true} ")],
        [
            (STUDY, "estimate: {of: self", "a first estimate after the base rate was shown; ask it before the rate"),
            (STUDY, "estimate: {of: pop", "a first estimate after the base rate was shown; ask it before the rate"),
        ],
    ),
    "an estimate of others after the rate of its trial": (
        [(STUDY, _POPULATION, ""), (STUDY, _RATE, f"{_RATE}      - estimate: {{of: population}}\n")],
        [(STUDY, "estimate: {of: pop", "a first estimate after the base rate was shown; ask it before the rate")],
    ),
    "a second estimate before any rate": (
        [(STUDY, _RATE, ""), (STUDY, ", with_base_rate: true", "")],
        [
            (
                STUDY,
                "estimate: {of: self, deadline_s: 8.0}             # G13; O20: 6 s\n\nafterwards",
                "a second estimate before the base rate was shown; show the rate before it",
            )
        ],
    ),
}


@pytest.mark.parametrize(("edits", "said"), CASES.values(), ids=CASES)
def test_what_does_not_fit_together_is_refused(copy: StudyCopy, edits: list[Edit], said: list[Said]) -> None:
    """One small edit that breaks one rule gives exactly one mistake, at the place that a researcher would look for."""
    for edit in edits:
        copy.edit(*edit)
    assert [f"{copy.at(file, snippet)}: {message}" for file, snippet, message in said] == copy.mistakes()


def test_a_list_with_39_events_is_refused(copy: StudyCopy) -> None:
    """A list that has lost an event is named with the number that the study wants."""
    events = copy.text(EVENTS)
    copy.write(EVENTS, events[: events.index("  - id: skin_burn")] + events[events.index("  - id: witness_accident") :])
    remedy = "add 1 event, or name another list in the study"
    said = f"the list “A” has 39 events, and the study ketamine wants 40 in each list; {remedy}"
    assert [f"{copy.at(EVENTS, 'A:')}: {said}"] == copy.mistakes()


def test_events_of_unused_lists_are_left_alone(copy: StudyCopy) -> None:
    """An event that no visit shows needs neither an answerable rate nor a text in every language."""
    events = copy.text(EVENTS)
    spare = events.index("  spare:")
    french = events.index("      fr: ", spare)
    rate = events.index("base_rate_pct: ", spare)
    copy.write(
        EVENTS,
        events[:french]
        + events[events.index("\n", french) + 1 : rate]
        + "base_rate_pct: 99"
        + events[events.index("\n", rate) :],
    )
    assert [] == copy.mistakes()


def test_a_further_language_is_asked_of_every_text(copy: StudyCopy) -> None:
    """A language that is begun names every event and every text that does not have it yet, each kind once."""
    copy.edit(STUDY, "[fr, en]", "[fr, en, de]")
    copy.edit(TEXTS, "title: {fr: Pause, en: Pause}", "title: {fr: Pause, en: Pause, de: Pause}")
    copy.edit(EVENTS, "      fr: Brûlure", "      de: Verbrennung der Haut\n      fr: Brûlure")
    messages = copy.mistakes()
    assert all("has no text in “de”; add it: the study declares that language" in message for message in messages)
    assert ["the same in 124 lines more"] == [
        re.findall(r"the same in \d+ lines more", one)[0] for one in messages if "the event “" in one
    ]
    of_texts = [one for one in messages if "the event “" not in one]
    more = [int(re.findall(r"the same in (\d+) lines more", one)[0]) for one in of_texts if "the same in" in one]
    assert copy.text(TEXTS).count("fr: ") - 1 == len(of_texts) + sum(more)


def _swap_phases(copy: StudyCopy) -> None:
    study = copy.text(STUDY)
    first, second = study.index("  - order: random"), study.rindex("  - order: random")
    end = study.index("afterwards:   ")
    copy.write(STUDY, study[:first] + study[second:end] + study[first:second] + study[end:])


def test_a_first_estimate_phase_after_the_rates_is_refused(copy: StudyCopy) -> None:
    """When the phases stand in the wrong order, phase, estimate and practice are all named."""
    _swap_phases(copy)
    own, of_others = (
        "estimate: {of: self, deadline_s: 8.0}             # G13; O20: 6 s\n      - estimate",
        "estimate: {of: pop",
    )
    assert [
        f"{copy.at(STUDY, 'practice:')}: there is no first estimate to practise; take practice out",
        f"{copy.at(STUDY, 'first_estimate:')}: a first estimate after the base rates were shown; put this phase first",
        f"{copy.at(STUDY, own)}: a first estimate after the base rate was shown; ask it before the rate",
        f"{copy.at(STUDY, of_others)}: a first estimate after the base rate was shown; ask it before the rate",
    ] == copy.mistakes()


def test_a_second_phase_of_a_kind_is_refused(copy: StudyCopy) -> None:
    """An event cannot be estimated a third time."""
    study = copy.text(STUDY)
    second, end = study.rindex("  - order: random"), study.index("afterwards:   ")
    again = study[second:end].replace("second_estimate:", "second_estimate: # again").replace(": random", ": fixed")
    copy.write(STUDY, study[:end] + again + study[end:])
    said = "a second phase with second_estimate; each event is estimated twice in all"
    assert [f"{copy.at(STUDY, 'second_estimate: # again')}: {said}"] == copy.mistakes()


def test_a_study_without_a_first_estimate_is_refused(copy: StudyCopy) -> None:
    """Phases that only ask for second estimates are named, and so is the practice that would have none."""
    study = copy.text(STUDY)
    copy.write(STUDY, study[: study.index("  - order: random")] + study[study.rindex("  - order: random") :])
    assert [
        f"{copy.at(STUDY, 'practice:')}: there is no first estimate to practise; take practice out",
        f"{copy.at(STUDY, 'phases:')}: no phase has a first estimate; add first_estimate:",
    ] == copy.mistakes()


def test_mistakes_between_files_come_all_at_once(copy: StudyCopy) -> None:
    """What is wrong between the files is said in one go, file by file and from top to bottom."""
    copy.edit(EVENTS, "base_rate_pct: 57", "base_rate_pct: 78")
    copy.edit(STUDY, "closing: [thanks]", "closing: [merci]")
    copy.edit(TEXTS, "{events} events", "{event} events")
    copy.edit(STUDY, "list: 3\n", "list: 9\n")
    assert [
        copy.at(STUDY, "list: 9"),
        copy.at(STUDY, "merci]"),
        copy.at(EVENTS, "base_rate_pct: 78"),
        copy.at(TEXTS, "{event} events"),
    ] == [message.partition(": ")[0] for message in copy.mistakes()]


@pytest.mark.parametrize(
    "text",
    [
        "{minimum",
        "minimum}",
        "{minimum!r}",
        "{minimum:d}",
        "{minimum:>9999999}",
        "{minimum:{x}}",
        "{}",
        "{{minimum}}",
        "{minimum.real}",
    ],
)
def test_a_brace_that_belongs_to_no_place_is_refused(copy: StudyCopy, text: str) -> None:
    """Only {name} is a place: half braces, doubled braces and everything that Python's formatting knows beyond it is
    refused."""
    copy.edit(TEXTS, "fr: Tapez d’abord un nombre.", f"fr: 'Tapez {text}.'")
    said = "a brace { or } that belongs to no place; write a place as {name}"
    [message] = copy.mistakes()
    line = copy.at(TEXTS, "fr: 'Tapez").rpartition(":")[0]
    assert (f"{line}:", said) == (message[: len(line) + 1], message.partition(": ")[2])
