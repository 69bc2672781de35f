"""Set up this computer for the belief-updating task and start it: ``python3 lab.py VERB …``.

Standard library only, as is experiment/messages, so that it runs on a computer that has nothing but git and Python.
It makes the folder ``.venv`` beside this file and, on Debian and Ubuntu, installs the system packages of
`SYSTEM_PACKAGES` that are missing. What it says itself goes to stderr; stdout belongs to the verb.

``bundle`` makes a folder for a computer that is never online: this project and, beside this file, what would otherwise
be fetched: ``wheels`` (Python packages), on Debian and Ubuntu ``packages`` (system packages), and `BUNDLE`, which says
what kind of computer it is for. Where there is a folder ``wheels``, everything is installed from these folders alone.
"""

from __future__ import annotations

import os
import sys

# Other software may have set PYTHONPATH: a random.py or yaml.py in one of its folders would be taken for Python's own.
# Both modules above are loaded before any file is looked for. Python's own folders stay, even if they are named there.
_library = os.path.dirname(os.__file__)  # noqa: PTH120
_own = (_library, os.path.join(_library, "lib-dynload"), os.path.join(sys.base_prefix, "DLLs"))  # noqa: PTH118
for _folder in os.environ.pop("PYTHONPATH", "").split(os.pathsep):
    _named = os.path.abspath(_folder) if _folder else None  # noqa: PTH100
    sys.path[:] = [entry for entry in sys.path if entry != _named or entry in _own]

import signal

# Ctrl-C waits until there is somebody to take it.
if __name__ == "__main__" and sys.platform != "win32":
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})

import contextlib
import errno
import hashlib
import importlib.util
import json
import platform
import shlex
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any
from urllib.parse import quote

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT))  # as Python does by itself, unless it was told not to

from experiment.entry import enter
from experiment.interrupts import INTERRUPTS
from experiment.messages import LAB, Refusal, Setup, Usage
from experiment.verbs.names import VERBS, suggestion

WINDOWS = sys.platform == "win32"
VENV = ROOT / ".venv"
STAMP = "lab-stamp.json"  # written when an installation is whole
BEFORE = ROOT / ".venv-before"  # the installation that works, while another is being made
LOCK = ROOT / ".venv-lock"
AS_INSTALLED = "--as-installed"
BUNDLE = "bundle.json"  # written last: without it, a bundle was cut short
NOBODY = 65534  # the user that owns nothing, on every Linux

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
    "r-cran-readr",
    "x11-xserver-utils",  # xrandr: another resolution in mid-session
    "xdotool",  # types into the launcher
)

USAGE = f"""\
usage: {LAB} VERB …

Sets this computer up when that is needed (once: about 1.6 GB and some minutes), then does what VERB says:

  (no VERB)                         the launcher: visits, sessions, how they stand, in a window
  demo                              a short session with a virtual participant, to see the task
  enrol, plan                       a new participant; what a session will be
  anchor, status                    when an infusion was over; which visits are done, due, late
  run --participant ID --visit V    one session
  check                             is this computer fit for a session?
  test [pytest arguments]           for developers: style, types and tests
  bench [--quick]                   for developers: every timing bar, measured (Linux, 20 minutes)
  bundle [FOLDER]                   make a folder that sets up a lab PC of the same kind that is never online

and every other verb of `python -m experiment`. `{LAB} VERB --help` explains one.

  --as-installed VERB …             with the packages as they are, when the project is newer and there is no network"""


BUNDLE_USAGE = f"""\
usage: {LAB} bundle [FOLDER]

Makes FOLDER (else one beside this project, named after the kind of computer): the project and all that it installs, for
a computer that is never online but has the same system, processor and Python. There, in it: {LAB} demo"""


def say(text: str) -> None:
    """Tell the person at the keyboard what is going on."""
    print(text, file=sys.stderr, flush=True)


