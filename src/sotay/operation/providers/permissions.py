"""Who may do what with providers."""
