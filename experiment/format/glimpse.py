"""A file read for a few of its keys: whichever version of the program has written it, and whatever else it says."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Glimpse(BaseModel):
    """Those keys of a JSON file that are wanted.

    A run that is to go on, or to be verified, is read strictly (`record/read_sheet.py`, `record/read_back.py`). What is
    only looked at beside it (another's sheet, an earlier plan) is read like this, so that nothing in it that nobody
    asks for keeps anybody from a session.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)
