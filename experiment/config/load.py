"""A study: its three files, checked, frozen, and kept byte for byte."""

from __future__ import annotations

import os
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from experiment.config.check_codes import check_codes
from experiment.config.check_events import check_events
from experiment.config.check_questions import check_questions
from experiment.config.check_visits import check_visits
from experiment.config.cross_checks import Files, check_all, check_review_date
from experiment.config.doubts import doubts, other_than_reviewed
from experiment.config.event_file import EventFile
from experiment.config.explain import build
from experiment.config.faults import Fault
from experiment.config.fingerprint import fingerprint_of
from experiment.config.fits import check_fit
from experiment.config.mistakes import Mistake, Position, Remark, StudyMistakes
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile
from experiment.config.yaml_source import YamlSource, read_yaml
from experiment.format.portable_names import is_portable
from experiment.messages.accepting import Accepts, never

_M = TypeVar("_M", EventFile, TextFile)


@dataclass(frozen=True)
class InputFile:
    """A file of the study as it was read.

    Parameters
    ----------
    name
        Its place relative to the folder that holds all files of the study.
    content
        Its bytes.
    """

    name: PurePosixPath
    content: bytes


@dataclass(frozen=True)
class Study:
    """A study that can be run: nothing in it needs to be checked again, but whether it fits a screen."""

    file: StudyFile
    events: EventFile
    texts: TextFile
    inputs: tuple[InputFile, ...]
    fingerprint: str
    """SHA-256 of what its files say, but for who has reviewed them."""
    remarks: tuple[Remark, ...] = ()
    """What is unusual in them and may be meant."""


def load_study(file: Path, *, doubt_clock: Accepts = never, any_screen: bool = True) -> Study:
    """Read a study file and the files it names.

    Parameters
    ----------
    file
        The study file.
    doubt_clock
        Asked where the review date is still to come: whether this computer's clock is known to be wrong.
    any_screen
        Every text must fit every screen, in every language. A session needs only its own to fit the screen that it has:
        the stage refuses what does not, and to try all is most of what reading a study takes.

    Raises
    ------
    StudyMistakes
        With every mistake that could be found.
    """
    study_source = read_yaml(file)
    study = build(StudyFile, study_source)
    found: list[StudyMistakes] = []
    events = _load(EventFile, study_source, ("stimuli", "events"), study.stimuli.events, found)
    texts = _load(TextFile, study_source, ("stimuli", "texts"), study.stimuli.texts, found)
    if found or events is None or texts is None:
        raise StudyMistakes([mistake for some in found for mistake in some.mistakes])
    files = Files(study, study_source, *events, *texts)
    mistakes = [
        *check_all(files),
        *check_questions(files),
        *check_visits(files),
        *check_events(files),
        *check_codes(files),
    ]
    too_late = list(check_review_date(files))
    if too_late and not doubt_clock():
        mistakes += too_late
    mistakes = mistakes or (check_fit(files) if any_screen else [])
    if mistakes:
        raise StudyMistakes(mistakes)
    inputs = _inputs((study_source, events[1], texts[1]))
    odd = [part for item in inputs for part in item.name.parts if not is_portable(part)]
    if odd:  # the study file's own name, or a folder that the three share
        raise StudyMistakes([Mistake.at(Position(file, 1, 1), Fault.FILE_NOT_PORTABLE, name=name) for name in odd])
    fingerprint = fingerprint_of((study_source, events[1], texts[1]))
    remarks = (*doubts(files), *other_than_reviewed(files, fingerprint))
    return Study(study, events[0], texts[0], inputs, fingerprint, remarks)


def _load(
    model: type[_M], study: YamlSource, key: tuple[str, str], name: str, found: list[StudyMistakes]
) -> tuple[_M, YamlSource] | None:
    """Read a file that the study names, if it is near; what is far is not opened, however a link leads there."""
    file = Path(os.path.normpath(study.file.parent / name))
    try:
        if not _is_near(study, name):
            raise StudyMistakes([Mistake.at(study.at(*key), Fault.FILE_FAR_AWAY, file=name)])
        if found_as := _in_other_letters(study, name):
            raise StudyMistakes([Mistake.at(study.at(*key), Fault.FILE_IN_OTHER_LETTERS, file=name, found=found_as)])
        source = read_yaml(file)
        return build(model, source), source
    except StudyMistakes as mistakes:
        found.append(mistakes)
        return None


def _is_near(study: YamlSource, name: str) -> bool:
    """Return whether a file is in the study's folder or one beside it, by its name and by where its links lead."""
    folder = _folder_of(study)
    by_name, really = Path(os.path.normpath(folder / name)), Path(os.path.realpath(folder / name))
    return by_name.is_relative_to(folder.parent) and really.is_relative_to(Path(os.path.realpath(folder)).parent)


def _in_other_letters(study: YamlSource, name: str) -> str | None:
    """Return the name that a file or a folder on the way to it really has, where only its letters' form is another.

    Windows and macOS open it by either; elsewhere, and in the inputs of a session, it would be another file.
    """
    folder = _folder_of(study)
    for part in PurePosixPath(name).parts:
        if part == "..":
            folder = folder.parent
            continue
        with suppress(OSError):
            there = [other.name for other in folder.iterdir()]
            if part not in there:
                return next((other for other in there if _plain(other) == _plain(part)), None)
        folder /= part
    return None


def _plain(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _folder_of(source: YamlSource) -> Path:
    return Path(os.path.normpath(source.file.absolute())).parent


def _inputs(sources: tuple[YamlSource, ...]) -> tuple[InputFile, ...]:
    """Name the files within the smallest folder that holds them: what is above may name a machine or its user."""
    top = Path(os.path.commonpath([_folder_of(source) for source in sources]))
    return tuple(
        InputFile(PurePosixPath((_folder_of(source) / source.file.name).relative_to(top).as_posix()), source.content)
        for source in sources
    )
