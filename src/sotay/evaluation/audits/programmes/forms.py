"""Shape of input about programmes: the whole table on one form, a row for each unit and process."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.evaluation.audits.clause_lists import ClausesField, said
from sotay.evaluation.audits.models import Audit, Programme, ProgrammeLine
from sotay.evaluation.audits.programmes import queries
from sotay.evaluation.audits.programmes.writing import TEXTS
from sotay.ui.stale import Difference

MONTHS = [(month, str(month)) for month in range(1, 13)]
NAMES = ("months", "priority", "priority_text", "clauses", "lead")


class MonthsField(forms.TypedMultipleChoiceField):
    """Months of the year, ticked; `said` writes *tháng 5* where no head of a table does."""

    def __init__(self, *, said: bool = False, **options: Any) -> None:
        named = [(month, _("tháng %s") % word) for month, word in MONTHS] if said else MONTHS
        super().__init__(choices=named, coerce=int, required=False, widget=forms.CheckboxSelectMultiple, **options)


class BeginForm(forms.Form):
    """For which year, and when units are audited that last year's programme did not have."""

    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    months = MonthsField(
        said=True,
        label=_("Tháng đánh giá các đơn vị"),
        help_text=_(
            "Đơn vị đã có trong chương trình năm trước giữ tháng của năm trước. Sau đó sửa từng dòng trong bảng; có thể để "
            "trống."
        ),
    )

    def __init__(self, *args: Any, on: date, year: int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"year": year or on.year}, **kwargs)


@dataclass(frozen=True)
class GridRow:
    """A unit or process in the table: its boxes of months and its other fields."""

    line: ProgrammeLine
    months: forms.BoundField
    fields: tuple[forms.BoundField, ...]
    folded: tuple[forms.BoundField, ...]

    @property
    def errors(self) -> list[str]:
        """All that is wrong in the row."""
        return [str(error) for field in (self.months, *self.fields, *self.folded) for error in field.errors]

    @property
    def is_open(self) -> bool:
        """Whether what is folded has to be seen."""
        return any(field.errors for field in self.folded)


