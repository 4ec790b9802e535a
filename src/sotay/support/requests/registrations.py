"""How records of requests about documents are found by reference, approved, searched and told of."""
