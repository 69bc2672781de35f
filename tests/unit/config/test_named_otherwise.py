"""Names, languages and words that are written otherwise than meant: said once, and no advice leads astray."""

from __future__ import annotations

import re

import pytest
import yaml

from experiment.config.faults import Doubt, Fault
from experiment.config.odd_names import CUSTOMARY
from tests.instruments.small_study import STUDIES_OF_TESTS
from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy

MISSPELT = [
    (TEXTS, "  rest:\n", "reste", "rest"),
    (TEXTS, "    own_estimate:\n", "own_estimat", "own_estimate"),
    (TEXTS, "  vividness:\n", "vividnes", "vividness"),
    (TEXTS, "  population:\n", "poulation", "population"),
    (EVENTS, "  practice:\n", "practise", "practice"),
    (STUDY, "  post4h:  ", "post4hh", "post4h"),
    (STUDY, "  day7:  ", "dia7", "day7"),
    (STUDY, "infusion3_end]", "infusion3_ned", "infusion3_end"),
]


@pytest.mark.parametrize(("file", "line", "written", "meant"), MISSPELT, ids=[one[2] for one in MISSPELT])
def test_a_name_that_is_misspelt_where_it_is_defined_is_said_there_and_once(
    copy: StudyCopy, file: object, line: str, written: str, meant: str
) -> None:
    """Who uses the right name is not blamed, and nothing is said of the other file."""
    copy.edit(file, line, line.replace(meant, written))  # type: ignore[arg-type]
    [message] = copy.mistakes()
    [where] = re.findall(rf"\b{written}[:\]].*", copy.text(file))  # type: ignore[arg-type]
    assert message.startswith(copy.at(file, where))  # type: ignore[arg-type]
    assert message.endswith(f"did you mean “{meant}” here?")


def test_a_name_that_is_misspelt_where_it_is_used_is_said_there(copy: StudyCopy) -> None:
    """The definition is right, and is not said to be used nowhere."""
    copy.edit(STUDY, "visits: [baseline, post4h, day7]", "visits: [baseline, post4hx, day7]")
    copy.edit(STUDY, "break_page: rest", "break_page: reste")
    assert [copy.at(STUDY, "post4hx"), copy.at(STUDY, "break_page: reste")] == [
        message.partition(": ")[0] for message in copy.mistakes()
    ]


def test_the_customary_names_are_those_of_the_shipped_studies() -> None:
    """Pages, questions, lists, visits and anchors of the studies that most others are made from."""
    texts = yaml.safe_load((STUDIES_OF_TESTS / TEXTS).read_text(encoding="utf-8"))
    names = {*texts["pages"], *texts["questions"], *texts["afterwards"], *texts["comprehension"]["questions"]}
    names |= set(re.findall(r"^  (\w+):$", (STUDIES_OF_TESTS / EVENTS).read_text(encoding="utf-8"), re.MULTILINE))
    for file in (STUDIES_OF_TESTS / "configs").glob("*.yaml"):
        study = yaml.safe_load(file.read_text(encoding="utf-8"))
        if isinstance(study.get("study"), str):
            names |= {*study["visits"], *study["arms"], *study["lists"]["names"]}
            names |= {anchor for arm in study["arms"].values() for anchor in arm.get("anchors", ())}
    assert CUSTOMARY == names


@pytest.mark.parametrize(
    ("languages", "said"),
    [
        ("[sp]", "“sp” is not the sign of a language; write two small letters: es"),
        ("[fr, gb]", "no text is in “gb”, which the study declares; did you mean “en”, in which all of them are?"),
        (
            "[fr, en, de]",
            f"no text of {EVENTS.name} or {TEXTS.name} is in “de”, which the study declares; take “de” out",
        ),
    ],
)
def test_a_language_without_texts_is_one_mistake(copy: StudyCopy, languages: str, said: str) -> None:
    """It is said of the study's languages, not of each file, nor of the laboratory's language."""
    copy.edit(STUDY, "languages: [fr, en]", f"languages: {languages}")
    [message] = copy.mistakes()
    assert said == message.partition(": ")[2][: len(said)]


