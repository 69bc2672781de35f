"""The files that a study names: a path means the same on every system, or is refused on every system."""

from __future__ import annotations

import pytest

from tests.unit.config.study_copies import STUDY, StudyCopy

THERE = "../stimuli/events/adverse.yaml"


@pytest.mark.parametrize(
    "path",
    [
        "/study/adverse.yaml",
        "C:/study/adverse.yaml",
        "C:adverse.yaml",
        "//share/study/adverse.yaml",
        "..\\stimuli\\adverse.yaml",
        "../stimuli/CON.yaml",
        "../stimuli/com1/adverse.yaml",
        "../stimuli/adverse?.yaml",
        "../stimuli./adverse.yaml",
        "../stimuli/adverse /adverse.yaml",
    ],
)
def test_a_path_that_one_system_reads_in_another_way(copy: StudyCopy, path: str) -> None:
    """Whichever system this is: absolute by either's rules, a device of Windows, or a name that Windows cannot keep."""
    copy.edit(STUDY, THERE, f"'{path}'")
    said = copy.mistakes()[0]
    assert said.startswith(copy.at(STUDY, f"events: '{path}'"))
    assert "does not lead to a YAML file" in said or "is no name for a file or folder on every system" in said
