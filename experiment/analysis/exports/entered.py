"""What was entered of people by hand, as it leaves the house: a column for each measure, and no age above 89."""

from __future__ import annotations

from dataclasses import replace

from experiment.analysis.phenotype import Phenotype
from experiment.format.columns import Column
from experiment.format.vocabulary import Sex

_OLDEST_AGE = 89
"""An age above is written as this, as BIDS wants it (participants.tsv): those who are older could be recognised."""


def to_share(phenotype: Phenotype) -> Phenotype:
    """Return what was entered, with ages as they are shared."""
    people = phenotype.of_people
    if "age" not in people.columns:
        return phenotype
    return replace(phenotype, of_people=people.assign(age=people["age"].clip(upper=_OLDEST_AGE)))


def entered_columns(phenotype: Phenotype) -> tuple[Column, ...]:
    """Return what each measure is: those of people first, then those of visits."""
    return tuple(
        _column(str(name), str(table[name].dtype), phenotype)
        for table in (phenotype.of_people, phenotype.of_visits)
        for name in table.columns
        if str(name) in phenotype.files
    )


def _column(name: str, dtype: str, phenotype: Phenotype) -> Column:
    if name == "age":
        return Column(name, f"age; {_OLDEST_AGE} stands for more too", "year", float | None)
    if name == "sex":
        return Column(name, "sex", None, Sex | None)
    said = f"{name}, as it was entered in phenotype/{phenotype.files[name].name}"
    return Column(name, said, None, (str if dtype == "string" else float) | None)
