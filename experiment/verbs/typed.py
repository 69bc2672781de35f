"""Values that are typed on the command line: each is read, or refused in a sentence, before anything is done."""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from experiment.config.characters import name_of
from experiment.config.own_folder import OWN_STUDY
from experiment.config.own_words import LONGEST, own_words
from experiment.format.near import as_known
from experiment.format.portable_names import is_portable
from experiment.format.vocabulary import Word
from experiment.layout.size import LARGEST_TEXT_SCALE, Size
from experiment.messages import Usage
from experiment.verbs.defaults import studies_by_name
from experiment.verbs.names import suggestion

_W = TypeVar("_W", bound=Word)

SLOWEST_HZ, FASTEST_HZ = 20, 240
FASTEST_PACE = 20
_LARGEST_COUNT = 9999
_MOST_LISTS, _LARGEST_LIST = 5, 500
_SMALLEST_PX, _LARGEST_PX = (640, 480), 16384
_LONGEST_PATH, _LONGEST_NAME = 4000, 255
_OF_WINDOWS = re.compile(r"[A-Za-z]:[\\/]|\\\\")
_ENDINGS = (".yaml", ".yml", ".csv", ".tsv", ".xlsx", ".xls", ".ods", ".numbers")
"""Of study files, and of tables of events: what ends so is a file, and no name of a study."""


def wrong(usage: Usage, **facts: object) -> argparse.ArgumentTypeError:
    """Make the error that argparse wants of what reads a value."""
    return argparse.ArgumentTypeError(usage.say(**facts))


def word(text: str) -> str:
    """Read a word that other files know: an ID, a visit, an arm …; spaces around it mean nothing."""
    if not text.strip():
        raise wrong(Usage.EMPTY)
    return text.strip()


def path(text: str) -> Path:
    """Read a path; ``~`` is the home folder, also where the shell has left it.

    Spaces around it mean nothing, unless something is called so: in a folder of another name nobody is enrolled.
    """
    if not text.strip():
        raise wrong(Usage.EMPTY)
    if sys.platform != "win32" and _OF_WINDOWS.match(text.strip()) and not os.path.lexists(text):
        raise wrong(Usage.PATH_OF_WINDOWS, text=text)
    try:
        encoded = os.fsencode(text)
        file = _from_home(text)
        if text != text.strip() and not os.path.lexists(file):
            file = _from_home(text.strip())
    except (UnicodeEncodeError, RuntimeError) as error:
        raise wrong(Usage.NOT_A_PATH, text=text) from error
    if b"\0" in encoded or len(encoded) > _LONGEST_PATH or max(map(len, re.split(rb"[/\\]", encoded))) > _LONGEST_NAME:
        raise wrong(Usage.NOT_A_PATH, text=text)
    return file


def _from_home(text: str) -> Path:
    """Read ``~`` as the home folder; ``./~`` is a folder of that name, which `Path` alone would forget."""
    return Path(text).expanduser() if text.startswith("~") else Path(text)


def new_folder(text: str) -> Path:
    """Read the path of a folder that is to be made; its name will be written in files, and carried to any system."""
    if not text.isprintable():
        raise wrong(Usage.NOT_A_PATH, text=text)
    folder = path(text)
    if folder.name not in ("", "..") and not is_portable(folder.name):
        raise wrong(Usage.NOT_PORTABLE, name=folder.name)
    return folder


def study(text: str) -> Path:
    """Read which study is meant: the name of one in configs/, or the path of its file.

    What has neither a folder nor an ending is a name, whatever lies in the current folder: the same line means the same
    study wherever it is typed. A file without an ending is meant by ./NAME. A folder stands for the study file in
    it, as `new` makes one.
    """
    file = path(text)
    of_folder = os.path.isfile(file / OWN_STUDY)  # noqa: PTH113 (what cannot be looked at is none)
    if of_folder and (re.search(r"[/\\]", text) or text not in studies_by_name()):
        return file / OWN_STUDY
    if file.suffix.lower() in _ENDINGS or re.search(r"[/\\]", text):
        return file
    known = studies_by_name()
    name = as_known(text.strip(), known)
    if name not in known:
        raise wrong(Usage.NO_SUCH_STUDY, text=text, suggestion=suggestion(name, known), file=f"./{file.name}")
    return known[name]


