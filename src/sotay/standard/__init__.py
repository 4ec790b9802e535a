"""The standard and what it asks: clauses as data, applicability, obligations, standings, facts, gates, parameters."""
