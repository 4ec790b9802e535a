"""Improvement (ISO 9001 clause 10): nonconformities with their corrective actions, proposals to improve."""
