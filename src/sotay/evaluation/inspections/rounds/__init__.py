"""Rounds of inspections an overseer carries out on others (TT 26/2014/TT-BKHCN Điều 33 đến Điều 38)."""
