"""Satisfaction of customers (9.1.2): questionnaires, surveys, answers and how they came, coverage, the synthesis."""
