"""What a pack is to be about, as it is chosen."""

from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.commands import may
from sotay.evaluation.models import Audit, Inspection
from sotay.manual.packs import queries
from sotay.manual.packs.models import Pack
from sotay.standard.catalogue.clauses import clauses
from sotay.standard.catalogue.periods import HALF, YEAR, Period

What = Pack.What
WHOLE: Final = "0"
_OLDEST, _NEWEST = 2000, 2100
_FIELDS: Final = {
    What.CLAUSE: ("clause", "year", "half"),
    What.PERIOD: ("year", "half"),
    What.AUDIT: ("audit",),
    What.INSPECTION: ("inspection", "year", "half"),
}


class ChoosePack(forms.Form):
    """What, which one, and of which days; it gives what the command takes."""

    clause = forms.ChoiceField(label=_("Điều khoản"), help_text=_("Gồm cả các điều khoản bên dưới."))
    audit = forms.ModelChoiceField(
        label=_("Cuộc đánh giá"),
        queryset=Audit.objects.none(),
        to_field_name="slug",
        empty_label=_("Chọn cuộc đánh giá"),
    )
    inspection = forms.ModelChoiceField(
        label=_("Cuộc kiểm tra"),
        queryset=Inspection.objects.none(),
        to_field_name="slug",
        empty_label=_("Chọn cuộc kiểm tra"),
    )
    year = forms.IntegerField(label=_("Năm"), min_value=_OLDEST, max_value=_NEWEST)
    half = forms.ChoiceField(
        label=_("Kỳ"),
        choices=[(WHOLE, _("Cả năm")), ("1", _("6 tháng đầu năm")), ("2", _("6 tháng cuối năm"))],
        required=False,
    )

    def __init__(self, *args: Any, viewer: Actor, what: str, on: date, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": on.year, "half": WHOLE}, **kwargs)
        self.what = what
        for name in [name for name in self.fields if name not in _FIELDS[What(what)]]:
            del self.fields[name]
        choices: Any = self.fields
        if "clause" in self.fields:
            choices["clause"].choices = [(one.number, f"{one.number} {one.title}") for one in clauses().values()]
        if "audit" in self.fields:
            choices["audit"].queryset = audits_for(viewer)
        if "inspection" in self.fields:
            choices["inspection"].queryset = queries.list_inspections(viewer=viewer)

    def clean(self) -> dict[str, Any]:
        """Give the days for the year and half, or those of the year of an audit."""
        cleaned = super().clean() or self.cleaned_data
        audit = cleaned.get("audit")
        year, half = (audit.year if audit else cleaned.pop("year", None)), cleaned.pop("half", "") or WHOLE
        if year:
            period = Period(YEAR, year) if half == WHOLE else Period(HALF, year, int(half))
            cleaned |= {"from_date": period.start, "to_date": period.end}
        cleaned["what"] = self.what
        return cleaned


def audits_for(viewer: Actor) -> Any:
    """Return the audits the viewer may make packs of."""
    rows = queries.list_audits(viewer=viewer)
    if may(viewer, "manual.make_pack"):
        return rows
    return rows.filter(pk__in=[one.pk for one in rows if may(viewer, "manual.make_audit_pack", one)])


def open_to(viewer: Actor) -> tuple[What, ...]:
    """Return what the viewer may make packs of; nothing for who makes none."""
    if may(viewer, "manual.make_pack"):
        return (What.CLAUSE, What.PERIOD, What.AUDIT, What.INSPECTION)
    return (What.AUDIT,) if viewer.is_member and audits_for(viewer).exists() else ()
