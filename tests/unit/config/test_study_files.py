"""Study files: what a single file may hold, and what is said when it holds something else."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from experiment.config.faults import Fault
from experiment.config.load import load_study
from experiment.config.mistakes import Mistake, StudyMistakes
from tests.instruments.small_study import STUDIES_OF_TESTS, write_small_study
from tests.unit.config.study_copies import EVENTS, PROJECT, STUDY, TEXTS, StudyCopy
from tests.unit.design.studies import STUDIES


@pytest.mark.parametrize("name", STUDIES)
def test_shipped_studies_have_no_mistakes(name: str) -> None:
    """Every study file in configs/ loads as it is shipped."""
    assert name == load_study(PROJECT / "configs" / f"{name}.yaml").file.study


def test_a_copy_of_a_study_is_the_same_study(copy: StudyCopy) -> None:
    """A study is its files, wherever they stand: models, names, bytes and fingerprint are those of the original."""
    shipped, copied = load_study(STUDIES_OF_TESTS / STUDY), copy.load()
    assert (shipped.file, shipped.events, shipped.texts) == (copied.file, copied.events, copied.texts)
    assert (shipped.inputs, shipped.remarks) == (copied.inputs, copied.remarks)
    assert load_study(STUDIES_OF_TESTS / STUDY).fingerprint == copy.load().fingerprint


def test_the_files_of_a_study_are_kept_byte_for_byte(copy: StudyCopy) -> None:
    """The loaded study holds the bytes of its three files under their names relative to the folder around them."""
    content = {file.as_posix(): (STUDIES_OF_TESTS / file).read_bytes() for file in (STUDY, EVENTS, TEXTS)}
    assert content == {str(item.name): item.content for item in copy.load().inputs}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (STUDY, "seed: 20221005", "seed: 20221006"),
        (STUDY, "due_h: 4", "due_h: 4.5"),
        (STUDY, "[infusion1_end, infusion3_end]", "[infusion3_end, infusion1_end]"),
        (STUDY, "closing_early: [stopped_early]", ""),
        (EVENTS, "base_rate_pct: 57", "base_rate_pct: 58"),
        (EVENTS, "note: mean of", "note: the mean of"),
        (TEXTS, "title: {fr: Pause", "title: {fr: Repos"),
    ],
)
def test_any_change_shows_in_the_fingerprint(copy: StudyCopy, file: Path, old: str, new: str) -> None:
    """Another value in any of the files gives the study another fingerprint."""
    before = copy.load().fingerprint
    copy.edit(file, old, new)
    assert before != copy.load().fingerprint


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (STUDY, "# B22", "# B22, read again"),
        (STUDY, "seed: 20221005\n", "seed:   20221005\n\n"),
        (STUDY, "{minimum: 1, maximum: 6}", "{maximum: 6, minimum: 1}"),
        (STUDY, "reviewed: null", "reviewed: {role: PI, date: 2026-01-01}"),
        (EVENTS, "category: accident", "category: 'accident'"),
        (TEXTS, "# Every word", "# Each word"),
    ],
)
def test_what_changes_nothing_leaves_the_fingerprint(copy: StudyCopy, file: Path, old: str, new: str) -> None:
    """Comments, blanks, quotes, the order of keys, and who has reviewed the study make no other study of it."""
    before = copy.load().fingerprint
    copy.edit(file, old, new)
    assert before == copy.load().fingerprint


@pytest.mark.parametrize("end", ["\r\n", "\r"], ids=["Windows", "old Mac"])
def test_line_ends_make_no_other_study(copy: StudyCopy, end: str) -> None:
    """Other line ends leave a study what it is, as read and by its fingerprint; its bytes are kept as they are."""
    before = copy.load()
    for file in (STUDY, EVENTS, TEXTS):
        (copy.folder / file).write_bytes((copy.folder / file).read_bytes().replace(b"\n", end.encode()))
    after = copy.load()
    assert before.fingerprint == after.fingerprint
    assert (before.file, before.events, before.texts) == (after.file, after.events, after.texts)
    assert [item.content.replace(b"\n", end.encode()) for item in before.inputs] == [
        item.content for item in after.inputs
    ]


@pytest.mark.skipif(shutil.which("git") is None, reason="there is no git")
def test_a_clone_has_the_same_bytes_on_every_system() -> None:
    """Git is told which bytes to check out: no setting of a computer's own puts other line ends into a study file."""
    asked = ["git", "-C", str(PROJECT), "check-attr", "text", "eol", "--", str(STUDY), str(EVENTS), str(TEXTS)]
    told = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.splitlines()
    assert {"text: auto", "eol: lf"} == {line.split(": ", 1)[1] for line in told}


