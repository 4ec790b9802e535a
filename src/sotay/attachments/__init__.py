"""Files, comments and links on every record."""
