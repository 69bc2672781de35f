"""Facts that a command gives as English phrases are French in a French sentence: each that the code can give."""

from __future__ import annotations

import ast
import re
import string
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import experiment
from experiment.format.read_otherwise import WAYS
from experiment.format.run_files import SessionFiles
from experiment.format.vocabulary import SessionKind
from experiment.launcher.refusals import said_no
from experiment.launcher.refused import ADVICE, HERE
from experiment.launcher.refused.phrases import in_french
from experiment.launcher.speaking import Language, Speaker
from experiment.messages import Confirm, Message, Reason, Refusal

ROOT = Path(experiment.__file__).parent
FRENCH = Speaker(Language.FR)
KINDS = {"Reason", "Confirm", "Advice"}
DETAIL = re.compile(r"\(détail : [^)]*\)")
"""What stands there is for whoever looks after data or computer, in the words of the program."""

WORDS = re.compile(r"[a-z]{2,}[ ”]|[ ][a-z]{2,}|^[a-z]{3,}$")
OTHERWISE = {"KD001 (Debian, Ubuntu: apt-get install KD001)"}
"""What is typed, and is so in every language."""


def in_sentences(message: Message) -> set[str]:
    """Name the facts that a French sentence says itself, other than as a detail, or as what the system has said."""
    here = {**HERE, **ADVICE}[message]
    text = DETAIL.sub("", f"{here.fr} {here.do_fr}")
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def modules() -> dict[Path, str]:
    """Every module of the program."""
    files = (file for file in ROOT.rglob("*.py") if file.parent.name not in ("refused", "messages"))
    return {file: file.read_text(encoding="utf-8") for file in files}


@cache
def functions_in(file: Path) -> list[Function]:
    return [one for one in ast.walk(ast.parse(modules()[file])) if isinstance(one, Function)]


@cache
def named(name: str, file: Path) -> tuple[Function, Path] | None:
    """Find the function of a name, in a module or else in the one that has it, if only one has."""
    files = [each for each, text in modules().items() if f"def {name}(" in text]
    where = file if file in files else files[0] if len(files) == 1 else None
    return None if where is None else (next(one for one in functions_in(where) if one.name == name), where)


def assigned(function: Function) -> dict[str, list[ast.expr]]:
    """Find what each name in a function can be."""
    found: dict[str, list[ast.expr]] = defaultdict(list)
    for one in ast.walk(function):
        if isinstance(one, ast.Assign):
            for target in one.targets:
                match target, one.value:
                    case ast.Name(id=name), value:
                        found[name].append(value)
                    case ast.Tuple(elts=several), ast.Tuple(elts=values):
                        for each, value in zip(several, values, strict=False):
                            found[ast.unparse(each)].append(value)
        elif isinstance(one, ast.For) and isinstance(one.target, ast.Name):
            found[one.target.id].append(one.iter)
    return found


