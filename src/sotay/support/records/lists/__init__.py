"""The year's list of files, issued by the head (NĐ 30/2020 Điều 28, A6)."""
