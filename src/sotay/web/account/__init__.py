"""Signing in, the password, the second factor, the idle lock (QCVN 12:2026/BCA)."""
