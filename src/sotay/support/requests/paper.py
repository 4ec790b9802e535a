"""The request as a paper (form A3): which edition it is about, and who signed what, on the system or on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from sotay.approvals.models import Approval, Step
from sotay.support.documents.models import Revision
from sotay.support.requests.models import ChangeRequest
from sotay.support.requests.request_page import RequestShown, points_of
from sotay.ui.formats import ngay

State = ChangeRequest.State


@dataclass(frozen=True, slots=True)
class Signature:
    """One place to sign: what it is for, and what was said there; empty lines are left to be signed by hand."""

    label: str
    lines: tuple[str, ...]


class RequestPaper:
    """What the printed request shows."""

    def __init__(self, shown: RequestShown) -> None:
        self.shown, self.page, self.request = shown, shown.page, shown.request

    @property
    def rows(self) -> list[tuple[Any, Any]]:
        """What is asked, with the edition of the document behind its name."""
        rows = list(self.shown.asked)
        if self.edition:
            rows.insert(2, (_("Lần ban hành, sửa đổi"), self.edition))
        return rows

    @cached_property
    def edition(self) -> str:
        """The edition the request is about: the one before the revision it led to, else the one in force."""
        one = self.request
        if one.document is None or one.manner == ChangeRequest.Manner.NEW:
            return ""
        revisions = one.document.revisions.filter(state__in=Revision.ISSUED).order_by("-order")
        if one.revision is not None:
            revisions = revisions.filter(order__lt=one.revision.order)
        revision = revisions.first()
        return revision.number if revision else ""

    @property
    def points(self) -> list[tuple[Any, str]]:
        """The five points of a planned change, empty ones too."""
        return points_of(self.request)

    @property
    def signatures(self) -> list[Signature]:
        """Who asks, gives an opinion and approves; only what was really said of this text stands there."""
        one, approval = self.request, self.page.approval
        first = Signature(_("Người đề nghị"), (str(one.asked_by), ngay(one.asked_date)))
        if approval is None or one.state in {State.DRAFT, State.CANCELLED}:
            return [first, Signature(_("Ý kiến soát xét"), ()), Signature(_("Phê duyệt"), ())]
        return [first, *(Signature(step.label, tuple(_said(step, approval))) for step in self.page.steps)]


def _said(step: Step, approval: Approval) -> Iterator[str]:
    """Tell each word given at a step: who, for which seat, when, by which way."""
    for vote in step.votes.all():
        yield str(vote.user)
        if vote.for_seat or vote.seat:
            yield vote.for_seat or vote.seat
        said = {"word": vote.get_word_display(), "day": ngay(localdate(vote.at))}
        yield _("%(word)s ngày %(day)s, xác nhận trên hệ thống") % said
        if vote.note:
            yield vote.note
    paper = approval.paper
    if step.done_at is not None and not step.votes.all() and paper is not None:
        yield _("Theo văn bản đã ký số %(number)s ngày %(day)s") % {"number": paper.number, "day": ngay(paper.date)}
        if paper.signer_name:
            yield ", ".join(filter(None, [paper.signer_title, paper.signer_name]))
