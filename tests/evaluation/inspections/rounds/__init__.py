"""Mirrors `sotay.evaluation.inspections.rounds`."""
