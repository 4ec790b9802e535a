"""Management reviews (xem xét của lãnh đạo): plan, input pack, minutes, decisions – ISO 9001 9.3."""
