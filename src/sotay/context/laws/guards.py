"""Why legal documents cannot be written, assigned or set aside now."""

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from django.utils.translation import gettext as _

from sotay.agency.models import Unit
from sotay.commands import Reason
from sotay.context.laws.models import Law, LawReview, Replacement

T = TypeVar("T", bound=Hashable)


def why_not_kept(*, number: str, title: str, there: Law | None) -> Iterator[Reason]:
    """Yield the reasons a law cannot be kept by this number or name: it needs one of them, and each stands once (`there`)."""
    if not number.strip() and not title.strip():
        yield Reason(_("Cần ghi số, ký hiệu hoặc tên văn bản."), code="nameless", field="number")
        return
    if there is not None:
        yield Reason(
            _("Đã có “%s” trong danh mục.") % there,
            code="law_there",
            field="number",
            fix=("context:law_detail", there),
        )


def why_not_assign(law: Law, units: Iterable[Unit], *, taken_off: Iterable[LawReview]) -> Iterator[Reason]:
    """Yield the reasons the units concerned cannot be set: none is named, or one taken off has said something already."""
    if not list(units):
        yield Reason(
            _("Chọn ít nhất một đơn vị, hoặc ghi văn bản không liên quan."), code="units_missing", field="units"
        )
    for review in taken_off:
        if review.finding != LawReview.Finding.WAITING:
            yield Reason(
                _("%(unit)s đã có kết luận về %(law)s, không bỏ ra được.") % {"unit": review.unit, "law": law},
                code="unit_has_answered",
                field="units",
            )


def why_not_unrelated(law: Law, *, reason: str, reviews: Iterable[LawReview]) -> Iterator[Reason]:
    """Yield the reasons a law cannot be set aside as none of the agency's."""
    if law.is_unrelated:
        yield Reason(_("Văn bản này đã được ghi là không liên quan."), code="unrelated_already")
    if not reason.strip():
        yield Reason(_("Cần nêu lý do không liên quan."), code="reason_missing", field="reason")
    for review in reviews:
        if review.finding == LawReview.Finding.AFFECTS:
            yield Reason(
                _("%s đã kết luận văn bản ảnh hưởng đến tài liệu.") % review.unit,
                code="affects_documents",
                fix=("context:law_detail", law),
            )


def why_not_replace(new: Law, old: Law | None) -> Iterator[Reason]:
    """Yield the reasons one law cannot be said to take another's place."""
    if old is None:
        yield Reason(
            _("Chưa có văn bản này trong danh mục; hãy thêm trước."),
            code="law_unknown",
            field="old",
            fix=("context:law_new", None),
        )
    elif old.pk == new.pk:
        yield Reason(_("Văn bản không thay thế chính nó."), code="same_law", field="old")
    elif leads_to(old.pk, new.pk, pairs=Replacement.objects.filter(agency=new.agency).values_list("new_id", "old_id")):
        yield Reason(
            _("“%s” đang được ghi là thay thế văn bản này, trực tiếp hoặc qua văn bản khác.") % old,
            code="ring",
            field="old",
            fix=("context:law_detail", old),
        )


def leads_to(new: T, old: T, *, pairs: Iterable[tuple[T, T]]) -> bool:
    """Tell whether one law took another's place, by whatever laws between; pairs are (new, old)."""
    replaced: dict[T, list[T]] = {}
    for one, other in pairs:
        replaced.setdefault(one, []).append(other)
    seen, ahead = set(), [new]
    while ahead:
        one = ahead.pop()
        if one == old:
            return True
        if one not in seen:
            seen.add(one)
            ahead.extend(replaced.get(one, ()))
    return False
