"""What the files are called in the folder of one's own study."""

from __future__ import annotations

OWN_STUDY = "study.yaml"
"""The study file, in a folder that `new` makes."""
