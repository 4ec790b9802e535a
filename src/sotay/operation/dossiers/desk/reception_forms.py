"""Shape of input about a reception: who hands in what, with which papers."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from sotay.agency.vietnamese import one_line
from sotay.context.models import Service
from sotay.operation.dossiers.desk.forms import MomentForm, reason_field
from sotay.operation.dossiers.models import DossierPerson

MOST = 99


class PersonForm(MomentForm):
    """Who hands in: only the name is required."""

    name = forms.CharField(label=_("Họ tên người nộp, tên tổ chức"), max_length=300)
    phone = forms.CharField(
        label=_("Điện thoại"), required=False, max_length=40, widget=forms.TextInput({"inputmode": "tel"})
    )
    address = forms.CharField(label=_("Địa chỉ"), required=False, max_length=500)
    request = forms.CharField(label=_("Nội dung yêu cầu giải quyết"), required=False, max_length=1000)
    channel = forms.ChoiceField(
        label=_("Hình thức nộp"), choices=Service.Channel.choices, initial=Service.Channel.DIRECT, required=False
    )
    kind = forms.ChoiceField(
        label=_("Đối tượng"), choices=DossierPerson.Kind.choices, initial=DossierPerson.Kind.PERSON, required=False
    )
    identity_number = forms.CharField(label=_("Số giấy tờ tùy thân, mã số doanh nghiệp"), required=False, max_length=40)
    email = forms.CharField(label=_("Thư điện tử"), required=False, max_length=200)

    FRONT = ("name", "phone", "address", "request", "channel")
    BACK: tuple[str, ...] = ("kind", "identity_number", "email", "day", "hour")

    def clean_channel(self) -> str:
        """Return how it was handed in, at the desk where nothing was said."""
        return self.cleaned_data["channel"] or Service.Channel.DIRECT

    def clean(self) -> dict[str, Any]:
        """Ask for the hour of a past reception: what came late in the day is counted from the next."""
        day, hour = self.cleaned_data.get("day"), self.cleaned_data.get("hour")
        if day and not hour and day != timezone.localdate() and "hour" not in self.errors:
            self.add_error("hour", _now("Hãy ghi giờ tiếp nhận của ngày đã qua."))
        return super().clean()

    @property
    def front(self) -> list[forms.BoundField]:
        """The fields in front."""
        return [self[name] for name in self.FRONT]

    @property
    def back(self) -> list[forms.BoundField]:
        """The fields under the fold."""
        return [self[name] for name in self.BACK]


class ReceptionForm(PersonForm):
    """The same with the papers of the service, how many of each came, and a result given on the spot."""

    wanted_how = forms.ChoiceField(
        label=_("Đăng ký nhận kết quả"), choices=[("", _("Chưa hỏi, để trống trên giấy tiếp nhận")), *Service.Channel.choices],
        required=False,
    )  # fmt: skip
    sets = forms.IntegerField(label=_("Số bộ hồ sơ"), min_value=1, max_value=MOST, initial=1, required=False)
    others = forms.CharField(
        label=_("Giấy tờ khác đã nhận"), required=False, max_length=4000, widget=forms.Textarea({"rows": 2}),
        help_text=_("Mỗi dòng một giấy tờ, tính là một bản sao."),
    )  # fmt: skip
    result_number = forms.CharField(label=_("Số, ký hiệu kết quả"), required=False, max_length=80)
    result_approved_by = forms.CharField(label=_("Người phê duyệt kết quả"), required=False, max_length=200)

    BACK = ("wanted_how", "kind", "identity_number", "email", "sets", "day", "hour")
    ON_THE_SPOT = ("result_number", "result_approved_by")

    def __init__(self, *args: Any, service: Service, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = list(service.papers.order_by("position"))
        for one in self.known:
            for part, count in (("originals", one.originals), ("copies", one.copies)):
                box = forms.NumberInput({"min": 0, "max": MOST, "aria-label": f"{one.name}: {_PARTS[part]}"})
                self.fields[f"{part}_{one.position}"] = forms.IntegerField(
                    label=_PARTS[part], min_value=0, max_value=MOST, required=False, initial=count, widget=box
                )

    def clean_sets(self) -> int:
        """Return how many sets, one where nothing was said."""
        return self.cleaned_data["sets"] or 1

    def clean(self) -> dict[str, Any]:
        """Make one list of papers."""
        found = super().clean()
        papers = [
            {
                "name": one.name,
                "originals": found.pop(f"originals_{one.position}", None) or 0,
                "copies": found.pop(f"copies_{one.position}", None) or 0,
            }
            for one in self.known
        ]
        lines = [one_line(line) for line in (found.pop("others", "") or "").splitlines()]
        found["papers"] = papers + [{"name": line, "originals": 0, "copies": 1} for line in lines if line]
        return found

    @property
    def rows(self) -> list[tuple[Any, forms.BoundField, forms.BoundField]]:
        """The papers of the service, each with its two boxes."""
        return [(one, self[f"originals_{one.position}"], self[f"copies_{one.position}"]) for one in self.known]

    @property
    def on_the_spot(self) -> list[forms.BoundField]:
        """The fields of a result given at once."""
        return [self[name] for name in self.ON_THE_SPOT]


class RefusalForm(PersonForm):
    """Why a dossier is not taken in."""

    reason = reason_field(_("Lý do từ chối"), _("Kèm căn cứ; in trên phiếu từ chối tiếp nhận."))
    number = forms.CharField(label=_("Số phiếu"), required=False, max_length=60)

    FRONT = ("name", "phone", "address", "request", "reason")
    BACK = ("number", "channel", "kind", "identity_number", "email", "day", "hour")


_PARTS = {"originals": _("bản chính"), "copies": _("bản sao")}
