"""The page of journal and ledger: made from their models, and true of what is written."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from experiment.format.journal_page import journal_page
from tests.instruments.small_study import PROJECT
from tests.instruments.study_data import conduct_a_study


def test_the_stored_page_is_what_the_models_say() -> None:
    """docs/journal.md is today's (`python -m experiment.format.journal_page` renews it)."""
    assert journal_page() == (PROJECT / "docs" / "journal.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """Every entry of a conducted study's journals and of its ledger."""
    data = conduct_a_study(tmp_path_factory.mktemp("lab"))
    files: list[Path] = [*data.rglob("*_journal.jsonl"), data / "ledger.jsonl"]
    return [json.loads(line) for file in files for line in file.read_bytes().splitlines()]


def test_every_entry_that_is_written_is_on_the_page(written: list[dict[str, object]]) -> None:
    """Whatever stands in a conducted study's files has its row, and each of its keys is named there."""
    rows: dict[str, str] = {}
    for row in re.finditer(r"^\| `([a-z_]+)` \| .*$", journal_page(), re.MULTILINE):  # run_begun is in both files
        rows[row[1]] = rows.get(row[1], "") + row[0]
    above = {"event", "checksum", "n", "before"}
    missing = {
        (entry["event"], key)
        for entry in written
        for key in entry.keys() - above
        if f"`{key}`:" not in rows[str(entry["event"])]
    }
    assert set() == missing
