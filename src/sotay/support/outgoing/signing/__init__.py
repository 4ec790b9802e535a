"""Signed copies as they were brought back: their signatures looked at, their text compared with what was approved."""
