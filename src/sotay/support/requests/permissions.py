"""Who may do what about requests about documents."""
