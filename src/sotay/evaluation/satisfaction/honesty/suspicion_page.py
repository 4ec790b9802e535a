"""What stands around a group of answers on its page: why it was flagged, what came of it, who may decide."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import Reason, may
from sotay.evaluation.satisfaction.honesty import guards
from sotay.evaluation.satisfaction.honesty.detection import LEAST_MARKS, ONE_COLUMN, Limits
from sotay.evaluation.satisfaction.honesty.tables import TONES
from sotay.evaluation.satisfaction.models import Suspicion
from sotay.evaluation.tabs import CUSTOMERS
from sotay.pages import shown
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Blocked, NextAction, RecordPage, StateBadge, Step

Kind, State = Suspicion.Kind, Suspicion.State


def rule_of(kind: str, limits: Limits) -> str:
    """Return in words from when on answers are flagged for a reason."""
    if kind == Kind.SAME_PATTERN:
        return _(
            "Từ %(count)d phiếu của cùng đợt, đơn vị và ngày trả lời giống hệt nhau ở mọi câu, mỗi phiếu trả lời ít nhất "
            "%(marks)d câu. Phiếu chỉ chọn một mức cho mọi câu là thường gặp nên phải từ %(more)d phiếu."
        ) % {"count": limits.same, "marks": LEAST_MARKS, "more": limits.same * ONE_COLUMN}
    if kind == Kind.ONE_OFFICIAL:
        return _(
            "Từ %d phiếu do một người nhập có cùng một ngày ghi trên phiếu. Thời gian gõ nhanh hay chậm không tính."
        ) % (limits.official)
    return _(
        "Từ %(count)d phiếu gửi từ một mã QR, một thiết bị hoặc địa chỉ chung của cơ quan trong %(minutes)d phút; phiếu có mã "
        "dùng một lần không tính."
    ) % {"count": limits.burst, "minutes": limits.minutes}


class SuspicionShown:
    """A group as one viewer sees it."""

    def __init__(self, suspicion: Suspicion, viewer: Actor, *, limits: Limits) -> None:
        self.suspicion, self.viewer, self.limits = suspicion, viewer, limits
        self.waits = suspicion.state == State.WAITING
        self.sees_dossiers = may(viewer, "evaluation.see_contacts", suspicion)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.suspicion
        return RecordPage(
            title=str(one.get_kind_display()),
            kicker=one.slug.upper(),
            crumbs=[CUSTOMERS.crumb_to(self.viewer, "suspicions")],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            steps=[
                Step(label=_("Phát hiện"), state="done", note=ngay(one.found_date)),
                Step(label=_("Người thứ hai xem lại"), state="now" if self.waits else "done"),
                Step(
                    label=_("Kết luận"),
                    state="todo" if self.waits else "done",
                    note=ngay(one.decided_date) if one.decided_date else "",
                ),
            ],
            next_action=self.next_action,
            blocked=self.blocked,
            **aside(one, viewer=self.viewer),
        )

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Which answers, and from when on such are flagged."""
        one = self.suspicion
        rows: list[tuple[Any, Any]] = [
            (_("Đợt khảo sát"), str(one.survey)),
            (_("Số lượng phiếu"), str(one.size)),  # type: ignore[attr-defined]  # annotated
            (_("Ngày của phiếu"), ngay(one.day)),
            (_("Đơn vị"), str(one.unit or "")),
            (_("Lô phiếu"), str(one.batch or "")),
            (_("Người nhập"), str(one.of_user or "")),
            (_("Ngưỡng đang áp dụng"), rule_of(one.kind, self.limits)),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def decided(self) -> list[tuple[Any, Any]]:
        """What came of it, by whom and why; nothing while it waits."""
        one = self.suspicion
        if self.waits:
            return []
        return [
            (_("Kết luận"), one.get_state_display()),
            (_("Người xem lại"), _("%(who)s, ngày %(day)s") % {"who": one.decided_by, "day": ngay(one.decided_date)}),
            (_("Căn cứ, lý do"), one.reason),
        ]

    @cached_property
    def why_not(self) -> list[Reason]:
        """Why the viewer cannot decide upon it himself."""
        return list(guards.why_not_decide(self.suspicion, self.viewer))

    @property
    def blocked(self) -> list[Blocked]:
        """Why one who decides upon others cannot decide upon this one."""
        if not self.waits or not self.may_decide or not self.why_not:
            return []
        return [Blocked(title=_("Chưa tự xem lại được"), reasons=shown(self.why_not, self.viewer))]

    @property
    def may_decide(self) -> bool:
        """Whether the viewer's seat decides."""
        return may(self.viewer, "evaluation.decide_suspicion", self.suspicion)

    @property
    def next_action(self) -> NextAction | None:
        """To decide, or who is awaited."""
        if not self.waits:
            return None
        note = _("Một người khác người nhập đối chiếu phiếu gốc, bản chụp hoặc hồ sơ rồi kết luận, có lý do.")
        if not self.may_decide or self.why_not:
            return NextAction(title=_("Chờ người thứ hai xem lại"), note=note)
        url = CUSTOMERS.address(self.viewer, "suspicion_decide", slug=self.suspicion.slug)
        return NextAction(
            title=_("Xem lại và kết luận"),
            note=note,
            action=Action(label=_("Kết luận"), url=url, icon="check", primary=True),
        )
