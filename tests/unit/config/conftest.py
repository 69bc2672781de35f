from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.config.study_copies import StudyCopy


@pytest.fixture
def copy(tmp_path: Path) -> StudyCopy:
    """A copy of the shipped ketamine study."""
    return StudyCopy(tmp_path)
