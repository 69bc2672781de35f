"""`new`: a study of one's own, in a folder of its own."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from experiment.config.load import load_study
from experiment.config.model import TO_TRANSLATE
from experiment.config.own_study import EVENTS, STUDY, TEXTS, own_study, study_name
from experiment.messages import LAB, Reason, Refusal, counted, plainly
from experiment.verbs.defaults import PROJECT
from experiment.verbs.exit_codes import DONE
from experiment.verbs.schemas import way_to_schemas

_SHIPPED = ("configs", "stimuli", "experiment", "tests", "docs")
"""Folders of the project itself."""


def carry_out(options: argparse.Namespace) -> int:
    """Write the files of a study, and say what comes next."""
    folder: Path = options.folder
    _check_place(folder)
    name = study_name(folder.name)
    own = own_study(options.made_from, name, options.languages or (), way_to_schemas(folder))
    texts = {STUDY: own.study, EVENTS: own.events, TEXTS: own.texts}
    texts["README.md"] = _readme(name, folder, options.made_from)
    with _made_whole(folder) as made:
        for file, text in texts.items():
            (made / file).write_text(text, encoding="utf-8")
        study = load_study(made / STUDY)
    events = sum(len(study.events.lists[one]) for one in study.file.lists.names)
    left = sum(text.count(TO_TRANSLATE) for text in (own.events, own.texts))
    print(f"{folder / STUDY}: made ({counted(events, 'event')}, languages {', '.join(study.file.languages)})")
    if left:
        print(f"{counted(left, 'text')} still to be translated: each begins with {TO_TRANSLATE}")
    print(f"Next: edit {EVENTS} and {TEXTS} there, then {LAB} validate {folder / STUDY}")
    return DONE


def _check_place(folder: Path) -> None:
    """Refuse a folder that is there, or that an update of the project would touch."""
    whole = Path(os.path.abspath(folder))  # noqa: PTH100 (links are not followed: the name counts)
    if folder.exists() or folder.is_symlink():
        raise Refusal(Reason.FOLDER_EXISTS, folder=folder)
    if whole.is_relative_to(PROJECT) and whole.relative_to(PROJECT).parts[:1] in [(one,) for one in _SHIPPED]:
        raise Refusal(Reason.FOLDER_OF_THE_PROJECT, folder=folder)


@contextmanager
def _made_whole(folder: Path) -> Iterator[Path]:
    """Give a folder beside the one that is wanted, which gets its name once all is written and good."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix="new-", dir=folder.parent))
        try:
            yield made
            made.chmod(0o755)
            made.rename(folder)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise Refusal(Reason.STUDY_NOT_WRITTEN, folder=folder, error=plainly(error)) from error


def _readme(name: str, folder: Path, made_from: Path) -> str:
    """Ten lines for whoever opens the folder."""
    study = folder / STUDY
    return f"""\
# {name}

A study for the belief-updating task, made from {made_from.name}. Nobody has reviewed it yet (`reviewed:` in {STUDY}).

* `{STUDY}`: arms, visits, lists, screens and their times. `{EVENTS}`: the events and where their rates come from.
  `{TEXTS}`: every other word on the screen.
* After every change: `{LAB} validate {study}`, and `{LAB} lists --study {study}` for how the lists compare.
* To look at it: `{LAB} preview {study}` (pictures, and a PDF for an ethics committee).
* To use it: every command takes `--study {study}`; keep its data apart with `--data`.
* How to go on is in the project's docs/researcher.md; every key is in docs/study-files.md.
"""
