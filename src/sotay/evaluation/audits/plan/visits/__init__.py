"""Visits as a set: proposed for all units at once, given to auditors, moved or set aside once the plan stands."""
