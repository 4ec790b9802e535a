"""A paper laid out: what every face sets, with the widths, breaks and pages already decided."""
