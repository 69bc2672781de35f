"""The catalogue of messages: each can be said, is said somewhere, and is made for people."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from experiment import entry, interrupts
from experiment.config.faults import Fault
from experiment.messages import Message, Reason, Refusal, catalogue
from experiment.messages.__main__ import GROUPS
from experiment.verbs import names
from tests.instruments.small_study import PROJECT

CATALOGUE = PROJECT / "experiment" / "messages"
SETUP = PROJECT / "experiment" / "setup"
MESSAGES = [message for group in GROUPS for message in group]
OF_LAB_PY = [
    PROJECT / "lab.py",
    Path(entry.__file__),
    Path(interrupts.__file__),
    Path(names.__file__),
    *(file for file in sorted(CATALOGUE.glob("*.py")) if file.stem != "__main__"),
    *(file for file in sorted(SETUP.glob("*.py")) if file.stem != "__init__"),
]
"""What lab.py loads, and itself."""
MACHINE_WORDS = ("Traceback", "Exception", "Errno", "None", "True", "False", "null", "assert", r"\w+Error")
NUMBERS = {"flips_per_s", "uneven_pct", "free_mb", "needed_mb"}


def facts(message: Message) -> dict[str, object]:
    return {name: 7 if name in NUMBERS else f"<{name}>" for name in message.places}


@cache
def sources() -> tuple[str, ...]:
    files = [PROJECT / "lab.py", *sorted((PROJECT / "experiment").rglob("*.py"))]
    return tuple(file.read_text(encoding="utf-8") for file in files if file.parent != CATALOGUE)


@cache
def said_somewhere() -> frozenset[str]:
    """Every member of a group that the program names."""
    return frozenset(name for source in sources() for name in re.findall(r"\b\w+\.\w+\b", source))


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_a_message_is_one_line_with_its_facts(message: Message) -> None:
    """Filled with its facts, a message says what is the case and what to do, in one line that holds every fact."""
    said = message.say(**facts(message))
    what, _, remedy = said.partition("; ")
    assert 1 == len(said.splitlines())
    assert what
    assert remedy
    for fact in facts(message).values():
        assert str(fact) in said


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_a_message_is_made_for_people(message: Message) -> None:
    """No message speaks like a traceback, or ends in a stop."""
    for word in MACHINE_WORDS:
        assert not re.search(rf"\b{word}\b", f"{message.what} {message.remedy}")
    assert not message.remedy.endswith(".")


@pytest.mark.parametrize("message", MESSAGES, ids=str)
def test_a_message_is_said_somewhere(message: Message) -> None:
    """Every message of the catalogue is one that the program can give."""
    assert str(message) in said_somewhere()


def test_facts_of_two_lines_make_one(tmp_path: Path) -> None:
    """A fact with line ends in it, as a user may type one, does not make a refusal of two lines."""
    refusal = Refusal(Reason.NOT_ENROLLED, participant_id="KD\n001\r\n", data=tmp_path, places="")
    assert 1 == len(str(refusal).splitlines())


def test_a_fact_that_is_missing_is_a_mistake_of_ours() -> None:
    """A refusal without its facts cannot be raised."""
    with pytest.raises(KeyError):
        Refusal(Reason.NOT_ENROLLED)


def test_a_mistake_in_a_study_file_has_all_its_facts() -> None:
    """Wherever a fault is named with its facts, each that its sentence has a place for is given."""
    lacking = []
    for source in sources():
        if "Fault." not in source:
            continue
        for call in (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)):
            given = {keyword.arg for keyword in call.keywords}
            named = [arg for arg in call.args if isinstance(arg, ast.Attribute) and isinstance(arg.value, ast.Name)]
            faults = [Fault[arg.attr] for arg in named if arg.value.id == "Fault"]  # type: ignore[attr-defined]
            lacking += [fault for fault in faults if None not in given and not given >= set(fault.places)]
    assert [] == lacking


def test_the_stored_page_is_the_catalogue() -> None:
    """docs/messages.md is what the messages say today (`python -m experiment.messages > docs/messages.md`)."""
    assert catalogue(GROUPS) == (PROJECT / "docs" / "messages.md").read_text(encoding="utf-8")


def test_the_page_has_a_line_for_each_message() -> None:
    """Each message has a row of two cells, in its group; a place for a fact is in italics."""
    rows = [line for line in catalogue(GROUPS).splitlines() if line.startswith("| ") and "what it says" not in line]
    assert len(MESSAGES) == len(rows)
    assert {2} == {len(re.split(r"(?<!\\)\|", row)) - 2 for row in rows}
    assert "| there is no list order *order* | choose a number from 1 to *orders* |" in rows


@pytest.mark.parametrize("file", OF_LAB_PY, ids=lambda file: file.stem)
def test_an_old_python_can_read_what_lab_py_reads(file: Path) -> None:
    """lab.py can tell a Python of 2019 that it is too old, and needs no package: neither do the files it loads."""
    tree = ast.parse(file.read_text(encoding="utf-8"), feature_version=(3, 8))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    imported |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    outside = {name for name in imported if name and not name.startswith("experiment.")}
    assert {name.split(".")[0] for name in outside} <= sys.stdlib_module_names
    assert isinstance(tree.body[1], ast.ImportFrom)
    assert "__future__" == tree.body[1].module  # so that annotations are never evaluated


def said_on(system: str) -> str:
    """Say all messages as a computer with this system does."""
    code = f"""
import sys
sys.platform = {system!r}
from experiment.messages import LAB
from experiment.messages.__main__ import GROUPS
facts = dict.fromkeys({sorted({name for message in MESSAGES for name in message.places})!r}, 7)
print(LAB, *(message.say(**facts) for group in GROUPS for message in group), sep="\\n")
"""
    command = [sys.executable, "-X", "utf8", "-c", code]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=True).stdout


def test_messages_name_the_start_that_the_computer_has() -> None:
    """Windows has no python3: there every message that names lab.py says `py lab.py`; elsewhere it is python3's."""
    posix, windows = said_on("linux"), said_on("win32")
    assert "py lab.py" == windows.splitlines()[0]
    assert "python3 lab.py" == posix.splitlines()[0]
    assert posix.replace("python3 lab.py", "py lab.py") == windows
    assert 10 <= posix.count("python3 lab.py")


def test_one_place_knows_how_lab_py_is_started() -> None:
    """No sentence of the program names one system's start of lab.py by itself."""
    code = [re.sub(r'""".*?"""', "", source, flags=re.DOTALL) for source in sources()]
    assert [] == [line for source in code for line in source.splitlines() if re.search(r"\bpy(thon3?)? lab\.py", line)]
    named = [file.read_text(encoding="utf-8").count("python3 lab.py") for file in CATALOGUE.glob("*.py")]
    assert 1 == sum(named)
