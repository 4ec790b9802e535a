"""Why services cannot be published, changed, abolished or told of now."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.context.services.models import Service, ServiceChange
from sotay.standard.catalogue.obligations import obligation_of

OBLIGATION = "services.published"


def owes_the_web(agency: Agency) -> bool:
    """Return whether agencies of this kind keep the published list on the web (TT 26/2014/TT-BKHCN điều 4)."""
    kinds = obligation_of(OBLIGATION).kinds
    return kinds is None or agency.kind in kinds


def why_not_kept(*, code: str, name: str, there: Service | None) -> Iterator[Reason]:
    """Yield the reasons a service cannot be kept by this code and name (`there` bears the code already)."""
    if not code:
        yield Reason(_("Cần ghi mã thủ tục."), code="code_missing", field="code")
    if not name:
        yield Reason(_("Cần ghi tên thủ tục."), code="name_missing", field="name")
    if there is not None:
        yield Reason(
            _("Đã có “%s” trong danh mục.") % there,
            code="service_there",
            field="code",
            fix=("context:service_detail", there),
        )


def why_not_by_decision(*, decision: str, decision_date: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons nothing is done by this decision: it has no number or day, or is not signed yet."""
    if not decision.strip():
        yield Reason(_("Cần ghi số, ký hiệu quyết định."), code="decision_missing", field="decision")
    yield from why_not_signed(decision_date, on=on)


def why_not_signed(decision_date: date | None, *, on: date) -> Iterator[Reason]:
    """Yield the reasons a decision was not signed on this day."""
    if decision_date is None:
        yield Reason(_("Cần ghi ngày ký quyết định."), code="decision_date_missing", field="decision_date")
    elif decision_date > on:
        yield Reason(_("Ngày ký quyết định còn ở phía trước."), code="decision_date_ahead", field="decision_date")


def why_not_changed(service: Service) -> Iterator[Reason]:
    """Yield the reason a service is not changed: it is offered no more."""
    if service.state == Service.State.ABOLISHED:
        yield Reason(
            _("Thủ tục đã bãi bỏ; công bố lại trước khi sửa."),
            code="abolished",
            fix=("context:service_detail", service),
        )


def why_not_abolished(service: Service, *, abolished_date: date | None) -> Iterator[Reason]:
    """Yield the reasons a service cannot be abolished from a day."""
    if service.state == Service.State.ABOLISHED:
        yield Reason(_("Thủ tục này đã bãi bỏ."), code="abolished_already")
    if abolished_date is None:
        yield Reason(_("Cần ghi ngày bãi bỏ có hiệu lực."), code="day_missing", field="effective_date")
    elif service.from_date and abolished_date < service.from_date:
        yield Reason(
            _("Ngày bãi bỏ trước ngày áp dụng thủ tục."), code="abolished_before_start", field="effective_date"
        )


def why_not_restored(service: Service) -> Iterator[Reason]:
    """Yield the reason a service cannot be published again: it is offered."""
    if service.state == Service.State.PUBLISHED:
        yield Reason(_("Thủ tục này đang được công bố."), code="published_already")


def why_not_on_web(change: ServiceChange, *, address: str, day: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons it cannot be told that the web list follows a decision: its day is unknown, or the evidence lacks."""
    if not owes_the_web(change.agency):
        yield Reason(
            _("Cơ quan loại này không phải cập nhật danh mục thủ tục hành chính trên trang thông tin."), code="not_owed"
        )
    if change.decision_date is None:
        yield Reason(
            _("Chưa ghi ngày ký quyết định; hãy ghi trước."),
            code="decision_undated",
            fix=("context:service_detail", change.service),
        )
    if not address.strip():
        yield Reason(_("Cần ghi địa chỉ trang đã cập nhật."), code="address_missing", field="web_address")
    if day is None:
        yield Reason(_("Cần ghi ngày cập nhật."), code="day_missing", field="web_date")
    elif day > on:
        yield Reason(_("Ngày cập nhật còn ở phía trước."), code="day_ahead", field="web_date")
    elif change.decision_date and day < change.decision_date:
        yield Reason(_("Ngày cập nhật trước ngày ký quyết định."), code="day_before_decision", field="web_date")


def why_not_dated(change: ServiceChange, *, decision_date: date | None, on: date) -> Iterator[Reason]:
    """Yield the reasons the day of a decision cannot be entered: it is known, or is no day it was signed on."""
    if change.decision_date is not None:
        yield Reason(_("Ngày ký quyết định này đã có."), code="dated_already")
    yield from why_not_signed(decision_date, on=on)


def why_not_assigned(service: Service, *, unit_agency_id: int | None) -> Iterator[Reason]:
    """Yield the reason a unit cannot settle a service: it is another agency's."""
    if unit_agency_id is not None and unit_agency_id != service.agency_id:
        yield Reason(_("Đơn vị không thuộc cơ quan."), code="unit_of_another", field="unit")
