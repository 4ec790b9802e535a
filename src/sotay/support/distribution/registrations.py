"""How records of distribution are found by reference, approved, searched and told of."""
