"""Measures: what Sotay costs in time and memory on the data of a province, one file for each figure."""
