"""How records of services are found again, searched and told."""
