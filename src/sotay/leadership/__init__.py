"""Leadership (ISO 9001 clause 5)."""
