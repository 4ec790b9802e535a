"""How legal documents are found by reference, searched and told of."""
