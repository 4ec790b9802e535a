"""Internal audits (đánh giá nội bộ): auditors, yearly programme, plan, checklists, findings, report – ISO 9001 9.2."""