def test_a_loaded_study_is_frozen(copy: StudyCopy) -> None:
    """Nothing in a loaded study can be changed by accident."""
    study = copy.load()
    for model, field in ((study.file, "seed"), (study.events.lists["A"][0], "base_rate_pct"), (study.texts, "pages")):
        with pytest.raises(ValueError, match="frozen"):
            setattr(model, field, None)


UNKNOWN_KEYS = [
    (STUDY, "seed: 20221005", "sed: 20221005", "“sed” is not known here; did you mean “seed”?"),
    (STUDY, "  events: ../", "  event: ../", "“event” is not known here; did you mean “events”?"),
    (STUDY, "minimum_pct", "minimun_pct", "“minimun_pct” is not known here; did you mean “minimum_pct”?"),
    (STUDY, "before:", "befor:", "“befor” is not known here; did you mean “before”?"),
    (
        STUDY,
        "visits: [baseline, post4h",
        "visit: [baseline, post4h",
        "“visit” is not known here; did you mean “visits”?",
    ),
    (STUDY, "break_every", "break_evry", "“break_evry” is not known here; did you mean “break_every”?"),
    (STUDY, "fixation: {dur", "fixatoin: {dur", "“fixatoin” is not known here; did you mean “fixation”?"),
    (STUDY, "uniform: [1.0", "unifrom: [1.0", "“unifrom” is not known here; did you mean “uniform”?"),
    (STUDY, "with_base_rate", "with_baserate", "“with_baserate” is not known here; did you mean “with_base_rate”?"),
    (STUDY, "deadline_s: 8.0", "deadline: 8.0", "“deadline” is not known here; did you mean “deadline_s”?"),
    (
        STUDY,
        "reviewed: null",
        "reviewed: {rôle: PI, date: 2026-12-01}",
        "“rôle” is not known here; did you mean “role”?",
    ),
    (
        STUDY,
        "seed: 20221005",
        "qqq: 1\nseed: 20221005",
        "“qqq” is not known here; known here: accepted_warnings, afterwards, arms,",
    ),
    (EVENTS, "lists:", "list:", "“list” is not known here; did you mean “lists”?"),
    (EVENTS, "base_rate_pct:", "base_rate:", "“base_rate” is not known here; did you mean “base_rate_pct”?"),
    (EVENTS, "strength: undoc", "strenght: undoc", "“strenght” is not known here; did you mean “strength”?"),
    (EVENTS, "fr: Brûlure", "fre: Brûlure", "“fre” is not the sign of a language; write two small letters: fr"),
    (TEXTS, "go_on: {fr: ", "goon: {fr: ", "“goon” is not known here; did you mean “go_on”?"),
    (TEXTS, "  caption:", "  captoin:", "“captoin” is not known here; did you mean “caption”?"),
    (TEXTS, "    clinical:", "    clinic:", "“clinic” is not known here; did you mean “clinical”?"),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), UNKNOWN_KEYS, ids=lambda part: str(part)[:20])
