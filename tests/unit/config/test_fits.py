"""A text that would not fit the screen is refused while the files are written."""

from __future__ import annotations

from pathlib import Path

import pytest

from experiment.config.fits import NARROWEST
from experiment.config.load import load_study
from experiment.config.localise import wording_of
from experiment.format.scale import AnswerScale
from experiment.format.vocabulary import AnswerInput, Confirmation, EstimationPhase, Question
from experiment.layout.compose import compose
from tests.unit.config.study_copies import EVENTS, STUDY, TEXTS, StudyCopy

LONG = "long " * 60

TOO_LONG = [
    (EVENTS, "fr: Brûlure de la peau", f"fr: {LONG}", "fr:"),
    (TEXTS, "fr: Fréquence dans la population générale", f"fr: {LONG}", "caption: {"),
    (TEXTS, 'en: "General population: {rate}"', f'en: "{LONG} {{rate}}"', 'en: "long'),
    (TEXTS, "en: How likely do you think it is that this will happen to you", f"en: {LONG}", "en: long"),
    (TEXTS, "Commençons par un entraînement", LONG * 10, "fr: >-\n      long"),
    (TEXTS, "The task has to stop here", LONG * 10, "en: >-\n    long"),
    (TEXTS, "We continue from where the task stopped.", LONG * 10, "en: >-\n    long"),
    (TEXTS, "en: The task is paused. Take all the time you need.", f"en: {LONG}", "en: long"),
    (TEXTS, "en: Wish of the participant", f"en: {LONG}", "en: long"),
    (
        TEXTS,
        'en: "Staff: Space or Enter to leave; what to do then stands where the session was started"',
        f"en: {LONG}",
        "en: long",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "place"), TOO_LONG, ids=lambda part: str(part)[:30])
def test_a_text_that_does_not_fit_is_refused_where_it_stands(
    copy: StudyCopy, file: Path, old: str, new: str, place: str
) -> None:
    """Whichever text is too long for its place, its own place in the file is named, once."""
    copy.edit(file, old, new)
    line = f"{copy.at(file, place).rpartition(':')[0]}:"
    [message] = copy.mistakes()
    assert message.startswith(line)
    assert "the text does not fit the screen" in message
    assert message.endswith("; shorten it")


@pytest.mark.parametrize("letters", [28, 45, 110])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('go_back: {fr: "Flèche gauche : revenir"', 'go_back: {fr: "WORDS"'),
        ('    fr: "Numéro de la réponse ou souris : choisir"', '    fr: "WORDS"'),
        ("wrong: {fr: Ce n’est pas tout à fait cela.", 'wrong: {fr: "WORDS"'),
    ],
)
def test_a_text_that_stands_on_many_screens_is_blamed_itself(copy: StudyCopy, old: str, new: str, letters: int) -> None:
    """Whether it is the longest of all or not, its own line is named, once, and none of the screens it stands on."""
    words = ("mots " * 400)[: letters if "wrong" not in old else 20 * letters].strip()
    copy.edit(TEXTS, old, new.replace("WORDS", words))
    line = copy.at(TEXTS, words).rpartition(":")[0]
    assert [] == [one for one in copy.mistakes() if not one.startswith(f"{line}:")]
    if letters == 110:
        assert 1 == len(copy.mistakes())


def test_a_text_that_is_still_to_be_translated_is_not_measured(copy: StudyCopy) -> None:
    """What begins with TODO will be another text: it may be as long as it is, in events too."""
    copy.edit(EVENTS, "fr: Brûlure de la peau", f"fr: TODO {LONG}")
    copy.edit(TEXTS, 'go_back: {fr: "Flèche', f'go_back: {{fr: "TODO {LONG} Flèche')
    copy.edit(TEXTS, "fr: Choisissez une réponse, de 1 à {answers}", f"fr: TODO {LONG} {{answers}}")
    assert [] == copy.mistakes()


def test_a_session_needs_only_its_own_texts_to_fit_its_own_screen(copy: StudyCopy) -> None:
    """Read for a session, a study is not refused for a text too long for some screen: the stage holds what it will
    show against the one that it has.
    """
    copy.edit(EVENTS, "fr: Brûlure de la peau", f"fr: {LONG}")
    study = load_study(copy.folder / STUDY, any_screen=False)
    assert LONG.strip() in {event.text["fr"] for events in study.events.lists.values() for event in events}


