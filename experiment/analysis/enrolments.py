"""Who is enrolled in a study: the files of its participants."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from experiment.analysis.problems import Problem, problem
from experiment.format.enrolment import Enrolment
from experiment.format.run_files import enrolled_as, participants_folder
from experiment.messages import TableFault, plainly


def find_enrolments(folder: Path) -> tuple[tuple[Enrolment, ...], tuple[Problem, ...]]:
    """Return every enrolment of a data folder, in the order of participants, and what is wrong with the others.

    Parameters
    ----------
    folder
        A data folder: its folder ``participants`` holds them. Where there is none, nobody is known to be enrolled.
    """
    place = participants_folder(folder)
    found: list[Enrolment] = []
    problems: list[Problem] = []
    for file in sorted(place.iterdir()) if place.is_dir() else ():
        participant_id = enrolled_as(file.name)
        if participant_id is None:
            continue
        read = _read(file)
        if isinstance(read, Problem):
            problems.append(read)
        elif read.participant_id != participant_id:
            problems.append(problem(file, TableFault.NO_ENROLMENT, what=f"it says {read.participant_id}"))
        else:
            found.append(read)
    return tuple(found), tuple(problems)


def _read(file: Path) -> Enrolment | Problem:
    try:
        return Enrolment.model_validate_json(file.read_bytes())
    except OSError as error:
        return problem(file, TableFault.NOT_READ, error=plainly(error))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(map(str, first["loc"])) or "the whole"
        return problem(file, TableFault.NO_ENROLMENT, what=f"{where}: {first['msg']}")
