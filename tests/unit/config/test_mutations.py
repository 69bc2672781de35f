"""The shipped study, changed as people change it: refused where it must be, with its place, warned of, or good."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.instruments.mutations.judged import OPERATORS, Bench, Operator
from tests.instruments.mutations.shipped import EVENTS, SHIPPED, STUDY, TEXTS


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """One folder for all mutants: what is not changed is parsed once."""
    return Bench(tmp_path_factory.mktemp("mutants"))


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.__name__)
@pytest.mark.parametrize("seed", ["7 a", "7 b", "7 c", "7 d"])
def test_what_a_change_means_is_what_is_said_of_it(bench: Bench, operator: Operator, seed: str) -> None:
    """Each way in which people change a study file is refused, warned of or taken without a word, as what it means
    asks for; the line that is named is the one where a person would look, or beside it.
    (``python -m tests.benchmarks.mutations`` tries ten thousand.)
    """
    assert bench.disagreement(operator(Random(seed))) is None


@pytest.mark.parametrize(
    ("file", "last"),
    [
        (TEXTS, "  right: {fr: C’est exact., en: That is right.}"),
        (TEXTS, "        - {fr: La gravité de l’événement, en: How serious the event is}"),
        (EVENTS, "    evidence: legacy"),
        (EVENTS, "    source: 'legacy figure"),
    ],
    ids=["keys in an order of their own", "a list that is too short", "an event without its last key", "or last two"],
)
def test_a_file_that_ends_is_said_once(bench: Bench, file: Path, last: str) -> None:
    """Whatever is still open where a file ends, and however little it lacks: one message, with the last line."""
    lines = SHIPPED[file].lines
    number = next(n for n, line in enumerate(lines, start=1) if line.startswith(last))
    (bench.folder / file).write_bytes("".join(f"{line}\n" for line in lines[:number]).encode())
    said = [(one.code, one.where.line) for one in bench.mistakes()]
    bench.restore(file)
    assert said == [("file-ends-early", number)]


ENDS = [
    (EVENTS, "    url: https://generali.fr", "evidence, strength, the list C, the list practice"),
    (EVENTS, "    source: survey of 1 000 adults", "evidence, strength, events of practice"),
    (STUDY, "    break_page: half_way", "first_estimate, second_estimate, afterwards, closing"),
    (STUDY, "    first_estimate:", "first_estimate, second_estimate, afterwards, closing"),
    (STUDY, "      - fixation:", "estimate: {of: self}, second_estimate, afterwards, closing"),
    (STUDY, "      - estimate: {of: self", "second_estimate, afterwards, closing"),
    (STUDY, "      - base_rate:", "second_estimate, afterwards, closing"),
    (STUDY, "afterwards: ", "afterwards, closing"),
    (STUDY, "  fixation_s:", "ratings, closing"),
    (STUDY, "  break_every:", "break_every or break_page, closing"),
]


@pytest.mark.parametrize(("file", "last", "lacking"), ENDS, ids=[one[1].strip() for one in ENDS])
def test_what_a_file_that_ends_lacks_is_said_once(bench: Bench, file: Path, last: str, lacking: str) -> None:
    """Events that are whole in number and not each, or a study that ends where no key must follow in every study:
    the last line is named, with what should come below it, and nothing is said of what is above.
    """
    lines = SHIPPED[file].lines
    number = next(n for n, line in enumerate(lines, start=1) if line.startswith(last))
    (bench.folder / file).write_bytes("".join(f"{line}\n" for line in lines[:number]).encode())
    [said] = bench.mistakes()
    bench.restore(file)
    assert (said.code, said.where.line, dict(said.facts)["missing"]) == ("file-ends-early", number, lacking)


def test_a_mistake_in_one_file_hides_none_in_another(bench: Bench) -> None:
    """Of slips in all three files, each is said in one round, and nothing that is not so."""
    changes = {
        Path("configs/ketamine.yaml"): [(b"seed: 2022", b"sed: 2022"), (b"names: [A, B, C]", b"names: [A, B, D]")],
        Path("stimuli/events/adverse.yaml"): [(b"category: accident", b"categry: accident")],
        Path("stimuli/texts/belief_update.yaml"): [
            (b"  title:", b"  titel:"),
            (b"{events} events.", b"{evnts} events."),
        ],
    }
    bench.restore()
    for file, pairs in changes.items():
        content = (bench.folder / file).read_bytes()
        for old, new in pairs:
            assert old in content
            content = content.replace(old, new, 1)
        (bench.folder / file).write_bytes(content)
    said = bench.mistakes()
    bench.restore(*changes)
    assert ["key-unknown", "list-unknown", "key-unknown", "place-unknown", "key-unknown"] == [one.code for one in said]
