"""Quality objectives and planning to achieve them (6.2)."""
