"""A controlled copy of a revision: what is read, stamped with what it is and whether it holds (practice.md 5)."""

from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from sotay.blobs.kinds import clean_name
from sotay.blobs.models import Blob
from sotay.blobs.storage import open_blob
from sotay.support.distribution import status
from sotay.support.distribution.models import PaperCopy
from sotay.support.distribution.queries import rendition_of
from sotay.support.distribution.sheets import Stamp, blocks_of, text_pdf
from sotay.support.distribution.stamping import stamped
from sotay.support.documents.models import Revision
from sotay.ui.formats import ngay

State = Revision.State
PREPARED = (State.DRAFT, State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of a copy and the name it is saved by."""

    pdf: bytes
    name: str


def controlled_copy(revision: Revision, *, on: date, site: str, paper: PaperCopy | None = None) -> Copy | None:
    """Return a copy of a revision as it stands on a day; None when it has nothing that can be shown as pages.

    `site` is the address of the installation, with which the QR begins; `paper` the numbered copy it is printed as. A copy
    is in Vietnamese, whatever the language of the page. Raises CannotBeStamped for a damaged PDF.
    """
    with translation.override("vi"):
        pages = pages_of(revision)
        if pages is None:
            return None
        name = clean_name(f"{revision.document.code} - {revision.number}.pdf")
        return Copy(stamped(pages, stamp_of(revision, on=on, site=site, paper=paper)), name)


def pages_of(revision: Revision) -> bytes | None:
    """Return what a revision says as a PDF: the one uploaded, the one made of its file, else its text."""
    if revision.pdf is not None:
        return _bytes(revision.pdf)
    if revision.source is not None:
        if revision.source.media_type == "application/pdf":
            return _bytes(revision.source)
        rendition = rendition_of(revision)
        if rendition is not None and rendition.pdf is not None:
            return _bytes(rendition.pdf)
    return _written(revision)


def has_pages(revision: Revision) -> bool:
    """Return whether a revision can be shown as pages, without making them."""
    if revision.pdf_id is not None or (revision.source is not None and revision.source.media_type == "application/pdf"):
        return True
    rendition = rendition_of(revision) if revision.source_id else None
    return bool(rendition and rendition.pdf_id) or any(part.text.strip() for part in revision.parts.all())


def stamp_of(revision: Revision, *, on: date, site: str, paper: PaperCopy | None = None) -> Stamp:
    """Return what stands on each page: code, edition, day, number of the copy, check code; and that it holds no more."""
    said = status.status_of(revision, on=on)
    edition = revision.number[:1].upper() + revision.number[1:]
    facts = [revision.document.code, edition]
    if revision.in_force_date:
        facts.append(_("Có hiệu lực từ %s") % ngay(revision.in_force_date))
    facts.append(_held(paper) if paper else _("Bản điện tử"))
    if said is None:
        mark = _("DỰ THẢO") if revision.state in PREPARED else _("CHƯA BAN HÀNH")
        if revision.state == State.DROPPED:
            mark = _("ĐÃ BỎ")
        why = _("Bản chưa ban hành, không dùng để thực hiện công việc.")
        return Stamp(first=" · ".join(facts), second=why, page=_("Trang"), mark=mark)
    address = f"{site.rstrip('/')}/c/{revision.token}/"
    second = _("Mã kiểm tra %(code)s · xem bản này còn hiệu lực không: %(address)s") % {
        "code": revision.check_code,
        "address": address,
    }
    mark, warning = _warning(said)
    return Stamp(
        first=" · ".join(facts),
        second=second,
        page=_("Trang"),
        mark=mark,
        warning=warning,
        address=address,
        check=_("Mã kiểm tra %s") % revision.check_code,
    )


def words_of(said: status.Status) -> str:
    """Return what a status says in a sentence."""
    places = {"by": said.by, "day": ngay(said.since) if said.since else ""}
    words = {
        status.IN_FORCE: _("Còn hiệu lực, từ ngày %(day)s."),
        status.NOT_YET: _("Chưa có hiệu lực; có hiệu lực từ ngày %(day)s."),
        status.REPLACED: _("Đã được thay thế bằng %(by)s, từ ngày %(day)s."),
        status.ENDED: _("Hết hiệu lực từ ngày %(day)s."),
    }
    return words[said.word] % places


def _warning(said: status.Status) -> tuple[str, str]:
    marks = {
        status.NOT_YET: _("CHƯA CÓ HIỆU LỰC"),
        status.REPLACED: _("ĐÃ ĐƯỢC THAY THẾ"),
        status.ENDED: _("HẾT HIỆU LỰC"),
    }
    return (marks[said.word], words_of(said)) if said.word in marks else ("", "")


def _held(paper: PaperCopy) -> str:
    holder = ", ".join(filter(None, [paper.holder, str(paper.unit.name) if paper.unit else ""]))
    return f"{paper} ({holder})"


def _bytes(blob: Blob) -> bytes:
    with open_blob(blob) as file:
        return file.read()


def _written(revision: Revision) -> bytes | None:
    """Return the text of a revision set in pages; None when nothing is written."""
    parts = [part for part in revision.parts.all() if part.text.strip() or part.heading.strip()]
    if not any(part.text.strip() for part in parts):
        return None
    document = revision.document
    facts = [
        [_("Mã hiệu"), document.code],
        [_("Lần ban hành"), f"{revision.edition:02d}"],
        [_("Lần sửa đổi"), f"{revision.amendment:02d}"],
        [_("Ngày hiệu lực"), ngay(revision.in_force_date) if revision.in_force_date else "…"],
    ]
    people = [[_("Soạn thảo"), revision.author.full_name, ""]]
    if revision.approved_date:
        people.append([_("Phê duyệt"), revision.approved_by, ngay(revision.approved_date)])
    return text_pdf(
        title=document.title,
        agency=document.agency.name,
        facts=facts,
        people_head=[_("Việc"), _("Họ tên, chức danh"), _("Ngày")],
        people=people,
        summary=revision.summary if revision.order > 1 else "",
        summary_word=_("Nội dung thay đổi"),
        parts=[{"heading": part.heading, "blocks": blocks_of(part.text)} for part in parts],
        laws=[str(basis.law) for basis in revision.bases.select_related("law").order_by("law__key")],
        laws_word=_("Văn bản căn cứ"),
    )
