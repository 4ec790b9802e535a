"""Tests of syntheses of surveys."""
