"""Runs: one file taken in one go, its preview, its progress, its report."""
