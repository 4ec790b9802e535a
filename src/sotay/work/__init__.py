"""Who does what by when, and who is told."""
