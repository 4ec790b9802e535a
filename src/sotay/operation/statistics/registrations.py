"""How records of statistics are found again, searched and told."""
