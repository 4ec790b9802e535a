"""Sotay: the living quality manual of a state agency."""