def python_refusal(version: tuple[int, int], windows: bool) -> Refusal | None:
    """Say why this Python cannot run PsychoPy 2026.2, or None if it can.

    Parameters
    ----------
    version : tuple of int
        Major and minor version of the running Python.
    windows : bool
        Whether this is Windows, where a part of PsychoPy (pyWinhook) exists ready-made up to Python 3.11 only.

    Returns
    -------
    Refusal or None
        It names the version to install.
    """
    if (3, 10) <= version <= ((3, 11) if windows else (3, 12)):
        return None
    fit, start = ("3.10 or 3.11", "py -3.11") if windows else ("3.10, 3.11 or 3.12", "python3.11")
    have = ".".join(map(str, version))
    return Refusal(Setup.PYTHON_UNFIT, fit=fit, have=have, start=start)


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
    """Say whether apt and Debian's package names can be counted on."""
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
    """Give the options with which apt works in folders of this project's own."""
    settings = {**settings, "APT::Sandbox::User": "root"}  # apt's own user may not be let into these folders
    return [part for name, value in settings.items() for part in ("-o", f"{name}={value}")]


def apt_offline() -> list[str]:
    """Give the options with which apt knows the folder ``packages`` of this bundle and nothing else.

    What apt knows otherwise is left as it is. The packages were checked against Debian's signature when they were
    fetched; their hashes stand in the folder's index.
    """
    folder = ROOT / "packages"
    sources = folder / "sources.list"  # written anew each time, as it names the place the bundle was copied to
    sources.write_text(f"deb [trusted=yes] file:{quote(str(folder))} ./\n", encoding="utf-8")
    lists = folder / "lists"
    (lists / "partial").mkdir(parents=True, exist_ok=True)  # apt makes it only where it would be by itself
    return apt_options({"Dir::Etc::sourcelist": sources, "Dir::Etc::sourceparts": "-", "Dir::State::lists": lists})


def run_setup(command: list[str], failure: Setup, **environment: str) -> None:
    """Run one command of the set-up in the project's folder, its output on stderr; raise `Refusal` if it fails."""
    env = {**os.environ, **environment}
    done = subprocess.run(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sys.stderr, env=env, check=False)
    if done.returncode != 0:
        raise Refusal(failure)


def venv_program(name: str) -> Path:
    """Give the path of a program in ``.venv``."""
    return ROOT / ".venv" / "Scripts" / f"{name}.exe" if WINDOWS else ROOT / ".venv" / "bin" / name


def read_stamp(path: Path) -> dict[str, Any]:
    """Read what the last finished set-up wrote; nothing if there was none or it was cut short."""
    try:
        stamp = json.loads(path.read_bytes())
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def this_kind() -> dict[str, str]:
    """Describe what must be the same where a bundle is made and where it is used.

    The release of a Linux, because its system packages fit no other; Windows and macOS by name only.
    """
    release = linux_release()
    system = f"{release['ID']}-{release.get('VERSION_ID', 'rolling')}" if release else platform.system()
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    return {"system": system, "processor": platform.machine(), "python": version}


def check_bundle(extras: set[str]) -> None:
    """Refuse to set up from this bundle what it does not hold, or what it was not made for."""
    made_for, here = read_stamp(ROOT / BUNDLE).get("made_for"), this_kind()
    if made_for is None:
        raise Refusal(Setup.BUNDLE_INCOMPLETE)
    if made_for != here:
        have, need = (", ".join(f"{name} {value}" for name, value in kind.items()) for kind in (here, made_for))
        raise Refusal(Setup.BUNDLE_OF_ANOTHER_KIND, need=need, have=have)
    if extras != {"lab"}:
        raise Refusal(Setup.BUNDLE_WITHOUT_TESTS)


