"""Why lab.py could not set the computer up."""

from __future__ import annotations

from enum import unique

from experiment.messages.message import Message


@unique
class Setup(Message):
    """Why lab.py could not set the computer up."""

    PYTHON_UNFIT = (
        "PsychoPy 2026.2 needs Python {fit}, and this is {have}",
        "install Python 3.11, then start with: {start} lab.py",
    )
    SYSTEM_PACKAGES_MISSING = (
        "system packages are missing",
        "an administrator can run this line, then start again: {line}",
    )
    SYSTEM_PACKAGES_NOT_INSTALLED = (
        "the system packages could not be installed",
        "the reason is above: put it right and start again with the same line",
    )
    VENV_NOT_MADE = (
        "the folder .venv could not be made",
        "the reason is above: put it right and start again with the same line",
    )
    VENV_IN_USE = (
        "the Python packages cannot be changed now ({error})",
        "close every other window of this program and start again with the same line",
    )
    UPDATE_FAILED = (
        "the Python packages could not be updated; what was installed before is in place and works",
        "put right what is said above and start again; to go on as before: put --as-installed after lab.py",
    )
    PYTHON_PACKAGES_NOT_INSTALLED = (
        "the Python packages could not be installed",
        "the reason is above: put it right and start again with the same line",
    )
    BUNDLE_INCOMPLETE = (
        "this bundle is not complete",
        "copy it again, or make it again with: {lab} bundle",
    )
    BUNDLE_OF_ANOTHER_KIND = (
        "this bundle is for {need}, and this is {have}",
        "make a bundle on a computer of this kind",
    )
    BUNDLE_WITHOUT_TESTS = (
        "a bundle does not hold the tools for tests",
        "run them on the computer that made it",
    )
    BUNDLE_NEEDS_GIT = (
        "a bundle holds the files that git tracks, and git cannot name them here",
        "make it in a clone, on a computer that has git",
    )
    BUNDLE_OF_A_BUNDLE = ("this is a bundle already", "copy its folder, without .venv and data")
    BUNDLE_FOLDER_TAKEN = (
        "a bundle needs a new or empty folder outside the project, and {folder} is not",
        "name another",
    )
    BUNDLE_NOT_WRITTEN = ("the bundle could not be written ({error})", "make room or name another folder")
    PACKAGE_DAMAGED = ("the system package {package} arrived damaged", "start again with the same line")
    PYTHON_PACKAGES_NOT_FETCHED = (
        "the Python packages could not be fetched",
        "the reason is above: put it right and start again with the same line",
    )
    SYSTEM_PACKAGES_NOT_FETCHED = (
        "the system packages could not be fetched",
        "the reason is above: put it right and start again with the same line",
    )
    SHORTCUT_NOT_MADE = (
        "the icon that opens the launcher could not be made ({error})",
        "open it with: {lab}",
    )
    NO_ORDINARY_USER = (
        "the tests with a window run as an ordinary user, as a session does, and none is to be had ({error})",
        "put that right, or start as an ordinary user",
    )
    CHECKS_FAILED = ("lab.py test: failed: {checks}", "what each found is above, under its name")
    STOPPED = ("stopped", "start again with the same line")
