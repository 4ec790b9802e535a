"""Commands of this area on the command line."""
