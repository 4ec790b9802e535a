"""How records of taking over the existing set are found by reference, approved, searched and told of."""
