"""Checklists of visits (phiếu hỏi và ghi chép, form D5): questions from the library, procedures and earlier audits; answers."""
