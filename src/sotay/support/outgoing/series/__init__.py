"""Series numbers come from, and the register of those that live here."""
