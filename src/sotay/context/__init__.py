"""Context of the organisation (ISO 9001 clause 4)."""
