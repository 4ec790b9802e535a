"""How records of this area are found again, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.context.processes.models import Process
from sotay.context.scope import commands as scope_commands
from sotay.context.scope.models import Scope
from sotay.context.scope.queries import PURPOSE, content_of, covered_by, visible
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Process, label=_("Quá trình"), url_name="context:process_detail", url_kwargs=lambda process: {"slug": process.slug}
)
index.register(Process, code=lambda process: process.code, text=lambda process: f"{process.inputs} {process.outputs}")
subjects.register(
    Scope,
    label=_("Phạm vi áp dụng"),
    url_name="context:scope_edition",
    url_kwargs=lambda scope: {"slug": scope.uuid},
    visible=visible,
    state=lambda scope: str(scope.get_state_display()),
    related=("agency",),
)
index.register(Scope, text=lambda scope: " ".join([scope.text, *(item.name for item in scope.items.all())]))
purposes.register(
    purposes.Purpose(
        code=PURPOSE,
        label=_("Phạm vi áp dụng"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),),
        content=content_of,
        on_approved=scope_commands.scope_approved,
        on_returned=scope_commands.scope_returned,
        may_submit="context.write_scope",
        template="context/scope/covered.html",
        show=lambda scope: {"scope": scope, "covered": covered_by(scope)},
    )
)
sentences.register(
    {
        "context.scope.prepared": _("Soạn phạm vi áp dụng"),
        "context.scope.changed": _("Sửa phạm vi áp dụng"),
        "context.scope.submitted": _("Trình phạm vi áp dụng"),
        "context.scope.approved": _("Phạm vi áp dụng được phê duyệt"),
        "context.scope.superseded": _("Phạm vi áp dụng được thay thế"),
        "context.scope.returned": _("Phạm vi áp dụng bị trả lại"),
        "context.process.created": _("Thêm quá trình"),
        "context.process.changed": _("Sửa quá trình"),
        "context.process.ended": _("Kết thúc quá trình"),
        "context.process.flow_added": _("Thêm tương tác giữa các quá trình"),
        "context.process.flow_removed": _("Bỏ tương tác giữa các quá trình"),
    }
)
