"""What stands around a document on its page: the way of what is prepared, the one next action, its buttons, its facts."""

from datetime import date
from functools import cached_property
from typing import Any

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.commands import may
from sotay.context.models import Law
from sotay.pages import shown, url_of
from sotay.standard.catalogue.clauses import clauses
from sotay.support.documents import guards
from sotay.support.documents.around import DOCUMENT_TONES, next_action, page_above, round_links, steps_of
from sotay.support.documents.comparing import is_of_former_content
from sotay.support.documents.models import Document, Kind, Revision
from sotay.support.documents.queries import DocumentPage
from sotay.support.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.markdown import render
from sotay.ui.parts import Action, Blocked, NextAction, RecordPage, StateBadge, Step

State = Revision.State


class DocumentShown:
    """A document as one viewer sees it."""

    def __init__(self, page: DocumentPage, viewer: Actor, *, on: date) -> None:
        self.page, self.document, self.viewer, self.on = page, page.document, viewer, on
        self.writes = may(viewer, "support.write_document", page.document)
        self.issues = may(viewer, "support.issue_documents", page.document)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        document = self.document
        beside = aside(document, viewer=self.viewer)
        links = [*round_links(self.page.round, self.viewer), *(beside["links"] or ())]
        return RecordPage(
            title=document.title,
            kicker=document.code,
            crumbs=[crumb_to(self.viewer, "documents")],
            state=StateBadge(label=document.get_state_display(), tone=DOCUMENT_TONES[Document.State(document.state)]),
            actions=self.actions,
            steps=self.steps,
            next_action=self.next_action,
            blocked=self.held_up,
            **beside | {"links": links if self.viewer.is_member else beside["links"]},
        )

    @property
    def steps(self) -> list[Step]:
        """The way of the revision that is being prepared, for whoever may see it; none while nothing is."""
        prepared = self.page.prepared
        return steps_of(prepared, self.page.round) if prepared else []

    @cached_property
    def reasons(self) -> list[Any]:
        """Why the draft cannot be submitted now."""
        prepared = self.page.prepared
        if prepared is None or prepared.state != State.DRAFT or not self.writes:
            return []
        return shown(guards.why_not_submit(prepared, on=self.on), self.viewer)

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons, for whoever writes it."""
        told = [Blocked(title=_("Chưa trình được"), reasons=self.reasons)] if self.reasons else []
        prepared = self.page.prepared
        if prepared and prepared.returned_reason and prepared.state == State.DRAFT and self.writes:
            why = guards.Reason(prepared.returned_reason, code="returned")
            told.insert(0, Blocked(title=_("Bản đang soạn đã bị trả lại"), reasons=shown([why], self.viewer)))
        return told

    @property
    def next_action(self) -> NextAction | None:
        """The one thing to do next."""
        prepared = self.page.prepared
        if prepared is None:
            return None
        former = prepared.state == State.APPROVED and is_of_former_content(prepared)
        return next_action(
            prepared, self.page.round, viewer=self.viewer, held_up=bool(self.reasons), is_of_former=former
        )

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        document, slug = self.document, {"slug": self.document.slug}
        actions = []
        if self.writes and document.state == Document.State.IN_FORCE and self.page.prepared is None:
            url = address(self.viewer, "revision_begin", **slug)
            actions.append(Action(label=_("Lập bản sửa đổi"), url=url, icon="pencil"))
        if self.writes and not any(guards.why_not_change(document)):
            url = address(self.viewer, "document_change", **slug)
            actions.append(Action(label=_("Sửa thông tin"), url=url, icon="settings"))
        if self.issues and not any(guards.why_not_withdraw(document)):
            url = address(self.viewer, "document_withdraw", **slug)
            actions.append(Action(label=_("Thu hồi"), url=url, icon="ban", danger=True))
        return actions

    @property
    def copy_url(self) -> str:
        """Where the copy with check code of the revision shown is opened; empty where there is none."""
        current = self.page.current
        return page_above(self.viewer, "controlled_copy", slug=current.slug) if current else ""

    @property
    def pdf_url(self) -> str:
        """Where the PDF of the revision in force is shown in the page."""
        current = self.page.current
        if current is None or current.state != State.IN_FORCE or current.pdf_id is None:
            return ""
        return address(self.viewer, "revision_file", slug=current.slug, what="pdf")

    @property
    def source_url(self) -> str:
        """Where the file of the revision in force is saved: by who writes it, and by everybody when it is a form to fill in."""
        current = self.page.current
        if current is None or current.state != State.IN_FORCE or current.source_id is None:
            return ""
        opens = self.writes or self.document.kind == Kind.FORM
        return address(self.viewer, "revision_file", slug=current.slug, what="source") if opens else ""

    @property
    def parts(self) -> list[tuple[str, Any]]:
        """The headings and texts of the revision in force, ready to show."""
        return [(part.heading, render(part.text)) for part in self.page.parts if part.text]

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """What the register tells of it."""
        document, current = self.document, self.page.current
        facts: list[tuple[Any, Any]] = [
            (_("Loại"), document.get_kind_display()),
            (_("Cấp"), document.get_level_display()),
            (_("Đơn vị chủ trì"), str(document.unit or "–")),
        ]
        if document.field:
            facts.append((_("Lĩnh vực"), document.field))
        if current:
            facts += [
                (_("Lần ban hành, sửa đổi"), current.number),
                (_("Phê duyệt"), ", ".join(filter(None, [current.approved_by, ngay(current.approved_date)]))),
            ]
            if current.decision:
                words = f"{current.decision.number}, {ngay(current.decision.date)}"
                facts.append((_("Quyết định ban hành"), words))
            facts += [
                (_("Có hiệu lực từ ngày"), ngay(current.in_force_date)),
                (_("Mã kiểm tra"), current.check_code if current.state == State.IN_FORCE else "–"),
            ]
        facts.append((_("Phạm vi phổ biến"), document.get_label_display()))
        if document.next_review_date:
            facts.append((_("Rà soát kế tiếp"), ngay(document.next_review_date)))
        if document.withdrawn_date:
            facts.append((_("Thu hồi"), f"{ngay(document.withdrawn_date)}: {document.withdrawn_reason}"))
        return facts

    @property
    def clauses(self) -> list[str]:
        """The clauses of the standard it serves, by number and title."""
        known = clauses()
        return [str(known[one]) for one in self.document.clauses if one in known]

    @property
    def laws(self) -> list[tuple[Law, str, bool]]:
        """The legal documents it rests on, where each is read, and whether it is no longer in force."""
        return [
            (law, law_url(self.viewer, law), bool(law.expiry_date and law.expiry_date <= self.on))
            for law in self.page.laws
        ]

    @property
    def replaced_by_url(self) -> str:
        """Where the document that took its place is."""
        return url_of(self.document.replaced_by) if self.document.replaced_by else ""


def law_url(viewer: Actor, law: Law) -> str:
    """Return the page of a legal document."""
    try:
        return reverse("context:law_detail", kwargs={"agency": viewer.agency.short_name, "slug": law.slug})
    except NoReverseMatch:
        return ""
