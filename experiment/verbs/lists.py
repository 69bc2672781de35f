"""`lists`: how the event lists of a study compare, and what would match them."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from experiment.config.event_bank import load_bank
from experiment.config.event_file import Event
from experiment.config.event_table import TABLES
from experiment.config.list_match import ListFigures, alike, figures_of, measures, unmatched
from experiment.config.load import Study, load_study
from experiment.config.yaml_source import read_yaml
from experiment.config.yaml_writing import events_text, head_of, schema_line
from experiment.design.list_making import enough_for, made_lists, spread
from experiment.design.list_swapping import Exchange, exchanged, fit_to_show, is_matched, smallest_exchange
from experiment.interrupts import importing
from experiment.messages import Reason, Refusal, counted, plainly
from experiment.verbs.columns import columns
from experiment.verbs.exit_codes import DONE
from experiment.verbs.progress_bar import ProgressBar
from experiment.verbs.schemas import way_to_schemas

_SPARE, _PRACTICE = "spare", "practice"
_LETTERS = "ABCDE"
_KEPT = frozenset({_PRACTICE, "retest"})
"""Lists of a bank that stay as they are: their events are for something else."""


def carry_out(options: argparse.Namespace) -> int:
    """Compare lists, propose an exchange, or make lists."""
    if options.make is not None:
        return _make(options)
    study = load_study(options.study)
    lists = {name: study.events.lists[name] for name in study.file.lists.names}
    languages = study.file.languages
    if options.swap:
        return _swap(study, lists, options)
    _say(study.file.study, lists, languages, options)
    return _verdict(lists, languages)


def _verdict(lists: dict[str, tuple[Event, ...]], languages: Sequence[str]) -> int:
    """Say no where lists are not matched."""
    what = [measure.what for measure in unmatched(lists, languages)]
    what += [f"{pair.first[1].id} and {pair.second[1].id} are similar" for pair in alike(lists)]
    if what:
        raise Refusal(Reason.LISTS_NOT_MATCHED, what=", ".join(what))
    return DONE


def _swap(study: Study, lists: dict[str, tuple[Event, ...]], options: argparse.Namespace) -> int:
    """Propose the smallest exchange with spare events."""
    languages, spare = study.file.languages, study.events.lists.get(_SPARE, ())
    if not spare and not is_matched(lists, languages):
        raise Refusal(Reason.NO_SPARE_EVENTS, file=study.file.stimuli.events)
    bar = ProgressBar("exchanges")
    exchanges = smallest_exchange(lists, spare, languages, bar)
    bar(1, 1)
    if exchanges is None:
        raise Refusal(Reason.NO_EXCHANGE, spare=len(fit_to_show(spare, languages)))
    after = exchanged(lists, exchanges)
    if not options.json:
        print("The lists are matched as they are." if not exchanges else _proposed(exchanges), end="\n\n")
    _say(study.file.study, after, languages, options, exchanges)
    if options.out is not None and exchanges:
        gone = {one.into.id: one.out for one in exchanges}
        kept = {_SPARE: tuple(gone.get(event.id, event) for event in spare)}
        _write({**study.events.lists, **after, **kept}, options.study.parent / study.file.stimuli.events, options.out)
    return DONE


def _proposed(exchanges: Sequence[Exchange]) -> str:
    lines = [f"Exchange {counted(len(exchanges), 'event')}:"]
    rows = [
        (f"  list {one.list_name}", f"{one.out.id} ({one.out.base_rate_pct} %, {one.out.category})", "for", _SPARE, "")
        for one in exchanges
    ]
    into = [f"{one.into.id} ({one.into.base_rate_pct} %, {one.into.category})" for one in exchanges]
    return "\n".join([*lines, *columns([(*row[:4], event) for row, event in zip(rows, into, strict=True)])])


def _make(options: argparse.Namespace) -> int:
    """Make matched lists out of a bank."""
    number, size = options.make
    if options.bank is None:
        raise Refusal(Reason.BANK_MISSING)
    bank = load_bank(options.bank)
    pool = [event for name, events in bank.lists.items() if name not in _KEPT for event in events]
    languages = options.languages or tuple(dict.fromkeys(language for event in pool for language in event.text))
    _check_bank(pool, number, size, options.practice or 0, languages)
    bar = ProgressBar("lists")
    made = made_lists(pool, number, size, languages, bar)
    bar(1, 1)
    lists = dict(zip(_LETTERS, made.lists, strict=False))
    others = {name: events for name, events in bank.lists.items() if name in _KEPT}
    left = list(made.left)
    if options.practice is not None:
        practice = spread(fit_to_show(left, languages), options.practice, made.lists)
        others[_PRACTICE] = tuple(practice)
        left = [event for event in left if event not in practice]
    _say(options.bank.name, lists, languages, options)
    if options.out is not None:
        _write({**lists, **others, **({_SPARE: tuple(left)} if left else {})}, options.bank, options.out)
    return _verdict(lists, languages)


def _check_bank(pool: Sequence[Event], number: int, size: int, practice: int, languages: Sequence[str]) -> None:
    """Refuse a bank that has too few events, and say what could be made of it."""
    there, wanted = enough_for(pool, languages), number * size + practice
    if there >= wanted:
        return
    what = f"{counted(number, 'list')} of {size}" + (f" and {practice} to practise with" if practice else "")
    shorter = (there - practice) // number
    add = f"add {counted(wanted - there, 'event')}"
    to_practise = f" --practice {practice}" if practice else ""
    remedy = f"ask for --make {number}x{shorter}{to_practise}, or {add}" if shorter > 0 else add
    facts = {"what": what, "wanted": wanted, "there": there, "remedy": remedy}
    if there == len(pool):
        raise Refusal(Reason.BANK_TOO_SMALL, **facts)
    raise Refusal(Reason.BANK_TOO_ALIKE, **facts, events=len(pool), languages=", ".join(languages))


def _write(lists: dict[str, tuple[Event, ...]], source: Path, out: Path) -> None:
    """Write a file of events; one that is there is not touched."""
    try:
        with out.open("x", encoding="utf-8", newline="\n") as file:
            of_source = "" if source.suffix.lower() in TABLES else head_of(read_yaml(source))
            schema = schema_line(way_to_schemas(out.parent), "events")
            file.write(events_text(lists, f"{schema}\n#\n{of_source}" if of_source else schema))
    except OSError as error:
        raise Refusal(Reason.EVENTS_NOT_WRITTEN, file=out, error=plainly(error)) from error
    counted = ", ".join(f"{name} ({len(events)})" for name, events in lists.items())
    print(f"{out}: {counted}", file=sys.stderr)


def _say(
    about: str,
    lists: dict[str, tuple[Event, ...]],
    languages: Sequence[str],
    options: argparse.Namespace,
    exchanges: Sequence[Exchange] = (),
) -> None:
    """Print the table, and draw the figure if one is asked for."""
    figures = [figures_of(name, events, languages) for name, events in lists.items()]
    if options.json:
        print(json.dumps(_as_json(about, figures, lists, exchanges, languages), indent=2, ensure_ascii=False))
    else:
        print(*_page(about, figures, lists, languages), sep="\n")
    if options.figure is not None:
        with importing():
            from experiment.printed.list_figure import draw_lists  # noqa: PLC0415
        try:
            draw_lists(figures, list(lists.values()), f"Event lists of {about}", options.figure)
        except OSError as error:
            raise Refusal(Reason.FIGURE_NOT_WRITTEN, file=options.figure, error=plainly(error)) from error
        print(f"{options.figure}: the figure", file=sys.stderr)


def _page(
    about: str, figures: Sequence[ListFigures], lists: dict[str, tuple[Event, ...]], languages: Sequence[str]
) -> Iterator[str]:
    several = len(figures) > 1
    verdict = f", {'matched' if is_matched(lists, languages) else 'not matched'}" if several else ""
    yield f"{about}: {counted(len(figures), 'list')} of {figures[0].events}{verdict}"
    yield ""
    rows = [("", *(one.name for one in figures), *(("apart", "limit", "") if several else ()))]
    for measure in measures(figures):
        values = [f"{value:.1f}" if "category" not in measure.what else f"{value:.0f}" for value in measure.values]
        beyond = "" if measure.is_matched else "too far apart"
        compared = (f"{measure.apart:.1f}", f"{measure.limit:.1f}", beyond) if several else ()
        rows.append((measure.what, *values, *compared))
    rows.append(("undocumented rates", *(str(one.undocumented) for one in figures)))
    rows.append(("sensitive events", *(str(one.sensitive) for one in figures)))
    yield from columns(rows, right=range(1, 3 + len(figures)))
    for pair in alike(lists):
        (one, first), (other, second) = pair.first, pair.second
        yield f"similar ({pair.similar}): {first.id} in {one}, {second.id} in {other}; keep one of the two"
    yield ""
    yield "What is not in the file of events is not matched: negativity, vividness, familiarity, experience."


def _as_json(
    about: str,
    figures: Sequence[ListFigures],
    lists: dict[str, tuple[Event, ...]],
    exchanges: Sequence[Exchange],
    languages: Sequence[str],
) -> dict[str, Any]:
    return {
        "about": about,
        "matched": is_matched(lists, languages),
        "lists": [asdict(one) | {"ids": [event.id for event in lists[one.name]]} for one in figures],
        "measures": [
            {"what": one.what, "values": one.values, "apart": one.apart, "limit": one.limit, "matched": one.is_matched}
            for one in measures(figures)
        ],
        "similar": [
            {"similar": pair.similar, "events": [pair.first[1].id, pair.second[1].id]} for pair in alike(lists)
        ],
        "exchanges": [{"list": one.list_name, "out": one.out.id, "into": one.into.id} for one in exchanges],
    }
