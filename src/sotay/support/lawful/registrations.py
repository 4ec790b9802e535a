"""How records of what laws do to documents are found by reference, approved, searched and told of."""
