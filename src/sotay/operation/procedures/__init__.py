"""Procedures (quy trình): the steps of a document of level II, their times and who does them (ISO 9001 8.1, 8.5.1)."""
