"""Findings (phát hiện) of audits: found, put right before the closing meeting, told to the unit, followed up to the end."""
