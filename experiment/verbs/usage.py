"""What is typed and not understood: one line that says what, and what was probably meant, in place of a usage page."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from experiment.messages import Usage, visible
from experiment.verbs.exit_codes import WRONG_USAGE
from experiment.verbs.names import meant_by, suggestion

_NEGATIVE_NUMBER = re.compile(r"-[0-9.]+")

_SAID_BY_ARGPARSE: tuple[tuple[re.Pattern[str], Usage, tuple[str, ...]], ...] = (
    (re.compile(r"argument (.+?): expected .+"), Usage.VALUE_MISSING, ("option",)),
    (re.compile(r"argument (.+?): not allowed with argument (.+)"), Usage.NOT_TOGETHER, ("option", "other")),
    (re.compile(r"argument (.+?): ignored explicit argument (.+)"), Usage.VALUE_NOT_WANTED, ("option", "text")),
    (re.compile(r"unrecognized arguments: (.+)", re.DOTALL), Usage.BELONGS_NOWHERE, ("text",)),
    (re.compile(r"the following arguments are required: (.+)"), Usage.OPTION_MISSING, ("options",)),
)
"""Its sentences, and what we say in their place; a fact for each of their groups."""


class OneLineParser(argparse.ArgumentParser):
    """Reads a command line; says what it cannot understand in one line on standard error, and ends with code 2."""

    def __init__(self, **choices: Any) -> None:
        super().__init__(**{"allow_abbrev": False, **choices})

    def parse_known_args(  # type: ignore[override]
        self, args: Sequence[str] | None = None, namespace: Any = None
    ) -> tuple[argparse.Namespace, list[str]]:
        """Read the words, those first that nobody knows: what seems to be missing may only be misspelt."""
        words = list(sys.argv[1:] if args is None else args)
        self._check_words(words)
        return super().parse_known_args(words, namespace)

    def error(self, message: str) -> NoReturn:
        """Say in our words what argparse says in its own."""
        for pattern, usage, facts in _SAID_BY_ARGPARSE:
            if match := pattern.fullmatch(message):
                self.refuse(usage, **dict(zip(facts, match.groups(), strict=True)), verb=self._name)
        if match := re.fullmatch(r"argument (.+?): (.+; .+)", message, re.DOTALL):  # said by what reads the value
            self._end(f"{match[1]}: {match[2]}")
        self.refuse(Usage.NOT_UNDERSTOOD, problem=message)

    def refuse(self, usage: Usage, **facts: object) -> NoReturn:
        """Say one of our messages and end."""
        self._end(usage.say(**{name: facts[name] for name in usage.places}))

    def _end(self, said: str) -> NoReturn:
        self.exit(WRONG_USAGE, f"{visible(said)}\n")

    def _get_values(self, action: argparse.Action, arg_strings: Sequence[str]) -> Any:
        """Take ``--`` for a value where it is given as one: argparse forgets it there, and leaves an empty list."""
        if action.option_strings and action.nargs is None and list(arg_strings) == ["--"]:
            value = self._get_value(action, arg_strings[0])
            self._check_value(action, value)
            return value
        return super()._get_values(action, list(arg_strings))

    @property
    def _name(self) -> str:
        return self.prog.rpartition(" ")[2]

    def _check_words(self, words: list[str]) -> None:
        verbs = next((list(action.choices or ()) for action in self._actions if _is_verbs(action)), None)
        seen: set[str] = set()
        for word in words:
            if word == "--":
                return
            if word.startswith("-") and len(word) > 1 and " " not in word and not _NEGATIVE_NUMBER.fullmatch(word):
                option = word.partition("=")[0]
                if option not in self._option_string_actions:
                    known = [name for name in self._option_string_actions if name.startswith("--")]
                    if verbs is not None and meant_by(option, known) is None:
                        verb = next((other for other in words if other in verbs), "VERB")
                        self.refuse(Usage.OPTION_BEFORE_VERB, option=option, verb=verb)
                    said = suggestion(option, known)
                    self.refuse(Usage.UNKNOWN_OPTION, text=option, verb=self._name, suggestion=said)
                if option in seen:
                    self.refuse(Usage.OPTION_TWICE, option=option)
                seen.add(option)
            elif verbs is not None:
                if word not in verbs:
                    self.refuse(Usage.UNKNOWN_VERB, text=word, suggestion=suggestion(word, verbs))
                return


def _is_verbs(action: argparse.Action) -> bool:
    return isinstance(action, argparse._SubParsersAction)