def test_an_unknown_key_is_refused(copy: StudyCopy, file: Path, old: str, new: str, said: str) -> None:
    """A key that is not known is refused where it stands, at any depth, with the one that was probably meant."""
    copy.edit(file, old, new)
    key = said[1 : said.index("”")]
    [message] = [line for line in copy.mistakes() if f"“{key}” is not" in line]
    place, _, what = message.partition(": ")
    assert copy.at(file, f"{key}:") == place
    assert what.removeprefix("the key ").startswith(said)


MISSING_KEYS = [
    (STUDY, "study: ketamine\n", "task:", "study"),
    (STUDY, "reviewed: null", "study: ketamine", "reviewed"),
    (STUDY, "  texts: ../stimuli/texts/belief_update.yaml\n", "stimuli:", "texts"),
    (STUDY, "  events_per_list: 40         # B22, K25, G13\n", "lists:", "events_per_list"),
    (STUDY, "  confirm: enter", "estimate:", "confirm"),
    (STUDY, "of: self, ", "estimate: {deadline_s", "of"),
    (STUDY, "  trials: 3 ", "practice:", "trials"),
    (EVENTS, "    category: accident\n", "id: skin_burn", "category"),
    (EVENTS, "    strength: undocumented\n", "id: skin_burn", "strength"),
    (
        TEXTS,
        '  confirm: {fr: "Espace ou Entrée : valider", en: "Space or Enter: confirm"}\n',
        "estimate:\n  percentage",
        "confirm",
    ),
    (TEXTS, 'go_on: {fr: "Espace ou Entrée : continuer", en: "Space or Enter: continue"}\n', "pages:", "go_on"),
]


@pytest.mark.parametrize(("file", "taken", "around", "key"), MISSING_KEYS, ids=lambda part: str(part)[:20])
def test_a_missing_key_is_refused(copy: StudyCopy, file: Path, taken: str, around: str, key: str) -> None:
    """A key that must be there is missed at the thing it belongs to."""
    copy.edit(file, taken, "")
    [message] = copy.mistakes()
    assert message.startswith(f"{copy.at(file, around)}: the key “{key}” is missing; add it: ")


