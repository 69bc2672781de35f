"""The belief-updating task: estimate, learn the base rate, estimate again."""

__version__ = "0.1.0"

RELEASED = "2026-11-23"
"""No session can have been conducted before that day."""
