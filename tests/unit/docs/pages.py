"""The code of a page of the documentation."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
_BLOCK = re.compile(r"^```(\w+)(?: ([\w.]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str) -> list[tuple[str, str]]:
    """Give the blocks of a page in one language: the word after it (or nothing), and the code."""
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    return [(found[2] or "", found[3]) for found in _BLOCK.finditer(text) if found[1] == language]
