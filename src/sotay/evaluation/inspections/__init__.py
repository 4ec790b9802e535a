"""Inspections (kiểm tra) by the province or others: minutes, findings, what was put right (TT 26/2014/TT-BKHCN Điều 33–38)."""
