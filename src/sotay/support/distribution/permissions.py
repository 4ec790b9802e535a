"""Who may do what about distribution."""
