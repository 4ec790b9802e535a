"""The processes of the system and what flows between them (ISO 9001 4.4)."""
