"""The only room that knows PsychoPy: window, drawing, keyboard, and the stage on real screens."""