WRONG_TYPES = [
    (
        STUDY,
        "seed: 20221005",
        'seed: "20221005"',
        "“seed” cannot be “20221005”, which is text; write 20221005 without quotes",
    ),
    (STUDY, "seed: 20221005", "seed: 20221005.0", "“seed” cannot be “20221005.0”; write a whole number: 20221005"),
    (STUDY, "seed: 20221005", "seed: true", "“seed” cannot be true; write a whole number"),
    (STUDY, "seed: 20221005", "seed: 2022-10-05", "“seed” cannot be “2022-10-05”; write a whole number"),
    (STUDY, "seed: 20221005", "seed:", "“seed” has no value; write it"),
    (STUDY, "seed: 20221005", "seed: [1]", "“seed” cannot be a list of 1; write a whole number"),
    (
        STUDY,
        "study: ketamine",
        "study: 5",
        "“study” cannot be “5”; write text, in quotes if it looks like something else",
    ),
    (
        STUDY,
        "study: ketamine",
        "study: true",
        "“study” cannot be true; write text, in quotes if it looks like something else",
    ),
    (
        STUDY,
        "task: beliefupdate",
        "task: belief_update",
        "“belief_update” cannot be part of a file name; use letters and digits only: beliefupdate",
    ),
    (
        STUDY,
        "study: ketamine",
        "study: ket-amine",
        "“ket-amine” is not a name; use letters, digits and _, beginning with a letter: ket_amine",
    ),
    (
        STUDY,
        "study: ketamine",
        'study: "a\\nb"',
        r"“a\nb” is not a name; use letters, digits and _, beginning with a letter: a_b",
    ),
    (
        STUDY,
        "study: ketamine",
        "study: nan",
        "“nan” would be read as a missing value in the data; write something else",
    ),
    (
        STUDY,
        "task: beliefupdate",
        "task: NA",
        "“NA” would be read as a missing value in the data; write something else",
    ),
    (STUDY, "languages: [fr, en]", "languages: fr", "“languages” cannot be “fr”; write a list: [fr]"),
    (STUDY, "languages: [fr, en]", "languages: []", "“languages” cannot be a list of 0; at least 1"),
    (
        STUDY,
        "languages: [fr, en]",
        "languages: {fr: 1}",
        "“languages” cannot be a set of keys; write a list: [first, second]",
    ),
    (STUDY, "minimum_pct: 3 ", "minimum_pct: 3.0 ", "“minimum_pct” cannot be “3.0”; write a whole number: 3"),
    (STUDY, "minimum_pct: 3 ", "minimum_pct: -1 ", "“minimum_pct” cannot be “-1”; at least 0"),
    (STUDY, "maximum_pct: 77", "maximum_pct: 101", "“maximum_pct” cannot be “101”; at most 100"),
    (STUDY, "trials: 3 ", "trials: 0 ", "“trials” cannot be “0”; at least 1"),
    (STUDY, "input: slider", "input: type", "“input” cannot be “type”; did you mean “typed”?"),
    (STUDY, "orders: permuted_blocks", "orders: latin", "“orders” cannot be “latin”; write permuted_blocks"),
    (STUDY, "order: random", "order: fixd", "“order” cannot be “fixd”; did you mean “fixed”?"),
    (
        STUDY,
        "with_base_rate: true",
        'with_base_rate: "true"',
        "“with_base_rate” cannot be “true” in quotes, which is text; write true without quotes",
    ),
    (STUDY, "with_base_rate: true", "with_base_rate: 1", "“with_base_rate” cannot be “1”; write true or false"),
    (
        STUDY,
        "reviewed: null",
        "reviewed: {role: PI, date: 0}",
        "“date” cannot be “0”; write a date as 2026-11-23, without quotes",
    ),
    (
        STUDY,
        "reviewed: null",
        'reviewed: {role: PI, date: "2026-12-01"}',
        "“date” cannot be “2026-12-01”; write a date as 2026-12-01, without quotes",
    ),
    (
        STUDY,
        "reviewed: null",
        "reviewed: 2026-12-01",
        "“reviewed” cannot be “2026-12-01”; write its keys below, indented: role, date, hash, or null if there is none",
    ),
    (
        STUDY,
        '"[A-Z]{2}[0-9]{3}"',
        '"[A-Z"',
        "“[A-Z” is not a pattern (unterminated character set at position 0); write a regular expression",
    ),
    (
        STUDY,
        '"[A-Z]{2}[0-9]{3}"',
        '"a{99999999999}"',
        "“a{99999999999}” is not a pattern (the repetition number is too large); write a regular expression",
    ),
    (
        STUDY,
        "../stimuli/events/adverse.yaml",
        '"a\\nb.yaml"',
        "“a\\nb.yaml” does not lead to a YAML file from here; "
        "write the path of a .yaml file from the folder of this file, with / between folders",
    ),
    (
        STUDY,
        "../stimuli/events/adverse.yaml",
        "/adverse.yaml",
        "“/adverse.yaml” does not lead to a YAML file from here; "
        "write the path of a .yaml file from the folder of this file, with / between folders",
    ),
    (
        STUDY,
        "duration_s: 4.0",
        'duration_s: "4.0"',
        "“duration_s” cannot be “4.0”, which is text; write 4.0 without quotes",
    ),
    (STUDY, "duration_s: 4.0", "duration_s: true", "“duration_s” cannot be true; write a number"),
    (
        STUDY,
        "duration_s: 4.0",
        "duration_s: 0",
        "“duration_s” cannot be “0”, which is in seconds; at least 0.02 seconds, or null if there is none",
    ),
    (
        STUDY,
        "duration_s: 4.0",
        "duration_s: -4",
        "“duration_s” cannot be “-4”, which is in seconds; at least 0.02 seconds, or null if there is none",
    ),
    (
        STUDY,
        "duration_s: 4.0",
        "duration_s: 4000",
        "“duration_s” cannot be “4000”, which is in seconds; at most 120 seconds; if milliseconds are meant, divide by "
        "1000: 500 ms are 0.5",
    ),
    (
        STUDY,
        "duration_s: 4.0",
        "duration_s: [1, 2]",
        "“duration_s” cannot be a list of two numbers; write duration_s: {uniform: [1, 2]} for a duration that is "
        "drawn for each trial, or one number",
    ),
    (
        STUDY,
        "uniform: [1.0, 2.0]",
        "uniform: [2.0, 1.0]",
        "there is nothing to draw between these two; put the shorter duration first",
    ),
    (STUDY, "uniform: [1.0, 2.0]", "uniform: [1.0]", "“uniform” cannot be a list of 1; at least 2"),
    (STUDY, "uniform: [1.0, 2.0]", "uniform: [1, 2, 3]", "“uniform” cannot be a list of 3; at most 2"),
    (STUDY, "visits: [baseline, post4h, day7]", "visits: []", "“visits” cannot be a list of 0; at least 1"),
    (STUDY, "phases:", "phases: []\nclosed:", "“phases” cannot be a list of 0; at least 1"),
    (
        EVENTS,
        "base_rate_pct: 57",
        'base_rate_pct: "57"',
        "“base_rate_pct” cannot be “57”, which is text; write 57 without quotes",
    ),
    (EVENTS, "base_rate_pct: 57", "base_rate_pct: 57.0", "“base_rate_pct” cannot be “57.0”; write a whole number: 57"),
    (EVENTS, "base_rate_pct: 57", "base_rate_pct: 100", "“base_rate_pct” cannot be “100”; at most 99"),
    (
        EVENTS,
        "fr: Brûlure de la peau",
        "fr: 12",
        "“fr” cannot be “12”; write text, in quotes if it looks like something else",
    ),
    (
        EVENTS,
        "fr: Brûlure de la peau",
        "fr:",
        "“fr” has no value; write it",
    ),
    (
        EVENTS,
        "evidence: legacy",
        "evidence: rumour",
        "“evidence” cannot be “rumour”; one of read, computed, legacy, own",
    ),
    (
        EVENTS,
        "id: skin_burn",
        "id: skin burn",
        "“skin burn” is not a name; use letters, digits and _, beginning with a letter: skin_burn; a remark goes "
        "behind #, at the end of the line",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "said"), WRONG_TYPES, ids=lambda part: str(part)[:25])
