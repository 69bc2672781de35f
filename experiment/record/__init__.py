"""The only writer of study data: append-only, safe on the disk before anything depends on it, and resumable."""
