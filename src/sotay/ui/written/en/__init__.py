"""Formats on English screens: those of the papers, which are Vietnamese."""
