"""What stands around an entry of the register on its page: whether it holds, the one next action, its buttons."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.evaluation.audits.auditors.queries import WARNING
from sotay.evaluation.audits.auditors.tables import standing_of
from sotay.evaluation.audits.clause_lists import said
from sotay.evaluation.audits.models import Auditor
from sotay.evaluation.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, NextAction, RecordPage, StateBadge


class AuditorShown:
    """An entry as one viewer sees it; it bears `has_seat`."""

    def __init__(self, entry: Auditor, viewer: Actor, *, on: date) -> None:
        self.entry, self.viewer, self.on = entry, viewer, on
        self.writes = not entry.is_ended and may(viewer, "evaluation.write_auditor", entry)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        return RecordPage(
            title=str(self.entry.user),
            kicker=_("Đánh giá viên nội bộ"),
            crumbs=[crumb_to(self.viewer, "auditors")],
            state=self.state,
            actions=self.actions,
            next_action=self.next_action,
            **aside(self.entry, viewer=self.viewer),
        )

    @property
    def holds(self) -> bool:
        """Whether the entry holds today."""
        one = self.entry
        return one.from_date <= self.on and (one.to_date is None or one.to_date >= self.on)

    @property
    def state(self) -> StateBadge:
        """Whether the entry holds."""
        word = standing_of(self.entry, self.on)
        tone = "done" if self.holds else "quiet" if self.entry.from_date > self.on else "stop"
        return StateBadge(label=word[:1].upper() + word[1:], tone=tone)

    @property
    def next_action(self) -> NextAction | None:
        """To renew what runs out, or to give the seat that is missing."""
        one = self.entry
        if not self.writes:
            return None
        if one.to_date and one.to_date <= self.on + WARNING:
            action = Action(
                label=_("Ghi chứng nhận mới"), url=self.address("auditor_change"), icon="pencil", primary=True
            )
            title = _("Hiệu lực hết ngày %s") % ngay(one.to_date)
            return NextAction(title=title, note=_("Ghi chứng nhận mới, hoặc kết thúc."), action=action)
        if self.holds and not one.has_seat:  # type: ignore[attr-defined]  # annotated
            note = _("Có trong danh sách nhưng chưa được giao vai trò Đánh giá viên nội bộ nên chưa thấy mục Đánh giá.")
            give = Action(label=_("Giao vai trò"), url=self.seat_url, icon="users", primary=True)
            gives = may(self.viewer, "organisation.manage_people")
            return NextAction(title=_("Giao vai trò trong hệ thống"), note=note, action=give if gives else None)
        return None

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        if not self.writes:
            return []
        return [
            Action(label=_("Sửa"), url=self.address("auditor_change"), icon="pencil"),
            Action(label=_("Kết thúc"), url=self.address("auditor_end"), icon="ban"),
        ]

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What the register says, empty places left out."""
        one = self.entry
        rows: list[tuple[Any, Any]] = [
            (_("Khóa đào tạo"), one.training),
            (_("Chứng nhận số"), one.certificate),
            (_("Ngày chứng nhận"), ngay(one.trained_date) if one.trained_date else ""),
            (_("Có hiệu lực"), self.span),
            (_("Lĩnh vực"), one.field),
            (_("Điều khoản được đánh giá"), said(one.clauses) or _("tất cả")),
            (_("Trưởng đoàn"), _("có thể làm trưởng đoàn") if one.can_lead else ""),
            (_("Kinh nghiệm"), one.experience),
            (_("Quyết định công nhận"), self.decision),
            (_("Lý do kết thúc"), one.ended_reason),
        ]
        return [(word, value) for word, value in rows if value]

    @property
    def span(self) -> str:
        """From when to when the entry holds."""
        one = self.entry
        if one.to_date:
            return _("từ %(first)s đến hết %(last)s") % {"first": ngay(one.from_date), "last": ngay(one.to_date)}
        return _("từ %s") % ngay(one.from_date)

    @property
    def decision(self) -> str:
        """The decision the entry rests on, number and day."""
        one = self.entry.decision
        return _("%(number)s ngày %(day)s") % {"number": one.number, "day": ngay(one.date)} if one else ""

    @property
    def seat_url(self) -> str:
        """Where a seat is given."""
        url = reverse("organisation:seat_give", kwargs={"agency": self.viewer.agency.short_name})
        return f"{url}?person={self.entry.user.username}&role={Seat.Role.AUDITOR}"

    def address(self, name: str) -> str:
        """Return the address of a page of this entry."""
        return address(self.viewer, name, slug=self.entry.slug)
