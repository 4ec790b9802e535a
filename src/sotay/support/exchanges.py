"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.exchange import export, imports
from sotay.support.documents import exports as document_exports
from sotay.support.records.classes import exports as record_class_exports
from sotay.support.records.classes import imports as record_class_imports

imports.register(
    imports.Import(
        kind="record_classes",
        label=_("Loại hồ sơ, thời hạn bảo quản"),
        permission="support.import_records",
        columns=record_class_imports.columns,
        apply=record_class_imports.apply,
        examples=(record_class_imports.example,),
        hint=_(
            "Loại hồ sơ được nhận ra theo mã; ô để trống không làm thay đổi gì, loại không có trong tệp giữ nguyên."
        ),
    )
)
export.register(
    export.Export(
        kind="record_classes",
        label=_("Loại hồ sơ, thời hạn bảo quản"),
        columns=record_class_imports.columns,
        rows=record_class_exports.rows,
    )
)
export.register(
    export.Export(
        kind="documents",
        label=_("Danh mục tài liệu"),
        columns=document_exports.COLUMNS,
        rows=document_exports.rows,
    )
)
