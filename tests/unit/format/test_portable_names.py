"""Names that every system takes as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from experiment.format.portable_names import is_portable, reserved_by_windows

DEVICES = [
    "con",
    "prn",
    "aux",
    "nul",
    "conin$",
    "conout$",
    *(f"{d}{n}" for d in ("com", "lpt") for n in "0123456789¹²³"),
]


@pytest.mark.parametrize("device", DEVICES)
@pytest.mark.parametrize("form", ["{}", "{}.yaml", "{}.tar.gz", "{} .yaml", "{} "])
def test_devices_of_windows(device: str, form: str) -> None:
    """Windows keeps a device's name in capitals and small letters, with any ending, and with spaces before it."""
    for name in (form.format(device), form.format(device.upper()), form.format(device.title())):
        assert reserved_by_windows(name)
        assert not is_portable(name)


@pytest.mark.parametrize("name", ["sub-CON", "console.yaml", "auxiliary", "com10.yaml", "xnul", "com", "my.con"])
def test_names_that_only_resemble_a_device(name: str) -> None:
    """What merely begins or ends like a device's name is a name as any other."""
    assert is_portable(name)


@pytest.mark.parametrize(
    "name", ["a:b", "a?b", "a*", "a|b", "<a", "a>", 'a"', "a/b", "a\\b", "a.", "a ", "", "a\tb", "a\x00", "é" * 128]
)
def test_names_that_some_system_does_not_take(name: str) -> None:
    """Signs that mean something to a system, ends that Windows drops, and names that are too long are no names."""
    assert not is_portable(name)


@pytest.mark.parametrize("name", ["adverse.yaml", "étude de 2026.yaml", "é" * 127, "-a", ".hidden", "a b"])
def test_usual_names(name: str) -> None:
    """Letters of any language, spaces in the middle, stops and signs are taken everywhere."""
    assert is_portable(name)


@given(st.text(min_size=1, max_size=30))
def test_a_portable_name_is_one_here(tmp_path_factory: pytest.TempPathFactory, name: str) -> None:
    """What passes for portable can be a file on this computer, and is found again under that name."""
    if not is_portable(name):
        return
    folder = Path(tmp_path_factory.mktemp("names"))
    (folder / name).touch()
    assert [name] == [file.name for file in folder.iterdir()]
