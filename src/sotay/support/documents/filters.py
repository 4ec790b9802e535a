"""What the register of documents is narrowed by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Unit
from sotay.standard.catalogue.clauses import clauses
from sotay.support.documents.models import Document, Kind, Level, Revision
from sotay.support.documents.queries import issued_within, with_words
from sotay.ui.filters import LinkedDay

STATES = (
    ("IN_FORCE", _("Đang có hiệu lực")),
    ("PREPARED", _("Có bản đang soạn, đang trình")),
    ("COMING", _("Đã phê duyệt, chưa có hiệu lực")),
    ("DRAFT", _("Chưa ban hành lần nào")),
    ("WITHDRAWN", _("Đã thu hồi")),
    ("ALL", _("Tất cả, kể cả đã bỏ")),
)


def _units(request: Any) -> QuerySet[Unit]:
    return Unit.objects.of(request.actor).filter(documents__isnull=False).distinct().order_by("order", "name_sort")


class Documents(django_filters.FilterSet):
    """By words, level, kind, unit, clause, state, field and label; without a state those that stand.

    By the days a number was counted over: those of which a revision came into force within them.
    """

    words = django_filters.CharFilter(
        label=_("Mã, tên, nội dung"), method="by_words", widget=forms.TextInput(attrs={"type": "search"})
    )
    state = django_filters.ChoiceFilter(
        label=_("Tình trạng"), choices=STATES, method="leave", empty_label=_("Còn dùng")
    )
    level = django_filters.ChoiceFilter(label=_("Cấp"), choices=Level.choices, empty_label=_("Mọi cấp"))
    kind = django_filters.ChoiceFilter(label=_("Loại"), choices=Kind.choices, empty_label=_("Mọi loại"))
    unit = django_filters.ModelChoiceFilter(label=_("Đơn vị"), queryset=_units, empty_label=_("Mọi đơn vị"))
    clause = django_filters.ChoiceFilter(
        label=_("Điều khoản"),
        method="by_clause",
        choices=lambda: [(number, str(one)) for number, one in clauses().items()],
        empty_label=_("Mọi điều khoản"),
    )
    field = django_filters.ChoiceFilter(label=_("Lĩnh vực"), empty_label=_("Mọi lĩnh vực"))
    label = django_filters.ChoiceFilter(
        label=_("Phổ biến"), choices=Document.Label.choices, empty_label=_("Mọi phạm vi")
    )
    since = LinkedDay("pk", "exact", method="leave")
    until = LinkedDay("pk", "exact", method="leave")

    class Meta:
        model = Document
        fields: list[str] = []

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields = Document.objects.of(self.request.actor).exclude(field="").order_by("field")
        self.filters["field"].extra["choices"] = [
            (one, one) for one in fields.values_list("field", flat=True).distinct()
        ]

    def filter_queryset(self, queryset: QuerySet) -> QuerySet:
        """Narrow by the state first: without one, what was withdrawn or dropped is left out."""
        state = self.form.cleaned_data.get("state") or ""
        chosen = (self.form.cleaned_data.get(name) for name in ("since", "until"))
        return issued_within(super().filter_queryset(_in_state(queryset, state)), *chosen)

    def leave(self, documents: QuerySet, _name: str, _value: str) -> QuerySet:
        """Leave the state to `filter_queryset`, which also asks when none was chosen."""
        return documents

    def by_words(self, documents: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the documents in which the words stand."""
        return with_words(documents, value, viewer=self.request.actor)

    def by_clause(self, documents: QuerySet, _name: str, value: str) -> QuerySet:
        """Keep the documents of a clause or of one below it."""
        below = [number for number in clauses() if number == value or number.startswith(f"{value}.")]
        return documents.filter(clauses__overlap=below)


def _in_state(documents: QuerySet, state: str) -> QuerySet:
    kept = Document.State
    if state == "PREPARED":
        return documents.filter(coming__in=[Revision.State.DRAFT, Revision.State.SUBMITTED])
    if state == "COMING":
        return documents.filter(coming=Revision.State.APPROVED)
    if state == "ALL":
        return documents
    if state in kept.values:
        return documents.filter(state=state)
    return documents.filter(Q(state=kept.IN_FORCE) | Q(state=kept.DRAFT))
