"""What was pressed is said by what stands on a key or on the screen, in the language of the laboratory."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from itertools import product
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from experiment.config.lab_language import lab_language, lab_zone
from experiment.format.journal import KeyPressed, MouseUsed, SliderMoved
from experiment.launcher.said_inputs import input_said, key_said
from experiment.launcher.speaking import Language, Speaker
from experiment.layout.targets import Target
from experiment.task.inputs import Key

ENGLISH, FRENCH = SPEAKERS = [Speaker(language) for language in Language]
RAW = re.compile(r"[_{}]|\bnum\b|\b(?:space|return|escape|stray|other|left|right|up|down)$")
"""What only a program calls a key."""

ON = {"step": 1, "question": None, "during": "estimate"}


@pytest.mark.parametrize("key", Key, ids=lambda key: key.name)
def test_every_key_is_said_as_a_person_would(key: Key) -> None:
    """Also where it stands on the keypad; and each in its own words."""
    for say, name in product(SPEAKERS, (key.value, f"num_{key.value}")):
        assert not RAW.search(key_said(key.value, name, say))
    others = [key_said(other.value, other.value, FRENCH) for other in Key if other is not key]
    assert key_said(key.value, key.value, FRENCH) not in others


def test_keys_by_example() -> None:
    """As they stand on a French and on an English keyboard."""
    assert "Entrée du pavé numérique" == key_said("enter", "num_enter", FRENCH)
    assert "flèche gauche" == key_said("left", "left", FRENCH)
    assert "barre d’espace" == key_said("space", "space", FRENCH)
    assert "key 4 of the keypad" == key_said("4", "num_4", ENGLISH)
    assert "a letter or a sign" == key_said("stray", "stray", ENGLISH)


@pytest.mark.parametrize("target", [*Target, None])
@pytest.mark.parametrize("share", [0.5, None])
def test_every_place_that_can_be_clicked_is_said(target: Target | None, share: float | None) -> None:
    """A click says on what it was, also where that was nothing."""
    done = MouseUsed(t_s=1.0, act="down", share=share, target=target.value if target else None, **ON)
    for say in SPEAKERS:
        assert not RAW.search(input_said(done, say))
    assert ("clic\u00a0: l’échelle" == input_said(done, FRENCH)) == (target is None and share is not None)


@pytest.mark.parametrize("by", ["mouse", "digits", "held", "left", "right", "home", "end"])
def test_every_way_to_move_the_marker_is_said(by: str) -> None:
    """By the mouse, by digits, by an arrow, by one that is held down."""
    for say in SPEAKERS:
        assert not RAW.search(input_said(SliderMoved(t_s=1.0, step=1, question=None, value=40, by=by), say))


def test_a_press_of_the_last_frame_says_so() -> None:
    """It was made after the task had last looked."""
    press = KeyPressed(t_s=1.0, key="space", name="space", late=True, **ON)
    assert "space bar, in the last frame" == input_said(press, ENGLISH)


def test_the_language_of_the_laboratory_is_that_of_its_study_file(tmp_path: Path) -> None:
    """Of the files that a run keeps, the study file says it; one that cannot be read says nothing."""
    events, study, table = (tmp_path / name for name in ("a.yaml", "b.yaml", "c.csv"))
    events.write_text("events: [\n")
    table.write_text("study,languages\n")
    study.write_text("study: x\nlanguages: [en, fr]\nexperimenter_language: fr\n")
    assert "fr" == lab_language([events, table, study])
    study.write_text("study: x\nlanguages: [en, fr]\n")
    assert "en" == lab_language([study])
    assert lab_language([events, table]) is None


def test_the_clock_of_a_laboratory_is_that_of_the_study_that_is_kept(tmp_path: Path) -> None:
    """By its file, whatever else is beside it; of a study that names no zone, this computer's."""
    study, events = tmp_path / "study.yaml", tmp_path / "events.yaml"
    events.write_text("events: []", encoding="utf-8", newline="\n")
    study.write_text("study: s\ntime_zone: Europe/Paris", encoding="utf-8", newline="\n")
    assert ZoneInfo("Europe/Paris") == lab_zone([events, study])
    moment = datetime(2026, 11, 26, 12, tzinfo=timezone.utc)
    assert moment.astimezone().utcoffset() == lab_zone([events]).utcoffset(moment)
