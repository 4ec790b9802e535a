"""How records of the coverage by clause are found by reference, approved, searched and told of."""
