"""The head's confirmation that the system is effective (QĐ 19/2014/QĐ-TTg Điều 4 khoản 2 điểm d)."""
