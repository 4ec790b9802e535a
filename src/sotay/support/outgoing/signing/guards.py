"""Why a signed copy cannot be taken."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sotay.blobs.models import Blob
from sotay.commands import Reason
from sotay.support.outgoing.models import OutgoingPaper, SignedFile

State = OutgoingPaper.State
TAKES = (State.SUBMITTED, State.SIGNED, State.NUMBERED, State.ISSUED)


def why_not_bring(paper: OutgoingPaper) -> Iterator[Reason]:
    """Yield why no signed copy is taken now: nothing was submitted yet, or the paper came to its end."""
    if paper.state not in TAKES:
        text = _("Văn bản %s; bản ký chỉ đưa lên từ lúc trình ký đến khi phát hành.")
        yield Reason(text % str(State(paper.state).label).lower(), code="not_to_sign", field="file")


def why_not_this_file(paper: OutgoingPaper, blob: Blob) -> Iterator[Reason]:
    """Yield why this file is no signed copy: it is there already, it is the unsigned paper itself, or it is no PDF or scan."""
    if SignedFile.objects.filter(paper=paper, file=blob).exists():
        yield Reason(_("Đúng tệp này đã được đưa lên rồi."), code="brought_already", field="file")
    elif blob.sha256 in {paper.pdf_id, paper.docx_id}:
        yield Reason(_("Đây là bản hệ thống cấp ra, chưa ai ký."), code="not_signed", field="file")
    elif not blob.media_type.startswith(("application/pdf", "image/")):
        yield Reason(_("Bản ký là tệp PDF, hoặc ảnh quét bản giấy."), code="no_signed_copy", field="file")


def why_no_place(comparison: str, *, place: str) -> Iterator[Reason]:
    """Yield that the place of the paper original is missing for a scan: a scan counts as a copy alone."""
    if comparison == SignedFile.Comparison.NO_TEXT and not place.strip():
        text = _("Đây là bản quét không có chữ: ghi nơi lưu bản gốc giấy.")
        yield Reason(text, code="place_missing", field="place")
