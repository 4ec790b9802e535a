"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.auditors import exports as auditor_exports
from sotay.evaluation.audits.auditors import imports as auditor_imports
from sotay.exchange import export, imports

imports.register(
    imports.Import(
        kind="auditors",
        label=_("Đánh giá viên nội bộ"),
        permission="evaluation.import_auditors",
        columns=auditor_imports.columns,
        apply=auditor_imports.apply,
        examples=(auditor_imports.example,),
        after="evaluation:auditor_list",
        hint=_(
            "Người được nhận ra theo tên đăng nhập; ô để trống không làm thay đổi gì, người không có trong tệp giữ nguyên. "
            "Đánh giá viên mới cần có khóa đào tạo và ngày có hiệu lực."
        ),
    )
)
export.register(
    export.Export(
        kind="auditors",
        label=_("Đánh giá viên nội bộ"),
        columns=auditor_imports.columns,
        rows=auditor_exports.rows,
    )
)
