"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.exchange import export, imports
from sotay.operation.providers import exports as provider_exports
from sotay.operation.providers import imports as provider_imports

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
