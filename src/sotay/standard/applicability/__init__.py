"""Which clauses apply to an agency, since when and why not (ISO 9001 4.3)."""
