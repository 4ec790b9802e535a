"""Handing over a seat (bàn giao)."""
