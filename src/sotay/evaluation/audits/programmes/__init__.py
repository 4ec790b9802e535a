"""The yearly programme of internal audits (9.2.2 a, form D2)."""
