"""Tests of plans and reports."""