class ProgrammeForm(forms.Form):
    """The texts of a programme and a row for each unit and process; a draft may lack anything."""

    purpose = forms.CharField(label=_("Mục đích"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))
    scope = forms.CharField(label=_("Phạm vi"), required=False, max_length=4000, widget=forms.Textarea({"rows": 2}))
    criteria = forms.CharField(
        label=_("Chuẩn mực"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3})
    )
    method = forms.CharField(
        label=_("Phương pháp"), required=False, max_length=4000, widget=forms.Textarea({"rows": 2})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, programme: Programme, lines: Sequence[ProgrammeLine], viewer: Actor, **kwargs: Any
    ) -> None:
        self.programme, self.lines = programme, list(lines)
        initial = {name: getattr(programme, name) for name in (*TEXTS, "version")}
        super().__init__(*args, initial=initial, **kwargs)
        people = list(queries.possible_leads(viewer=viewer, year=programme.year))
        self.people = {str(one.pk): one for one in people}
        leads = [("", _("(chưa dự kiến)")), *((pk, str(one)) for pk, one in self.people.items())]
        for line in self.lines:
            for name, field in self._fields_of(line, leads).items():
                self.fields[f"{_key(line)}-{name}"] = field

    @staticmethod
    def _fields_of(line: ProgrammeLine, leads: list[tuple[Any, Any]]) -> dict[str, forms.Field]:
        if line.lead is not None and str(line.lead_id) not in {pk for pk, _word in leads}:
            leads = [*leads, (str(line.lead_id), str(line.lead))]
        return {
            "months": MonthsField(label=_("Tháng"), initial=line.months),
            "priority": forms.ChoiceField(
                label=_("Căn cứ ưu tiên"),
                choices=ProgrammeLine.Priority.choices,
                initial=line.priority,
                required=False,
            ),
            "priority_text": forms.CharField(
                label=_("Nêu rõ căn cứ"),
                max_length=300,
                required=False,
                initial=line.priority_text,
                widget=forms.TextInput({"placeholder": _("nêu rõ căn cứ")}),
            ),
            "clauses": ClausesField(label=_("Điều khoản"), initial=line.clauses, help_text=""),
            "lead": forms.ChoiceField(
                label=_("Trưởng đoàn dự kiến"), choices=leads, initial=str(line.lead_id or ""), required=False
            ),
        }

    @property
    def texts(self) -> list[forms.BoundField]:
        """The fields above the table."""
        return [self[name] for name in TEXTS]

    @property
    def rows(self) -> list[GridRow]:
        """The table, units before processes."""
        return [
            GridRow(
                line,
                self[f"{_key(line)}-months"],
                tuple(self[f"{_key(line)}-{name}"] for name in ("priority", "priority_text")),
                tuple(self[f"{_key(line)}-{name}"] for name in ("clauses", "lead")),
            )
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Return what `write_programme` takes: the texts, the lines, the version."""
        cleaned = self.cleaned_data
        return {
            **{name: cleaned.get(name, "") for name in TEXTS},
            "lines": [self._line(line, cleaned) for line in self.lines],
            "version": cleaned.get("version"),
        }

    def _line(self, line: ProgrammeLine, cleaned: dict[str, Any]) -> ProgrammeLine:
        def value(name: str) -> Any:
            return cleaned.get(f"{_key(line)}-{name}")

        lead = value("lead")
        return ProgrammeLine(
            agency=self.programme.agency,
            programme=self.programme,
            unit=line.unit,
            process=line.process,
            months=value("months") or [],
            priority=value("priority") or ProgrammeLine.Priority.ROUTINE,
            priority_text=value("priority_text") or "",
            clauses=value("clauses") or [],
            lead_id=int(lead) if lead else None,
        )

    def differences(self, now: "ProgrammeForm") -> list[Difference]:
        """Return what stands now beside what was typed, where they differ."""
        found = []
        for name, field in self.fields.items():
            if name == "version" or name not in now.fields:
                continue
            mine, theirs = _words(self[name].value(), field), _words(now[name].value(), now.fields[name])
            if mine != theirs:
                found.append(Difference(label=self._label(name), theirs=theirs, mine=mine))
        return found

    def _label(self, name: str) -> str:
        whose = next((str(line) for line in self.lines if name.startswith(f"{_key(line)}-")), "")
        label = str(self.fields[name].label)
        return f"{whose}: {label}" if whose else label


class SubmitForm(forms.Form):
    """A word to who approves."""

    note = forms.CharField(
        label=_("Ghi chú gửi người phê duyệt"), required=False, max_length=500, widget=forms.Textarea({"rows": 2})
    )
    is_plan = forms.BooleanField(required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)
    field_order = ["is_plan", "note"]

    def __init__(self, *args: Any, programme: Programme, audit: Audit | None, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": programme.version}, **kwargs)
        if audit is None:
            del self.fields["is_plan"]
        else:
            self.fields["is_plan"].label = _("Đồng thời là kế hoạch của cuộc đánh giá %s") % audit.code
            self.fields["is_plan"].help_text = _(
                "Trong năm chỉ có cuộc đánh giá này: một văn bản, một lần phê duyệt cho cả chương trình và kế hoạch."
            )


class ReasonForm(forms.Form):
    """Why a programme is revised, or a draft given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": programme.version}, **kwargs)


def _key(line: ProgrammeLine) -> str:
    return f"u{line.unit_id}" if line.unit_id else f"p{line.process_id}"


def _words(value: Any, field: forms.Field) -> str:
    if isinstance(value, list | tuple):
        return said([str(one) for one in value])
    choices = {str(key): str(word) for key, word in getattr(field, "choices", ())}
    return choices.get(str(value or ""), str(value or ""))