def prepare(extras: set[str], as_installed: bool = False) -> None:
    """Make ``.venv`` hold the package with these extras, at the versions of requirements.txt.

    Two starts at once do this one after the other.

    Parameters
    ----------
    extras : set of str
        Extras of pyproject.toml; those already installed stay.
    as_installed : bool
        Go on with what is installed for this folder and this Python, though the project has been updated since.
    """
    if not BEFORE.exists() and is_set_up(read_stamp(VENV / STAMP), extras, as_installed):
        return
    with one_at_a_time():
        undo_unfinished_change()
        found = read_stamp(VENV / STAMP)
        if is_set_up(found, extras, as_installed):  # by the start that this one has waited for
            return
        offline = (ROOT / "wheels").is_dir()
        if offline:
            check_bundle(extras)
        install_system_packages(offline, extras)
        same_place = found.get("home") == home()
        have = set(found["extras"]) if same_place else set()
        with kept_until_whole(there=bool(found), same_place=same_place, enough=extras <= have):
            if not same_place:
                say("Making the folder .venv for the Python packages…")
                run_setup([sys.executable, "-I", "-m", "venv", "--clear", VENV.name], Setup.VENV_NOT_MADE)
            install = "Installing the Python packages (1.6 GB, some minutes, once)…"
            say("Updating the Python packages…" if same_place else install)
            install_python_packages(extras | have, offline)
            stamp = {"home": home(), "files": wanted(), "extras": sorted(extras | have)}
            (VENV / STAMP).write_text(json.dumps(stamp), encoding="utf-8")
        say("This computer is set up.")


def is_set_up(found: dict[str, Any], extras: set[str], as_installed: bool) -> bool:
    """Tell whether what the stamp says is enough."""
    fits = found.get("home") == home() and extras <= set(found["extras"])
    return fits and (as_installed or found["files"] == wanted())


def home() -> list[object]:
    """Say where and for which Python ``.venv`` is: elsewhere, and with another, it does not work."""
    return [str(ROOT), sys.base_prefix, *sys.version_info[:2]]


def wanted() -> str:
    """Give the digest of all that says what is to be installed."""
    files = [(ROOT / name).read_bytes().replace(b"\r\n", b"\n") for name in ("pyproject.toml", "requirements.txt")]
    names = "\n".join((*SYSTEM_PACKAGES, *TEST_PACKAGES))
    return hashlib.sha256(b"".join([*files, names.encode()])).hexdigest()


def install_python_packages(extras: set[str], offline: bool) -> None:
    """Install the package with these extras, at the versions of requirements.txt."""
    install = ["install", "--no-input", "--disable-pip-version-check", *([] if sys.stderr.isatty() else ["-qq"])]
    # offline, no setting of this computer's pip may name another place
    where = ["--isolated", "--no-index", "--find-links", "wheels"] if offline else []
    settings = {"PIP_CONFIG_FILE": os.devnull} if offline else {}
    what = ["--constraint", "requirements.txt", "--editable", f".[{','.join(sorted(extras))}]"]
    pip = [str(venv_program("python")), "-I", "-m", "pip"]
    run_setup([*pip, *install, *where, *what], Setup.PYTHON_PACKAGES_NOT_INSTALLED, **settings)


@contextlib.contextmanager
def kept_until_whole(there: bool, same_place: bool, enough: bool) -> Iterator[None]:
    """Keep the installation that works until the new one does; when the change fails, put it back.

    ``.venv`` is changed under its own name, which the programs in it know, and what it held stands beside it meanwhile.
    Killed in between, the next start puts it back (`undo_unfinished_change`).

    Parameters
    ----------
    there : bool
        Whether there is an installation that was finished once.
    same_place : bool
        Whether it is for this folder and this Python, and is changed rather than made anew.
    enough : bool
        Whether it has all parts that are asked for, so that one can go on with it.

    Raises
    ------
    Refusal
        If the change failed; it says whether one can go on with what was installed before.
    """
    if there:
        try:
            if same_place:
                copy_aside()
            else:
                VENV.replace(BEFORE)
        except OSError as error:
            raise Refusal(Setup.VENV_IN_USE, error=error.strerror or error) from error
    try:
        (VENV / STAMP).unlink(missing_ok=True)
        yield
    except BaseException as error:
        undo_unfinished_change()
        if there and same_place and enough and isinstance(error, Refusal):
            raise Refusal(Setup.UPDATE_FAILED) from error
        raise
    shutil.rmtree(BEFORE, ignore_errors=True)


