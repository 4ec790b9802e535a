"""What stands around the steps of a revision on their page: its state, buttons, and each case ready to show."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.operation.procedures import drawing, guards
from sotay.operation.procedures.cases import Case
from sotay.operation.procedures.commands import MAY
from sotay.operation.procedures.queries import StepsPage
from sotay.operation.tabs import address, crumb_to
from sotay.pages import url_of
from sotay.support.documents.around import TONES
from sotay.support.documents.models import Kind
from sotay.support.models import Revision
from sotay.ui.charts.diagram import Diagram
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, Link, RecordPage, StateBadge

INSET = 10


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case with its pictures and its buttons."""

    case: Case
    wide: Diagram | None
    narrow: Diagram | None
    actions: tuple[Action, ...]

    @property
    def branches(self) -> bool:
        """Whether steps stand side by side."""
        return self.wide is not None and self.wide.width > drawing.LINE + INSET


class StepsShown:
    """The steps of a revision as one viewer sees them."""

    def __init__(self, page: StepsPage, viewer: Actor) -> None:
        self.page, self.revision, self.viewer = page, page.revision, viewer
        self.document = page.revision.document
        may_write = may(viewer, MAY, self.document)
        self.writes = may_write and not any(guards.why_not_write_steps(self.revision))
        self.agrees = may_write and not any(guards.why_not_agree(self.document))

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one = self.revision
        return RecordPage(
            title=_("Các bước: %s") % self.document.title,
            kicker=f"{self.document.code} · {one.number}",
            crumbs=[
                crumb_to(self.viewer, "procedures"),
                Link(label=self.document.code, url=url_of(self.document)),
                Link(label=one.number, url=url_of(one)),
            ],
            state=StateBadge(label=one.get_state_display(), tone=TONES[Revision.State(one.state)]),
            actions=self.actions,
            **aside(one, viewer=self.viewer),
        )

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        found = []
        if self.writes and self.document.kind == Kind.PROCEDURE:
            url = self.address("variant_add", slug=self.revision.slug)
            found.append(Action(label=_("Thêm trường hợp"), url=url, icon="plus", primary=not self.page.cases))
        if self.page.cases:
            url = self.address("procedure_print", slug=self.revision.slug)
            found.append(Action(label=_("Bản in"), url=url, icon="printer"))
        return found

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Which services it serves and how its dossiers are counted."""
        codes = "; ".join(f"{one.code} {one.name}" for one in self.page.services)
        facts: list[tuple[Any, Any]] = [(_("Thủ tục hành chính"), codes or _("Chưa chọn thủ tục nào."))]
        rules = self.page.rules
        if rules is not None and rules.late_from is not None:
            words = _("nhận sau %s tính từ ngày làm việc kế tiếp") % f"{rules.late_from:%H:%M}"
            facts.append((_("Giờ nhận"), words))
        if rules is not None and rules.pauses_count:
            facts.append((_("Tạm dừng"), _("vẫn tính vào thời hạn")))
        if self.revision.in_force_date:
            facts.append((_("Có hiệu lực từ ngày"), ngay(self.revision.in_force_date)))
        return facts

    @property
    def cases(self) -> list[CaseShown]:
        """The cases, each with its flowchart."""
        return [
            CaseShown(one, drawing.wide(one), drawing.narrow(one), tuple(self._actions(one) if self.writes else ()))
            for one in self.page.cases
        ]

    @property
    def links(self) -> list[Action]:
        """The buttons below the facts."""
        if not self.agrees:
            return []
        slug = self.document.slug
        return [
            Action(label=_("Chọn thủ tục hành chính"), url=self.address("procedure_services", slug=slug), icon="link"),
            Action(label=_("Quy tắc tính thời hạn"), url=self.address("procedure_rules", slug=slug), icon="clock"),
        ]

    def _actions(self, case: Case) -> list[Action]:
        slug = case.variant.uuid
        return [
            Action(label=_("Thêm bước"), url=self.address("step_add", slug=slug), icon="plus"),
            Action(label=_("Sửa trường hợp"), url=self.address("variant_change", slug=slug), icon="pencil"),
            Action(label=_("Bỏ trường hợp"), url=self.address("variant_remove", slug=slug), icon="trash", danger=True),
        ]

    def address(self, name: str, **kwargs: object) -> str:
        """Return the address of a page of procedures."""
        return address(self.viewer, name, **kwargs)
