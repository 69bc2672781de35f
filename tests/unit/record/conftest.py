"""What the tests of `verify` share: a data folder with ended and interrupted runs, conducted once."""

from __future__ import annotations

import pytest

from tests.instruments.changed_folder import Files, conducted_folder
from tests.instruments.study_data import StudyConducted


@pytest.fixture(scope="session")
def conducted(tmp_path_factory: pytest.TempPathFactory) -> tuple[StudyConducted, Files]:
    return conducted_folder(tmp_path_factory.mktemp("lab"))


@pytest.fixture(scope="session")
def files(conducted: tuple[StudyConducted, Files]) -> Files:
    return conducted[1]
