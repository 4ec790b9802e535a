"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.context.laws import exports as law_exports
from sotay.context.laws import imports as law_imports
from sotay.context.services import exports as service_exports
from sotay.context.services import imports as service_imports
from sotay.exchange import export, imports

imports.register(
    imports.Import(
        kind="laws",
        label=_("Văn bản pháp luật"),
        permission="context.import_laws",
        columns=law_imports.columns,
        apply=law_imports.apply,
        examples=(law_imports.example,),
        hint=_(
            "Văn bản được nhận ra theo số, ký hiệu; ô để trống không làm thay đổi gì. Số liệu có chỗ chưa đúng vẫn được "
            "nhập và đánh dấu để xem lại."
        ),
    )
)
export.register(
    export.Export(kind="laws", label=_("Văn bản pháp luật"), columns=law_imports.columns, rows=law_exports.rows)
)
imports.register(
    imports.Import(
        kind="services",
        label=_("Thủ tục hành chính"),
        permission="context.import_services",
        columns=service_imports.columns,
        apply=service_imports.apply,
        examples=(service_imports.example,),
        hint=_(
            "Mỗi hình thức nộp, mỗi trường hợp một dòng; các dòng cùng mã là một thủ tục. Ô để trống không làm thay đổi gì; "
            "chỗ khác trước được ghi vào lịch sử theo quyết định của dòng."
        ),
    )
)
export.register(
    export.Export(
        kind="services", label=_("Thủ tục hành chính"), columns=service_imports.columns, rows=service_exports.rows
    )
)
