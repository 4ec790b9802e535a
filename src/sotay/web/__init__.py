"""The roof: my work, overview, search, account."""
