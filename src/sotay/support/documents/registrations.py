"""How records of documents are found by reference, approved, searched and told of."""
