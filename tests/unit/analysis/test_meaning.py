"""What the measures mean is said once: the page about nulls has it from the code."""

from __future__ import annotations

from experiment.analysis.meaning import meaning_lines
from tests.instruments.small_study import PROJECT


def test_the_page_says_what_the_code_says() -> None:
    """docs/nulls.md has the table of meanings as it is today (`meaning_lines` gives it)."""
    page = (PROJECT / "docs" / "nulls.md").read_text(encoding="utf-8")
    assert "\n".join(meaning_lines()) in page
