"""The objectives of a year, over all units: the tree, who has a set and who not, the list."""
