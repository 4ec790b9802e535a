"""The search page: over every record, the catalogue of clauses and what is owed."""
