"""Performance evaluation (ISO 9001 clause 9): internal audits, management reviews, inspections by others."""
