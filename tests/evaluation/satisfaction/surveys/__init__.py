"""Tests of surveys, points and slips."""
