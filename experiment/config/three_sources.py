"""The three files of a study as they are written, without what they mean."""

from __future__ import annotations

import os
from pathlib import Path

from experiment.config.yaml_source import YamlSource, read_as_far_as_possible


def sources_of(file: Path) -> tuple[YamlSource, YamlSource, YamlSource]:
    """Read a study file that has been checked once, and the files that it names.

    Raises
    ------
    StudyMistakes
        If one of them cannot be read, or is no YAML.
    LookupError
        If it does not name the others.
    """
    study = read_as_far_as_possible(file)
    named = study.value["stimuli"] if isinstance(study.value, dict) else {}
    events, texts = (Path(os.path.normpath(file.parent / named[key])) for key in ("events", "texts"))
    return study, read_as_far_as_possible(events), read_as_far_as_possible(texts)
