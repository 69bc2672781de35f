"""No fact that a command gives is an English phrase; those that are words are French in a French sentence."""

from __future__ import annotations

import ast
import json
import pickle
import re
import string
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

import experiment
from experiment.config.typography import set_text
from experiment.format.check_report import CheckLine
from experiment.format.read_otherwise import WAYS
from experiment.format.run_files import SessionFiles
from experiment.format.session_line import SessionRefused, Told, read_saying
from experiment.format.vocabulary import SessionKind
from experiment.launcher.refusals import said_line, said_no, said_of
from experiment.launcher.refused import ADVICE, HERE
from experiment.launcher.speaking import Language, Speaker
from experiment.messages import (
    Advice,
    Confirm,
    Message,
    Phrase,
    Reason,
    Refusal,
    SystemSays,
    filled,
    plainly,
    some_of,
    together,
)
from experiment.messages.phrases import Words
from experiment.record.provenance import unreadable
from experiment.record.reading import read_whole
from experiment.record.session_lock import running_elsewhere
from experiment.record.soft_locks import Locked
from experiment.verbs.short_check import _not_writable
from tests.instruments.systems import make_link

ROOT = Path(experiment.__file__).parent
FRENCH = Speaker(Language.FR)
KINDS = {"Reason", "Confirm", "Advice"}
DETAIL = re.compile(r"\(détail : [^)]*\)")
"""What stands there is for whoever looks after data or computer, in the words of the program."""

WORDS = re.compile(r"[a-z]{2,}[ ”]|[ ][a-z]{2,}|^[a-z]{3,}$")


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
    files = [each for each, text in modules().items() if re.search(rf"^def {name}\(", text, re.MULTILINE)]
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


def test_no_fact_of_the_code_is_an_english_phrase() -> None:
    """No text of the code goes into a French sentence: words are members of `Phrase`; one name has English beside it.

    That one is a command, the same in every language, and shows that texts of the code are found at all.
    """
    assert {("NO_SYSTEM_LIBRARY", "library", "KD001 (Debian, Ubuntu: apt-get install KD001)")} == phrases()


WORDS_OF_FACTS = [*Phrase, *SystemSays]


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("words", WORDS_OF_FACTS, ids=lambda words: words.name)
def test_words_of_facts_are_said_in_both_languages(words: Words) -> None:
    """With the same facts; and another process says them as this one does."""
    facts = dict.fromkeys(places(words.text.en), "7")
    assert facts.keys() == places(words.text.fr)
    fact = words.of(**facts)
    again = Told.model_validate_json(Told(name="", line="", facts={"fact": fact}).model_dump_json()).facts["fact"]
    assert fact == again
    assert filled(words.text.fr, facts, "fr") == filled("{fact}", {"fact": again}, "fr")
    assert words.text.fr == set_text(words.text.fr, "fr")


def test_what_this_program_says_of_a_file_is_words(tmp_path: Path) -> None:
    """What it refuses itself, as a system does, is said in French as what a system says is."""
    make_link(tmp_path / "a.csv", tmp_path / "b.csv")
    with pytest.raises(OSError, match="it is a link") as refused:
        read_whole(tmp_path / "a.csv")
    line = Advice.NOT_COPIED.say(files=Phrase.REFUSED.of(name="a.csv", error=plainly(refused.value)))
    assert "a.csv (it is a link)" in line
    assert "a.csv (c’est un lien)." in said_line(line, FRENCH)


def test_words_of_facts_have_names_of_their_own() -> None:
    """Whichever enumeration they stand in: another process knows them by that alone."""
    assert len(WORDS_OF_FACTS) == len({words.name for words in WORDS_OF_FACTS})


def test_words_that_nobody_knows_are_not_understood() -> None:
    """As any other line of a session that is not."""
    line = {"said": "refused", "name": "STOPPED", "what": "", "remedy": ""}
    for fact in ({"words": "NO_SUCH_WORDS", "facts": {}}, {"words": "SESSION_OF", "facts": {}}, {"words": []}, {}):
        assert read_saying(json.dumps({**line, "facts": {"session": fact}}).encode()) is None


def test_a_field_of_an_enrolment_is_named_in_french() -> None:
    """Each that an enrolment is held against."""
    assert all(Phrase[name.upper()].text.en == name for name in ("study", "arm", "language", "list_order"))
    no = Refusal(
        Reason.ENROLMENT_CHANGED,
        participant_id="KD001",
        file="f.json",
        name=Phrase.LIST_ORDER.of(),
        was="A",
        now="B",
        earlier="s.json",
    )
    assert "; ordre des listes\u00a0: A, et maintenant B." in said_no(no, FRENCH).replace("\u202f", "")


TYPED = ("died at home", "a number", "none", "one of us", "2026-11-24", "Tom and 2 more", "arm", "a file")
"""What somebody may have typed, or called a folder, that reads as words of ours do."""


@pytest.mark.parametrize("message", HERE, ids=lambda message: message.name)
def test_what_was_typed_and_paths_stay_as_they_are(message: Message) -> None:
    """Reasons, names, folders, and what the system says: whatever they say, it is not put into French."""
    names = {"why", "reason", "text", "data", "folder", "place", "copy", "drive", "owner", "participant_id", "name"}
    facts = dict.fromkeys(message.places, "7")
    for name in names & in_sentences(message):
        for text in TYPED:
            no = SessionRefused(name=message.name, what="", remedy="", facts={**facts, name: text})
            assert text[1:] in said_of(no, FRENCH)  # its first letter may begin the sentence


