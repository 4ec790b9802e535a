"""The report of an audit (báo cáo đánh giá nội bộ, form D7): its figures are counted, never typed."""
