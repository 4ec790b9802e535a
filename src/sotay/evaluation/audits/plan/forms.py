"""Shape of input about audits, their teams and visits."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localtime, make_aware
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit, User
from sotay.commands import may
from sotay.evaluation.audits.clause_lists import ClausesField
from sotay.evaluation.audits.models import Audit, AuditMember, Auditor, Programme, Visit
from sotay.evaluation.audits.permissions import in_order
from sotay.evaluation.audits.plan import queries, writing
from sotay.evaluation.audits.plan.independence import Ties, Weight, said, ties_of
from sotay.evaluation.audits.plan.recognised import beyond_words
from sotay.operation.dossiers.desk.forms import HourField
from sotay.organisation.decisions.forms import RestsOnDecision
from sotay.organisation.people.queries import members
from sotay.support.documents.sight import visible as visible_documents
from sotay.support.models import Document
from sotay.ui.forms import DayField

Part = AuditMember.Part
MOMENTS = ("opening_day", "opening_time", "closing_day", "closing_time")
AUDIT_FOLDED = ("purpose", "scope", "criteria", *MOMENTS, "place")
VISIT_FOLDED = ("content", "documents", "representative", "place", "override_reason")
OPENING, CLOSING = time(8, 0), time(16, 0)


def hour_box() -> forms.TimeInput:
    """Return a box for an hour as it is written here."""
    return forms.TimeInput(attrs={"placeholder": "08:30"}, format="%H:%M")


def moment(day: date | None, hour: time | None, usual: time) -> datetime | None:
    """Return a moment in Vietnam from a day and an hour; without an hour the usual one, without a day none."""
    return make_aware(datetime.combine(day, hour or usual)) if day else None


class AuditForm(forms.Form):
    """Name and days of an audit; texts and meetings are folded."""

    title = forms.CharField(
        label=_("Tên cuộc đánh giá"),
        max_length=300,
        required=False,
        help_text=_("Ví dụ: Đánh giá nội bộ lần 1. Để trống thì theo năm."),
    )
    from_date = DayField(label=_("Từ ngày"))
    to_date = DayField(label=_("Đến ngày"))
    purpose = forms.CharField(label=_("Mục đích"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))
    scope = forms.CharField(label=_("Phạm vi"), required=False, max_length=4000, widget=forms.Textarea({"rows": 3}))
    criteria = forms.CharField(
        label=_("Chuẩn mực"),
        required=False,
        max_length=4000,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Ví dụ: TCVN ISO 9001:2015, sổ tay, quy trình, văn bản pháp luật có liên quan."),
    )
    opening_day = DayField(label=_("Họp khai mạc, ngày"), required=False)
    opening_time = HourField(label=_("Họp khai mạc, giờ"), required=False, widget=hour_box())
    closing_day = DayField(label=_("Họp kết thúc, ngày"), required=False)
    closing_time = HourField(label=_("Họp kết thúc, giờ"), required=False, widget=hour_box())
    place = forms.CharField(label=_("Địa điểm họp"), required=False, max_length=200)

    def clean(self) -> dict[str, Any]:
        """Bring days and hours of the meetings to moments."""
        cleaned = super().clean() or self.cleaned_data
        for name, usual in (("opening", OPENING), ("closing", CLOSING)):
            day, hour = cleaned.pop(f"{name}_day", None), cleaned.pop(f"{name}_time", None)
            if hour and not day and f"{name}_day" not in self.errors:
                self.add_error(f"{name}_day", _("Cần ghi ngày họp."))
            cleaned[f"{name}_at"] = moment(day, hour, usual)
        return cleaned


class NewAuditForm(AuditForm):
    """The same with the programme it follows, and whether the visits of its months are proposed at once."""

    programme = forms.ModelChoiceField(
        label=_("Theo chương trình năm"),
        queryset=Programme.objects.none(),
        required=False,
        empty_label=_("(không theo chương trình)"),
    )
    proposes = forms.BooleanField(
        label=_("Lập ngay lịch cho các đơn vị"),
        required=False,
        initial=True,
        help_text=_("Các đơn vị của tháng trong chương trình, mỗi đơn vị nửa ngày; sửa được sau."),
    )
    field_order = ("title", "programme", "from_date", "to_date", "proposes", *AUDIT_FOLDED)

    def __init__(self, *args: Any, viewer: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = queries.programmes_to_follow(viewer=viewer)  # type: ignore[attr-defined]


class ChangeAuditForm(AuditForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, audit: Audit, **kwargs: Any) -> None:
        names = ("title", "from_date", "to_date", "purpose", "scope", "criteria", "place", "version")
        initial: dict[str, Any] = {name: getattr(audit, name) for name in names}
        for name, at in (("opening", audit.opening_at), ("closing", audit.closing_at)):
            initial |= {f"{name}_day": localtime(at).date(), f"{name}_time": localtime(at).time()} if at else {}
        super().__init__(*args, initial=initial, **kwargs)


class _People(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple


class TeamForm(forms.Form):
    """Who leads and who audits, both from the register of auditors; experts and trainees are folded."""

    lead = forms.ModelChoiceField(label=_("Trưởng đoàn"), queryset=User.objects.none(), empty_label=_("(chọn)"))
    auditors = _People(label=_("Đánh giá viên"), queryset=User.objects.none(), required=False)
    experts = forms.ModelMultipleChoiceField(
        label=_("Chuyên gia"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.SelectMultiple({"size": 6}),
        help_text=_("Giúp đoàn về chuyên môn, không tự đánh giá."),
    )
    trainees = forms.ModelMultipleChoiceField(
        label=_("Học việc"), queryset=User.objects.none(), required=False, widget=forms.SelectMultiple({"size": 6})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, viewer: Actor, on: date, audit: Audit, valid: Mapping[int, Auditor], **kwargs: Any
    ) -> None:
        super().__init__(*args, initial=_team_of(audit), **kwargs)
        known = {one.user_id for one in audit.members.all()}
        leaders = {pk for pk, one in valid.items() if one.can_lead}
        offered = {"lead": leaders, "auditors": set(valid)}
        for name, keys in offered.items():
            self.fields[name].queryset = _people(keys | known)  # type: ignore[attr-defined]
        for name in ("experts", "trainees"):
            self.fields[name].queryset = members(viewer=viewer, on=on)  # type: ignore[attr-defined]
        if not leaders:
            self.fields["lead"].help_text = gettext(
                "Chưa có đánh giá viên nào được ghi có thể làm trưởng đoàn; ghi ở trang Đánh giá viên."
            )

    def clean(self) -> dict[str, Any]:
        """Leave the leader out of the auditors, where both were ticked."""
        cleaned = super().clean() or self.cleaned_data
        lead = cleaned.get("lead")
        cleaned["auditors"] = [one for one in cleaned.get("auditors") or () if one != lead]
        return cleaned


class TasksForm(forms.Form):
    """What each member of the team is to do, a line for each; it stands on the plan and in the decision (form D3)."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, audit: Audit, **kwargs: Any) -> None:
        members = in_order(audit.members.all())
        initial = {f"task_{one.user_id}": one.task for one in members} | {"version": audit.version}
        super().__init__(*args, initial=initial, **kwargs)
        self._names = {f"task_{one.user_id}": one.user_id for one in members}
        for one in members:
            self.fields[f"task_{one.user_id}"] = forms.CharField(
                label=f"{one.user} ({one.get_part_display()})", max_length=300, required=False
            )

    def clean(self) -> dict[str, Any]:
        """Bring the lines to one mapping, by the key of the person."""
        cleaned = super().clean() or self.cleaned_data
        tasks = {pk: cleaned.pop(name, "") for name, pk in self._names.items()}
        return cleaned | {"tasks": tasks}


