"""Study files changed in so many ways: whether `validate` says of each what it should, and how long that takes.

python -m tests.benchmarks.mutations 10000 1
"""

from __future__ import annotations

import sys
import tempfile
import time
import traceback
from collections import Counter
from pathlib import Path
from random import Random
from statistics import median

from tests.instruments.mutations.judged import OPERATORS, Bench
from tests.instruments.mutations.shipped import PROJECT, Label, take

_HANG_S = 10.0


def main(number: int, seed: int) -> int:
    """Try so many mutants, each operator as often as the others; say what disagrees."""
    take(PROJECT)
    labels: Counter[Label] = Counter()
    tracebacks = hangs = disagreements = 0
    seconds: list[float] = []
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder))
        for n in range(number):
            operator = OPERATORS[n % len(OPERATORS)]
            mutant = operator(Random(f"{seed} {n}"))
            labels[mutant.label] += 1
            begun = time.process_time()
            try:
                wrong = bench.disagreement(mutant)
            except Exception:  # noqa: BLE001  # whatever it is, it is what is looked for
                tracebacks += 1
                wrong = traceback.format_exc()
            seconds.append(time.process_time() - begun)
            hangs += seconds[-1] > _HANG_S
            slowest = max(slowest, (seconds[-1], f"{operator.__name__}, {mutant.what}"))
            if wrong is not None:
                disagreements += 1
                print(f"{n} {operator.__name__} ({mutant.what}): {wrong.replace(folder + '/', '')}")
    counted = ", ".join(f"{times} {label.value}" for label, times in labels.items())
    print(f"{number} mutants, seed {seed}: {counted}")
    print(
        f"agreement {number - disagreements} of {number}; tracebacks {tracebacks}; longer than {_HANG_S:g} s: {hangs}"
    )
    print(
        f"a mutant, time of this process: median {1000 * median(seconds):.0f} ms, "
        f"longest {1000 * slowest[0]:.0f} ms ({slowest[1]})"
    )
    return 1 if disagreements or hangs else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, int(sys.argv[2]) if len(sys.argv) > 2 else 1))