def reason(text: str) -> str:
    """Read a reason in somebody's own words, which is kept with the data."""
    words = own_words(text)
    if not words.text:
        raise wrong(Usage.EMPTY)
    if words.unseen is not None:
        raise wrong(Usage.NOT_TEXT, name=name_of(words.unseen))
    if words.is_too_long:
        raise wrong(Usage.TOO_LONG, length=len(words.text), longest=LONGEST)
    return words.text


def one_of(words: Sequence[_W], otherwise: Usage) -> Callable[[str], _W]:
    """Make what reads one of these words."""
    known = {str(word): word for word in words}

    def read(text: str) -> _W:
        word = as_known(text.strip(), known)
        if word not in known:
            raise wrong(otherwise, text=text, known=", ".join(known))
        return known[word]

    return read


def count(text: str) -> int:
    """Read a number from 1 upwards."""
    return _number_from(1, text)


def count_or_none(text: str) -> int:
    """Read a number from 0 upwards."""
    return _number_from(0, text)


def _number_from(smallest: int, text: str) -> int:
    number = _whole(text)
    if number is None or not smallest <= number <= _LARGEST_COUNT:
        raise wrong(Usage.NOT_A_COUNT, text=text, smallest=smallest, largest=_LARGEST_COUNT)
    return number


def size(text: str) -> Size:
    """Read the size of a window."""
    width, height = (_whole(side) for side in text.partition("x")[::2])
    fits = width and height and (width, height) >= _SMALLEST_PX and height >= _SMALLEST_PX[1]
    if not (width and height and fits and max(width, height) <= _LARGEST_PX):
        raise wrong(Usage.NOT_A_SIZE, text=text, largest=_LARGEST_PX)
    return Size(width, height)


def lists(text: str) -> tuple[int, int]:
    """Read how many lists, and of how many events."""
    number, events = (_whole(side) or 0 for side in text.strip().lower().replace("×", "x").partition("x")[::2])
    if not (1 <= number <= _MOST_LISTS and 1 <= events <= _LARGEST_LIST):
        raise wrong(Usage.NOT_LISTS, text=text, most=_MOST_LISTS, largest=_LARGEST_LIST)
    return number, events


def languages(text: str) -> tuple[str, ...]:
    """Read the languages of a study."""
    named = tuple(dict.fromkeys(one.strip() for one in text.split(",")))
    if not all(re.fullmatch("[a-z]{2}", one) for one in named):
        raise wrong(Usage.NOT_LANGUAGES, text=text)
    return named


def figure(text: str) -> Path:
    """Read the path of a figure; its ending says what it will be."""
    file = path(text)
    if file.suffix.lower() not in (".svg", ".png", ".pdf"):
        raise wrong(Usage.NOT_A_FIGURE, text=text)
    return file


def events_file(text: str) -> Path:
    """Read the path of a file of events that is to be written."""
    file = path(text)
    if file.suffix.lower() not in (".yaml", ".yml"):
        raise wrong(Usage.NOT_AN_EVENT_FILE, text=text)
    return file


def hertz(text: str) -> float:
    """Read a refresh rate."""
    if not SLOWEST_HZ <= (_whole(text) or 0) <= FASTEST_HZ:
        raise wrong(Usage.NOT_A_RATE, text=text, slowest=SLOWEST_HZ, fastest=FASTEST_HZ)
    return float(text)


def text_scale(text: str) -> float:
    """Read how large type is to be."""
    try:
        scale = float(text.replace(",", "."))  # 1,2 as a French keypad has it
    except ValueError:
        scale = 0.0
    if not 1.0 <= scale <= LARGEST_TEXT_SCALE:
        raise wrong(Usage.NOT_A_TEXT_SCALE, text=text, largest=f"{LARGEST_TEXT_SCALE:g}")
    return scale


def share(text: str) -> float:
    """Read a share."""
    if (number := _decimal(text)) is None or not 0 <= number <= 1:
        raise wrong(Usage.NOT_A_SHARE, text=text)
    return number


def pace(text: str) -> float:
    """Read how many times as fast as people somebody is to be."""
    if (number := _decimal(text)) is None or not 1 <= number <= FASTEST_PACE:
        raise wrong(Usage.NOT_A_PACE, text=text, fastest=FASTEST_PACE)
    return number


def _decimal(text: str) -> float | None:
    """Read a number in plain digits, with a point or a comma."""
    return float(text.replace(",", ".")) if re.fullmatch(r"(?=.)[0-9]{0,6}([.,][0-9]{1,6})?", text) else None


def _whole(text: str) -> int | None:
    """Read a whole number in plain digits that is not absurdly long."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
