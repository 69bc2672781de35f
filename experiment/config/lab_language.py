"""The language of the laboratory, and its clock, by study files that need not be whole: those kept with a run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import tzinfo
from pathlib import Path
from typing import Any

from experiment.config.mistakes import StudyMistakes
from experiment.config.time_zone import wall_zone
from experiment.config.yaml_source import read_yaml


def lab_language(files: Iterable[Path]) -> str | None:
    """Return in which language a study speaks to its experimenter.

    Parameters
    ----------
    files
        Of the study, one of which is the study file.

    Returns
    -------
    str
        Two letters; ``None``: no file says so, or it cannot be read.
    """
    for study in _studies(files):
        languages = study.get("languages")
        if isinstance(languages, tuple) and languages:
            return str(study.get("experimenter_language") or languages[0])
    return None


def lab_zone(files: Iterable[Path]) -> tzinfo:
    """Return the zone of a laboratory's clock by the files of its study; that of this computer, where none says so."""
    return wall_zone(zone_name(files))


def zone_name(files: Iterable[Path]) -> str | None:
    """Name the zone of a laboratory's clock by the files of its study; ``None``: none of them says so."""
    named = (study.get("time_zone") for study in _studies(files))
    return next((name for name in named if isinstance(name, str)), None)


def _studies(files: Iterable[Path]) -> Iterator[Mapping[Any, Any]]:
    for file in files:
        if file.suffix not in (".yaml", ".yml"):
            continue
        try:
            value = read_yaml(file).value
        except StudyMistakes:
            continue
        if isinstance(value, Mapping) and "study" in value:
            yield value
