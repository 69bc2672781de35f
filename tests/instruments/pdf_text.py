"""The text of a PDF, as a reader finds it who selects all of it."""

from __future__ import annotations

from pathlib import Path

from pypdf import PdfReader


def text_of(file: Path) -> str:
    """All pages, with every line end and run of spaces as one space."""
    return " ".join(" ".join(page.extract_text() for page in PdfReader(file).pages).split())
