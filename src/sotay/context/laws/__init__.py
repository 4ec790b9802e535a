"""Legal documents the agency works by, and what its units found when they looked at them (ISO 9001 4.1, 8.2.2)."""
