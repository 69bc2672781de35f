"""Study files changed in so many ways: how many of the slips that one file can show an editor finds by the schemas.

`pip install check-jsonschema` and `npm install yaml-language-server`, somewhere beside the project; then
python -m tests.benchmarks.editors 1000 1 --check-jsonschema PROGRAM --language-server PROGRAM
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

from experiment.config.examine import examine
from experiment.config.mending import build_as_far_as_possible
from experiment.config.mistakes import StudyMistakes
from experiment.config.study_file import StudyFile
from experiment.config.yaml_source import read_as_far_as_possible
from tests.instruments.language_server import LanguageServer
from tests.instruments.mutations.legal import LEGAL
from tests.instruments.mutations.refused import MUST_REFUSE, put_something_else_there
from tests.instruments.mutations.shipped import EVENTS, PROJECT, SHIPPED, STUDY, TEXTS, Label, take

_SCHEMAS = {STUDY: "study", EVENTS: "events", TEXTS: "texts"}


@dataclass(frozen=True)
class Tried:
    """One changed file.

    Parameters
    ----------
    file
        Where it was written; beside it, the way to its schema is as it is shipped.
    kind
        The shipped file that it is of.
    is_shown
        Whether `validate` finds a mistake in it without looking into another file.
    """

    file: Path
    kind: Path
    label: Label
    what: str
    is_shown: bool


def main(options: argparse.Namespace) -> int:
    """Try so many changed files on each editor; say what it finds and what it misses."""
    take(PROJECT)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(PROJECT / "configs" / "schema", folder / "configs" / "schema")
        tried = list(_written(folder, options.number, options.seed))
        found = {}
        if options.check_jsonschema:
            found["check-jsonschema"] = _by_check_jsonschema(options.check_jsonschema, folder, tried)
        if options.language_server:
            found["yaml-language-server"] = _by_language_server(options.language_server, tried)
    shown = [one for one in tried if one.label is Label.REFUSE and one.is_shown]
    refused = [one for one in tried if one.label is Label.REFUSE]
    legal = [one for one in tried if one.label is Label.LEGAL]
    print(
        f"{len(refused)} files to be refused, {len(shown)} of them by what stands in the one file; {len(legal)} legal"
    )
    for editor, files in found.items():
        missed = [one for one in shown if one.file not in files]
        alarms = [one for one in legal if one.file in files]
        print(f"{editor}: {len(shown) - len(missed)} of {len(shown)}, and {len(alarms)} of {len(legal)} legal ones")
        for what, times in Counter(one.what.partition(" (")[0] for one in missed).most_common():
            print(f"  {times} missed: {what}")
        if options.verbose:
            print(*(f"    {one.what}" for one in (*missed, *alarms)), sep="\n")
    return 0


def _written(folder: Path, number: int, seed: int) -> Iterator[Tried]:
    # what is no study file at all (brackets 5,000 deep) ends check-jsonschema itself
    operators = [one for one in (*MUST_REFUSE, *LEGAL) if one is not put_something_else_there]
    for n in range(number):
        operator = operators[n % len(operators)]
        mutant = operator(Random(f"{seed} {n}"))
        if len(mutant.files) > 1 or not isinstance(content := next(iter(mutant.files.values())), bytes):
            continue  # no file of its own
        kind = next(iter(mutant.files))
        file = (folder / kind).with_name(f"{n:05}.yaml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
        yield Tried(file, kind, mutant.label, f"{operator.__name__} ({mutant.what})", _is_shown(file, kind))


def _is_shown(file: Path, kind: Path) -> bool:
    if kind != STUDY:
        return bool(examine(file).mistakes)
    try:
        return bool(build_as_far_as_possible(StudyFile, read_as_far_as_possible(file)).mistakes)
    except StudyMistakes:
        return True


def _by_check_jsonschema(program: str, folder: Path, tried: list[Tried]) -> set[Path]:
    found: set[Path] = set()
    for kind, schema in _SCHEMAS.items():
        files = [str(one.file) for one in tried if one.kind == kind]
        named = folder / "configs" / "schema" / f"{schema}.schema.json"
        command = [program, "--schemafile", str(named), "--output-format", "json", *files]
        said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stdout)
        found |= {Path(error["filename"]) for key in ("errors", "parse_errors") for error in said.get(key, ())}
    return found


def _by_language_server(program: str, tried: list[Tried]) -> set[Path]:
    with LanguageServer(program) as server:
        return {one.file for one in tried if server.diagnostics(one.file)}


def _command_line() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, nargs="?", default=1000)
    parser.add_argument("seed", type=int, nargs="?", default=1)
    parser.add_argument("--check-jsonschema", metavar="PROGRAM")
    parser.add_argument("--language-server", metavar="PROGRAM")
    parser.add_argument("--verbose", action="store_true", help="name each that is missed, and each false alarm")
    return parser


if __name__ == "__main__":
    assert set(SHIPPED) == set(_SCHEMAS)
    sys.exit(main(_command_line().parse_args()))
