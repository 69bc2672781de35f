"""A virtual clock and stage, and participants who need neither eyes nor hands."""