def test_what_was_probably_meant_is_asked_last() -> None:
    """No clause follows on a question mark."""
    assert [] == [one.code for one in (*Fault, *Doubt) if re.search(r"\{suggestion\};|\?;", one.remedy)]


MISREAD = [
    (STUDY, "outside: ask", "outside: {}", ("yes", "no", "on")),
    (STUDY, "experimenter_language: fr ", "experimenter_language: {} ", ("no", "yes")),
    (STUDY, "confirm: enter ", "confirm: {} ", ("yes", "off")),
    (STUDY, "orders: permuted_blocks", "orders: {}", ("yes",)),
    (STUDY, "with_base_rate: true", "with_base_rate: {}", ("yes", "On")),
    (STUDY, "trials: 3 ", "trials: {} ", ("003", "0x3", "yes")),
    (STUDY, "break_every: 20 ", "break_every: {} ", ("020", "2_0")),
    (EVENTS, "category: accident", "category: {}", ("yes", "1:30", "010")),
    (EVENTS, "population: UK/US, before 2013", "population: {}", ("no", "010", "1:30", "2024-01-01T10:00:00")),
    (EVENTS, "en: Burn to the skin", "en: {}", ("no", "1_000")),
    (EVENTS, "base_rate_pct: 57", "base_rate_pct: {}", ("057", "5_7", '"57"', "150 %", '"150"', "4O", "l5", "5k")),
    (STUDY, "event: {duration_s: 4.0}", "event: {{duration_s: {}}}", ("4OOO ms", "500000 ms", "1O.5", "4;5", "[9, 2]")),
    (STUDY, "seed: 20221005", "seed: {}", ('"20,221"', "20,221,005", "20221005 as before", "2O221005")),
    (STUDY, "study: ketamine", "study: {}", ("mi estudio", "ket-amine", "étude", "1st study")),
    (STUDY, "task: beliefupdate", "task: {}", ("belief update", "belief_update")),
    (STUDY, "uniform: [1.0, 2.0]", "uniform: [{}]", ("0.5; 2", "1.0 - 2.0", "1 2")),
    (EVENTS, "fr: Brûlure de la peau", "fr: {}", ("* Brûlure", "% Brûlure", "> 50", "? quoi", "`a`")),
]
WRITTEN = [(file, old, new, word) for file, old, new, words in MISREAD for word in words]


@pytest.mark.parametrize(("file", "old", "new", "word"), WRITTEN, ids=[f"{one[2]} {one[3]}" for one in WRITTEN])
def test_what_is_advised_would_be_taken(copy: StudyCopy, file: object, old: str, new: str, word: str) -> None:
    """Whatever a message gives as the thing to write can be written: there is no second refusal."""
    mark = new.format(word)
    copy.edit(file, old, mark)  # type: ignore[arg-type]
    [message] = copy.mistakes()
    advice = message.rpartition("; ")[2] if "remark goes" not in message else message.partition("; ")[2]
    for proposed in _proposals(advice, word):
        text = copy.text(file)  # type: ignore[arg-type]
        copy.write(file, text.replace(mark, new.format(proposed).replace("[[", "[").replace("]]", "]"), 1))  # type: ignore[arg-type]
        assert [] == copy.mistakes(), f"{advice} → {proposed}"
        copy.write(file, text)  # type: ignore[arg-type]


def _proposals(advice: str, word: str) -> list[str]:
    """Find what an advice says is to be written, as a file would have it."""
    if found := re.search(r'in quotes: "([^"]*)…"', advice):
        return [f'"{word}"'] if found else []
    if found := re.fullmatch(r"one of (.*)|write one of those under languages: (.*)", advice):
        return (found[1] or found[2]).split(", ")
    if found := re.search(r"did you mean “(.*?)”", advice):
        return [found[1]]
    if found := re.search(r"(\{uniform: .*?\}|\[[\d., ]+\])", advice):
        return [found[1]]
    quoted = re.findall(r'"(.*?)"', advice)
    plain = re.findall(
        r"(?:: |write |otherwise | or )(true|false|permuted_blocks|-?\d[\d.]*|[a-z]\w*_?\w*)(?= or |,|;|$)", advice
    )
    words = [one for one in plain if one not in ("true", "false") or "true or false" not in advice]
    return [*(f'"{one}"' for one in quoted), *words]
