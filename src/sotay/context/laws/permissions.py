"""Who may do what about legal documents."""
