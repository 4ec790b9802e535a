"""Counts of ratings on the portal of services: entered by month, never as percentages."""
