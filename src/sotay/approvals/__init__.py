"""Routes of approval on every record: steps, sets, two equal ways to approve, pinned to what was approved."""
