"""Digests, by which one file knows another."""

from __future__ import annotations

import hashlib


def sha256(content: bytes) -> str:
    """Sum up content."""
    return hashlib.sha256(content).hexdigest()