def test_nothing_is_coerced(copy: StudyCopy, file: Path, old: str, new: str, said: str) -> None:
    """A value of another type or outside its bounds is refused at its key, and never turned into one that would do."""
    copy.edit(file, old, new)
    found = [line.partition(": ") for line in copy.mistakes()]
    [place] = [place for place, _, what in found if what == said]
    line = copy.text(file)[: copy.text(file).index(new)].count("\n") + 1
    assert f"{copy.folder / file}:{line}" == place.rpartition(":")[0]


def _review_examples() -> list[str]:
    pages = [PROJECT / "docs" / "experimenter.md", *sorted((PROJECT / "configs").glob("*.yaml"))]
    return [example for page in pages for example in re.findall(r"\{role: [^}]*\}", page.read_text(encoding="utf-8"))]


def test_every_review_that_is_given_as_an_example_can_be_copied(copy: StudyCopy) -> None:
    """What the guide and the comments of six study files show is accepted as it stands."""
    examples = _review_examples()
    assert 7 == len(examples)
    for example in set(examples):
        copy.edit(STUDY, "reviewed: null", f"reviewed: {example}")
        assert [] == copy.mistakes()
        copy.edit(STUDY, f"reviewed: {example}", "reviewed: null")


@pytest.mark.parametrize(("date", "wrong"), [("1875-01-01", 1), ("2025-12-31", 1), ("2026-01-01", 0)])
def test_a_review_is_not_older_than_what_it_reviewed(copy: StudyCopy, date: str, wrong: int) -> None:
    """A date before there were study files of this program is refused, whatever the clock says."""
    copy.edit(STUDY, "reviewed: null", f"reviewed: {{role: PI, date: {date}}}")
    assert wrong == sum("is too early" in line for line in copy.mistakes())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("duration_s: 4.0", "duration_s: 4"),
        ("deadline_s: 8.0", "deadline_s: 8"),
        ("uniform: [1.0, 2.0]", "uniform: [1, 2]"),
        ("reviewed: null", "reviewed: {role: principal investigator, date: 2026-01-01}"),
        ("- event: {duration_s: 4.0}", "- event: {duration_s: null}"),
        ("of: self, deadline_s: 8.0", "of: self"),
        ("    break_every: 20           # assumed\n    break_page: half_way\n", ""),
        ("confirm: enter", "confirm: auto"),
        ("closing: [thanks]", "closing: []"),
        ("opening: [welcome, task, answers_slider, limited_time, rates]\n", ""),
    ],
)
def test_what_is_optional_may_be_left_out(copy: StudyCopy, old: str, new: str) -> None:
    """Whole numbers stand for durations, and what has a meaning when it is absent may be absent."""
    copy.edit(STUDY, old, new)
    assert [] == copy.mistakes()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    break_page: half_way\n", "", "break_every and break_page belong together; give both or neither"),
        ("maximum_pct: 77", "maximum_pct: 3", "the range 3–3 is empty; put the smaller number first"),
        (
            "- event: {duration_s: 4.0}   ",
            "- {event: {duration_s: 4}, base_rate: {duration_s: 4}}",
            "“base_rate” stands in one entry with “event”; begin each screen with a dash of its own: - ",
        ),
        (
            "- event: {duration_s: 4.0}   ",
            "- {}",
            "each entry is exactly one screen: fixation, event, estimate, base_rate or message; name one",
        ),
    ],
)
def test_what_belongs_together_is_checked(copy: StudyCopy, old: str, new: str, said: str) -> None:
    """Keys that only make sense together are refused when one of them is alone or contradicts the other."""
    copy.edit(STUDY, old, new)
    assert [said] == [line.partition(": ")[2] for line in copy.mistakes()]


