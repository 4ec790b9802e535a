"""Support (ISO 9001 clause 7): documented information and its records."""