class DecisionForm(RestsOnDecision):
    """The decision the team rests on: one that was entered, or the number and day of a new one."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor, audit: Audit, **kwargs: Any) -> None:
        super().__init__(
            *args, viewer=viewer, initial={"decision": audit.decision_id, "version": audit.version}, **kwargs
        )
        if not may(viewer, "organisation.manage_decisions"):  # then only papers entered by others can be named
            for name in [name for name in self.fields if name.startswith("new_")]:
                del self.fields[name]


class AuditorChoices(forms.CheckboxSelectMultiple):
    """The auditors of the team; who may not audit here is greyed with the reason (practice.md 7)."""

    barred: frozenset[int] = frozenset()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Grey the choice of whoever would audit own work, unless it stands already and is to be taken off."""
        option = super().create_option(name, value, *args, **kwargs)
        if int(str(value)) in self.barred and not option["selected"]:
            option["attrs"]["disabled"] = True
        return option


class _Auditors(forms.ModelMultipleChoiceField):
    widget = AuditorChoices
    notes: Mapping[int, str] = {}

    def label_from_instance(self, obj: User) -> str:  # type: ignore[override]
        """Name an auditor, and what ties him to what is audited."""
        note = self.notes.get(obj.pk)
        return f"{obj} – {note}" if note else str(obj)


