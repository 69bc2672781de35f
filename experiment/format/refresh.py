"""The refresh rates that displays have."""

SLOWEST_REFRESH_HZ, FASTEST_REFRESH_HZ = 20.0, 500.0
"""What lies outside is no refresh rate, whoever says it."""
