"""A study: its three files, checked, frozen, and kept byte for byte."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from experiment.config.acceptance import sorted_by_acceptance
from experiment.config.all_checks import CHECKS, CLOCK
from experiment.config.check_texts import are_filled
from experiment.config.checks import Files, found_by
from experiment.config.cut_off import with_end_of_study, without_what_is_cut
from experiment.config.doubts import doubts
from experiment.config.event_file import EventFile
from experiment.config.explain import closest
from experiment.config.faults import Fault
from experiment.config.file_kinds import is_rather, kind_of
from experiment.config.fingerprint import fingerprint_of
from experiment.config.fits import check_fit
from experiment.config.local_texts import local_texts
from experiment.config.mending import Built, build_as_far_as_possible
from experiment.config.mistakes import Accepted, Mistake, Position, Remark, StudyMistakes
from experiment.config.reading import read_whole
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile
from experiment.config.yaml_source import YamlSource, read_as_far_as_possible
from experiment.format.portable_names import is_portable
from experiment.format.vocabulary import AbortReason
from experiment.messages.accepting import Accepts, never

_M = TypeVar("_M", bound=BaseModel)

_NAMED = {
    key: re.compile(rf"^\s*(?:stimuli:\s*\{{.*)?\b{key}:\s*[\"']?([\w./-]+\.ya?ml)\b", re.M)
    for key in ("events", "texts")
}
"""How a study file names the others, where it is no YAML as a whole."""

_BEFORE_FIT = frozenset({
    Fault.FILE_ENDS_EARLY,
    Fault.LIST_UNKNOWN, Fault.LIST_WITHIN_ANOTHER, Fault.LANGUAGE_WITHOUT_TEXTS, Fault.NAME_MISSPELT,
    Fault.LANGUAGE_NAMED_OTHERWISE,
    Fault.DASH_TOO_MANY, Fault.NOT_A_LANGUAGE,
    Fault.EXPERIMENTER_LANGUAGE_UNKNOWN, Fault.EVENT_WITHOUT_LANGUAGE, Fault.TEXT_WITHOUT_LANGUAGE,
    Fault.TEXT_NEEDED, Fault.STRAY_BRACE, Fault.PLACE_UNKNOWN, Fault.PLACE_NOT_ONCE, Fault.REASON_WITHOUT_WORDS,
    Fault.RATING_WITHOUT_ENDS, Fault.RATING_WITHOUT_SCALE, Fault.AFTERWARDS_WITHOUT_WORDS,
})  # fmt: skip
"""With these mistakes, what stands on the screens is not known."""
_OF_SCREENS = frozenset({
    "languages", "experimenter_language", "estimate", "confidence", "lists", "practice", "retest", "afterwards",
})  # fmt: skip
"""What of the study file stands on screens that are tried for their size."""


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
    accepted: tuple[Accepted, ...] = ()
    """What is unusual in them and is meant: the study file says why."""


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
    study, events, texts, mistakes = _read_three(file)
    if study is None or events is None or texts is None:
        raise StudyMistakes(mistakes)
    if study.model is None or events.model is None or texts.model is None:
        raise StudyMistakes(mistakes)
    built = (("study", study.damage), ("events", events.damage), ("texts", texts.damage))
    damage = frozenset((name, *path) for name, paths in built for path in paths)
    sources = (study.source, events.source, texts.source)
    files = Files(study.model, study.source, events.model, events.source, texts.model, texts.source, damage)
    mistakes = with_end_of_study(files, mistakes + found_by(CHECKS, files))
    too_late = found_by(CLOCK, files)
    if too_late and not doubt_clock():
        mistakes += too_late
    if any_screen and _screens_are_known(files, mistakes):
        mistakes += [mistake for mistake in check_fit(files) if not files.is_mended(mistake.where)]
    if mistakes:
        raise StudyMistakes(without_what_is_cut(mistakes, sources))
    inputs = _inputs(sources)
    odd = [part for item in inputs for part in item.name.parts if not is_portable(part)]
    if odd:  # the study file's own name, or a folder that the three share
        raise StudyMistakes([Mistake.at(Position(file, 1, 1), Fault.FILE_NOT_PORTABLE, name=name) for name in odd])
    fingerprint = fingerprint_of(sources)
    remarks, accepted = sorted_by_acceptance(files, doubts(files, fingerprint)) if any_screen else ((), ())
    return Study(study.model, events.model, texts.model, inputs, fingerprint, remarks, accepted)


def _read_three(
    file: Path,
) -> tuple[Built[StudyFile] | None, Built[EventFile] | None, Built[TextFile] | None, list[Mistake]]:
    """Read the study file, and the files it names, as far as each goes: a mistake in one hides nothing in another."""
    mistakes: list[Mistake] = []
    study: Built[StudyFile] | None = None
    try:
        study = build_as_far_as_possible(StudyFile, read_as_far_as_possible(file))
        mistakes += study.mistakes
    except StudyMistakes as said:
        mistakes += said.mistakes
    named = _named(file, study)
    events = _load(EventFile, file, *named["events"], mistakes) if "events" in named else None
    texts = _load(TextFile, file, *named["texts"], mistakes) if "texts" in named else None
    return study, events, texts, _exchanged(mistakes)


def _exchanged(mistakes: list[Mistake]) -> list[Mistake]:
    """Say once that the names of two files have changed places, which is wrong with each of them."""
    others = [one for one in mistakes if one.fault is Fault.FILE_OF_ANOTHER_KIND]
    kinds = {(facts["wanted"], facts["kind"]) for facts in (dict(one.facts) for one in others)}
    if len(others) < 2 or {kind for _, kind in kinds} != {wanted for wanted, _ in kinds}:
        return mistakes
    return [
        *(one for one in mistakes if one not in others),
        Mistake.at(min(others).where, Fault.FILES_EXCHANGED),
    ]


def _named(file: Path, study: Built[StudyFile] | None) -> dict[str, tuple[Position, str]]:
    """Name the other files, and where that is done; of a file that is no YAML, by what its lines look like."""
    if study is not None and study.model is not None:
        names = {"events": study.model.stimuli.events, "texts": study.model.stimuli.texts}
        there = {key: name for key, name in names.items() if not _is_damaged(study, ("stimuli", key))}
        return {key: (study.source.at("stimuli", key), name) for key, name in there.items()}
    found = {}
    with suppress(StudyMistakes, UnicodeDecodeError):
        text = read_whole(file).decode("utf-8-sig") if study is None else study.source.content.decode("utf-8-sig")
        for key, pattern in _NAMED.items():
            if (match := pattern.search(text)) and (file.parent / match[1]).is_file():
                found[key] = (Position(file, text.count("\n", 0, match.start(1)) + 1, 1), match[1])
    return found


def _is_damaged(study: Built[StudyFile], path: tuple[str, ...]) -> bool:
    return any(path[: len(damaged)] == damaged for damaged in study.damage)


def _screens_are_known(files: Files, mistakes: list[Mistake]) -> bool:
    """Return whether the files, mended as they may be, say what would stand on the screens."""
    if any(mistake.fault in _BEFORE_FIT for mistake in mistakes):
        return False
    if not files.damage:
        return True
    if any(name == "study" and (not path or path[0] in _OF_SCREENS) for name, *path in files.damage):
        return False
    if any(reason not in files.texts.pause.reasons for reason in AbortReason):
        return False
    shown = [files.events.lists.get(name) for name in files.study.lists_shown]
    texts: list[Mapping[str, str]] = [event.text for events in shown for event in events or ()]
    words = files.texts.model_dump()
    texts += [text for _, text in local_texts(words)]
    if None in shown or not are_filled(words):
        return False
    return all(language in text for text in texts for language in files.study.languages)


def _load(model: type[_M], study: Path, where: Position, name: str, mistakes: list[Mistake]) -> Built[_M] | None:
    """Read a file that the study names, if it is near; what is far is not opened, however a link leads there."""
    file = Path(os.path.normpath(study.parent / name))
    try:
        if not _is_near(study, name):
            raise StudyMistakes([Mistake.at(where, Fault.FILE_FAR_AWAY, file=name)])
        if found_as := _in_other_letters(study, name):
            raise StudyMistakes([Mistake.at(where, Fault.FILE_IN_OTHER_LETTERS, file=name, found=found_as)])
        if _is_missing(file):
            raise StudyMistakes([Mistake.at(where, Fault.FILE_NAMED_MISSING, file=name, suggestion=_nearest(file))])
        source = read_as_far_as_possible(file)
        if (other := is_rather(model, source.value)) is not None:
            facts = {"file": name, "wanted": kind_of(model), "kind": kind_of(other)}
            raise StudyMistakes([Mistake.at(where, Fault.FILE_OF_ANOTHER_KIND, **facts)])
        built = build_as_far_as_possible(model, source)
    except StudyMistakes as said:
        mistakes += said.mistakes
        return None
    mistakes += built.mistakes
    return built


def _is_missing(file: Path) -> bool:
    try:
        file.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # there may be one: what hinders is said when it is read
        return False
    return False


def _nearest(file: Path) -> str:
    """Return which file was probably meant by one that is not there."""
    if not file.parent.is_dir():
        return f"there is no folder {file.parent.name} either; look where the study file stands"
    there = sorted(other.name for other in file.parent.iterdir() if other.suffix in (".yaml", ".yml"))
    return closest(file.name, there[:20])


def _is_near(study: Path, name: str) -> bool:
    """Return whether a file is in the study's folder or one beside it, by its name and by where its links lead."""
    folder = _folder_of(study)
    by_name, really = Path(os.path.normpath(folder / name)), Path(os.path.realpath(folder / name))
    return by_name.is_relative_to(folder.parent) and really.is_relative_to(Path(os.path.realpath(folder)).parent)


def _in_other_letters(study: Path, name: str) -> str | None:
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


def _folder_of(file: Path) -> Path:
    return Path(os.path.normpath(file.absolute())).parent


def _inputs(sources: tuple[YamlSource, ...]) -> tuple[InputFile, ...]:
    """Name the files within the smallest folder that holds them: what is above may name a machine or its user."""
    top = Path(os.path.commonpath([_folder_of(source.file) for source in sources]))
    return tuple(
        InputFile(
            PurePosixPath((_folder_of(source.file) / source.file.name).relative_to(top).as_posix()), source.content
        )
        for source in sources
    )
