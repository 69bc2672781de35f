"""The order in which a participant meets the event lists: permuted blocks within each arm of each site."""

from __future__ import annotations

from itertools import permutations

from experiment.config.study_file import StudyFile
from experiment.design.draw import Draw

ListOrder = tuple[str, ...]


def all_orders(study: StudyFile) -> list[ListOrder]:
    """List every order of the study's lists, as they are numbered from 1 on the command line."""
    return list(permutations(study.lists.names))


def list_order(study: StudyFile, arm: str, place: int, site: str | None = None) -> ListOrder:
    """Return the order of lists for the participant at one place of an arm.

    In every run of as many participants as there are orders, each order is used once.

    Parameters
    ----------
    study
        The study.
    arm
        Arm of the participant.
    place
        How many participants of this arm (and site) were enrolled before.
    site
        Where, in a study that names its sites: each has blocks of its own.
    """
    orders = all_orders(study)
    block, position = divmod(place, len(orders))
    where = () if site is None else (site,)
    return Draw(study.seed, "list orders", *where, arm, block).shuffled(orders)[position]
