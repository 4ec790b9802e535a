"""How records of procedures are found again, searched and told."""
