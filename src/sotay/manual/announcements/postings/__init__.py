"""Where an announcement hangs, and what was decided of a scope that moved on since."""
