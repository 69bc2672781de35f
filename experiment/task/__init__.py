"""The task: pure sequences of screens and answers. It knows neither windows nor files."""
