"""Formats on Vietnamese screens."""
