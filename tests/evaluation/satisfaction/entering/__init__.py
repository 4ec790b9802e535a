"""Tests of entering sheets, counts of ratings, words and contacts."""
