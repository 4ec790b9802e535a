"""Who may do what about documents."""
