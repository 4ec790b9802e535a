"""Answers entered by officials: sheets in batches, by telephone, from files; counts of the portal."""
