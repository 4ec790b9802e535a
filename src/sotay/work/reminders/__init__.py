"""Reminders: what falls due is told in good time, once for each stage, and what stays overdue asks others for help."""
