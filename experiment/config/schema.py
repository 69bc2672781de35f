"""JSON Schemas of the files that people edit, for editors: ``python -m experiment.config.schema`` writes them anew."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic import BaseModel

from experiment.config.display_file import DisplayFile
from experiment.config.event_file import EventFile
from experiment.config.study_file import StudyFile
from experiment.config.text_file import TextFile

SCHEMAS: dict[str, type[BaseModel]] = {
    "study.schema.json": StudyFile,
    "events.schema.json": EventFile,
    "texts.schema.json": TextFile,
    "displays.schema.json": DisplayFile,
}


def schema_text(model: type[BaseModel]) -> str:
    """Write the schema of one kind of file."""
    return json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "configs/schema")
    for name, model in SCHEMAS.items():
        (folder / name).write_text(schema_text(model), encoding="utf-8")
