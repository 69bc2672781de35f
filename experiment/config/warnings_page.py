"""All warnings as a page: ``python -m experiment.config.warnings_page`` prints docs/warnings.md."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from experiment.config.faults import Change, Coded, Doubt
from experiment.messages import LAB_POSIX

_HEAD = """# Warnings of `validate`

A study with a warning is good all the same; `validate --strict` takes it for a mistake. Each has a code, which stands
in brackets at its end and is the same in every version. A study that means it says so, and why:

```yaml
accepted_warnings:
  undocumented-rates: figures of the script of 2013, to be replaced before the first participant
```

The reason stands in the study file only: it is no part of the hash. An acceptance that nothing needs is a warning
itself, an unknown code a mistake. Words in italics are filled in.
"""
_CHANGES = """
## What has changed since the last session

`validate --data FOLDER` (`data`, if it is not said) holds the files of a study against those that its last session has
kept, key by key:
"""


def page() -> str:
    """Write the page."""
    return "\n".join((_HEAD, *_table(Doubt), _CHANGES, *_table(Change))) + "\n"


def _table(group: type[Coded]) -> Iterator[str]:
    yield "| code | what it says | what to do |"
    yield "|---|---|---|"
    for one in group:
        what, remedy = one.sentences(lab=LAB_POSIX, **{name: f"*{name.replace('_', ' ')}*" for name in one.places})
        yield f"| `{one.code}` | {what} | {remedy} |".replace("\\", "\\\\")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]  # whatever it is redirected to
    print(page(), end="")  # noqa: T201
