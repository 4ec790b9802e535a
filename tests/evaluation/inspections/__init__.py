"""Inspections: received, and the rounds an overseer carries out."""
