"""The scope of the system: fields of work, places, clauses that do not apply (ISO 9001 4.3)."""
