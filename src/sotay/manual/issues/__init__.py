"""The manual as a document: printed whole or by clause, issued as a revision of its document, and what changed since (7.5)."""
