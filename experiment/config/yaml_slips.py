"""What people slip on when they write YAML: a parser says where it stopped, and here is said what was meant.

A parser notices a quote that was not closed many lines later. What is named here is the line where a person would look:
where the quote opens, the colon that has no space behind it, the dash that a word processor has changed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from experiment.config.characters import name_of
from experiment.config.faults import Fault
from experiment.config.mistakes import Mistake, Position
from experiment.config.yaml_brackets import colon_within, in_brackets, one_too_many
from experiment.config.yaml_columns import (
    alone,
    dash_before_key,
    entry_left,
    key_before_entries,
    moved,
    text_below_the_next,
)
from experiment.config.yaml_heads import heads
from experiment.config.yaml_signs import keys_in_one_line, of_another_program, sign_first
from experiment.config.yaml_stopped import Stopped

_MERGE_MARK = re.compile(r"^(?:[ \t]*(?=<{7}|>{7}|\|{7})|(?=={7}$))(<{7}|>{7}|\|{7}|={7})( .*)?$", re.MULTILINE)
_ODD_SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ODD_SPACE = re.compile(rf"^\s*(?:- *)?(?:\w+: ?)?([{_ODD_SPACES}])")
_ODD_INDENTATION = re.compile(rf"^ *([{_ODD_SPACES}])\s*(?:- +)?[\w\"']+ *:(\s|$)")
_ODD_DASH = re.compile(r"^\s*([\u2010-\u2015\u2212\u2022\u00b7*](?=\s|\w)|\d+[.)](?=\s+\w+:))")
_DASH_ALONE = re.compile(r"^\s*-(?=[\w\"'{\[])")
_COLON_ALONE = re.compile(r"^\s*(?:- +)?(\w+):(?=[^\s:/])")
_ODD_COLON = re.compile(r"^\s*(?:- +)?(\w+) ?([\uff1a\ufe55\ufe30\ufe13\u2236\ua789])")
_KEY = re.compile(r"^\s*(?:- +)*[\w\"']+ *:(\s|$)")
_NO_TEXT = re.compile(r"^\s*(?:#|- |[\w\"'-]+ *:(\s|$))")
"""A comment, an entry of a list or a key: no line of a text."""
_BLOCK_TEXT = re.compile(r"^(\s*(?:- +)*)([\w\"']+) *: *[|>][-+0-9]*\s*(#.*)?$")
_HAS_VALUE = re.compile(r"^\s*(?:- +)*[\w\"']+ *: +[^#\s]")
_OPEN_QUOTE = re.compile(r"""(?:[:\-\[{,]\s+|[\[{])(["'])""")
_WORD_PROCESSOR_QUOTE = re.compile(r"(?:[:\-\[{,]\s+|[\[{])([“”„‟«»‘’‚‛])")
_PLACE_FIRST = re.compile(r"(?:^\s*(?:- +)?|[{,]\s*)[a-z]{2}: +(\{\w+\})[ \t]*[^\s,}\]#]")
"""A text in some language that begins with a place in braces, and goes on."""
_FAR = 60
"""So many lines above, a text or a key may have gone wrong that is noticed only now."""
_OF_FORMULAS = ("-", "@")
"""With these a spreadsheet begins a formula, so no text of the data may."""
_LANGUAGE = re.compile("[a-z]{2}")
_BRACKETS = {"[": "]", "{": "}"}


def text_that_ended(text: str, where: Position) -> tuple[str, int] | None:
    """Find the text of several lines that ended right above a key: the key may be a line of it that is not set in.

    Returns
    -------
    tuple or None
        The key of that text, and its line.
    """
    lines = re.split("\r\n|\r|\n", text)
    for line in range(where.line - 2, max(-1, where.line - 2 - _FAR), -1):
        if lines[line].strip() and _indentation(lines[line]) <= where.column - 1:
            block = _BLOCK_TEXT.search(lines[line])
            return (block[2], line + 1) if block and len(block[1]) == where.column - 1 else None
    return None


def begins_entry(text: str, where: Position, keys: Collection[str]) -> bool:
    """Return whether a key that comes again begins another entry of a list, whose dash was forgotten.

    Then the next key in its column has been there too; where there is none, the entry before had only this key.
    """
    for line in text.split("\n")[where.line :]:
        margin = _indentation(line)
        if line.strip() and margin <= where.column - 1:
            if margin == where.column - 1:
                return line.strip().partition(":")[0] in keys
            break
    return len(keys) == 1


def merge_mark(text: str) -> int | None:
    """Find the first mark of a merge that was not finished; the program git writes them into files."""
    found = _MERGE_MARK.search(text)
    return None if found is None else found.start(1)


def _lines_of_others(stopped: Stopped) -> Iterator[Mistake]:
    """A comment of another language, or what comes with a line that is copied from elsewhere."""
    for line in (stopped.line, stopped.above(stopped.line)):
        if (found := of_another_program(stopped.lines[line])) is not None:
            sign, where, remedy = found
            yield Mistake.at(stopped.at(line), Fault.SIGN_OF_ANOTHER_PROGRAM, sign=sign, where=where, remedy=remedy)


def explained(stopped: Stopped) -> Mistake:
    """Return what was probably meant where a parser stopped; the first explanation that fits."""
    explanations = (
        *_lines_of_others(stopped),
        *_quotes(stopped),
        *_places(stopped),
        *_signs(stopped),
        *_marks(stopped),
        *_indentations(stopped),
        *_texts(stopped),
        *_structure(stopped),
    )
    return next(iter(explanations))


def _quotes(stopped: Stopped) -> Iterator[Mistake]:
    """A quote that is not closed where the text ends swallows lines up to the next quote."""
    error, quoted = stopped.error, stopped.quoted
    if error.context == "while scanning a quoted scalar":
        mark = error.context_mark
        assert mark is not None
        yield Mistake.at(stopped.at(int(mark.line), int(mark.column)), Fault.QUOTE_NOT_CLOSED)
    mark = error.problem_mark
    assert mark is not None
    if quoted is not None and not stopped.text[quoted.end_mark.index : mark.index].strip(" "):
        where = stopped.at(quoted.start_mark.line, quoted.start_mark.column)
        several = quoted.start_mark.line != quoted.end_mark.line
        following = re.match(r"\s*[\"']?(\w+)[\"']?:\s", stopped.text[quoted.end_mark.index :])
        if not several and "flow" in (error.context or "") and following is not None:
            yield Mistake.at(stopped.at(int(mark.line), int(mark.column)), Fault.COMMA_MISSING, key=following[1])
        yield Mistake.at(where, Fault.QUOTE_NOT_CLOSED if several else Fault.QUOTE_WITHIN_TEXT)
    if "escape" in (error.problem or "") or "hexdecimal" in (error.problem or ""):
        yield Mistake.at(stopped.at(int(mark.line), int(mark.column)), Fault.BACKSLASH)
    for line in range(stopped.above(stopped.line), stopped.line + 1):
        opened = _OPEN_QUOTE.search(stopped.lines[line])
        if opened and stopped.lines[line].count(opened[1]) == 1:
            yield Mistake.at(stopped.at(line, opened.start(1)), Fault.QUOTE_NOT_CLOSED)
        if found := _WORD_PROCESSOR_QUOTE.search(stopped.lines[line]):
            yield Mistake.at(stopped.at(line, found.start(1)), Fault.QUOTE_OF_A_WORD_PROCESSOR, quote=found[1])


def _places(stopped: Stopped) -> Iterator[Mistake]:
    """A text that begins with a place in braces is taken for keys, and what follows for nothing."""
    if found := _PLACE_FIRST.search(stopped.lines[stopped.line]):
        place = stopped.at(stopped.line, found.start(1))
        yield Mistake.at(place, Fault.PLACE_WITHOUT_QUOTES, place=found[1])


def _signs(stopped: Stopped) -> Iterator[Mistake]:
    """A text that begins with a sign of YAML's, a semicolon for a comma, keys in one line without braces."""
    candidates = [line for line in (stopped.began, stopped.line) if line is not None and line < len(stopped.lines)]
    for line in dict.fromkeys(candidates):
        text = stopped.lines[line]
        if found := sign_first(text):
            place = stopped.at(line, found[2])
            facts = {"key": found[0].strip("\"'")}
            if found[1] == "," and (decimals := re.match(r",(\d+)\s*([,}\]#].*)?$", text[found[2] :])):
                facts |= {"value": f"“,{decimals[1]}”", "number": f"0.{decimals[1]}"}
                yield Mistake.at(place, Fault.DECIMAL_COMMA, **facts)
            if found[1] == "?" and re.match(r"\?\s*([,}#].*)?$", text[found[2] :]):
                yield Mistake.at(place, Fault.VALUE_MISSING, **facts, remedy="write it in the place of ?")
            if found[1] in ">|":
                yield Mistake.at(
                    place, Fault.TEXT_BESIDE_ITS_SIGN, **facts, sign=re.sub(r"[^-+>|].*", "", text[found[2] :])
                )
            if found[1] == "-" and not _LANGUAGE.fullmatch(found[0]):
                yield Mistake.at(place, Fault.DASH_IN_LINE, key=found[0].strip("\"'"))
            more = "; but the text of an event begins with a letter or a digit" if found[1] in _OF_FORMULAS else ""
            facts = {"key": found[0].strip("\"'"), "sign": found[1], "more": more}
            yield Mistake.at(place, Fault.TEXT_BEGINS_WITH_SIGN, **facts)
    error, mark = stopped.error, stopped.error.problem_mark
    assert mark is not None
    if "flow" in (error.context or ""):
        yield from in_brackets(stopped.lines, error, stopped.at)
        opened = error.context_mark
        start = int(opened.column) if opened is not None and int(opened.line) == int(mark.line) else 0
        semicolon = stopped.lines[stopped.line].find(";", start, int(mark.column) + 1)
        if semicolon >= 0:
            yield Mistake.at(stopped.at(stopped.line, semicolon), Fault.SEMICOLON_IN_BRACES)
        yield from colon_within(stopped.lines, error, stopped.at)
    if "mapping values are not allowed" in (error.problem or "") and (
        found := keys_in_one_line(stopped.lines[stopped.line])
    ):
        place = stopped.at(stopped.line, found[2])
        yield Mistake.at(place, Fault.KEYS_WITHOUT_BRACES, key=found[0], inner=found[1])


def _marks(stopped: Stopped) -> Iterator[Mistake]:
    """Spaces, dashes and colons that only look right."""
    candidates = [stopped.line, stopped.above(stopped.line)]
    if stopped.began is not None and "simple key" in (stopped.error.context or ""):
        candidates.insert(0, stopped.began)
    for line in dict.fromkeys(candidates):
        text = stopped.lines[line]
        if found := _ODD_SPACE.search(text):
            yield Mistake.at(stopped.at(line, found.start(1)), Fault.SPACE_NOT_PLAIN, name=name_of(found[1]))
        elif found := _ODD_DASH.search(text):
            yield Mistake.at(stopped.at(line), Fault.DASH_NOT_PLAIN, sign=found[1])
        elif _DASH_ALONE.search(text):
            yield Mistake.at(stopped.at(line), Fault.DASH_WITHOUT_SPACE)
        elif found := _ODD_COLON.search(text):
            place = stopped.at(line, found.start(2))
            yield Mistake.at(place, Fault.COLON_NOT_PLAIN, key=found[1], sign=found[2])
        elif found := _COLON_ALONE.search(text):
            yield Mistake.at(stopped.at(line), Fault.COLON_WITHOUT_SPACE, key=found[1])


def _indentations(stopped: Stopped) -> Iterator[Mistake]:
    """A space that is none before a key takes it out of what it belongs to; a parser notices at the next key.

    Which may be behind a whole list of events.
    """
    for line in range(stopped.line, -1, -1):
        if found := _ODD_INDENTATION.search(stopped.lines[line]):
            yield Mistake.at(stopped.at(line, found.start(1)), Fault.SPACE_NOT_PLAIN, name=name_of(found[1]))


def _is_cut_key(lines: list[str], line: int) -> bool:
    """Return whether a line is the beginning of a key, of which the rest is lost with the rest of the file."""
    return line + 1 == len(lines) and lines[line].strip().isidentifier()


def _texts(stopped: Stopped) -> Iterator[Mistake]:
    """A text of several lines whose lines are not all set in."""
    for key in range(stopped.line - 1, max(-1, stopped.line - _FAR), -1):
        block = _BLOCK_TEXT.search(stopped.lines[key])
        if block is None:
            continue
        margin = len(block[1])
        for line in range(key + 1, stopped.line + 1):
            text = stopped.lines[line]
            if text.strip() and len(text) - len(text.lstrip(" ")) <= margin:
                if "- " in block[1] and len(text) - len(text.lstrip(" ")) == margin and alone(stopped.lines, key):
                    yield Mistake.at(stopped.at(key), Fault.DASH_BEFORE_KEY, key=block[2])
                if _is_cut_key(stopped.lines, line):
                    yield Mistake.at(stopped.at(line), Fault.COLON_MISSING)
                if not _KEY.search(text) and not text.lstrip().startswith(("#", "- ")):
                    yield Mistake.at(stopped.at(line), Fault.TEXT_NOT_INDENTED, key=block[2], line=key + 1)
                return
        return


def _content(stopped: Stopped, problem: str, sign: str, where: Position) -> Iterator[Mistake]:
    """Nothing between two commas, or at the end of a file within brackets."""
    mark = stopped.error.problem_mark
    if "expected node content" not in problem or mark is None:
        return
    if sign == ",":
        yield Mistake.at(where, Fault.COMMA_TWICE)
    if not stopped.text[mark.index :].strip("\0 \n") and (last := _last_open(stopped.text)) is not None:
        line = stopped.text.count("\n", 0, last)
        place = stopped.at(line, last - stopped.text.rfind("\n", 0, last) - 1)
        bracket = stopped.text[last]
        yield Mistake.at(place, Fault.BRACKET_NOT_CLOSED, opening=bracket, closing=_BRACKETS[bracket])


def _last_open(text: str) -> int | None:
    """Find the last bracket that nothing closes."""
    closed = 0
    for n in range(len(text) - 1, -1, -1):
        if text[n] in _BRACKETS.values():
            closed += 1
        elif text[n] in _BRACKETS:
            if not closed:
                return n
            closed -= 1
    return None


def _structure(stopped: Stopped) -> Iterator[Mistake]:
    error = stopped.error
    problem, mark = error.problem or "", error.problem_mark
    assert mark is not None
    here, above = stopped.line, stopped.above(stopped.line)
    where = Position(stopped.file, int(mark.line) + 1, int(mark.column) + 1)
    sign = stopped.text[mark.index :][:1]
    yield from one_too_many(error, sign, where)
    yield from heads(stopped.lines, here, problem, stopped.at)
    if sign == "," and not stopped.text[mark.index + 1 :].partition("\n")[0].strip():
        yield Mistake.at(where, Fault.COMMA_AT_END)
    if sign == "\t" or "tab" in problem:
        yield Mistake.at(where, Fault.TAB, problem=problem)
    if "cannot start any token" in problem:
        yield Mistake.at(where, Fault.BARE_SIGN, problem=problem, sign=sign)
    yield from key_before_entries(stopped.lines, here, problem, stopped.at)
    yield from entry_left(stopped.lines, here, stopped.at)
    yield from dash_before_key(stopped.lines, here, problem, stopped.began, stopped.at)
    if _goes_on_from_an_entry(stopped, here, above) or "expected '-' indicator" in problem:
        yield Mistake.at(stopped.at(here), Fault.DASH_MISSING)
    opened = error.context_mark
    yield from _content(stopped, problem, sign, where)
    if "flow" in (error.context or "") and opened is not None and int(opened.line) < int(mark.line):
        bracket = stopped.text[opened.index :][:1]
        place = stopped.at(int(opened.line), int(opened.column))
        yield Mistake.at(place, Fault.BRACKET_NOT_CLOSED, opening=bracket, closing=_BRACKETS.get(bracket, bracket))
    if "mapping values are not allowed" in problem:
        lines = stopped.lines
        before = stopped.above(above)
        if _indentation(lines[here]) > _indentation(lines[above]) and _HAS_VALUE.search(lines[above]):
            if (
                before < above
                and _KEY.search(lines[before])
                and _indentation(lines[before]) == _indentation(lines[here])
                and lines[above - 1].strip()  # an empty line above it ends what came before
            ):
                yield Mistake.at(stopped.at(above), Fault.LESS_FAR_IN, line=here + 1)
            yield Mistake.at(stopped.at(here), Fault.INDENTED_TOO_FAR, line=above + 1)
        if not _KEY.search(lines[above]) and above < here and _indentation(lines[here]) <= _indentation(lines[above]):
            first = _beginning_of_text(stopped, above)
            if (text := text_below_the_next(lines, first)) is not None:
                yield Mistake.at(stopped.at(text), Fault.TEXT_BELOW_THE_NEXT, line=text + 2)
            yield Mistake.at(stopped.at(first), Fault.COLON_MISSING)
        yield Mistake.at(where, Fault.BARE_COLON, problem=problem)
    if "expected ':'" in problem and stopped.began is not None:
        yield Mistake.at(stopped.at(_beginning_of_text(stopped, stopped.began)), Fault.COLON_MISSING)
    if "expected key" in problem or "expected <block end>" in problem:
        yield from moved(stopped.lines, here, stopped.at)
        yield Mistake.at(stopped.at(here), Fault.INDENTED_ELSEWHERE)
    yield Mistake.at(where, Fault.NOT_YAML, problem=problem)


def _beginning_of_text(stopped: Stopped, line: int) -> int:
    """Go up from a line that is no key to the first of the text that it is part of, where the colon is missing."""
    for n in range(line - 1, max(-1, line - _FAR), -1):
        text = stopped.lines[n]
        if not text.strip():
            continue
        if _NO_TEXT.search(text):
            break
        line = n
    return line


def _goes_on_from_an_entry(stopped: Stopped, here: int, above: int) -> bool:
    """Return whether a line stands where an entry would, below one in brackets or quotes that has ended."""
    entry = re.match(r"( *)- +(?=[{\[\"'])", stopped.lines[above])
    line = stopped.lines[here]
    return entry is not None and above < here and _indentation(line) == entry.end() and not _KEY.search(line)


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
