"""Planning (ISO 9001 clause 6)."""
