"""One conducted study for all that is loaded from it."""

from __future__ import annotations

import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiment.analysis import LeftOut
from tests.instruments.study_data import conduct_a_study


@pytest.fixture(scope="session")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return conduct_a_study(tmp_path_factory.mktemp("analysed"))


@pytest.fixture
def data(conducted: Path, tmp_path: Path) -> Path:
    """A copy that can be spoilt."""
    copy = shutil.copytree(conducted, tmp_path / "data")
    for file in copy.rglob("*"):
        file.chmod(0o700)
    return copy


@pytest.fixture(autouse=True)
def _quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """What is left out is said; here it is not read, but by the tests that look at it."""
    with warnings.catch_warnings():
        if "says" not in request.node.name:
            warnings.simplefilter("ignore", LeftOut)
        yield
