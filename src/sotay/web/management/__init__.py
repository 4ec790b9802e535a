"""Commands of the roof on the `sotay` line."""