def test_a_word_wider_than_the_screen_is_refused(copy: StudyCopy) -> None:
    """A word that no line can hold is quoted."""
    word = "anticonstitutionnellement" * 3
    copy.edit(EVENTS, "fr: Brûlure de la peau", f"fr: {word}")
    said = f"the text does not fit the screen: “{word}” is wider than the screen; shorten it"
    assert [f"{copy.at(EVENTS, 'fr:')}: {said}"] == copy.mistakes()


@pytest.mark.parametrize(
    ("file", "old", "new", "marks"),
    [
        (EVENTS, "fr: Brûlure de la peau", r"fr: Dégénérescence\nmaculaire", r"\n"),
        (EVENTS, "fr: Brûlure de la peau", f"fr: <b>{'Dégénérescence' * 2}</b>", "<b>"),
        (TEXTS, "Commençons par un entraînement", "**" + "entraînement" * 6 + "**", "**e"),
    ],
)
def test_marks_that_make_a_text_too_wide_are_named(copy: StudyCopy, file: Path, old: str, new: str, marks: str) -> None:
    """A screen shows a line end as programmers write it, or a tag, as it stands, and two words become one: to shorten
    the text is not what is advised.
    """
    copy.edit(file, old, new)
    [message] = copy.mistakes()
    assert f": “{marks}” is shown as it stands here" in message
    assert "shorten" not in message


@pytest.mark.parametrize("words", ["à peu près environ {value}", "{value} pour cent ou un peu plus"])
def test_a_percentage_must_fit_as_the_base_rate(copy: StudyCopy, words: str) -> None:
    """A figure with so many words around it that it fills the screen is refused."""
    copy.edit(TEXTS, 'fr: "{value} %"', f'fr: "{words}"')
    said = [line for line in copy.mistakes() if "is wider than the screen" in line]
    assert copy.at(TEXTS, "caption: {").rpartition(":")[0] in [
        message.rpartition(": the text")[0].rpartition(":")[0] for message in said
    ]


@pytest.mark.parametrize(
    "text", ['hint: {fr: "', "out_of_range:\n    fr: ", "nothing_typed:\n    fr: ", 'confirm: {fr: "']
)
def test_what_stands_around_an_entry_is_not_blamed_on_the_events(copy: StudyCopy, text: str) -> None:
    """A text that stands on every question is said with the questions, not with each of the 126 events."""
    copy.edit(STUDY, "input: slider", "input: typed")
    copy.edit(TEXTS, text, text + LONG * 3)
    messages = copy.mistakes()
    assert messages
    assert all(str(copy.folder / TEXTS) in message for message in messages)


@pytest.mark.parametrize(("confirm", "refused"), [("enter", False), ("auto", True)])
def test_only_what_a_study_shows_must_fit(copy: StudyCopy, confirm: str, refused: bool) -> None:
    """The line about confirming that is checked is the one of the study's way to confirm."""
    copy.edit(STUDY, "input: slider", "input: typed")
    copy.edit(STUDY, "confirm: enter", f"confirm: {confirm}")
    before, key, after = copy.text(TEXTS).partition("confirm_by_itself:")
    copy.write(TEXTS, before + key + after.replace('fr: "', f'fr: "{LONG}', 1))
    assert refused == bool(copy.mistakes())


def test_the_confidence_question_is_measured_with_its_own_range(copy: StudyCopy) -> None:
    """A hint that fits with two-digit figures and not with the three digits of the confidence question is refused."""
    copy.edit(TEXTS, 'hint: {fr: "entre {minimum} et {maximum}"', f'hint: {{fr: "{"{maximum} " * 18}"')
    fits = copy.mistakes()
    copy.edit(STUDY, "opening:", "confidence: {minimum_pct: 0, maximum_pct: 100}\nopening:")
    assert [] == fits
    assert copy.mistakes()


@pytest.mark.parametrize("answer_input", AnswerInput)
@pytest.mark.parametrize("text", ["Skin burn", "An event of a good many words, which takes two lines or three"])
def test_a_question_has_its_event_where_the_rate_has_it(copy: StudyCopy, answer_input: AnswerInput, text: str) -> None:
    """An event that fits above its rate fits above every question: it stands in the same place, in the same size."""
    study = load_study(copy.folder / STUDY, any_screen=False)
    wording = wording_of(study.texts, "en", "fr")
    scale = AnswerScale(3, 77, answer_input, Confirmation.ENTER)
    with_rate = compose(wording.base_rate("", text, 20, self_paced=True), NARROWEST)
    asked = compose(wording.estimate(Question.SELF, "self", EstimationPhase.FIRST, "", text, scale), NARROWEST)
    event = [line for line in with_rate.lines if line.text in text]
    assert event
    assert event == [line for line in asked.lines if line.text in text]
