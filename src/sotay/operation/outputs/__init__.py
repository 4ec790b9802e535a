"""Nonconforming outputs (đầu ra không phù hợp): what was wrong with a result, what was done, checked again – ISO 9001 8.7."""
