"""`verify`: what belongs to nothing that was recorded, said in as few sentences as it needs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from experiment.format.run_files import RunFiles, checks_folder, ledger_file, participants_folder, phenotype_folder
from experiment.messages import Found, some_of
from experiment.record.findings import Findings
from experiment.record.judged_strays import DATA, Judged, Sort
from experiment.record.strays import FIRST_OF_A_LEDGER


def say_strays(
    found: Findings, judged: Iterable[Judged], ours: Collection[Path], unknown: Mapping[str, RunFiles]
) -> None:
    """Take down what strays are: what may be taken for data is wrong, the rest is noted.

    Parameters
    ----------
    judged
        Those of which nothing is said yet.
    ours
        Every file that belongs to something.
    unknown
        Runs in their places that the ledger does not know; their files are among the strays.
    """
    groups: dict[Path, list[Judged]] = defaultdict(list)
    populated = _populated(found.place, ours)
    entered = phenotype_folder(found.place)  # scores are put there by hand, and are no record
    for one in judged:
        if one.sort is not Sort.OTHER or entered not in one.stray.path.parents:
            groups[_top(one, populated, unknown)].append(one)
    small: dict[tuple[Sort, str, Path], list[Judged]] = defaultdict(list)
    for top, group in sorted(groups.items()):
        records = [one for one in group if one.sort in DATA and (one.run is not None or one.of is not None)]
        if len(records) > 1:
            _say_copies(found, top, group, records)
            rest = [one for one in group if one not in records and one.sort in (Sort.LIKE_DATA, Sort.PUT_ASIDE)]
        elif all(one.sort is Sort.EMPTY for one in group):
            found.note(top, Found.EMPTY_FOLDER.say())
            continue
        else:
            rest = group
        for one in rest:
            shared = one.stray.path.parent if one.sort in (Sort.OTHER, Sort.LIKE_DATA) else found.place
            within = top if one.sort in (Sort.OTHER, Sort.LIKE_DATA) and top != one.stray.path else shared
            small[one.sort, one.who, within].append(one)
    for (sort, who, _), alike in small.items():
        _say(found, sort, who, alike)


def _populated(place: Path, ours: Collection[Path]) -> set[Path]:
    """List the folders with something of ours in them."""
    always = {place, participants_folder(place), checks_folder(place)}
    return always | {folder for file in ours for folder in file.parents if place in folder.parents}


def _top(one: Judged, populated: set[Path], unknown: Mapping[str, RunFiles]) -> Path:
    """Find what a stray is said together with: the highest folder with nothing of ours, or its run, or itself."""
    path = one.stray.path
    below = [one for one in (path, *path.parents) if one not in populated and populated & {*one.parents}]
    top = below[-1] if below else path
    if top == path:
        run = next((run for stem, run in unknown.items() if path.name.startswith(f"{stem}_")), None)
        return run.sheet if run is not None and path.parent == run.session.folder else path
    run = next((run for run in unknown.values() if top == run.inputs), None)
    return top if run is None else run.sheet


def _say_copies(found: Findings, top: Path, group: list[Judged], records: list[Judged]) -> None:
    ledgers = [one.stray.path for one in group if one.stray.head.startswith(FIRST_OF_A_LEDGER)]
    if any(file.name == ledger_file(found.place).name for file in ledgers):
        found.wrong(ledgers[0].parent, Found.FOLDER_WITHIN.say())
        return
    whose = list(dict.fromkeys(map(_whose, records)))
    changed = sum(one.sort not in (Sort.COPY, Sort.RECORDED) for one in records)
    what = some_of(whose)
    if changed == len(records):
        found.wrong(top, Found.ALIKE_BY_NAME.say(count=changed, what=what))
        return
    facts = {"count": len(records), "changed": f", {changed} of them changed" if changed else ""}
    found.wrong(top, Found.COPIES.say(what=what, **facts))


def _whose(one: Judged) -> str:
    if one.run is not None:
        return said(one.run)
    assert one.of is not None
    return f"the enrolment of {one.of.stem}"


def said(run: RunFiles) -> str:
    """Name a run in words."""
    return f"{run.session.in_words}, run {run.run}"


def _say(found: Findings, sort: Sort, who: str, alike: list[Judged]) -> None:
    first, more = alike[0], f" ({len(alike)} of them)" if len(alike) > 1 else ""
    path = first.stray.path
    if sort is Sort.LIKE_DATA:
        found.wrong(path, Found.LOOKS_LIKE_DATA.say(more=more))
    elif sort is Sort.OTHER:
        found.note(path, Found.NOT_OURS.say(more=more))
    elif sort is Sort.LEFT:
        found.note(path, Found.LEFT_BY_OTHERS.say(who=who, more=more))
    elif sort is Sort.OPEN:
        found.note(path, Found.OPEN_ELSEWHERE.say(more=more))
    elif sort is Sort.START:
        found.note(path, Found.START_CUT_SHORT.say())
    else:
        for one in alike:
            _say_one(found, one)


def _say_one(found: Findings, one: Judged) -> None:
    path, of = one.stray.path, one.of
    if one.sort is Sort.RECORDED and of is not None:
        found.wrong(path, Found.STANDS_FOR_ANOTHER.say(file=found.named(of)))
    elif one.sort is Sort.COPY and of is not None:
        found.wrong(path, Found.COPY.say(file=found.named(of)))
    elif one.sort is Sort.NAMED and one.run is not None:
        found.wrong(path, Found.NAMED_LIKE_A_RECORD.say(run=said(one.run)))
    elif one.sort is Sort.LINK:
        found.wrong(path, Found.LEADS_ELSEWHERE.say())
    elif one.sort is Sort.PUT_ASIDE and of is not None:
        found.note(path, Found.PUT_ASIDE.say(file=found.named(of)))
    elif one.sort is Sort.UNFINISHED:
        found.note(path, Found.UNFINISHED_WRITE.say())
    elif one.sort is Sort.EMPTY:
        found.note(path, Found.EMPTY_FOLDER.say())
    elif one.stray.error is not None:
        found.not_read(path, one.stray.error)
