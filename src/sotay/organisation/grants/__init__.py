"""Leave for others to read."""
