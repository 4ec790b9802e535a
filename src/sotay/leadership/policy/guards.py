"""Why a policy cannot be written, submitted or confirmed now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.leadership.policy.models import Policy


def why_not_prepare(agency: Agency) -> Iterator[Reason]:
    """Yield the reasons no new edition can be begun."""
    prepared = Policy.objects.filter(agency=agency, state__in=[Policy.State.DRAFT, Policy.State.SUBMITTED]).first()
    if prepared:
        yield Reason(
            _("%s đang được soạn hoặc trình.") % prepared,
            code="prepared_already",
            fix=("leadership:policy_edition", prepared),
        )


def why_not_change(policy: Policy, text: str = "x") -> Iterator[Reason]:
    """Yield the reasons an edition cannot be changed (to this text)."""
    if policy.state != Policy.State.DRAFT:
        yield Reason(
            _("%(policy)s %(state)s; không sửa được nữa.")
            % {"policy": policy, "state": policy.get_state_display().lower()},
            code="not_draft",
        )
    if not text.strip():
        yield Reason(_("Nội dung chính sách còn trống."), code="text_missing", field="text")


def why_not_submit(policy: Policy) -> Iterator[Reason]:
    """Yield the reasons an edition cannot be submitted."""
    yield from why_not_change(policy, policy.text)
    if policy.is_sample:
        yield Reason(
            _("Đây là bản mẫu – chưa chỉnh sửa; hãy sửa cho đúng với cơ quan trước khi trình."),
            code="sample_unchanged",
            fix=("leadership:policy_edit", policy),
        )


def why_not_confirm(policy: Policy, *, on: date) -> Iterator[Reason]:
    """Yield the reasons nobody can confirm having read this edition."""
    if policy.state != Policy.State.IN_FORCE:
        yield Reason(_("Chỉ xác nhận đã đọc và hiểu đối với chính sách đang có hiệu lực."), code="not_in_force")
    elif policy.approved_date and on < policy.approved_date:
        yield Reason(_("Ngày đọc đứng trước ngày phê duyệt."), code="read_before_approved")
