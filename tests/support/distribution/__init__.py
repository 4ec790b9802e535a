"""Distribution of documents, tested."""
