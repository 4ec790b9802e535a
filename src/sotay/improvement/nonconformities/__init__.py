"""Nonconformities (sự không phù hợp): correction, causes, corrective actions, effect verified – ISO 9001 10.2."""
