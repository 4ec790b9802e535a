"""Who may do what about issuing together."""