def test_a_phase_has_screens(copy: StudyCopy) -> None:
    """A phase that neither asks for a first nor for a second estimate is refused."""
    study = copy.text(STUDY)
    copy.write(STUDY, study[: study.index("    second_estimate:")] + study[study.index("afterwards:  ") :])
    place = f"{copy.folder / STUDY}:{study[: study.rindex('  - order: random')].count(chr(10)) + 1}:5"
    said = "a phase without screens; give first_estimate, second_estimate, or both"
    assert [f"{place}: {said}"] == copy.mistakes()


def test_all_mistakes_of_a_file_come_at_once_and_in_order(copy: StudyCopy) -> None:
    """Everything that is wrong in a file is said in one go, from top to bottom."""
    for old, new in (
        ("study: ketamine", "study: 5"),
        ("maximum_pct: 77", "maximum_pct: 200"),
        ("confirm: enter", "confirm: perhaps"),
        ("duration_s: 4.0", 'duration_s: "4"'),
        ("closing: [thanks]", "closing: thanks"),
    ):
        copy.edit(STUDY, old, new)
    places = [copy.at(STUDY, key) for key in ("study: 5", "maximum_pct", "confirm:", 'duration_s: "4"', "closing:")]
    assert places == [line.partition(": ")[0] for line in copy.mistakes()]


