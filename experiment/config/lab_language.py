"""The language of the laboratory, by study files that need not be whole: those that are kept with a run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from experiment.config.mistakes import StudyMistakes
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
    for file in files:
        if file.suffix not in (".yaml", ".yml"):
            continue
        try:
            value = read_yaml(file).value
        except StudyMistakes:
            continue
        languages = value.get("languages") if isinstance(value, Mapping) and "study" in value else None
        if isinstance(languages, tuple) and languages:
            return str(value.get("experimenter_language") or languages[0])
    return None
