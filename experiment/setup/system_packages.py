"""System packages: what Debian and Ubuntu must have installed; elsewhere nothing is installed."""

from __future__ import annotations

import importlib.util
import os
import platform
import shlex
import subprocess
import sys
from urllib.parse import quote

from experiment.messages import Refusal, Setup
from experiment.setup.places import ROOT
from experiment.setup.programs import run_setup, say

# Enough on a bare Debian 12; beside each, what fails without it. libportaudio2 brings libjack and libasound2, which
# newer releases call libasound2t64: so the names here are the same on Debian and Ubuntu.
SYSTEM_PACKAGES: tuple[str, ...] = (
    "libfontconfig1",  # PsychoPy's own text
    "libgl1",  # the window
    "libgl1-mesa-dri",  # the window on a virtual display, or without a graphics card's own driver
    "libglu1-mesa",  # the window
    "libportaudio2",  # psychtoolbox: PsychoPy would silently take a keyboard that loses keys
    "libxcb-cursor0",  # the launcher, as the next three
    "libxcb-icccm4",
    "libxcb-keysyms1",
    "libxinerama1",  # a second monitor is not seen
    "libxkbcommon-x11-0",
    "xauth",  # xvfb-run
    "xvfb",  # the virtual display of demo and test
)

# Tests run every line of docs/analyst-r.md, with each of its three readers (66 MB), and sessions on the desktops of two
# window managers. Whoever is not root goes without: these tests fail then and name what they miss.
TEST_PACKAGES: tuple[str, ...] = (
    "metacity",
    "openbox",
    "r-base-core",
    "r-cran-data.table",
    "r-cran-jsonlite",  # the sheets
    "r-cran-lme4",  # mixed models are held against it
    "r-cran-readr",
    "x11-xserver-utils",  # xrandr: another resolution in mid-session
    "xdotool",  # types into the launcher
)


def missing_packages(names: tuple[str, ...]) -> list[str]:
    """Ask dpkg which of these Debian packages are not installed."""
    command = ["dpkg-query", "--show", "--showformat", "${db:Status-Abbrev}${Package}\n", *names]
    answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False).stdout
    installed = {line[3:].strip() for line in answer.splitlines() if line.startswith("ii ")}
    return [name for name in names if name not in installed]


def linux_release() -> dict[str, str]:
    """Read how this Linux calls itself; nothing on Windows and macOS, whatever lies at the place of such a file."""
    if sys.platform != "linux":
        return {}
    try:
        return platform.freedesktop_os_release()
    except OSError:
        return {}


def like_debian(release: dict[str, str]) -> bool:
    """Return whether apt and Debian's package names can be counted on."""
    return "debian" in (release.get("ID"), *release.get("ID_LIKE", "").split())


def venv_package() -> str:
    """Name the part of Python that Debian keeps apart, without which there is no ``.venv``."""
    return f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"


def install_system_packages(offline: bool, extras: set[str]) -> None:
    """On Debian and Ubuntu, install the missing system packages, or name the line that does; elsewhere do nothing.

    Parameters
    ----------
    offline : bool
        Take them from the folder ``packages`` of this bundle and from nowhere else.
    extras : set of str
        With ``test`` among them, `TEST_PACKAGES` too, which alone are no reason to refuse.

    Raises
    ------
    Refusal
        Not root, or apt-get failed.
    """
    if sys.platform == "win32" or not like_debian(linux_release()):
        return
    names = SYSTEM_PACKAGES
    if importlib.util.find_spec("ensurepip") is None:
        names += (venv_package(),)
    wanted = TEST_PACKAGES if "test" in extras else ()
    missing = missing_packages(names + wanted)
    if not missing or (os.geteuid() != 0 and set(missing) <= set(wanted)):
        return
    apt = ["apt-get", *(apt_offline() if offline else [])]
    update = [*apt, "update"]
    install = [*apt, "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        line = f"sudo {shlex.join(update)} && sudo {shlex.join(install)}"
        raise Refusal(Setup.SYSTEM_PACKAGES_MISSING, line=line)
    say(f"Installing system packages for the display, the keyboard and Python: {' '.join(missing)}…")
    quiet = [] if sys.stderr.isatty() else ["-qq", "-o", "Dpkg::Use-Pty=0"]
    repair = ["dpkg", "--configure", "-a"]  # what an interrupted installation left behind
    for command in (repair, [*update, *quiet], [*install, *quiet]):
        run_setup(command, Setup.SYSTEM_PACKAGES_NOT_INSTALLED, DEBIAN_FRONTEND="noninteractive")


def apt_options(settings: dict[str, object]) -> list[str]:
    """Return the options with which apt works in folders of this project's own."""
    settings = {**settings, "APT::Sandbox::User": "root"}  # apt's own user may not be let into these folders
    return [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]


def apt_offline() -> list[str]:
    """Return the options with which apt knows the folder ``packages`` of this bundle and nothing else.

    What apt knows otherwise is left as it is. The packages were checked against Debian's signature when they were
    fetched; their hashes stand in the folder's index.
    """
    folder = ROOT / "packages"
    sources = folder / "sources.list"  # written anew each time, as it names the place the bundle was copied to
    sources.write_text(f"deb [trusted=yes] file:{quote(str(folder))} ./\n", encoding="utf-8")
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)  # apt makes it only where it would be by itself
    return apt_options({"Dir::Etc::sourcelist": sources, "Dir::Etc::sourceparts": "-", "Dir::State::lists": lists})
