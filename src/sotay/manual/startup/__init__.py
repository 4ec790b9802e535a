"""Khai báo hiện trạng: ten questions when an agency begins, so that day one is not a wall of red (practice 2.1)."""
