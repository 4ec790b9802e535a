"""Why a provider cannot be kept, ended or evaluated now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Unit
from sotay.commands import Reason, why_no_reason
from sotay.operation.providers.models import Provider, ProviderEvaluation
from sotay.ui.formats import ngay

Outcome = ProviderEvaluation.Outcome
NEEDED = {
    "name": gettext_lazy("tên nhà cung cấp"),
    "subject": gettext_lazy("sản phẩm, dịch vụ cung cấp"),
    "criteria": gettext_lazy("tiêu chí lựa chọn, đánh giá"),
}


def why_not_keep(
    provider: Provider, *, there: Provider | None = None, first_evaluated: date | None = None
) -> Iterator[Reason]:
    """Yield the reasons the register cannot say this of a provider; `there` is another one that bears its code.

    `first_evaluated` is the day of its first evaluation that stands.
    """
    for name, word in NEEDED.items():
        if not getattr(provider, name):
            yield Reason(_("Chưa ghi %s.") % word, code="missing", field=name)
    if there is not None:
        yield Reason(
            _("Mã %(code)s đã có nhà cung cấp khác dùng: %(name)s.") % {"code": there.code, "name": there.name},
            code="code_taken",
            field="code",
            fix=("operation:provider_detail", there),
        )
    if provider.ended_date and provider.from_date > provider.ended_date:
        yield Reason(
            _("Nhà cung cấp đã thôi cung cấp từ ngày %s.") % ngay(provider.ended_date),
            code="begins_after_end",
            field="from_date",
        )
    if first_evaluated and provider.from_date > first_evaluated:
        yield Reason(
            _("Nhà cung cấp đã được đánh giá ngày %s, trước ngày này.") % ngay(first_evaluated),
            code="begins_after_evaluation",
            field="from_date",
        )


def why_not_of_unit(provider: Provider, unit: Unit, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a unit cannot answer for a provider from now on."""
    if unit.agency_id != provider.agency_id:
        yield Reason(_("Đơn vị không thuộc cơ quan."), code="unit_of_another_agency", field="unit")
    elif unit.ended_date and unit.ended_date <= on:
        yield Reason(
            _("%(unit)s đã kết thúc hoạt động ngày %(day)s.") % {"unit": unit, "day": ngay(unit.ended_date)},
            code="unit_ended",
            field="unit",
        )


def why_not_end(provider: Provider, *, ended_date: date, reason: str, on: date) -> Iterator[Reason]:
    """Yield the reasons a provider cannot end on a day."""
    if provider.state == Provider.State.ENDED:
        yield Reason(
            _("Nhà cung cấp đã thôi cung cấp từ ngày %s.") % ngay(provider.ended_date or on), code="ended_already"
        )
        return
    if ended_date > on:
        yield Reason(
            _("Ngày này chưa đến; hãy ghi khi nhà cung cấp đã thôi cung cấp."), code="ends_later", field="ended_date"
        )
    if ended_date < provider.from_date:
        yield Reason(
            _("Nhà cung cấp bắt đầu cung cấp từ ngày %s.") % ngay(provider.from_date),
            code="ends_before_begin",
            field="ended_date",
        )
    yield from why_no_reason(reason)


def why_not_resume(provider: Provider, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons a provider cannot be taken up again."""
    if provider.state != Provider.State.ENDED:
        yield Reason(_("Nhà cung cấp đang cung cấp."), code="not_ended")
    yield from why_no_reason(reason)


def why_not_evaluate(evaluation: ProviderEvaluation, *, ends: bool, on: date) -> Iterator[Reason]:
    """Yield the reasons an evaluation cannot stand: its day, what it says, whether the provider may end with it."""
    provider, day = evaluation.provider, evaluation.date
    if day > on:
        yield Reason(_("Ngày đánh giá chưa đến."), code="evaluated_later", field="date")
    if day < provider.from_date:
        yield Reason(
            _("Nhà cung cấp bắt đầu cung cấp từ ngày %s.") % ngay(provider.from_date),
            code="evaluated_before_begin",
            field="date",
        )
    if provider.ended_date and day.year > provider.ended_date.year:
        yield Reason(
            _("Nhà cung cấp đã thôi cung cấp từ ngày %s, không còn được đánh giá cho các năm sau.")
            % ngay(provider.ended_date),
            code="evaluated_after_end",
            field="date",
        )
    if not evaluation.findings:
        yield Reason(_("Chưa ghi nhận xét theo tiêu chí."), code="findings_missing", field="findings")
    if evaluation.outcome == Outcome.WATCH and not evaluation.improvement:
        yield Reason(
            _("Kết quả đạt có điều kiện cần kèm yêu cầu cải thiện."), code="improvement_missing", field="improvement"
        )
    if ends and evaluation.outcome != Outcome.END:
        yield Reason(
            _("Chỉ ghi thôi cung cấp cùng lúc khi kết quả là không đạt."), code="ends_though_kept", field="ends"
        )
    if ends and provider.state == Provider.State.ENDED:
        yield Reason(_("Nhà cung cấp đã thôi cung cấp rồi."), code="ended_already", field="ends")
    same = provider.evaluations.standing().filter(date=day).first()
    if same is not None:
        yield Reason(
            _("Đã có đánh giá ngày %s; nếu đánh giá đó sai, hãy rút trước.") % ngay(day),
            code="evaluated_that_day",
            field="date",
            fix=("operation:provider_evaluation", same),
        )


def why_not_withdraw(evaluation: ProviderEvaluation, *, reason: str) -> Iterator[Reason]:
    """Yield the reasons an evaluation cannot be withdrawn."""
    if evaluation.withdrawn_date is not None:
        yield Reason(_("Đánh giá đã được rút ngày %s.") % ngay(evaluation.withdrawn_date), code="withdrawn_already")
    yield from why_no_reason(reason)
