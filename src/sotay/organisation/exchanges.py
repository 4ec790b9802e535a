"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.exchange import export, imports
from sotay.organisation.people import exports as people_exports
from sotay.organisation.people import imports as people_imports
from sotay.organisation.units import exports as unit_exports
from sotay.organisation.units import imports as unit_imports

imports.register(
    imports.Import(
        kind="units",
        label=_("Đơn vị"),
        permission="organisation.manage_units",
        columns=unit_imports.columns,
        apply=unit_imports.apply,
        examples=(unit_imports.example,),
        hint=_("Đơn vị được nhận ra theo mã; ô để trống không làm thay đổi gì, đơn vị không có trong tệp giữ nguyên."),
    )
)
imports.register(
    imports.Import(
        kind="people",
        label=_("Con người và vai trò"),
        permission="organisation.manage_people",
        columns=people_imports.columns,
        apply=people_imports.apply,
        examples=(people_imports.example,),
        hint=_("Mỗi dòng là một vai trò. Tài khoản mới chưa có mật khẩu; cấp mật khẩu ở trang của từng người."),
    )
)
export.register(export.Export(kind="units", label=_("Đơn vị"), columns=unit_imports.columns, rows=unit_exports.rows))
export.register(
    export.Export(
        kind="people", label=_("Con người và vai trò"), columns=people_imports.columns, rows=people_exports.rows
    )
)
