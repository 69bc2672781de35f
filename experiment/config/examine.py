"""One file, examined for `validate`: what it is, what is wrong in it, and what is unusual."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from experiment.config.check_texts import places
from experiment.config.display_file import DisplayFile, load_displays
from experiment.config.event_file import EventFile
from experiment.config.faults import Fault
from experiment.config.fingerprint import SHORT
from experiment.config.load import Study, load_study
from experiment.config.mending import build_as_far_as_possible
from experiment.config.mistakes import Accepted, Mistake, Position, Remark, StudyMistakes
from experiment.config.own_folder import OWN_STUDY
from experiment.config.reading import read_whole
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile
from experiment.config.yaml_source import YamlSource, read_as_far_as_possible
from experiment.messages import counted

_TABLES = frozenset({".csv", ".tsv", ".xlsx", ".xls", ".ods", ".numbers"})
"""What a spreadsheet program may have made of a file."""
_TOP_KEY = re.compile(r"^[\"']?(\w+)[\"']?:", re.MULTILINE)


@dataclass(frozen=True)
class Examined:
    """What was found.

    Parameters
    ----------
    file
        As it was named.
    about
        In a few words what it holds; empty, if it is not good.
    study
        The study, if it is a study file and good.
    mistakes, remarks, accepted
        What is wrong in it and the files it names, what is unusual, and what is unusual and accepted by the study file.
    """

    file: Path
    about: str
    study: Study | None = None
    mistakes: tuple[Mistake, ...] = ()
    remarks: tuple[Remark, ...] = ()
    accepted: tuple[Accepted, ...] = ()


def examine(file: Path, studies: Sequence[StudyFile] = ()) -> Examined:
    """Examine a study file, or a file of events, texts or displays: its keys tell which. A table is one of events.

    Parameters
    ----------
    file
        The file.
    studies
        Good studies that are named with it: a file of assumptions is held against them, too.
    """
    try:
        if file.suffix.lower() in _TABLES:
            return _events(file)
        examiner = _examiner_of(file)
        examined = _assumptions(file, studies) if examiner is _assumptions else examiner(file)
        _is_what_it_is_called(file, examined)
    except StudyMistakes as no:
        return Examined(file, "", mistakes=no.mistakes)
    return examined


def is_of_assumptions(file: Path) -> bool:
    """Return whether a file is one of assumptions, good or not."""
    try:
        return file.suffix.lower() not in _TABLES and _examiner_of(file) is _assumptions
    except StudyMistakes:  # it cannot be read: whoever examines it says so
        return False


def _is_what_it_is_called(file: Path, examined: Examined) -> None:
    """Refuse a good file of another kind under the name that a study has in its own folder: it was saved over it."""
    if file.name == OWN_STUDY and examined.study is None:
        facts = {"file": file.name, "wanted": "a study file", "kind": f"a file of {examined.about}"}
        raise StudyMistakes([Mistake.at(Position(file, 1, 1), Fault.FILE_OF_ANOTHER_KIND, **facts)])


def _examiner_of(file: Path) -> Callable[[Path], Examined]:
    keys = set(_TOP_KEY.findall(read_whole(file).decode("utf-8-sig", "replace").replace("\r", "\n")))
    examiner = _knows_most(_EXAMINERS, keys)
    if 2 * len(keys & examiner[0].model_fields.keys()) < len(keys):
        from experiment.config.assumptions import Assumptions  # noqa: PLC0415  # the largest model, seldom needed

        examiner = _knows_most({**_EXAMINERS, Assumptions: _assumptions}, keys)
    return examiner[1]


def _knows_most(
    examiners: Mapping[type[BaseModel], Callable[[Path], Examined]], keys: Set[str]
) -> tuple[type[BaseModel], Callable[[Path], Examined]]:
    """Of two that know as many of the keys, the one that has few others; of equals the first: a study."""
    known = {model: len(keys & model.model_fields.keys()) for model in examiners}
    model = max(known, key=lambda model: (known[model], known[model] / len(model.model_fields)))
    return model, examiners[model]


def _study(file: Path) -> Examined:
    study = load_study(file)
    events = sum(len(study.events.lists[name]) for name in study.file.lists.names)
    about = f"{counted(events, 'event')}, languages {', '.join(study.file.languages)}, hash {study.fingerprint[:SHORT]}"
    return Examined(file, about, study, remarks=study.remarks, accepted=study.accepted)


def _events(file: Path) -> Examined:
    from experiment.config.doubts_of_bank import doubts_of_bank  # noqa: PLC0415  # seldom needed
    from experiment.config.event_bank import examined_bank  # noqa: PLC0415  # seldom needed alone

    model, source = examined_bank(file)
    held = ", ".join(f"{name} {len(events)}" for name, events in model.lists.items())
    languages = dict.fromkeys(
        language for events in model.lists.values() for event in events for language in event.text
    )
    about = f"events: {held}; languages {', '.join(languages)}"
    return Examined(file, about, remarks=tuple(sorted(doubts_of_bank(model, source))))


def _texts(file: Path) -> Examined:
    model = _built(TextFile, file, lambda _, source: places(source))
    languages = dict.fromkeys(language for text in model.pages.values() for language in text)
    return Examined(file, f"texts: {counted(len(model.pages), 'page')}; languages {', '.join(languages)}")


def _displays(file: Path) -> Examined:
    return Examined(file, f"displays {', '.join(load_displays(file).displays)}")


def _assumptions(file: Path, beside: Sequence[StudyFile] = ()) -> Examined:
    """Hold assumptions against the studies that they name: named beside them, or one of `configs/`."""
    from experiment.config.assumptions import load_assumptions  # noqa: PLC0415

    shipped = {one.stem: one for one in sorted(_SHIPPED.glob("[!.]*.yaml"))}
    own = {one.study: one for one in beside}
    known = [*own, *shipped]
    about = load_assumptions(file, known=known, no_other=bool(own)).studies
    for name in about:
        if name in known:
            load_assumptions(file, own.get(name) or load_study(shipped[name], any_screen=False).file, known)
    unseen = [name for name in about if name not in own and name not in shipped]
    said = f"; nothing was held against {', '.join(unseen)}: name the study with --study" if unseen else ""
    without = [name for name in own if name not in about]
    said += f"; in {', '.join(without)} everybody is the same at every visit, for `studies` lacks it" if without else ""
    return Examined(file, f"assumptions about {', '.join(about)}{said}")


_SHIPPED = Path(__file__).resolve().parents[2] / "configs"


def _built(model: type[Any], file: Path, check: Callable[[Any, YamlSource], Any]) -> Any:
    built = build_as_far_as_possible(model, read_as_far_as_possible(file))
    mistakes = list(built.mistakes)
    if built.model is not None:
        mended = {built.source.at(*path) for path in built.damage}
        mistakes += [one for one in check(built.model, built.source) if one.where not in mended]
    if mistakes:
        raise StudyMistakes(mistakes)
    return built.model


_EXAMINERS: dict[type[BaseModel], Callable[[Path], Examined]] = {
    StudyFile: _study,
    EventFile: _events,
    TextFile: _texts,
    DisplayFile: _displays,
}
