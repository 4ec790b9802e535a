"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.exchange import export, imports
from sotay.operation.dossiers.lists import imports as list_imports
from sotay.operation.dossiers.lists import opening as list_opening
from sotay.operation.procedures import exports as step_exports
from sotay.operation.procedures import imports as step_imports
from sotay.operation.procedures import reading as step_reading
from sotay.operation.providers import exports as provider_exports
from sotay.operation.providers import imports as provider_imports
from sotay.operation.statistics import exports as count_exports
from sotay.operation.statistics import imports as count_imports

imports.register(
    imports.Import(
        kind="providers",
        label=_("Nhà cung cấp bên ngoài"),
        permission="operation.import_providers",
        columns=provider_imports.columns,
        apply=provider_imports.apply,
        examples=(provider_imports.example,),
        hint=_(
            "Nhà cung cấp được nhận ra theo mã; ô để trống không làm thay đổi gì, nhà cung cấp không có trong tệp giữ "
            "nguyên. Nhà cung cấp mới cần có sản phẩm, đơn vị quản lý, ngày bắt đầu và tiêu chí."
        ),
    )
)
export.register(
    export.Export(
        kind="providers",
        label=_("Nhà cung cấp bên ngoài"),
        columns=provider_imports.columns,
        rows=provider_exports.rows,
    )
)
imports.register(
    imports.Import(
        kind="dossier-counts",
        label=_("Số liệu hồ sơ theo tháng"),
        permission="operation.import_counts",
        columns=count_imports.columns,
        apply=count_imports.apply,
        examples=count_imports.examples,
        after="operation:statistics",
        hint=_(
            "Mỗi dòng là số liệu của một tháng: của toàn cơ quan, một đơn vị, một lĩnh vực hoặc một thủ tục. Cùng tháng và "
            "cùng phạm vi thì sửa dòng đã có; ô để trống không làm thay đổi gì; dòng tổng không nhập."
        ),
    )
)
export.register(
    export.Export(
        kind="dossier-counts",
        label=_("Số liệu hồ sơ theo tháng"),
        columns=count_imports.columns,
        rows=count_exports.rows,
    )
)
imports.register(
    imports.Import(
        kind=list_imports.KIND,
        label=_("Danh sách hồ sơ"),
        permission="operation.import_dossiers",
        stream=list_imports.take_list,
        keeps_file=False,
        endings=(".xlsx", ".xls", ".csv"),
        page="operation:dossier_import",
        after="operation:dossier_list",
        choose="operation:dossier_import_columns",
        bad_rows="operation:dossier_import_errors",
        limit=list_opening.SIZE,
        hint=_(
            "Danh sách hồ sơ xuất từ hệ thống một cửa (XLSX, XLS, CSV): chọn tệp, xem các cột được nhận ra, kiểm tra rồi mới "
            "nhập. Hồ sơ được nhận ra theo mã; ô để trống không làm thay đổi gì."
        ),
    )
)
imports.register(
    imports.Import(
        kind="procedures",
        label=_("Các bước của quy trình"),
        permission="operation.import_procedures",
        read=step_reading.read_steps,
        flags_of=lambda told: told.flags,
        apply=step_imports.apply,
        after="operation:procedure_list",
        hint=_(
            "Bảng XLSX, XLS, CSV, mỗi dòng một bước, có các cột: Mã quy trình, Lĩnh vực, Trường hợp, Thời hạn theo quy định, "
            "Thời hạn tại cơ quan, Bước, Nội dung công việc, Trách nhiệm, Thời gian, Biểu mẫu, Kết quả, Cơ quan khác, Sau "
            "bước; hoặc JSON. Quy trình được nhận ra theo mã và lĩnh vực; các bước được ghi vào bản đang soạn."
        ),
    )
)
export.register(
    export.Export(
        kind="procedures",
        label=_("Các bước của quy trình"),
        columns=step_reading.columns,
        rows=step_exports.rows,
    )
)
