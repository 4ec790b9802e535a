"""Shape of input about results: all objectives of a report on one form, each with at most five fields."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import fold, one_line, parse_number
from sotay.planning.results.lines import Given, ResultLine, has_day, in_words
from sotay.planning.results.models import Report, Result
from sotay.planning.results.queries import Before
from sotay.planning.results.taken import Taken
from sotay.ui.formats import so
from sotay.ui.forms import DayField, NumberField
from sotay.ui.stale import Difference

PLACES: Final = 4
LARGEST: Final = Decimal(10) ** 13
_FRACTION: Final = re.compile(r"[/½¼¾]")


class FigureField(NumberField):
    """A figure of an objective: 98,5 · 98.5 · 1.234 · 98,5 %; its unit may be typed behind it.

    Under the unit % a bare number up to 1 is asked about: 0,98 may mean 98 %, or 0,98 %.
    """

    default_error_messages = {
        "invalid": gettext_lazy("Ghi một con số, ví dụ 98,5 hoặc 1.234."),
        "fraction": gettext_lazy("Ghi một con số, không ghi phân số: lấy kết quả của phép chia."),
        "percent": gettext_lazy("Mục tiêu này tính bằng “%(measure)s”, không phải %%."),
        "share": gettext_lazy(
            "“%(typed)s” với đơn vị %% có thể là tỷ lệ viết dạng thập phân: ghi rõ “%(whole)s %%” hoặc “%(same)s %%”."
        ),
        "places": gettext_lazy("Nhiều nhất 4 chữ số sau dấu phẩy."),
        "large": gettext_lazy("Số quá lớn."),
    }

    def __init__(self, *, measure: str, **more: Any) -> None:
        super().__init__(**more)
        self.measure = measure

    def prepare_value(self, value: Any) -> Any:
        """Write a small share with its sign, so that it is read again as it is."""
        if isinstance(value, Decimal) and self._is_doubtful(value):
            return f"{so(value)} %"
        return value

    def to_python(self, value: Any) -> Decimal | None:
        """Return the number; ValidationError with an example when it is none or has two meanings."""
        if isinstance(value, Decimal):
            return value
        text = one_line(str(value or ""))
        if not text:
            return None
        bare, signed = self._without_measure(text)
        if not bare:
            raise self._wrong("invalid")
        if _FRACTION.search(bare):
            raise self._wrong("fraction")
        try:
            number = parse_number(bare)
        except ValueError as error:
            raise self._wrong("invalid") from error
        if abs(number) >= LARGEST:
            raise self._wrong("large")
        if -number.normalize().as_tuple().exponent > PLACES:  # type: ignore[operator]
            raise self._wrong("places")
        if self._is_doubtful(number) and not signed:
            raise self._wrong("share", typed=text, whole=so(number * 100), same=so(number))
        return number

    def _without_measure(self, text: str) -> tuple[str, bool]:
        """Return a text without the unit behind it, and whether it ended in %."""
        if text.endswith("%"):
            if self.measure != "%":
                raise self._wrong("percent", measure=self.measure)
            return text.removesuffix("%").strip(), True
        folded, unit = fold(text), fold(self.measure)
        if unit and folded.endswith(unit) and len(folded) == len(text):
            return text[: -len(unit)].strip(), False
        return text, False

    def _is_doubtful(self, number: Decimal) -> bool:
        return self.measure == "%" and 0 < number <= 1

    def _wrong(self, code: str, **params: Any) -> ValidationError:
        return ValidationError(self.error_messages[code], code=code, params=params)


@dataclass(frozen=True)
class Block:
    """An objective on the form: what was known of it before, its fields, and the verdict on what is saved."""

    line: ResultLine
    before: Before | None
    fields: list[forms.BoundField]
    taken: Taken | None = None

    @property
    def offered(self) -> str:
        """The number the fact of the objective tells, in words; empty while it tells none."""
        return in_words(self.line.objective, self.taken.value) if self.taken else ""


class ReportForm(forms.Form):
    """The results of all objectives that report in a period; a draft may lack any of them."""

    note = forms.CharField(
        label=gettext_lazy("Ý kiến, đề xuất của đơn vị"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        *args: Any,
        lines: Sequence[ResultLine],
        before: dict[Any, Before],
        taken: dict[Any, Taken] | None = None,
        report: Report | None,
        is_final: bool,
        **kwargs: Any,
    ) -> None:
        self.lines, self.before, self.taken = lines, before, taken or {}
        initial = {"note": report.note, "version": report.version} if report else {}
        super().__init__(*args, initial=initial, **kwargs)
        for line in lines:
            for name, field in _fields_of(line, is_final=is_final, taken=self.taken.get(line.key)).items():
                field.initial = _initial(line, name)
                self.fields[f"{line.key}-{name}"] = field
        self.order_fields([name for name in self.fields if name not in {"note", "version"}])

    @property
    def blocks(self) -> list[Block]:
        """The objectives with their fields, in their order."""
        return [
            Block(
                line,
                self.before.get(line.key),
                [self[name] for name in self.fields if name.startswith(str(line.key))],
                self.taken.get(line.key),
            )
            for line in self.lines
        ]

    def clean(self) -> dict[str, Any]:
        """Return what `write_results` takes: a `Given` per objective, the note, the version."""
        cleaned = self.cleaned_data
        return {
            "results": [
                Given(
                    key=line.key,
                    **{name: cleaned[f"{line.key}-{name}"] for name in NAMES if f"{line.key}-{name}" in cleaned},
                )
                for line in self.lines
            ],
            "note": cleaned.get("note", ""),
            "version": cleaned.get("version"),
        }

    def differences(self, now: "ReportForm") -> list[Difference]:
        """Return the fields typed otherwise than they stand now."""
        found = []
        for name, field in now.fields.items():
            if (
                name == "version"
                or name not in self.fields
                or not field.has_changed(now[name].initial, self[name].data)
            ):
                continue
            found.append(
                Difference(
                    label=field.label or name, theirs=str(_shown(now[name])), mine=str(self[name].value() or "–")
                )
            )
        return found


NAMES: Final = ("taken", "value", "done_date", "estimate", "estimate_date", "cause", "remedy", "evidence")


def _shown(bound: forms.BoundField) -> Any:
    widget: Any = bound.field.widget
    return widget.format_value(bound.value()) or "–"


def _initial(line: ResultLine, name: str) -> Any:
    """Return what a field stands at: the number of a fact is taken until somebody writes another figure."""
    result = line.result
    if name == "taken":
        return result is None or bool(result.fact) or result.value is None
    if result is None or (name == "value" and result.fact):
        return None
    return getattr(result, name)


def _fields_of(line: ResultLine, *, is_final: bool, taken: Taken | None) -> dict[str, forms.Field]:
    """Return the fields of an objective: a figure or a day, what is expected of the year while it runs, and the words.

    Each label names its objective, so that a list of errors, or a page that is heard, tells one from the other.
    """
    objective, fields = line.objective, dict[str, forms.Field]()
    measure = objective.measure

    def label(words: str, *, unit: str = "") -> str:
        return f"{objective.code} – {words}" + (f" ({unit})" if unit else "")

    if has_day(objective):
        fields["done_date"] = DayField(label=label(_("Ngày hoàn thành")), required=False)
        if not is_final:
            fields["estimate_date"] = DayField(label=label(_("Dự kiến hoàn thành")), required=False)
    else:
        if taken is not None and taken.value is not None:
            offered = in_words(objective, taken.value)
            fields["taken"] = forms.BooleanField(label=label(_("Lấy theo số liệu: %s") % offered), required=False)
        reached = label(_("Kết quả ghi tay, nếu khác") if "taken" in fields else _("Kết quả đạt được"), unit=measure)
        fields["value"] = FigureField(label=reached, measure=measure, required=False)
        if not is_final:
            expected = label(_("Ước thực hiện cả năm"), unit=measure)
            fields["estimate"] = FigureField(label=expected, measure=measure, required=False)
    words = {"max_length": 2000, "required": False}
    for name, said in (("cause", _("Nguyên nhân (khi không đạt)")), ("remedy", _("Giải pháp (khi không đạt)"))):
        fields[name] = forms.CharField(label=label(said), widget=forms.Textarea({"rows": 2}), **words)
    longest = Result._meta.get_field("evidence").max_length
    fields["evidence"] = forms.CharField(
        label=label(_("Bằng chứng: sổ, báo cáo, văn bản")), max_length=longest, required=False
    )
    return fields


class SendForm(forms.Form):
    """A word to the secretary and the committee."""

    note = forms.CharField(
        label=gettext_lazy("Nội dung gửi kèm"), max_length=1000, required=False, widget=forms.Textarea({"rows": 3})
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": report.version}, **kwargs)


class ReceiveForm(SendForm):
    """The same for whoever enters a report that was handed in on paper."""

    received_date = DayField(
        label=gettext_lazy("Ngày nhận báo cáo giấy"),
        required=False,
        help_text=gettext_lazy("Chỉ ghi khi đơn vị nộp bản giấy; báo cáo muộn hay không tính theo ngày này."),
    )
    field_order = ["received_date", "note"]


class OpenForm(forms.Form):
    """Why a report that was taken is opened again."""

    reason = forms.CharField(label=gettext_lazy("Lý do"), max_length=500, widget=forms.Textarea({"rows": 3}))
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, report: Report, **kwargs: Any) -> None:
        super().__init__(*args, initial={"version": report.version}, **kwargs)