def test_a_typed_reason_is_said_as_it_was_typed() -> None:
    """In the French sentence about a withdrawal."""
    no = Refusal(Reason.WITHDRAWN, participant_id="KD001", day="2026-11-24", why="died at home", places="")
    assert "KD001 est sorti de l’étude le 24/11/2026 (died at home)" in said_no(no, FRENCH)


def test_a_session_elsewhere_is_said_in_french() -> None:
    """As the launcher says it."""
    session = SessionFiles(Path("data"), "KD001", "baseline", "task", SessionKind.STUDY)
    no = running_elsewhere(session, Locked(Path()))
    assert "Impossible\u00a0: une séance de KD001 est en cours ailleurs" in said_no(no, FRENCH)
    no = Refusal(Reason.SESSION_COMPLETE, session=session.in_words, run=1)
    assert "Impossible\u00a0: KD001 (baseline)\u00a0: la séance est complète" in said_no(no, FRENCH)


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.name)
def test_what_a_name_would_be_read_as_is_said_in_french(way: Phrase) -> None:
    """Each way of reading one."""
    no = Refusal(Reason.PARTICIPANT_ID_READ_OTHERWISE, participant_id="12", otherwise=way.of())
    assert f"comme {way.text.fr}\u00a0: ce serait" in said_no(no, FRENCH)


def test_what_a_display_is_instead_is_said_in_french() -> None:
    """Several things at once, each of them."""
    expected = together((Phrase.WHOLE_SCREEN.of(), "60 Hz"), Phrase.BOTH)
    found = together((Phrase.WINDOW_OF_SIZE.of(size="800×600"), "75.0 Hz"), Phrase.BOTH)
    no = Refusal(Reason.DISPLAY_NOT_AS_EXPECTED, display="lab", expected=expected, found=found)
    french = said_no(no, FRENCH)
    assert "tout l’écran et 60 Hz" in french
    assert "une fenêtre de 800×600 pixels et 75.0 Hz" in french
    assert "should have the whole screen and 60 Hz, and it has a window of 800×600 pixels and 75.0 Hz" in str(no)


def test_several_files_are_said_in_french() -> None:
    """With why each of them was refused, and how many more there are."""
    refused = [Phrase.REFUSED.of(name=name, error=SystemSays.FULL.of()) for name in ("a.csv", "b.csv", "c.csv")]
    line = Advice.NOT_COPIED.say(files=some_of([*refused, "d.csv"]))
    assert "a.csv (its disk is full), b.csv (its disk is full), c.csv (its disk is full) and 1 more" in line
    assert "b.csv (son disque est plein), c.csv (son disque est plein) et 1 autre." in said_line(line, FRENCH)


def test_a_refusal_of_another_process_keeps_its_words() -> None:
    """A part of the work is done by processes of its own, and what they refuse is pickled."""
    no = pickle.loads(pickle.dumps(Refusal(Reason.SESSION_RUNNING, session=Phrase.ANOTHER_ENROLMENT.of())))
    assert "une autre inclusion est en cours ailleurs" in said_no(no, FRENCH)


def test_the_program_that_wrote_a_file_is_named_in_french(tmp_path: Path) -> None:
    """Taken apart where the file is read."""
    content = b'{"written_by": "belief-update 9.9, revision abc"}'
    no = unreadable(tmp_path / "f.json", content, "it is damaged")
    assert "(belief-update 9.9, révision abc)" in said_no(no, FRENCH)
    assert "belief-update 9.9, revision abc" in str(no)


def test_days_stand_in_french_as_the_launcher_writes_them() -> None:
    """Day, month and year; in English as they are given."""
    facts = {"now": "2026-11-24 22:59", "participant_id": "KD001", "enrolled": "2026-11-26 02:30+01:00"}
    no = Refusal(Confirm.CLOCK_BEFORE_ENROLMENT, **facts)
    assert "dit 24/11/2026 22:59, et KD001 a été inclus plus tard, le 26/11/2026 02:30+01:00." in said_no(no, FRENCH)
    assert "says 2026-11-24 22:59" in said_no(no, Speaker(Language.EN))


@pytest.mark.parametrize("wrapped", [str, ValueError, lambda fact: Phrase.LISTED.of(one=fact, other="a.csv")])
def test_a_fact_that_is_words_stays_so_whatever_a_text_is_made_of(wrapped: Callable[[str], object]) -> None:
    """A line of the check before a session made a text of such a fact, and said its English in a French window."""
    fact = SystemSays.READ_ONLY.of()
    assert SystemSays.READ_ONLY.text.fr in filled("({error})", {"error": str(wrapped(fact))}, "fr")


def test_why_the_data_folder_cannot_be_written_to_is_said_in_french() -> None:
    """The line of the page before a session, for each thing that a system says of a disk."""
    for why in SystemSays:
        line = _not_writable(Refusal(Reason.DATA_NOT_WRITABLE, data="data", error=why.of()))
        kept = CheckLine.model_validate_json(line.model_dump_json())
        assert why.text.fr in kept.found_as.said(kept.facts, "fr").found
