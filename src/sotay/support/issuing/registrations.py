"""How records of issuing together are found by reference, approved, searched and told of."""
