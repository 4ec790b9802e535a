"""Clauses and obligations as shipped data, and what reads them; nothing here asks the database."""
