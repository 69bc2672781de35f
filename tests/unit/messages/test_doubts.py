"""What is unusual in study files: each warning is provoked by an edit, is said by `validate`, and refuses nothing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from experiment.config.examine import Examined, examine
from experiment.config.faults import Doubt
from experiment.config.load import load_study
from experiment.messages.accepting import always
from experiment.verbs.stated_duration import with_stated_duration
from tests.instruments.typed_lab import Lab
from tests.unit.config.study_copies import EVENTS, PROJECT, STUDY, TEXTS, StudyCopy
from tests.unit.design.studies import STUDIES
from tests.unit.messages.test_faults import _PRACTICE, _RATE, Break, both, edit, phases

_EVENT = "      - event: {duration_s: 4.0}                          # G13, O20\n"
_DEADLINE = "- estimate: {of: self, deadline_s: 8.0}"
_POPULATION = "- estimate: {of: population, deadline_s: 8.0}"
_CONFIDENCE = "Quelle confiance accordez-vous à ce chiffre ?"
_SECOND = "{duration_s: 4.0, with_base_rate: true}"


def cut_before(snippet: str) -> Break:
    """Cut the end of the study file off, from a line on."""
    return lambda copy: copy.write(STUDY, copy.text(STUDY).partition(f"\n{snippet}")[0] + "\n")


def without_acceptance(code: str) -> Break:
    """Take the line out by which the study accepts a warning."""
    return lambda copy: copy.write(
        STUDY, "".join(line for line in copy.text(STUDY).splitlines(keepends=True) if f"  {code}:" not in line)
    )


def higher_rates(name: str) -> Break:
    """Raise every base rate of a list."""

    def change(copy: StudyCopy) -> None:
        before, found, rest = copy.text(EVENTS).partition(f"\n  {name}:\n")
        of_list, following, after = rest.partition("\n  B:\n")
        raised = re.sub(r"(?<=base_rate_pct: )\d+", lambda rate: str(int(rate[0]) + 5), of_list)
        copy.write(EVENTS, before + found + raised + following + after)

    return change


PROVOCATIONS: dict[Doubt, Break] = {
    Doubt.NO_SECOND_ESTIMATE: phases(0),
    Doubt.RATE_NEVER_SHOWN: both(phases(0), edit(STUDY, (_RATE, ""))),
    Doubt.RATE_SHOWN_TWICE: edit(STUDY, (_SECOND + " ", _SECOND + "\n      - base_rate: {duration_s: 2.0} ")),
    Doubt.RETEST_WITHIN_TRIAL: both(
        phases(0),
        edit(
            STUDY,
            (_RATE, f"{_RATE}    second_estimate:\n      - estimate: {{of: self, words: self_again}}\n"),
            ("closing:", "retest: {events: retest, trials: 6}\nclosing:"),
        ),
    ),
    Doubt.PAGE_OF_EVERY_RATE: edit(STUDY, ("closing:", "retest: {events: retest, trials: 6}\nclosing:")),
    Doubt.PAGE_OF_MOST_RATES: edit(STUDY, ("limited_time, rates]", "limited_time, rates_of_most]")),
    Doubt.NO_LIST_REPEATED: edit(STUDY, ("names: [A, B, C]", "names: [A, B, C]\n  repeat_lists: true")),
    Doubt.PHASE_WITHOUT_EVENT: edit(STUDY, (_EVENT, "")),
    Doubt.REVIEW_OF_OTHER_FILES: edit(
        STUDY, ("reviewed: null", 'reviewed: {role: PI, date: 2026-01-01, hash: "0123456789ab"}')
    ),
    Doubt.NO_CLOSING: cut_before("closing:"),
    Doubt.LAST_LINE_WITHOUT_END: lambda copy: copy.write(TEXTS, copy.text(TEXTS).rstrip()),
    Doubt.NO_BREAK_COMES: edit(STUDY, ("break_every: 20", "break_every: 40")),
    Doubt.NO_REST_COMES: edit(STUDY, ("break_every: 40", "break_every: 240")),
    Doubt.REST_WITHIN_A_QUESTION: edit(STUDY, ("break_every: 40", "break_every: 50")),
    Doubt.SHORT_DEADLINE: edit(STUDY, (_POPULATION, "- estimate: {of: population, deadline_s: 0.5}")),
    Doubt.LONG_DEADLINE: edit(STUDY, (_POPULATION, "- estimate: {of: population, deadline_s: 300}")),
    Doubt.DEADLINES_DIFFER: edit(STUDY, (_DEADLINE, "- estimate: {of: self, deadline_s: 6.0}")),
    Doubt.CONFIDENCE_BEFORE_RATE: edit(
        STUDY,
        ("estimate:\n", "confidence: {minimum_pct: 0, maximum_pct: 100}\nestimate:\n"),
        (_RATE, f"      - estimate: {{of: confidence, deadline_s: 8.0}}\n{_RATE}"),
    ),
    Doubt.PATTERN_OF_ONE_CODE: edit(STUDY, ('"[A-Z]{2}[0-9]{3}"', '"KD001"')),
    Doubt.READ_AND_UNDOCUMENTED: edit(EVENTS, ("evidence: legacy", "evidence: read")),
    Doubt.ADDRESS_NOT_WHOLE: edit(EVENTS, ("url: https://", "url: ")),
    Doubt.SIMILAR_TO_NONE: edit(
        EVENTS,
        (
            "id: skin_burn\n    category: accident",
            "id: skin_burn\n    category: accident\n    similar: witness_accident",
        ),
    ),
    Doubt.LONG_DURATION: edit(STUDY, ("duration_s: 4.0", "duration_s: {uniform: [1.0, 40]}")),
    Doubt.SHORT_DURATION: edit(STUDY, ("duration_s: 4.0", "duration_s: 0.04")),
    Doubt.LONG_MINIMUM: edit(STUDY, ("pages_minimum_s: 0.5", "pages_minimum_s: 50")),
    Doubt.NARROW_RANGE: edit(STUDY, ("estimate:\n", "confidence: {minimum_pct: 1, maximum_pct: 5}\nestimate:\n")),
    Doubt.SELF_PACED_AMONG_TIMED: edit(STUDY, (_DEADLINE, "- estimate: {of: self}")),
    Doubt.WORDS_OF_ANOTHER_QUESTION: edit(
        STUDY, (_DEADLINE, "- estimate: {of: self, words: population, deadline_s: 8.0}")
    ),
    Doubt.NEVER_ASKED: edit(STUDY, ("estimate:\n", "confidence: {minimum_pct: 0, maximum_pct: 100}\nestimate:\n")),
    Doubt.LISTS_NOT_MATCHED: higher_rates("A"),
    Doubt.SAME_WORDS: edit(EVENTS, ("en: Burn to the skin", "en: Witnessing a traumatic accident")),
    Doubt.NEARLY_SAME_WORDS: edit(EVENTS, ("en: Burn to the skin", "en: Witnessing a bad traumatic accident")),
    Doubt.SIMILAR_EVENTS: edit(
        EVENTS,
        ("id: skin_burn\n    category: accident", "id: skin_burn\n    category: accident\n    similar: twins"),
        (
            "id: witness_accident\n    category: accident",
            "id: witness_accident\n    category: accident\n    similar: twins",
        ),
    ),
    Doubt.RETEST_LIKE_PRACTISED: both(
        edit(
            EVENTS,
            (
                "id: shoulder_pain\n    category: health",
                "id: shoulder_pain\n    category: health\n    similar: shoulder",
            ),
        ),
        edit(
            STUDY,
            ("limited_time, rates]", "limited_time, rates_of_most]"),
            ("pages: [second_phase]", "pages: [second_phase_with_most_rates]"),
            ("closing:", "retest: {events: retest, trials: 6}\nclosing:"),
        ),
    ),
    Doubt.CATEGORY_ALONE: edit(EVENTS, ("category: accident", "category: acident")),
    Doubt.UNDOCUMENTED_RATES: without_acceptance("undocumented-rates"),
    Doubt.UNUSED_TEXTS: without_acceptance("unused-texts"),
    Doubt.UNTRANSLATED: edit(TEXTS, ("en: How much confidence do you have in this figure?", f"en: {_CONFIDENCE}")),
    Doubt.LANGUAGES_SWAPPED: edit(
        EVENTS,
        (
            "fr: Brûlure de la peau\n      en: Burn to the skin",
            "fr: Burn to the skin\n      en: Brûlure de la peau",
        ),
    ),
    Doubt.OTHER_LANGUAGE: edit(
        TEXTS, (f"fr: {_CONFIDENCE}", "fr: How much confidence do you have in what you have seen of the figure")
    ),
    Doubt.UNFINISHED_TEXT: edit(TEXTS, ("en: Please type a number first.", "en: TODO Please type a number first.")),
    Doubt.MARKUP_SHOWN: edit(TEXTS, ("en: Please type a number first.", "en: Please <b>type</b> a number first.")),
    Doubt.PLACE_IN_OTHER_BRACKETS: edit(TEXTS, ("{practice_trials}", "(practice_trials)")),
    Doubt.PLACE_TWICE: edit(
        TEXTS,
        ("entre {minimum} et {maximum}", "entre {minimum} et {minimum}"),
        ("between {minimum} and {maximum}", "between {minimum} and {minimum}"),
    ),
    Doubt.PLACES_DIFFER: edit(TEXTS, ("entre {minimum} et {maximum}", "entre {minimum} et 77")),
    Doubt.READ_IN_ANOTHER_ENCODING: edit(EVENTS, ("fr: Brûlure", "fr: BrÃ»lure")),
    Doubt.TEXT_CUT_OFF: edit(TEXTS, ("en: Please type a number first.", "en: Please type the number #1 first.")),
    Doubt.LINES_NOT_JOINED: edit(TEXTS, ("    en: >-\n      Hello, and", "    en: |\n      Hello, and")),
    Doubt.FRENCH_TYPOGRAPHY: edit(TEXTS, (f"fr: {_CONFIDENCE}", "fr: Quelle confiance accordez-vous à ce chiffre?")),
    Doubt.PAGE_CONTRADICTS: edit(STUDY, ("answers_slider, limited_time", "answers_typed, limited_time")),
    Doubt.QUESTION_OF_OTHER_EVENTS: edit(STUDY, ("vividness, arousal, negativity]", "vividness, arousal, positivity]")),
    Doubt.ANSWERS_ALIKE: edit(TEXTS, ("en: The maximum of the scale}", 'en: "Nothing: I skip this event"}')),
    Doubt.RATE_IN_WORDS: edit(EVENTS, ("en: Burn to the skin", "en: Burn to the skin (57 %)")),
    Doubt.WRITTEN_UNLIKE_OTHERS: edit(EVENTS, ("en: Burn to the skin", "en: Burn to the skin.")),
    Doubt.NO_OPENING: edit(STUDY, ("opening: [welcome, task, answers_slider, limited_time, rates]", "opening: []")),
    Doubt.EXPLAINED_OTHERWISE: edit(TEXTS, ("      right: 3", "      right: 1")),
    Doubt.ANSWER_CONTRADICTS: edit(
        STUDY,
        (f"{_DEADLINE}  ", f"{_POPULATION}  "),
        (f"{_POPULATION}       # asked", f"{_DEADLINE}       # asked"),
    ),
    Doubt.SESSION_LONGER_THAN_STATED: edit(
        TEXTS, ("en: >-\n      Hello, and", "en: >-\n      It takes 10 minutes.\n\n      Hello, and")
    ),
    Doubt.ACCEPTED_NEEDLESSLY: edit(STUDY, ("accepted_warnings:", "accepted_warnings:\n  same-words: they are two")),
}
WITH_OTHERS = {
    Doubt.RATE_NEVER_SHOWN: {Doubt.NO_SECOND_ESTIMATE, Doubt.PAGE_CONTRADICTS, Doubt.ANSWER_CONTRADICTS},
    Doubt.RETEST_WITHIN_TRIAL: {Doubt.PAGE_CONTRADICTS, Doubt.SELF_PACED_AMONG_TIMED, Doubt.PAGE_OF_EVERY_RATE},
    Doubt.PAGE_OF_EVERY_RATE: {Doubt.PAGE_CONTRADICTS},
    Doubt.RETEST_LIKE_PRACTISED: {Doubt.PAGE_CONTRADICTS},  # of the break: 46 events
    Doubt.NARROW_RANGE: {Doubt.NEVER_ASKED},
}


def examined(file: Path) -> Examined:
    return with_stated_duration(examine(file))


@pytest.mark.parametrize("doubt", PROVOCATIONS, ids=str)
def test_what_is_unusual_is_said_and_goes_on(tmp_path: Path, capsys: pytest.CaptureFixture[str], doubt: Doubt) -> None:
    """`validate` says this warning alone, at a place, with its name, and finds the study good."""
    copy = StudyCopy(tmp_path / "study")
    PROVOCATIONS[doubt](copy)
    said = Lab(tmp_path, capsys).say_just("validate", str(copy.folder / STUDY))
    assert (0, 1) == (said.code, said.out.count(": good ("))
    remarks = examined(copy.folder / STUDY).remarks
    assert {doubt, *WITH_OTHERS.get(doubt, ())} == {remark.doubt for remark in remarks}
    for line, remark in zip(said.err.splitlines(), remarks, strict=True):
        assert line == f"{remark.where}: warning: {remark.doubt.say(**dict(remark.facts))} [{remark.doubt.code}]"
        assert remark.doubt.places == {name for name, _ in remark.facts}


@pytest.mark.parametrize("ended", ["40 000 €?", "50 %!", "50 %;", "40 000 €: oui"])
def test_a_sign_behind_a_figure_with_its_unit_wants_a_space_in_french(copy: StudyCopy, ended: str) -> None:
    """A question mark is asked for its space behind € and %, too, as behind a word."""
    copy.edit(EVENTS, "fr: Brûlure de la peau", f'fr: "{ended}"')
    assert Doubt.FRENCH_TYPOGRAPHY in {remark.doubt for remark in examined(copy.folder / STUDY).remarks}


@pytest.mark.parametrize(
    "bare", ["192.0.2.7/11385227", "192.0.2.7:8081/a", "www.insee.fr:8081/a", "localhost/a", "[::1]/a"]
)
def test_the_address_of_some_computer_is_no_source(copy: StudyCopy, bare: str) -> None:
    """A bare number and a port lead to a machine, which is no place where readers find a source."""
    shown = copy.text(EVENTS).partition("url: https://")[2].partition("\n")[0]
    copy.edit(EVENTS, f"https://{shown}", f"http://{bare}")
    assert [Doubt.ADDRESS_NOT_WHOLE] == [remark.doubt for remark in examined(copy.folder / STUDY).remarks]


def test_every_doubt_is_provoked() -> None:
    """A warning that nothing here provokes is one too many, or a provocation too few."""
    assert set(Doubt) == set(PROVOCATIONS)


@pytest.mark.parametrize("name", STUDIES)
def test_nothing_is_unusual_in_what_is_shipped(name: str) -> None:
    """The studies of the project come without a warning."""
    assert () == load_study(PROJECT / "configs" / f"{name}.yaml").remarks


def test_a_study_file_cut_off_at_any_line_is_noticed(copy: StudyCopy) -> None:
    """Wherever the end of the shipped study file is lost, between lines or within one, it is refused or warned of."""
    whole = copy.text(STUDY)
    keys_end = whole.index("closing: [thanks]")
    lines = [n for n, sign in enumerate(whole[:keys_end]) if sign == "\n"]
    for end in [*(n + 1 for n in lines[10:]), *range(keys_end - 60, keys_end), *lines[30::7]]:
        copy.write(STUDY, whole[:end])
        assert copy.mistakes() or copy.load().remarks, whole[max(0, end - 80) : end]


def test_the_practice_is_no_part_of_a_doubt(copy: StudyCopy) -> None:
    """A study without practice is as usual as one with it."""
    copy.edit(STUDY, _PRACTICE, "")
    assert () == copy.load().remarks


def test_each_page_that_promises_rates_of_retest_events_is_named_at_its_place(copy: StudyCopy) -> None:
    """A visit's own opening and the pages of a phase are held against the retest events like the study's opening."""
    copy.edit(STUDY, "closing:", "retest: {events: retest, trials: 6}\nclosing:")
    copy.edit(STUDY, "list: 2", "list: 2\n    opening: [welcome, rates]")
    places = [copy.at(STUDY, "rates]"), copy.at(STUDY, "second_phase]"), copy.at(STUDY, "rates]\n\npractice")]
    said = [remark for remark in copy.load().remarks if remark.doubt is Doubt.PAGE_OF_EVERY_RATE]
    assert sorted(places) == sorted(str(remark.where) for remark in said)


def test_lists_that_come_again_are_no_needless_permission(copy: StudyCopy) -> None:
    """Where two visits of an arm have the same list, `repeat_lists: true` is not remarked on."""
    copy.edit(STUDY, "names: [A, B, C]", "names: [A, B, C]\n  repeat_lists: true")
    copy.edit(STUDY, "list: 2", "list: 1")
    assert () == copy.load().remarks


@pytest.fixture
def copy(tmp_path: Path) -> StudyCopy:
    return StudyCopy(tmp_path / "study")


@pytest.mark.parametrize(
    ("old", "absurd"),
    [
        ("deadline_s: 8.0", ["0.001", "0.1", "3600", "8000", "-8", "99999999999"]),
        ("duration_s: 4.0", ["0.001", "0.004", "121", "2000", "3600", "-1"]),
        ("uniform: [1.0, 2.0]", ["uniform: [0.001, 2.0]", "uniform: [1.0, 2000]", "uniform: [1000, 2000]"]),
        ("pages_minimum_s: 0.5", ["500", "0.001", "3600"]),
        ("fixation_s: 0.5", ["500", "0.001", "3600"]),
        ("attempts: 2", ["0", "11", "99999999999"]),
        ("break_every: 20", ["0", "501", "99999999999"]),
        ("events_per_list: 40", ["0", "501", "99999999999", "39"]),
        ("trials: 3", ["0", "501", "99999999999", "7"]),
        ("seed: 20221005", ["99999999999999999999", "1.5"]),
        ("list: 2", ["0", "4", "99999999999"]),
        ("due_h: 4", ["-1", "99999999999"]),
        ("window_h: [3.5, 5]", ["window_h: [-1, 5]", "window_h: [3.5, 99999999999]"]),
        ("window_d: [6, 9]", ["window_d: [-1, 9]", "window_d: [6, 99999999999]"]),
        ("minimum_pct: 3", ["-1", "101", "99999999999"]),
        ("maximum_pct: 77", ["0", "101", "99999999999"]),
        ("maximum: 6", ["10", "-1", "99999999999", "1"]),
        ("start_pct: null", ["-1", "101", "2", "78"]),
    ],
)
def test_an_absurd_number_is_refused(copy: StudyCopy, old: str, absurd: list[str]) -> None:
    """No numeric key takes a number that nobody can mean."""
    whole = copy.text(STUDY)
    for value in absurd:
        new = value if ":" in value else f"{old.partition(':')[0]}: {value}"
        copy.write(STUDY, whole.replace(old, new, 1))
        assert copy.mistakes(), new


def test_a_clock_that_is_known_to_be_wrong_does_not_lock_a_study_out(copy: StudyCopy) -> None:
    """A review date after today is refused, unless the clock is what is wrong."""
    copy.edit(STUDY, "reviewed: null", "reviewed: {role: PI, date: 2199-01-01}")
    (mistake,) = copy.mistakes()
    assert mistake.startswith(copy.at(STUDY, "date: 2199").rpartition(":")[0])
    assert load_study(copy.folder / STUDY, doubt_clock=always).file.reviewed is not None


def test_an_event_that_is_like_many_is_said_once(copy: StudyCopy) -> None:
    """Of thirty events that all but say the same, each but the first has one warning, and TODO is no word of theirs."""
    text = copy.text(EVENTS)
    for n, line in enumerate(re.findall(r"      en: .*\n", text)[:30]):
        text = text.replace(line, f"      en: TODO To lose something of very great personal value {n + 10}\n", 1)
    copy.write(EVENTS, text)
    alike = [one for one in load_study(copy.folder / STUDY).remarks if one.doubt is Doubt.NEARLY_SAME_WORDS]
    assert 29 == len(alike)
    assert 29 == len({one.where for one in alike})
