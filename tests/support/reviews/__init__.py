"""The periodic look at documents, tested."""
