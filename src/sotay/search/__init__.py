"""The index over every record."""
