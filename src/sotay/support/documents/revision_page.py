"""What stands around a revision on its page: its way, the one next action, why it is held up, its buttons and facts."""

from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.attachments.aside import aside
from sotay.blobs.models import Blob, BlobText
from sotay.commands import may
from sotay.context.models import Law
from sotay.pages import shown, url_of
from sotay.support.documents import guards
from sotay.support.documents.around import TONES, next_action, page_above, round_links, steps_of
from sotay.support.documents.document_page import law_url
from sotay.support.documents.models import Kind, Revision
from sotay.support.documents.queries import RevisionPage
from sotay.support.tabs import address, crumb_to
from sotay.ui.formats import ngay
from sotay.ui.markdown import render
from sotay.ui.parts import Action, Blocked, Link, RecordPage, StateBadge

State = Revision.State
PDF = "application/pdf"


class RevisionShown:
    """A revision as one viewer sees it."""

    def __init__(self, page: RevisionPage, viewer: Actor, *, on: date) -> None:
        self.page, self.revision, self.viewer, self.on = page, page.revision, viewer, on
        self.document = page.revision.document
        self.writes = may(viewer, "support.write_document", self.document)

    def record_page(self) -> RecordPage:
        """Return the head and the sides of the page."""
        one, document = self.revision, self.document
        beside = aside(one, viewer=self.viewer)
        links = [*round_links(self.page.round, self.viewer), *(beside["links"] or ())]
        return RecordPage(
            title=document.title,
            kicker=f"{document.code} · {one.number}",
            crumbs=[crumb_to(self.viewer, "documents"), Link(label=document.code, url=url_of(document))],
            state=StateBadge(label=one.get_state_display(), tone=TONES[State(one.state)]),
            actions=self.actions,
            steps=steps_of(one, self.page.round) if one.state != State.DROPPED else [],
            next_action=next_action(
                one,
                self.page.round,
                viewer=self.viewer,
                held_up=bool(self.reasons),
                is_of_former=self.page.is_of_former,
            ),
            blocked=self.held_up,
            **beside | {"links": links if self.viewer.is_member else beside["links"]},
        )

    @cached_property
    def reasons(self) -> list[Any]:
        """Why it cannot be submitted now."""
        if self.revision.state != State.DRAFT or not self.writes:
            return []
        return shown(guards.why_not_submit(self.revision, on=self.on), self.viewer)

    @property
    def held_up(self) -> list[Blocked]:
        """The reasons, for whoever writes it; and why it came back."""
        told = [Blocked(title=_("Chưa trình được"), reasons=self.reasons)] if self.reasons else []
        if self.revision.returned_reason and self.revision.state == State.DRAFT and self.writes:
            why = guards.Reason(self.revision.returned_reason, code="returned")
            told.insert(0, Blocked(title=_("Bản này đã bị trả lại"), reasons=shown([why], self.viewer)))
        return told

    @property
    def actions(self) -> list[Action]:
        """The buttons in the head."""
        one, actions = self.revision, []
        if not self.writes:
            return []
        if not any(guards.why_not_write(one)):
            actions.append(Action(label=_("Soạn"), url=self.address("revision_change"), icon="pencil"))
        if not any(guards.why_not_open_again(one)):
            actions.append(Action(label=_("Mở lại để sửa"), url=self.address("revision_reopen"), icon="lock-open"))
        if not any(guards.why_not_drop(one)):
            url = self.address("revision_drop")
            actions.append(Action(label=_("Bỏ bản này"), url=url, icon="trash", danger=True))
        return actions

    @property
    def files(self) -> list[dict[str, Any]]:
        """The files with their names, sizes, hashes and addresses, which those have whom the file opens to as it is."""
        words = {"pdf": _("Bản PDF"), "source": _("Tệp soạn thảo")}
        return [
            {
                "what": words[what],
                "name": name,
                "size": blob.size,
                "sha256": blob.sha256,
                "unread": self._why_unread(blob),
                "url": self.address("revision_file", what=what) if self._opens(blob) else "",
                "save": self.address("revision_file", what=what) + "?save" if self._opens(blob) else "",
            }
            for what, name, blob in self.page.files
        ]

    def _why_unread(self, blob: Blob) -> str:
        """Return why a file is not found by what it says, or not yet; empty where it is."""
        read = getattr(blob, "read", None)
        if not self.viewer.is_member or (read and read.state == BlobText.State.DONE and not read.reason):
            return ""
        if read is None or read.state == BlobText.State.WAITING:
            return _("Đang chờ đọc chữ trong tệp, chưa tìm theo nội dung được.")
        return str(read.get_reason_display() or read.get_state_display())

    def _opens(self, blob: Blob) -> bool:
        """Return whether a file opens to the viewer as it is; where there are pages, others read them from the copy."""
        one, document = self.revision, self.document
        if one.state in Revision.ISSUED and blob.media_type == PDF:
            return may(self.viewer, "support.manage_documents", document)
        to_fill_in = one.state == State.IN_FORCE and document.kind == Kind.FORM
        return self.writes or to_fill_in or one.state in Revision.PREPARED

    @property
    def pdf_url(self) -> str:
        """Where it is shown in the page: one that was issued as the copy that says how it stands, a draft as its PDF."""
        one = self.revision
        if one.pdf_id is None and one.source_id is None:
            return ""
        if one.state in Revision.ISSUED:
            return self.copy_url
        return self.address("revision_file", what="pdf") if one.pdf_id and one.state != State.DROPPED else ""

    @property
    def copy_url(self) -> str:
        """Where the copy with check code is opened; of a revision that was in force."""
        if self.revision.state not in Revision.ISSUED:
            return ""
        return page_above(self.viewer, "controlled_copy", slug=self.revision.slug)

    @property
    def parts(self) -> list[tuple[str, Any]]:
        """The headings and texts, ready to show."""
        return [(part.heading, render(part.text)) for part in self.page.parts if part.text]

    @property
    def laws(self) -> list[tuple[Law, str, bool]]:
        """The legal documents it names, where each is read, and whether it is no longer in force."""
        return [
            (law, law_url(self.viewer, law), bool(law.expiry_date and law.expiry_date <= self.on))
            for law in self.page.laws
        ]

    @property
    def former_url(self) -> str:
        """Where the revision before this one is."""
        return url_of(self.page.former) if self.page.former else ""

    @property
    def facts(self) -> list[tuple[Any, Any]]:
        """Who wrote it, what was changed, who approved it, by which decision it was issued, its days."""
        one = self.revision
        facts: list[tuple[Any, Any]] = [(_("Người soạn thảo"), str(one.author))]
        if one.summary:
            facts.append((_("Nội dung thay đổi"), one.summary))
        if one.is_minor:
            facts.append((_("Mức sửa đổi"), _("sửa đổi nhỏ, không phải đọc lại")))
        if one.approved_date:
            facts.append((_("Phê duyệt"), ", ".join(filter(None, [one.approved_by, ngay(one.approved_date)]))))
        if one.decision:
            facts.append((_("Quyết định ban hành"), f"{one.decision.number}, {ngay(one.decision.date)}"))
        if one.in_force_date:
            facts.append((_("Có hiệu lực từ ngày"), ngay(one.in_force_date)))
        if one.ended_date:
            facts.append((_("Hết hiệu lực từ ngày"), f"{ngay(one.ended_date)} ({one.ended_reason})"))
        elif one.ended_reason:
            facts.append((_("Lý do bỏ"), one.ended_reason))
        if one.state in Revision.ISSUED:
            facts.append((_("Mã kiểm tra"), one.check_code))
        return facts

    def address(self, name: str, **kwargs: Any) -> str:
        """Return the address of a page of this revision."""
        return address(self.viewer, name, slug=self.revision.slug, **kwargs)
