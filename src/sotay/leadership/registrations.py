"""How records of this area are found again, searched, approved and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.journal import sentences
from sotay.leadership.policy import commands
from sotay.leadership.policy.models import Policy
from sotay.leadership.policy.queries import visible
from sotay.search import index
from sotay.ui.markdown import plain, render

subjects.register(
    Policy,
    label=_("Chính sách chất lượng"),
    url_name="leadership:policy_edition",
    url_kwargs=lambda policy: {"slug": policy.uuid},
    visible=visible,
    state=lambda policy: str(policy.get_state_display()),
)
index.register(Policy, code=lambda _policy: "CSCL", text=lambda policy: plain(policy.text))
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Chính sách chất lượng"),
        steps=(purposes.DefaultStep(Seat.Role.HEAD, _("Phê duyệt")),),
        content=commands.content_of,
        on_approved=commands.policy_approved,
        on_returned=commands.policy_returned,
        may_submit="leadership.write_policy",
        template="leadership/policy/approved.html",
        show=lambda policy: {"text": render(policy.text)},
    )
)
sentences.register(
    {
        "leadership.policy.prepared": _("Soạn chính sách chất lượng"),
        "leadership.policy.changed": _("Sửa chính sách chất lượng"),
        "leadership.policy.submitted": _("Trình chính sách chất lượng"),
        "leadership.policy.approved": _("Chính sách chất lượng được phê duyệt"),
        "leadership.policy.superseded": _("Chính sách chất lượng được thay thế"),
        "leadership.policy.returned": _("Chính sách chất lượng bị trả lại"),
        "leadership.policy.read": _("Xác nhận đã đọc và hiểu chính sách chất lượng"),
        "leadership.policy.posted": _("Niêm yết chính sách chất lượng"),
    }
)
