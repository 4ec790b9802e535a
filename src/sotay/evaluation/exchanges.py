"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.evaluation.audits.auditors import exports as auditor_exports
from sotay.evaluation.audits.auditors import imports as auditor_imports
from sotay.evaluation.satisfaction.entering import imports as answer_imports
from sotay.evaluation.satisfaction.entering.ratings import exports as rating_exports
from sotay.evaluation.satisfaction.entering.ratings import imports as rating_imports
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
imports.register(
    imports.Import(
        kind="survey_answers",
        label=_("Phiếu trả lời khảo sát"),
        permission="evaluation.import_answers",
        read=answer_imports.reading_of,
        size_of=answer_imports.size_of,
        apply=answer_imports.apply,
        after="evaluation:batch_list",
        hint=_(
            "Mỗi dòng là một phiếu, mỗi tệp một đợt khảo sát; tệp mẫu của từng đợt tải ở trang Nhập phiếu từ tệp. Tỷ lệ phần trăm "
            "không nhập được. Cả tệp thành một lô phiếu."
        ),
    )
)
imports.register(
    imports.Import(
        kind="rating_counts",
        label=_("Số liệu đánh giá trên Cổng dịch vụ công"),
        permission="evaluation.import_answers",
        columns=rating_imports.columns,
        apply=rating_imports.apply,
        examples=(rating_imports.example,),
        after="evaluation:rating_list",
        hint=_(
            "Mỗi dòng là số phiếu theo năm mức của một tháng; dòng của tháng, đơn vị, thủ tục đã có thì được sửa. Tỷ lệ phần trăm "
            "không nhập được."
        ),
    )
)
export.register(
    export.Export(
        kind="rating_counts",
        label=_("Số liệu đánh giá trên Cổng dịch vụ công"),
        columns=rating_imports.columns,
        rows=rating_exports.rows,
    )
)
