"""Points: posters, cards and devices that lead to the standing survey."""
