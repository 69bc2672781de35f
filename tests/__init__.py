"""The tests, and what they are made with."""

import os

# As in a command (experiment/entry.py): one thread for matrices, set before anything loads numpy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
