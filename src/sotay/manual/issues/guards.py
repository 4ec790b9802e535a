"""Why the manual cannot be issued as a document now."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.manual.issues.models import ManualIssue
from sotay.manual.statements.models import Manual, Statement
from sotay.support.models import Document, Revision

NAMED = 5


def why_not_issue_document(
    manual: Manual, parts: Sequence[Statement], *, before: ManualIssue | None, document: Document | None
) -> Iterator[Reason]:
    """Yield why the manual cannot be issued: nothing approved, nobody's text, or an edition that was issued already.

    `before` is the issue of this very edition, `document` the one the manual stands as among documents.
    """
    texts = [one for one in parts if one.text]
    if not texts:
        yield Reason(_("Sổ tay chưa có nội dung nào."), code="empty", fix=("manual:manual_detail", None))
    if loose := [one for one in texts if not one.is_stated]:
        named = ", ".join(str(one.clause or one.title) for one in loose[:NAMED])
        more = _(" và %d phần nữa") % (len(loose) - NAMED) if len(loose) > NAMED else ""
        yield Reason(
            _("Còn nội dung chưa được duyệt: %(named)s%(more)s.") % {"named": named, "more": more},
            code="not_approved",
            fix=("manual:manual_detail", None),
        )
    if manual.issue_decision_id is None:
        yield Reason(
            _("Sổ tay chưa có quyết định ban hành."), code="issue_not_declared", fix=("manual:manual_detail", None)
        )
    if before is not None:
        yield Reason(
            _("%s đã được ban hành thành tài liệu.") % before,
            code="issued_already",
            fix=("support:revision_detail", before.revision_of_document),
        )
    elif document is not None and (there := _numbered(document, manual)) is not None:
        yield Reason(
            _("Tài liệu %(code)s đã có bản %(number)s; ban hành đợt sửa đổi trước, rồi in và ban hành bản mới.")
            % {"code": document.code, "number": there.number},
            code="number_taken",
            fix=("support:revision_detail", there),
        )
    if document is not None and (prepared := document.revisions.filter(state__in=Revision.PREPARED).first()):
        yield Reason(
            _("Tài liệu %(code)s có bản %(number)s đang soạn.") % {"code": document.code, "number": prepared.number},
            code="prepared_already",
            fix=("support:revision_detail", prepared),
        )


def _numbered(document: Document, manual: Manual) -> Revision | None:
    rows = document.revisions.filter(edition=manual.edition, amendment=manual.revision)
    return rows.exclude(state=Revision.State.DROPPED).exclude(state__in=Revision.PREPARED).first()