class VisitForm(forms.Form):
    """A visit: which unit, when, by whom, which clauses; content, documents, place and representative are folded."""

    unit = forms.ModelChoiceField(label=_("Đơn vị"), queryset=Unit.objects.none(), empty_label=_("(chọn đơn vị)"))
    day = DayField(label=_("Ngày"))
    from_time = HourField(label=_("Từ giờ"), widget=hour_box())
    to_time = HourField(label=_("Đến giờ"), widget=hour_box())
    auditors = _Auditors(label=_("Đánh giá viên"), queryset=User.objects.none(), required=False)
    override_reason = forms.CharField(
        label=_("Lý do vẫn phân công người cùng đơn vị"),
        max_length=300,
        required=False,
        help_text=_("Ghi trên kế hoạch và báo cáo. Không áp dụng cho người đánh giá việc của chính mình."),
    )
    clauses = ClausesField(label=_("Điều khoản"))
    documents = forms.ModelMultipleChoiceField(
        label=_("Quy trình, tài liệu"),
        queryset=Document.objects.none(),
        required=False,
        widget=forms.SelectMultiple({"size": 8}),
    )
    content = forms.CharField(label=_("Nội dung"), max_length=500, required=False)
    representative = forms.ModelChoiceField(
        label=_("Đại diện đơn vị"), queryset=User.objects.none(), required=False, empty_label=_("(chưa nêu)")
    )
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)

    def __init__(
        self, *args: Any, viewer: Actor, on: date, audit: Audit, visit: Visit | None = None, **kwargs: Any
    ) -> None:
        initial = kwargs.pop("initial", None) or (_visit_values(visit) if visit else {"day": audit.from_date})
        super().__init__(*args, initial=initial, **kwargs)
        units = Unit.objects.of(viewer)
        offered = units.in_force(on) | units.filter(pk=visit.unit_id if visit else None)
        self.fields["unit"].queryset = offered.distinct().order_by("order", "name_sort", "pk")  # type: ignore[attr-defined]
        standing = visible_documents(Document.objects.of(viewer).standing(), viewer)
        self.fields["documents"].queryset = standing.order_by("code_sort", "pk")  # type: ignore[attr-defined]
        self.fields["representative"].queryset = members(viewer=viewer, on=on)  # type: ignore[attr-defined]
        seen = set(standing.values_list("pk", flat=True)) if visit else set()
        self._unseen = [one for one in visit.documents.all() if one.pk not in seen] if visit else []
        self._offer_auditors(audit, visit)

    def _offer_auditors(self, audit: Audit, visit: Visit | None) -> None:
        team = {one.user_id for one in audit.members.all() if one.part in {Part.LEAD, Part.AUDITOR}}
        field: Any = self.fields["auditors"]
        field.queryset = _people(team)
        if not team:
            field.help_text = gettext("Chưa lập đoàn đánh giá; phân công sau khi lập đoàn.")
        if visit is None:
            return
        ties = Ties.of(audit.agency, [visit], users=team)
        found = {pk: ties_of(visit, pk, ties) for pk in team}
        valid = writing.valid_on(audit.agency_id, audit.from_date)
        told = {pk: [said(some), beyond_words(visit.clauses, valid.get(pk))] for pk, some in found.items()}
        field.notes = {pk: "; ".join(filter(None, some)) for pk, some in told.items() if any(some)}
        field.widget.barred = frozenset(
            pk for pk, some in found.items() if any(one.weight == Weight.OWN_WORK for one in some)
        )
        field.choices = field.choices  # drawn anew, with the notes

    def clean(self) -> dict[str, Any]:
        """Bring day and hours to moments; documents the viewer may not choose stay where they are."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["documents"] = [*(cleaned.get("documents") or ()), *self._unseen]
        return _with_moments(cleaned)


class ChangeVisitForm(VisitForm):
    """The same with the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MoveVisitForm(forms.Form):
    """Another time, place or representative, and why."""

    day = DayField(label=_("Ngày"))
    from_time = HourField(label=_("Từ giờ"), widget=hour_box())
    to_time = HourField(label=_("Đến giờ"), widget=hour_box())
    place = forms.CharField(label=_("Địa điểm"), max_length=200, required=False)
    representative = forms.ModelChoiceField(
        label=_("Đại diện đơn vị"), queryset=User.objects.none(), required=False, empty_label=_("(chưa nêu)")
    )
    reason = forms.CharField(label=_("Lý do"), max_length=300, help_text=_("Gửi tới đơn vị và đánh giá viên của lịch."))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, viewer: Actor, on: date, visit: Visit, **kwargs: Any) -> None:
        values = _visit_values(visit)
        names = ("day", "from_time", "to_time", "place", "representative", "version")
        super().__init__(*args, initial={name: values[name] for name in names}, **kwargs)
        self.fields["representative"].queryset = members(viewer=viewer, on=on)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Bring day and hours to moments."""
        return _with_moments(super().clean() or self.cleaned_data)


class VersionForm(forms.Form):
    """Nothing but the version the page was read with."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class SubmitForm(VersionForm):
    """Words for who approves."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label=_("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))


class NoticeForm(VersionForm):
    """The day units are told: today, or that of the paper."""

    notice_date = DayField(label=_("Ngày thông báo"), help_text=_("Ngày của văn bản nếu đã thông báo bằng văn bản."))


class CloseForm(VersionForm):
    """The day the closing meeting was held."""

    held_date = DayField(label=_("Ngày họp kết thúc"))


def _people(keys: Iterable[int]) -> QuerySet[User]:
    return User.objects.filter(pk__in=list(keys)).order_by("name_sort", "pk")


def _team_of(audit: Audit) -> dict[str, Any]:
    of: dict[str, list[int]] = {part: [] for part in Part}
    for one in audit.members.all():
        of[one.part].append(one.user_id)
    return {
        "lead": next(iter(of[Part.LEAD]), None),
        "auditors": of[Part.AUDITOR],
        "experts": of[Part.EXPERT],
        "trainees": of[Part.TRAINEE],
        "version": audit.version,
    }


def _visit_values(visit: Visit) -> dict[str, Any]:
    begins, ends = localtime(visit.starts_at), localtime(visit.ends_at)
    reasons = [one.override_reason for one in visit.auditors.all() if one.override_reason]
    return {
        "unit": visit.unit_id,
        "day": begins.date(),
        "from_time": begins.time(),
        "to_time": ends.time(),
        "auditors": [one.user_id for one in visit.auditors.all()],
        "override_reason": reasons[0] if reasons else "",
        "clauses": visit.clauses,
        "documents": [one.pk for one in visit.documents.all()],
        "content": visit.content,
        "representative": visit.representative_id,
        "place": visit.place,
        "version": visit.version,
    }


def _with_moments(cleaned: dict[str, Any]) -> dict[str, Any]:
    day, begins, ends = (cleaned.pop(name, None) for name in ("day", "from_time", "to_time"))
    if day and begins and ends:
        cleaned["starts_at"] = make_aware(datetime.combine(day, begins))
        cleaned["ends_at"] = make_aware(datetime.combine(day, ends))
    return cleaned
