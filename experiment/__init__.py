"""The belief-updating task: estimate, learn the base rate, estimate again."""

__version__ = "0.1.0"
