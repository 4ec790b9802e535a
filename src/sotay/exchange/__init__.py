"""Import, export and long runs."""
