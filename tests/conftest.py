"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A machine that is busy is slow, and a test that is slow is not wrong.
settings.register_profile("no deadline", deadline=None)
settings.load_profile("no deadline")
