"""Self-check (tự kiểm tra): the thirteen lines an inspection looks at, computed from evidence; nobody ticks any of them."""
