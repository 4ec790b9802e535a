"""Taking over the existing set of documents from files and a list."""
