"""How records of providers are found again, searched and told."""
