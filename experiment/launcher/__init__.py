"""The launcher: the board of visits, the start of a session, and the window that follows it. Qt is nowhere else."""
