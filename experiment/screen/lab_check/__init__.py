"""The check of the lab PC: display, timing, keyboard, disk, before a study and each morning."""
