"""The units of an agency and their tree (ISO 9001 5.3)."""
