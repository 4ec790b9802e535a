"""Tổng quan: the ISO year, the clauses, what is late and who holds it."""
