"""What a search is narrowed by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.search.registry import searched
from sotay.standard.catalogue.clauses import clauses
from sotay.support.documents.models import Document, Level

LONGEST = 100
DOCUMENTS = Document._meta.label_lower
OF_DOCUMENTS = ("level", "unit", "clause", "state")
"""Fields that narrow documents alone."""


class FindingForm(forms.Form):
    """Words, the kind of record, and for documents level, unit, clause and state; nothing of it is required."""

    q = forms.CharField(max_length=LONGEST, required=False, strip=True)
    kind = forms.ChoiceField(label=_("Loại hồ sơ"), required=False)
    level = forms.ChoiceField(label=_("Cấp tài liệu"), required=False, choices=[("", _("Mọi cấp")), *Level.choices])
    unit = forms.ChoiceField(label=_("Đơn vị chủ trì"), required=False)
    clause = forms.ChoiceField(label=_("Điều khoản"), required=False)
    state = forms.ChoiceField(label=_("Tình trạng"), required=False)

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = {key: str(subjects.kinds()[key].label) for key in searched()}
        units = Unit.objects.of(viewer).order_by("order", "name_sort").values_list("uuid", "name")
        standing = [(state, state.label) for state in Document.State if state != Document.State.DROPPED]
        self.fields["kind"].choices = [("", _("Mọi loại")), *sorted(kinds.items(), key=lambda one: one[1])]
        self.fields["unit"].choices = [("", _("Mọi đơn vị")), *((str(uuid), name) for uuid, name in units)]
        self.fields["clause"].choices = [("", _("Mọi điều khoản")), *((n, str(one)) for n, one in clauses().items())]
        self.fields["state"].choices = [("", _("Mọi tình trạng")), *standing]

    @property
    def narrowing(self) -> list[forms.BoundField]:
        """The fields that stand beside the words."""
        return [self[name] for name in ("kind", *OF_DOCUMENTS)]

    def chosen(self) -> dict[str, Any]:
        """Return kind and facets for the search; a value that is no choice narrows nothing."""
        self.is_valid()
        told = self.cleaned_data
        facets = {name: told[name] for name in OF_DOCUMENTS if told.get(name)}
        return {"kind": told.get("kind") or (DOCUMENTS if facets else ""), "facets": facets}
