"""A whole study, simulated: people, their calendar, and every session through the real plan, task and recorder."""
