"""Setting this computer up: what lab.py does before there is anything but git and Python.

Standard library only, and no other room but `messages`. What is loaded before Python's version is known is readable for
Python 3.8.
"""
