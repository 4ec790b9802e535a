"""People and their seats (ISO 9001 5.3)."""
