"""How records of records are found by reference, approved, searched and told of."""
