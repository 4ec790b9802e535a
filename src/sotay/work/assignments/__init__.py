"""Work given to people and seats."""
