"""What the page of a form shows: what the agency says of it, its fields, its templates, the blank."""

from datetime import date
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.journal.history import history_of
from sotay.papers.catalogue import queries
from sotay.papers.catalogue.checking import template_fields
from sotay.papers.catalogue.queries import FormRow
from sotay.papers.catalogue.tabs import address, crumb_to, tabs_for
from sotay.papers.faces import DOCX, FACES, HTML, PDF
from sotay.papers.fields import FRAME
from sotay.papers.html import html
from sotay.papers.making import made
from sotay.ui.formats import ngay
from sotay.ui.parts import Action, RecordPage

ASKED = {"year": gettext_lazy("năm"), "half": gettext_lazy("kỳ sáu tháng"), "day": gettext_lazy("ngày")}

LEVEL = 3
"""The level of the heading of a blank within its card."""


class FormPage:
    """A form as an agency keeps it."""

    def __init__(self, row: FormRow, *, viewer: Actor, on: date) -> None:
        self.row, self.viewer, self.on = row, viewer, on
        self.form = row.form
        self.manages = may(viewer, "papers.manage_forms")

    def record_page(self) -> RecordPage:
        """Return what stands around the body."""
        told = [one for one in (self.row.setting, *self.templates) if one is not None]
        return RecordPage(
            title=self.row.title,
            kicker=f"{self.row.own_code} · {self.form.number}" if self.row.own_code else self.form.number,
            crumbs=[crumb_to(self.viewer, "forms")],
            actions=self.actions,
            history=history_of(*told, viewer=self.viewer),
        )

    @property
    def context(self) -> dict[str, Any]:
        """What the template reads besides."""
        return {"shown": self, "tabs": tabs_for(self.viewer, active="forms")}

    @cached_property
    def templates(self) -> list[Any]:
        """The templates the agency has or had."""
        return list(queries.list_templates(self.form.code, viewer=self.viewer))

    @property
    def actions(self) -> list[Action]:
        """What can be done here."""
        found = []
        if not self.form.of and self.form.may(self.viewer, None):
            found += [self._print(_("In bản có số liệu"), PDF), self._print(_("Xem"), HTML)]
        if self.row.has_blank:
            found += [
                Action(label=_("Bản trống PDF"), url=self._address(PDF, "?blank=1"), icon="file-type-pdf"),
                Action(label=_("Bản trống Word"), url=self._address(DOCX, "?blank=1"), icon="file-text"),
            ]
        if self.manages:
            url = address(self.viewer, "form_change", code=self.form.code)
            found.append(Action(label=_("Đặt mã, lần ban hành"), url=url, icon="pencil"))
        return found

    def _print(self, word: str, face: str) -> Action:
        return Action(label=word, url=self._address(face), icon=FACES[face].icon)

    def _address(self, face: str, query: str = "") -> str:
        return address(self.viewer, "form_print", code=self.form.code, face=face) + query

    @property
    def facts(self) -> list[tuple[str, str]]:
        """What the agency and the catalogue say of it."""
        kind = subjects.kind_of(self.form.of)
        about = str(kind.label) if kind else _("Toàn cơ quan")
        if asked := ASKED.get(self.form.asks):
            about = f"{about}, {_('theo %s') % asked}"
        return [
            (_("Mã của cơ quan"), self.row.own_code),
            (_("Lần ban hành"), self.row.edition),
            (_("Ngày ban hành"), ngay(self.row.issued_date) if self.row.issued_date else ""),
            (_("Tên trong danh mục"), str(self.form.title)),
            (_("Lập cho"), about),
            (_("Điều khoản ISO 9001"), self.form.clause or "–"),
        ]

    @cached_property
    def fields(self) -> list[Any]:
        """The fields of the form's own blocks, for a template."""
        return [one for one in self._every_field if one.name not in FRAME]

    @cached_property
    def frame(self) -> list[Any]:
        """The fields every paper has."""
        return [one for one in self._every_field if one.name in FRAME]

    @cached_property
    def _every_field(self) -> tuple[Any, ...]:
        return template_fields(self.form, viewer=self.viewer, on=self.on)

    @property
    def blank(self) -> Any:
        """The blank on the screen, nothing where there is none."""
        if not self.row.has_blank:
            return ""
        return html(made(self.form, None, viewer=self.viewer, on=self.on, blank=True), level=LEVEL)

    @property
    def help(self) -> str:
        """How fields, lists and conditions are written."""
        return _(
            "Ghi tên trường giữa hai dấu ngoặc nhọn. Lặp hàng của bảng bằng {%tr for … %} và {%tr endfor %}, mỗi lệnh một "
            "hàng riêng; lặp đoạn bằng {%p for … %} và {%p endfor %}; ẩn, hiện bằng {% if … %} và {% endif %}."
        )

    @property
    def bring_url(self) -> str:
        """Where a template is brought; nothing where the viewer may not or the form takes none."""
        if not self.manages or not self._every_field:
            return ""
        return address(self.viewer, "template_bring", code=self.form.code)

    @property
    def listed(self) -> list[dict[str, Any]]:
        """The templates with their addresses."""
        return [
            {
                "template": one,
                "url": address(self.viewer, "template_file", uuid=one.uuid),
                "end_url": address(self.viewer, "template_end", uuid=one.uuid)
                if self.manages and one.state == one.State.IN_USE
                else "",
            }
            for one in self.templates
        ]
