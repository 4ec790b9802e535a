"""Amendments of the manual (đợt sửa đổi): drafts gathered, approved once, then issued."""
