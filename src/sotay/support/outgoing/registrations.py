"""How outgoing papers are found by reference, approved, searched and told of."""

import json
from typing import Any

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.models import Seat
from sotay.approvals import purposes
from sotay.approvals.wording import SIGNING
from sotay.journal import sentences
from sotay.papers.html import html
from sotay.papers.kept import read
from sotay.papers.model import Paper, words
from sotay.search import index
from sotay.support.outgoing import commands
from sotay.support.outgoing.models import NumberSeries, OutgoingPaper
from sotay.support.outgoing.sight import visible

STEPS = (purposes.DefaultStep(Seat.Role.HEAD, _("Ký")),)


def content_of(paper: OutgoingPaper) -> dict[str, Any]:
    """Return what who signs sees of a paper: the words as they were pinned, number and date aside, which come later."""
    return {
        "paper": json.dumps(paper.content, ensure_ascii=False, sort_keys=True),
        "subject": paper.subject,
        "signer": paper.signer_id,
    }


def shown_to_signer(paper: OutgoingPaper) -> dict[str, Any]:
    """Return what the page of a round shows: the paper as it looks."""
    return {"paper": paper, "preview": html(read(paper.content), level=3) if paper.content else ""}


def text_of(paper: OutgoingPaper) -> str:
    """Return the words a paper is found by besides number and extract: what was written by hand, else what was pinned."""
    said = read(paper.content) if paper.content else None
    if not isinstance(said, Paper):
        return "\n".join(str(one) for one in paper.words.values())
    found = [getattr(block, "text", "") for block in said.every_block()]
    return "\n".join(words(one) for one in found if one)


subjects.register(
    OutgoingPaper,
    label=_("Văn bản đi"),
    url_name="support:paper_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    visible=visible,
    state=lambda one: str(one.get_state_display()),
    related=("agency",),
)
subjects.register(
    NumberSeries,
    label=_("Sổ văn bản đi"),
    url_name="support:series_change",
    url_kwargs=lambda one: {"slug": one.slug},
    related=("agency",),
)
index.register(OutgoingPaper, text=text_of)
purposes.register(
    purposes.Purpose(
        code=commands.PURPOSE,
        label=_("Ký văn bản đi"),
        steps=STEPS,
        content=content_of,
        on_approved=commands.paper_signed,
        on_returned=commands.paper_returned,
        may_submit="support.write_paper",
        template="support/outgoing/to_sign.html",
        show=shown_to_signer,
        authors=lambda one: {one.drafted_by_id},
        wording=SIGNING,
    )
)
sentences.register(
    {
        "support.paper.drafted": _("Lập dự thảo văn bản"),
        "support.paper.written": _("Soạn văn bản"),
        "support.paper.submitted": _("Trình ký văn bản"),
        "support.paper.signed": _("Văn bản được ký"),
        "support.paper.returned": _("Văn bản bị trả lại"),
        "support.paper.cancelled": _("Hủy văn bản"),
        "support.paper.mended": _("Lập văn bản thay thế, đính chính"),
        "support.paper.numbered": _("Cấp số, ngày văn bản"),
        "support.paper.issued": _("Phát hành văn bản"),
        "support.paper.sent": _("Ghi chuyển, ký nhận văn bản"),
        "support.paper.withdrawn": _("Thu hồi văn bản"),
        "support.paper.signed_copy_brought": _("Đưa lên bản ký"),
        "support.paper.signed_copy_checked": _("Kiểm tra lại chữ ký số"),
        "support.series.added": _("Khai báo sổ văn bản đi"),
        "support.series.changed": _("Sửa sổ văn bản đi"),
        "support.series.ended": _("Thôi dùng sổ văn bản đi"),
    }
)
