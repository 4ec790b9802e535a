"""How records of the periodic look at documents are found by reference, approved, searched and told of."""
