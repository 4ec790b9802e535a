"""Checklists of visits."""
