"""Seats lent for a time (ủy quyền)."""
