"""What both BIDS and Psych-DS ask of a folder: `dataset_description.json` and `README.md`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path


def describe(folder: Path, description: Mapping[str, object], readme: str) -> None:
    """Write the description of the whole dataset, for programs and for people."""
    write_json(folder / "dataset_description.json", description)
    (folder / "README.md").write_text(readme, encoding="utf-8")


def write_json(file: Path, content: Mapping[str, object]) -> None:
    """Write a new file of JSON, as people can read it."""
    file.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
