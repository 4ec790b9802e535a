"""Who may do what about what laws do to documents."""
