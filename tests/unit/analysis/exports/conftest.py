"""A simulated study with scores that were entered by hand, for all exports of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.instruments.exported import simulated_with_scores


@pytest.fixture(scope="package")
def simulated_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return simulated_with_scores(tmp_path_factory.mktemp("simulated"))