def copy_aside() -> None:
    """Copy the installation by links, which takes seconds and no room: pip replaces files and never writes into one."""

    def link(source: str, target: str) -> None:
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError:  # a disk without links
            shutil.copy2(source, target, follow_symlinks=False)

    not_yet = shutil.ignore_patterns(STAMP)
    shutil.copytree(VENV, BEFORE, symlinks=True, copy_function=link, ignore=not_yet)
    shutil.copy2(VENV / STAMP, BEFORE / STAMP)  # last: what has it is whole


def undo_unfinished_change() -> None:
    """Put back the installation that was kept, where a change of it did not come to its end."""
    if not BEFORE.exists():
        return
    if not (VENV / STAMP).exists() and (BEFORE / STAMP).exists():
        shutil.rmtree(VENV, ignore_errors=True)
        BEFORE.replace(VENV)
    shutil.rmtree(BEFORE, ignore_errors=True)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait while another start of this program sets up, or is at work with the packages that are to be changed."""
    try:
        lock = LOCK.open("a+b")
    except OSError:  # somebody else's folder: who cannot write there cannot set up either
        yield
        return
    with lock:
        if not try_lock(lock):
            say("Another start of this program is setting the computer up or is still running: this one waits for it…")
            while not try_lock(lock):
                time.sleep(0.2)
        yield


def keep_packages() -> None:
    """Let no set-up change the packages while the program that takes this one's place is running.

    Windows refuses by itself to replace what is in use.
    """
    if WINDOWS:
        return
    try:
        lock = LOCK.open("a+b")
    except OSError:  # nobody who cannot write here sets up
        return
    try_lock(lock, shared=True)
    os.set_inheritable(os.dup(lock.fileno()), True)  # the lock lasts as long as this copy is open: to the end


def try_lock(lock: IO[bytes], shared: bool = False) -> bool:
    """Lock a file for as long as it is open, if nobody else has; the system drops the lock of a killed process."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 (only there)

            lock.seek(0)
            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415 (not on Windows)

            fcntl.flock(lock, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in (errno.EACCES, errno.EAGAIN, errno.EDEADLK)  # else: a disk that knows no locks
    return True


def ask(command: list[str]) -> str | None:
    """Give what a program prints about the project's folder, or None if it fails or is not there."""
    try:
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def copy_project(folder: Path) -> str:
    """Copy the files that git tracks, as they are now, and name the commit they come from.

    What git does not track stays behind, above all study data, wherever it was put; it is named, for it may be a study
    file that was meant to go along.
    """
    listing = ["git", "ls-files", "-z"]
    tracked, others = ask(listing), ask([*listing, "--others", "--exclude-standard", "--directory"])
    revision = ask(["git", "describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"])
    if not tracked or others is None or revision is None:
        raise Refusal(Setup.BUNDLE_NEEDS_GIT)
    if others:
        say("Left behind, as git does not track it: " + ", ".join(others.rstrip("\0").split("\0")))
    for name in tracked.rstrip("\0").split("\0"):
        if (ROOT / name).exists():  # git goes on tracking a deleted file until that is committed
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    return revision.strip()


def fetch_wheels(folder: Path, scratch: Path) -> None:
    """Fetch all that the extra ``lab`` needs, and what builds this project; what is not ready-made is built here."""
    project = scratch / "project"  # pip builds this project too and leaves traces of that in its folder
    shutil.copytree(folder, project)
    wheels = folder / "wheels"
    options = ["--no-input", "--disable-pip-version-check", *([] if sys.stderr.isatty() else ["-qq"])]
    what = ["--constraint", "requirements.txt", "--wheel-dir", str(wheels), "setuptools", f"{project}[lab]"]
    command = [str(venv_program("python")), "-m", "pip", "wheel", *options, *what]
    run_setup(command, Setup.PYTHON_PACKAGES_NOT_FETCHED)
    for own in wheels.glob("belief_update-*"):  # the lab PC uses the files themselves
        own.unlink()


def fetch_packages(folder: Path, scratch: Path) -> None:
    """Fetch the system packages with all they need, as if nothing at all were installed, and make the index apt reads.

    So the most basic ones (libc6, dpkg…) are there too: they are small, and a lab PC may be some updates behind what
    the others were built with. apt takes from the folder only what is missing or too old.
    """
    status, archives = scratch / "status", scratch / "archives"
    status.touch()
    archives.mkdir()
    options = apt_options({"Dir::State": scratch, "Dir::State::status": status, "Dir::Cache": scratch})
    quiet = [] if sys.stderr.isatty() else ["-qq"]
    failure = Setup.SYSTEM_PACKAGES_NOT_FETCHED
    run_setup(["apt-get", *options, "update", *quiet], failure)
    # a Python that is not Debian's brings this part itself, and Debian may not have it in that version
    own = (venv_package(),) if ask(["apt-cache", *options, "show", venv_package()]) else ()
    fetch = ["install", "-y", "--download-only", "--no-install-recommends", *SYSTEM_PACKAGES, *own]
    run_setup(["apt-get", *options, *fetch, *quiet], failure)
    folder.mkdir()
    index = []
    for package in sorted(archives.glob("*.deb")):
        name = package.name.replace("%3a", "-")  # apt would read the % as the beginning of a code
        fields = ask(["dpkg-deb", "--field", str(package)])
        if fields is None:
            raise Refusal(Setup.PACKAGE_DAMAGED, package=package.name)
        content = package.read_bytes()
        sha256 = hashlib.sha256(content).hexdigest()
        (folder / name).write_bytes(content)
        index.append(f"{fields.rstrip()}\nFilename: ./{name}\nSize: {len(content)}\nSHA256: {sha256}\n")
    (folder / "Packages").write_text("\n".join(index), encoding="utf-8")


def make_bundle(folder: Path) -> None:
    """Make a folder that sets up a computer of this kind without a network.

    This computer is set up first: only what can be installed here is worth carrying away.

    Parameters
    ----------
    folder : Path
        Absent or empty. When something fails, it is taken away again.
    """
    if (ROOT / "wheels").is_dir():
        raise Refusal(Setup.BUNDLE_OF_A_BUNDLE)
    free = not folder.exists() or (folder.is_dir() and not any(folder.iterdir()))
    if folder.is_relative_to(ROOT) or not free:
        raise Refusal(Setup.BUNDLE_FOLDER_TAKEN, folder=folder)
    prepare({"lab"})
    try:
        say(f"Copying the project to {folder}…")
        folder.mkdir(parents=True, exist_ok=True)
        revision = copy_project(folder)
        with tempfile.TemporaryDirectory() as scratch:
            say("Fetching the Python packages…")
            fetch_wheels(folder, Path(scratch))
            if like_debian(linux_release()):
                say("Fetching the system packages…")
                fetch_packages(folder / "packages", Path(scratch))
        told = json.dumps({"made_for": this_kind(), "revision": revision})
        (folder / BUNDLE).write_text(f"{told}\n", encoding="utf-8")
    except BaseException as error:
        shutil.rmtree(folder, ignore_errors=True)
        if isinstance(error, OSError):
            raise Refusal(Setup.BUNDLE_NOT_WRITTEN, error=error) from error
        raise
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    say(f"Made {folder} ({size / 1e9:.1f} GB). Copy it to the lab PC and start there, in it: {LAB} demo")


# As the ordinary user: what must be read is read, and the home folder can be written to.
PROBE = "import sys, pytest, psychtoolbox.hid; open(sys.argv[1]).close(); open(sys.argv[2], 'w').close()"


def ordinary_user(home: Path) -> list[str]:
    """Give what to put before a command so that it runs as a lab PC's user does: without privileges.

    No lab PC is used as root. Who is root, or may ask for real-time priority, does not meet what such a user meets: so
    root becomes the user *nobody* with every capability given up, and whoever else starts this loses the allowance of
    priority and what a program's file could give. Where the project or its Python lies in a folder that only root may
    enter (a clone under /root), one capability is kept, to read any file, or, where there is no such one, as in
    Docker, to read and write any file: then this user is less ordinary, as far as files go.

    Parameters
    ----------
    home : Path
        An empty folder, which becomes this user's.

    Raises
    ------
    Refusal
        If there is no such user to be had.
    """
    if sys.platform != "linux":  # elsewhere every user is given the priority
        return []
    for program in ("prlimit", "setpriv"):  # in util-linux, which Debian always has
        if shutil.which(program) is None:
            raise Refusal(Setup.NO_ORDINARY_USER, error=f"there is no {program}, of util-linux")
    common = ["prlimit", "--rtprio=0:0", "setpriv", "--no-new-privs"]
    if os.geteuid() != 0:
        return common
    try:
        os.chown(home, NOBODY, NOBODY)
    except OSError as error:  # root in name only, as in some containers
        raise Refusal(Setup.NO_ORDINARY_USER, error=error) from error
    identity = [f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"]
    probe = [str(venv_program("python")), "-c", PROBE, str(ROOT / "pyproject.toml"), str(home / "probe")]
    for kept in ("", ",+dac_read_search", ",+dac_override"):
        capabilities = [f"--{kind}=-all{kept}" for kind in ("inh-caps", "ambient-caps", "bounding-set")]
        # `env`, for setpriv itself still has root's right to enter any folder when it starts the first program
        command = [*common, *identity, *capabilities, "env"]
        tried = subprocess.run([*command, *probe], cwd=ROOT, stderr=subprocess.PIPE, text=True, check=False)
        if tried.returncode == 0:
            return command
    why = (tried.stderr.splitlines() or [f"code {tried.returncode}"])[-1]
    raise Refusal(Setup.NO_ORDINARY_USER, error=why)


@contextlib.contextmanager
def as_ordinary_user() -> Iterator[tuple[list[str], dict[str, str]]]:
    """Give what runs pytest as an ordinary user, up to its own arguments, and its environment.

    Root's user gets a home, a temporary folder and pytest's cache of its own, for as long as this lasts, and leaves no
    compiled files among root's; the pictures that are asked for by SCREENSHOTS are brought to where root wants them.
    """
    pytest = [str(venv_program("python")), "-X", "utf8", "-m", "pytest"]
    with tempfile.TemporaryDirectory(prefix="belief-update-user-") as folder:
        home = Path(folder)
        before = ordinary_user(home)
        if sys.platform == "win32" or not before or os.geteuid() != 0:
            yield [*before, *pytest], dict(os.environ)
            return
        kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
        places = {name: str(home / folder) for name, folder in (("TMPDIR", "tmp"), ("SCREENSHOTS", "pictures"))}
        for place in places.values():
            Path(place).mkdir()
            os.chown(place, NOBODY, NOBODY)
        wanted = kept.pop("SCREENSHOTS", None)
        if wanted is None:
            del places["SCREENSHOTS"]
        yield (
            [*before, *pytest, "-o", f"cache_dir={home / 'cache'}"],
            {**kept, **places, "HOME": str(home), "USER": "nobody", "PYTHONDONTWRITEBYTECODE": "1"},
        )
        if wanted is not None:
            shutil.copytree(places["SCREENSHOTS"], ROOT / wanted, dirs_exist_ok=True)


NEEDED_IN_MEMORY = 4_000_000_000


@contextlib.contextmanager
def files_in_memory() -> Iterator[dict[str, str]]:
    """Give an environment in which temporary files are in memory, where the system has room for them there.

    What the tests write is synced again and again: a fifth of their time was the disk's.
    """
    memory = Path("/dev/shm")
    if not memory.is_dir() or shutil.disk_usage(memory).free < NEEDED_IN_MEMORY:
        yield dict(os.environ)
        return
    with tempfile.TemporaryDirectory(prefix="belief-update-", dir=memory, ignore_cleanup_errors=True) as folder:
        yield {**os.environ, "TMPDIR": folder}


def without_window(arguments: list[str]) -> bool:
    """Say whether pytest's arguments name files, and none that may open a window."""
    named = [path for path in ((ROOT / argument.split("::")[0]).resolve() for argument in arguments) if path.exists()]
    return bool(named) and all(
        any(path.is_relative_to(ROOT / "tests" / part) for part in ("unit", "crashes")) for path in named
    )


# What is written here is tried for every Python of pyproject.toml, and for the system that is not here: in seconds.
ELSEWHERE = {
    "Python 3.10 on Windows": ("--python-version=3.10", "--platform=win32", "--cache-dir=.mypy_cache/windows"),
    "Python 3.12 on Linux": ("--python-version=3.12", "--platform=linux", "--cache-dir=.mypy_cache/linux"),
}


def checks_at_once(checks: dict[str, list[str]]) -> list[str]:
    """Run the checks of the code all at once, show what each says, and return the names of those that failed."""
    running = {
        name: subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for name, command in checks.items()
    }
    failed = []
    for name, process in running.items():
        said, _ = process.communicate()
        print(f"== {name}\n{said.decode('utf-8', 'replace')}", end="", flush=True)
        if process.returncode != 0:
            failed.append(name)
    return failed


def run_tests(arguments: list[str]) -> int:
    """Run every check of the code, pytest last; 0 if all passed, else 1.

    Without arguments pytest runs three times: what has no window, on all cores; what has one, as an ordinary user and
    one more at a time than there are cores, for it often waits; then what measures time on it, with nothing beside
    it. What is asked for by arguments runs as an ordinary user unless it certainly has no window.
    """
    python = str(venv_program("python"))
    pytest = [python, "-X", "utf8", "-m", "pytest"]  # what it reads of the program is UTF-8
    checks = {
        "ruff check": [python, "-m", "ruff", "check", "."],
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "mypy": [python, "-m", "mypy"],
        **{f"mypy, as for {name}": [python, "-m", "mypy", *how] for name, how in ELSEWHERE.items()},
        "lint-imports": [str(venv_program("lint-imports"))],
    }
    failed = checks_at_once(checks)
    # The tests start hundreds of programs, and a user who may not write here would compile each of them anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([python, "-m", "compileall", "-q", "experiment", "tests"], cwd=ROOT, check=False)
    with as_ordinary_user() as (ordinary, environment), files_in_memory() as in_memory:
        steps: list[tuple[str, list[str], dict[str, str]]] = []
        if not arguments:
            # What takes longest comes first, so that no core waits for it at the end.
            alone = [*pytest, "--numprocesses", "auto", "tests/crashes", "tests/unit"]
            steps.append(("pytest without a window", alone, in_memory))
            window = [*ordinary, "tests/screen", "tests/end_to_end"]
            # At its first import PsychoPy makes folders of its own, and fails if two processes do so at once.
            first = [*window[: window.index("-m")], "-c", "import psychopy"]
            steps.append(("PsychoPy, as an ordinary user", first, environment))
            at_once = str((os.cpu_count() or 1) + 1)
            side_by_side = [*window, "--numprocesses", at_once, "--dist", "worksteal", "-m", "not alone"]
            steps.append(("pytest with a window, as an ordinary user", side_by_side, environment))
            steps.append(("pytest with a window, measuring", [*window, "-m", "alone"], environment))
        elif without_window(arguments):
            steps.append(("pytest", [*pytest, *arguments], dict(os.environ)))
        else:
            steps.append(("pytest, as an ordinary user", [*ordinary, *arguments], environment))
        for name, command, env in steps:
            print(f"== {name}", flush=True)
            if subprocess.run(command, cwd=ROOT, env=env, check=False).returncode != 0:
                failed.append(name)
    if failed:
        say(Setup.CHECKS_FAILED.say(checks=", ".join(failed)))
    return 1 if failed else 0


def run_benchmarks(arguments: list[str]) -> int:
    """Measure every timing bar; 0 if all are met, else 1."""
    if sys.platform == "linux":
        root = os.geteuid() == 0
        say(
            "Measuring as root, whose key queue is given real-time priority where the system lets it."
            if root
            else "Measuring as an ordinary user, whose key queue has no real-time priority unless one was granted."
        )
    return subprocess.run(
        [str(venv_program("python")), "-m", "tests.benchmarks", *arguments], cwd=ROOT, check=False
    ).returncode


def bundle(arguments: list[str]) -> int:
    """Do what follows the verb ``bundle`` on the command line; 0 if that is done, 2 if it is not understood."""
    if len(arguments) > 1 or any(argument.startswith("-") for argument in arguments):
        asked = bool({"-h", "--help"} & set(arguments))
        print(BUNDLE_USAGE, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else 2
    kind = this_kind()
    name = f"belief-update-{kind['system']}-{kind['processor']}-python{kind['python']}"
    # not every shell knows what ~ is
    make_bundle(Path(os.path.expanduser(arguments[0])).resolve() if arguments else ROOT.parent / name)  # noqa: PTH111
    return 0


def misspelt(arguments: list[str]) -> str | None:
    """Say what is wrong with the verb, or None: nothing is installed for a slip of the hand."""
    verbs, first = (*VERBS, "test", "bench", "bundle"), arguments[0]
    if first in verbs or first == "--version":
        return None
    if first.startswith("-"):
        verb = next((word for word in arguments if word in verbs), "VERB")
        return Usage.OPTION_BEFORE_VERB.say(option=first.partition("=")[0], verb=verb)
    return Usage.UNKNOWN_VERB.say(text=first, suggestion=suggestion(first, verbs))


def hand_over(arguments: list[str]) -> int:
    """Run ``python -m experiment`` in place of this program; on Windows, wait for it and give its exit code."""
    python = str(venv_program("python"))
    # Isolated: no module of the current folder, and none that PYTHONPATH names, takes the place of one of ours.
    command = [python, "-I", "-X", "utf8", "-m", "experiment", *arguments]
    if sys.platform != "win32":
        keep_packages()
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # until that program can take it
        os.execv(python, command)
    with subprocess.Popen(command) as process:
        while True:
            try:
                return process.wait()
            except KeyboardInterrupt:  # Ctrl-C reached the session too, which ends itself
                continue


def main(arguments: list[str]) -> int:
    """Do what the command line says.

    Parameters
    ----------
    arguments : list of str
        The verb and what follows it; nothing at all opens the launcher.

    Returns
    -------
    int
        The exit code: that of the verb, 1 if the set-up failed, 2 if it is not understood.
    """
    as_installed = arguments[:1] == [AS_INSTALLED]
    arguments = arguments[as_installed:]
    if arguments[:1] in (["-h"], ["--help"]):
        print(USAGE)
        return 0
    wrong = misspelt(arguments) if arguments else None
    if wrong is not None:
        say(wrong)
        return 2
    try:
        refusal = python_refusal(sys.version_info[:2], WINDOWS)
        if refusal is not None:
            raise refusal
        first = arguments[0] if arguments else ""
        if first == "bundle":
            return bundle(arguments[1:])
        for_developers = {"test": run_tests, "bench": run_benchmarks}.get(first)
        prepare({"lab", "test"} if for_developers else {"lab"}, as_installed)
        return for_developers(arguments[1:]) if for_developers else hand_over(arguments)
    except Refusal as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        say(Setup.STOPPED.say())
        return 130


def typed() -> int:
    """Do what was typed."""
    INTERRUPTS.let_through()
    return main(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(enter(typed, Setup.STOPPED, 130))
