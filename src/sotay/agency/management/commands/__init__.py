"""One module for each command: `sotay text`, `sotay workdays`."""
