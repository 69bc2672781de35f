"""The report: one page about a study, from its data to figures and a paragraph of methods, in one file."""
