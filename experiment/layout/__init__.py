"""What can stand on the screen and where: text measured and placed with the shipped font, without PsychoPy."""