def texts(
    value: ast.expr, names: dict[str, list[ast.expr]], file: Path, through: frozenset[str] = frozenset()
) -> Iterator[str]:
    """Give every text that a value can be, as far as it is written in the code; what is put in is an ID."""
    match value:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(part.value if isinstance(part, ast.Constant) else "KD001" for part in parts)
            for part in parts:
                if isinstance(part, ast.FormattedValue):
                    yield from (f"KD001{text}" for text in texts(part.value, names, file, through) if text[:1] == " ")
        case ast.IfExp(body=one, orelse=other):
            yield from texts(one, names, file, through)
            yield from texts(other, names, file, through)
        case ast.BoolOp(values=several) | ast.Tuple(elts=several) | ast.List(elts=several):
            for one in several:
                yield from texts(one, names, file, through)
        case ast.BinOp(left=one, right=other):
            yield from texts(one, names, file, through)
            yield from (f"KD001{text}" for text in texts(other, names, file, through))
        case ast.Name(id=name) if name not in through:
            for one in names.get(name, ()):
                yield from texts(one, names, file, through | {name})
        case ast.Call(func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join")):
            yield f"KD001{between}KD002"
        case ast.Call(func=ast.Name(id=called)) if called not in through and (there := named(called, file)):
            function, module = there
            for one in ast.walk(function):
                if isinstance(one, ast.Return | ast.Yield) and one.value is not None:
                    yield from texts(one.value, assigned(function), module, through | {called})


@cache
def phrases() -> frozenset[tuple[str, str, str]]:
    """All texts of more than a name that are given, with the message and the fact that they are for."""
    return frozenset((message.name, name, text) for message, name, text in given() if WORDS.search(text))


def given() -> Iterator[tuple[Message, str, str]]:
    """Give every text of the code that is a fact of a message which the launcher says in French, with its name."""
    known = {(type(message).__name__, message.name): message for message in (*HERE, *ADVICE)}
    speaking = [file for file, text in modules().items() if re.search(r"\b(?:Reason|Confirm|Advice)\.[A-Z]", text)]
    for file, function in ((each, one) for each in speaking for one in functions_in(each)):
        for call in (one for one in ast.walk(function) if isinstance(one, ast.Call)):
            said = [*call.args[:1], call.func.value] if isinstance(call.func, ast.Attribute) else call.args[:1]
            for one in said:
                if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in KINDS:
                    message = known.get((one.value.id, one.attr))
                    for key in call.keywords if message else ():
                        if message and key.arg in in_sentences(message):
                            for text in texts(key.value, assigned(function), file):
                                yield message, str(key.arg), text


def test_the_phrases_of_the_code_are_found() -> None:
    """Those that are known to be there are among them, so that the next test looks at something."""
    assert ("SESSION_RUNNING", "session", "another enrolment") in phrases()
    assert ("STUDY_CHANGED", "missing", "in the arm “KD001”") in phrases()
    assert ("NEARLY_ENROLLED", "near", "KD001 or KD002") in phrases()


def test_no_phrase_of_the_code_stands_in_a_french_sentence_as_it_is() -> None:
    """Each has French words."""
    known: dict[str, Message] = {message.name: message for message in (*HERE, *ADVICE)}
    said = {(name, text): in_french(known[message], {name: text})[name] for message, name, text in phrases()}
    assert OTHERWISE == {text for (_, text), french in said.items() if text == french}


TYPED = ("died at home", "a number", "none", "one of us", "2026-11-24", "Tom and 2 more", "arm", "a file")
"""What somebody may have typed, or called a folder, that reads as a phrase of ours does."""


@pytest.mark.parametrize("message", HERE, ids=lambda message: message.name)
def test_what_was_typed_and_paths_stay_as_they_are(message: Message) -> None:
    """Reasons, names, folders, and what the system says: whatever they say, it is not put into French."""
    names = {"why", "reason", "text", "data", "folder", "place", "copy", "drive", "owner", "participant_id", "name"}
    for name in names & set(message.places):
        for text in TYPED if message is not Reason.ENROLMENT_CHANGED else ():
            assert {name: text} == in_french(message, {name: text})


def test_a_typed_reason_is_said_as_it_was_typed() -> None:
    """In the French sentence about a withdrawal."""
    no = Refusal(Reason.WITHDRAWN, participant_id="KD001", day="2026-11-24", why="died at home", places="")
    assert "KD001 est sorti de l’étude le 24/11/2026 (died at home)" in said_no(no, FRENCH)


def test_a_session_elsewhere_is_said_in_french() -> None:
    """As the launcher says it."""
    no = Refusal(Reason.SESSION_RUNNING, session="a session of KD001")
    assert "Impossible\u00a0: une séance de KD001 est en cours ailleurs" in said_no(no, FRENCH)
    session = SessionFiles(Path("data"), "KD001", "baseline", "task", SessionKind.STUDY)
    no = Refusal(Reason.SESSION_COMPLETE, session=session, run=1)
    assert "Impossible\u00a0: KD001 (baseline)\u00a0: la séance est complète" in said_no(no, FRENCH)


def test_what_a_name_would_be_read_as_is_said_in_french() -> None:
    """Each way of reading one."""
    of = Reason.PARTICIPANT_ID_READ_OTHERWISE
    assert all(in_french(of, {"otherwise": way})["otherwise"] != way for way in WAYS)


def test_what_a_display_is_instead_is_said_in_french() -> None:
    """Several things at once, each of them."""
    facts = {"expected": "the whole screen and 60 Hz", "found": "a window of 800x600 pixels and 75.0 Hz"}
    assert {
        "expected": "tout l'écran et 60 Hz",
        "found": "une fenêtre de 800x600 pixels et 75.0 Hz",
    } == in_french(Reason.DISPLAY_NOT_AS_EXPECTED, facts)


def test_days_stand_in_french_as_the_launcher_writes_them() -> None:
    """Day, month and year; in English as they are given."""
    facts = {"now": "2026-11-24 22:59", "participant_id": "KD001", "enrolled": "2026-11-26 02:30+01:00"}
    no = Refusal(Confirm.CLOCK_BEFORE_ENROLMENT, **facts)
    assert "dit 24/11/2026 22:59, et KD001 a été inclus plus tard, le 26/11/2026 02:30+01:00." in said_no(no, FRENCH)
    assert "says 2026-11-24 22:59" in said_no(no, Speaker(Language.EN))
