"""Several runs of the benchmarks beside one another: do they agree?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tests.benchmarks.figures import Figures, Row, short


def disagreements(runs: Sequence[list[Row]]) -> list[str]:
    """Say which rows some run does not have, and of which the runs judge differently."""
    verdicts = [{row.name: row.verdict for row in run} for run in runs]
    return [
        f"{name}: {' | '.join(each.get(name, 'not there') for each in verdicts)}"
        for name in dict.fromkeys(name for each in verdicts for name in each)
        if len({each.get(name) for each in verdicts}) > 1
    ]


def beside_one_another(runs: Sequence[list[Row]]) -> Iterator[str]:
    """Write every row that all runs have: the verdicts, and each figure of each way, in the order of the runs.

    Parameters
    ----------
    runs
        The rows of each.
    """
    for row in runs[0]:
        same = [other for run in runs for other in run if other.name == row.name]
        if len(same) < len(runs):
            continue
        yield ""
        yield f"{row.name}: {row.what}"
        yield f"  bar: {row.bar}: {' | '.join(one.verdict for one in same)}"
        for of_way in zip(*(one.figures for one in same), strict=False):
            yield from _figures(of_way)


def _figures(runs: tuple[Figures, ...]) -> Iterator[str]:
    yield f"  {runs[0].way}, n {' | '.join(str(run.n) for run in runs)}"
    for name in runs[0].values:
        yield f"    {name:<24} {' | '.join(short(run.values[name]) if name in run.values else '-' for run in runs)}"
