"""Units, people, seats, calendar and settings (ISO 9001 5.3)."""
