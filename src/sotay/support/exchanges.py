"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.exchange import export, imports
from sotay.support.documents import exports as document_exports
from sotay.support.records.classes import exports as record_class_exports
from sotay.support.records.classes import imports as record_class_imports
from sotay.support.takeover import archive as takeover_archive
from sotay.support.takeover import imports as takeover_imports
from sotay.support.takeover import reading as takeover_reading

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
imports.register(
    imports.Import(
        kind="documents",
        label=_("Tài liệu đang có"),
        permission="support.import_documents",
        read=takeover_reading.read_bundle,
        flags_of=lambda bundle: bundle.notes,
        apply=takeover_imports.apply,
        hint=_(
            "Một tệp ZIP gồm các tệp tài liệu đang dùng, có hoặc không có danh sách kèm theo; mọi tài liệu thành bản soạn "
            "trong một đợt ban hành."
        ),
        endings=(".zip",),
        page="support:takeover",
        after="support:takeover",
        limit=takeover_archive.LIMIT,
        tell=takeover_archive.tell_archive,
        folder=takeover_archive.pack_folder,
    )
)
