"""What holds for the house as a whole, read from its syntax, its catalogue and its database."""
