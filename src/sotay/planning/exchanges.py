"""What of this area `sotay import` and `sotay export` know."""

from django.utils.translation import gettext_lazy as _

from sotay.exchange import export, imports
from sotay.planning.objectives import exports as objective_exports
from sotay.planning.objectives import imports as objective_imports

imports.register(
    imports.Import(
        kind="objectives",
        label=_("Mục tiêu chất lượng và kế hoạch"),
        permission="planning.import_objectives",
        columns=objective_imports.columns,
        apply=objective_imports.apply,
        examples=objective_imports.examples,
        hint=_(
            "Mỗi dòng là một mục tiêu với một công việc của kế hoạch; dòng sau cùng mã, hoặc để trống mã và nội dung, "
            "thêm công việc. Dòng đầu của mỗi mục tiêu cần có năm và nội dung. Chỉ nhập vào bộ đang soạn; ô để trống "
            "không làm thay đổi gì."
        ),
    )
)
export.register(
    export.Export(
        kind="objectives",
        label=_("Mục tiêu chất lượng và kế hoạch"),
        columns=objective_imports.columns,
        rows=objective_exports.rows,
    )
)