def test_mistakes_of_events_and_texts_come_together(copy: StudyCopy) -> None:
    """Neither of the two stimulus files hides the mistakes of the other."""
    copy.edit(EVENTS, "base_rate_pct: 57", "base_rate_pct: 570")
    copy.edit(TEXTS, "go_on: {fr: ", "go_off: {fr: ")
    assert [
        copy.at(EVENTS, "base_rate_pct: 570"),
        copy.at(TEXTS, "go_off:"),
    ] == [line.partition(": ")[0] for line in copy.mistakes()]


@pytest.mark.parametrize("file", [STUDY, EVENTS, TEXTS], ids=str)
def test_a_missing_file_of_a_study_is_named(copy: StudyCopy, file: Path) -> None:
    """The study file is missed under its name; the others where the study file names them."""
    (copy.folder / file).unlink()
    of_study = f"{copy.folder / file}:1:1: the file is missing; check its name and its folder"
    of_others = f"there is no file “../{file.as_posix()}”; known here: nothing"
    place = None if file == STUDY else copy.at(STUDY, "events:" if file == EVENTS else "texts:")
    assert [of_study if place is None else f"{place}: {of_others}"] == copy.mistakes()


def test_a_message_is_one_line_however_long_the_mistake(copy: StudyCopy) -> None:
    """What a file says is quoted without its line ends, and without its endless middle."""
    line = copy.text(STUDY).split("\n").index("study: ketamine") + 1
    copy.edit(STUDY, "study: ketamine", '"red\\n": 1\nstudy: "' + "endless\\n" * 1000 + '"')
    messages = copy.mistakes()
    places = [f"{copy.folder / STUDY}:{line}:1", f"{copy.folder / STUDY}:{line + 1}:1"]
    assert places == [message.partition(": ")[0] for message in messages]
    assert all(len(message) < 1000 and message.isprintable() for message in messages)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('"Brûlure \U0001f984"', "the font of the task cannot draw '\U0001f984'; write the text without it"),
        ('"Brûlure 火傷"', "the font of the task cannot draw '火', '傷'; write the text without it"),
        ('"a\\tb"', "the font of the task cannot draw '\\t'; write the text without it"),
        ("حرق", "the task cannot set text that runs from right to left; use a language that runs left to right"),
        ("NA", "“NA” would be read as a missing value in the data; write something else"),
        ('" n/a "', "“ n/a ” would be read as a missing value in the data; write something else"),
        ("none", "“none” would be read as a missing value in the data; write something else"),
        ('""', "no words stand here, though something is to be read; write them here, or on the lines below"),
        ('" \\_\\n"', "no words stand here, though something is to be read; write them here, or on the lines below"),
    ],
)
def test_an_event_text_can_be_shown_and_read_back(copy: StudyCopy, text: str, said: str) -> None:
    """A text that the font cannot draw, that nobody could see, or that pandas takes for missing is refused."""
    copy.edit(EVENTS, "fr: Brûlure de la peau", f"fr: {text}")
    assert [f"{copy.at(EVENTS, 'fr: ')}: {said}"] == copy.mistakes()


def test_files_far_from_the_study_are_refused(tmp_path: Path) -> None:
    """Events that lie outside the folders beside the study are refused: their path would stand in the data."""
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True)
    study = write_small_study(folder)
    far = tmp_path / "events.yaml"
    (folder / "events.yaml").rename(far)
    study.write_text(study.read_text(encoding="utf-8").replace("events: events.yaml", "events: ../../events.yaml"))
    with pytest.raises(StudyMistakes) as refused:
        load_study(study)
    (mistake,) = refused.value.mistakes
    assert Mistake.at(mistake.where, Fault.FILE_FAR_AWAY, file="../../events.yaml") == mistake
    near = folder.parent / "stimuli"
    near.mkdir()
    far.rename(near / "events.yaml")
    study.write_text(study.read_text(encoding="utf-8").replace("../../events.yaml", "../stimuli/events.yaml"))
    assert ["b/study.yaml", "stimuli/events.yaml", "b/texts.yaml"] == [str(i.name) for i in load_study(study).inputs]
