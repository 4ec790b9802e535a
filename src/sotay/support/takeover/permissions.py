"""Who may take the existing set over: `support.import_documents`, with the other rights upon documents."""
