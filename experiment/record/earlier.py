"""What an earlier session of a participant was like, as far as the next one must agree with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path

from experiment.format.glimpse import Glimpse
from experiment.format.run_files import is_sheet, is_visit_folder
from experiment.record.storage import Storage


class _Display(Glimpse):
    text_scale: float


class _Apparatus(Glimpse):
    display: _Display | None


class _Launch(Glimpse):
    started_utc: datetime
    apparatus: _Apparatus


class _Sheet(Glimpse):
    launches: tuple[_Launch, ...]


@dataclass(frozen=True)
class Earlier:
    """The last launch of a participant.

    Parameters
    ----------
    started
        When it began, by the clock of its computer.
    text_scale
        How large type was asked to be, the last time that it was shown on a screen; ``None``: never.
    """

    started: datetime
    text_scale: float | None


def last_launch(storage: Storage, place: Path, participant_id: str) -> Earlier | None:
    """Find the last launch of a participant in a folder of sessions; what cannot be read there is left to others."""
    folder, launches = place / f"sub-{participant_id}", list[_Launch]()
    for visit in _names(storage, folder):
        if not is_visit_folder(visit):
            continue
        for name in _names(storage, folder / visit):
            if is_sheet(folder.name, visit, name):
                launches += _launches_of(storage, folder / visit / name)
    launches.sort(key=_moment)
    scales = [launch.apparatus.display.text_scale for launch in launches if launch.apparatus.display]
    return Earlier(_moment(launches[-1]), scales[-1] if scales else None) if launches else None


def _names(storage: Storage, folder: Path) -> tuple[str, ...]:
    try:
        return tuple(storage.names_in(folder))
    except OSError:
        return ()


def _launches_of(storage: Storage, file: Path) -> tuple[_Launch, ...]:
    try:
        return _Sheet.model_validate_json(storage.read(file)).launches
    except (OSError, ValueError):
        return ()


def _moment(launch: _Launch) -> datetime:
    started = launch.started_utc
    return started if started.tzinfo else started.replace(tzinfo=timezone.utc)
