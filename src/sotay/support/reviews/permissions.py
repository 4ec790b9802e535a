"""Who may do what about the periodic look at documents."""
