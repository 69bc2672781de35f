"""The code of a page of the documentation."""

from __future__ import annotations

import re
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[3]
_BLOCK = re.compile(r"^```(\w+)(?: ([\w.]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: str, language: str, part: tuple[str, str] | None = None) -> list[tuple[str, str]]:
    """Give the blocks of a page in one language: the word after it (or nothing), and the code.

    Of a part alone: from the section of one title up to that of another.
    """
    text = (PROJECT / "docs" / page).read_text(encoding="utf-8")
    if part is not None:
        start, end = (text.index(f"\n## {title}\n") for title in part)
        text = text[start:end]
    return [(found[2] or "", found[3]) for found in _BLOCK.finditer(text) if found[1] == language]
