"""Shape of input about outgoing papers until they are signed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sotay.agency.actor import Actor
from sotay.agency.models import Seat, Unit
from sotay.papers.editing import proses
from sotay.papers.forms import Form
from sotay.papers.model import Paper
from sotay.support.outgoing import queries
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.signers import proposed_seat, signing_seats
from sotay.support.outgoing.writing import LONGEST, clean, clean_lines
from sotay.ui.forms import ChoiceCards

Mending = OutgoingPaper.Mending
WORDS = "words-"
FEWEST_ROWS, MOST_ROWS = 3, 14
A_LINE = 90


class DraftPaper(forms.Form):
    """What a paper is drafted from: a record where the form is about one, a period where it asks for one."""

    about = forms.ChoiceField(label=_("Hồ sơ"))
    year = forms.IntegerField(label=_("Năm"), min_value=2000, max_value=2100)
    half = forms.TypedChoiceField(
        label=_("Kỳ"), choices=((0, _("Cả năm")), (1, _("Sáu tháng đầu năm")), (2, _("Sáu tháng cuối năm"))), coerce=int
    )
    subject = forms.CharField(
        label=_("Trích yếu"), max_length=500, required=False,
        help_text=_("Để trống thì theo biểu mẫu; sửa được sau."),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        label=_("Đơn vị soạn thảo"), queryset=Unit.objects.none(), required=False, empty_label=_("(chưa chọn)")
    )

    def __init__(self, *args: Any, viewer: Actor, of: Form, about: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = {} if about is not None or not of.of else self._records(of, viewer)
        self.record = about
        self.fields["unit"].queryset = queries.units(viewer=viewer, on=on)
        if not self.records:
            del self.fields["about"]
        else:
            self.fields["about"].choices = [("", _("(chọn)")), *((key, str(one)) for key, one in self.records.items())]
        if of.asks not in {"year", "half"}:
            del self.fields["year"]
        if of.asks != "half":
            del self.fields["half"]

    @staticmethod
    def _records(of: Form, viewer: Actor) -> dict[str, Any]:
        return {str(one.uuid): one for one in queries.records_for(of, viewer=viewer)}

    def clean(self) -> dict[str, Any]:
        """Bring the record chosen to itself."""
        cleaned = super().clean() or self.cleaned_data
        cleaned["about"] = self.records.get(cleaned.get("about", "")) or self.record
        return cleaned


class WritePaper(forms.Form):
    """A draft as it can be written on by hand: extract, every prose, signer, and the lines around."""

    subject = forms.CharField(label=_("Trích yếu"), max_length=500, widget=forms.Textarea({"rows": 2}))
    signer = forms.ModelChoiceField(
        label=_("Người ký"), queryset=Seat.objects.none(), required=False, empty_label=_("(chưa chọn)")
    )
    to = forms.CharField(
        label=_("Kính gửi"), required=False, widget=forms.Textarea({"rows": 3}), help_text=_("Mỗi nơi một dòng.")
    )
    recipients = forms.CharField(
        label=_("Nơi nhận"), required=False, widget=forms.Textarea({"rows": 4}),
        help_text=_("Mỗi nơi một dòng, dòng cuối là nơi lưu: Lưu: VT, VP."),
    )  # fmt: skip
    bases = forms.CharField(
        label=_("Căn cứ"), required=False, widget=forms.Textarea({"rows": 6}), help_text=_("Mỗi căn cứ một dòng.")
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị soạn thảo"), queryset=Unit.objects.none(), required=False, empty_label=_("(chưa chọn)")
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, viewer: Actor, paper: OutgoingPaper, now: Paper, proposed: Paper, on: date, **kwargs: Any
    ) -> None:
        """Build from the draft as it stands (`now`) and as its form proposes it (`proposed`)."""
        self.proposed = proposed
        self.proses = {one.key: one for one in proses(proposed)}
        standing = {one.key: one.text for one in proses(now)}
        initial = {
            "subject": paper.subject, "signer": paper.signer_id, "unit": paper.unit_id, "version": paper.version,
            "to": "\n".join(now.to), "recipients": "\n".join(now.recipients), "bases": "\n".join(now.bases),
        }  # fmt: skip
        initial |= {f"{WORDS}{key}": text for key, text in standing.items()}
        super().__init__(*args, initial=initial, **kwargs)
        seats = signing_seats(viewer.agency, on)
        keys = [seat.pk for seat in seats] + ([paper.signer_id] if paper.signer_id else [])
        self.fields["signer"].queryset = queries.seats_by(keys)
        self.fields["signer"].label_from_instance = lambda seat: f"{seat.user.full_name}, {seat.named}"
        if paper.signer_id is None and (seat := proposed_seat(viewer.agency, proposed.signature, on=on)):
            self.initial["signer"] = seat.pk
        self.fields["unit"].queryset = queries.units(viewer=viewer, on=on)
        if not proposed.is_letter and not proposed.to:
            del self.fields["to"]
        if not proposed.bases and not proposed.authority:
            del self.fields["bases"]
        for key, one in self.proses.items():
            self.fields[f"{WORDS}{key}"] = forms.CharField(
                label=one.label, required=False, max_length=LONGEST,
                widget=forms.Textarea({"rows": _rows(standing.get(key, ""))}),
            )  # fmt: skip
        self.order_fields(["subject", *(f"{WORDS}{key}" for key in self.proses), "signer", "to", "recipients", "bases"])

    def clean(self) -> dict[str, Any]:
        """Bring what was written to the words by key, and to lines; what is still the form's own is not kept."""
        cleaned = super().clean() or self.cleaned_data
        words = {}
        for key, one in self.proses.items():
            text = clean(cleaned.pop(f"{WORDS}{key}", "") or "")
            if text != clean(one.text):
                words[key] = text
        cleaned["words"] = words
        for name in ("bases", "to", "recipients"):
            if name in self.fields:
                cleaned[name] = self._lines(cleaned.get(name) or "", getattr(self.proposed, name))
        return cleaned

    @staticmethod
    def _lines(text: str, proposed: Sequence[str]) -> list[str] | None:
        lines = clean_lines(text.splitlines())
        return None if lines == clean_lines(proposed) else lines


class Submit(forms.Form):
    """Words for who signs."""

    note = forms.CharField(
        label=_("Nội dung trình"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class WithReason(forms.Form):
    """Why a paper is given up."""

    reason = forms.CharField(label=_("Lý do"), max_length=500)
    version = forms.IntegerField(widget=forms.HiddenInput)


class Mend(forms.Form):
    """How an issued paper is put right."""

    mending = forms.ChoiceField(
        label=_("Cách sửa"),
        choices=[(Mending.REPLACES, _("Thay thế")), (Mending.CORRECTS, _("Đính chính"))],
        widget=ChoiceCards(
            descriptions={
                Mending.REPLACES: _("Sai nội dung: soạn văn bản mới cùng hình thức thay cho văn bản này."),
                Mending.CORRECTS: _("Sai thể thức, kỹ thuật trình bày: soạn công văn đính chính."),
            }
        ),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def _rows(text: str) -> int:
    lines = sum(1 + len(line) // A_LINE for line in text.splitlines())
    return max(FEWEST_ROWS, min(MOST_ROWS, lines + 1))
