"""Questionnaires: their builder, versions, the shipped ones, the blank sheet."""
