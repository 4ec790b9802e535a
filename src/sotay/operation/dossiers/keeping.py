"""Whether dossiers are kept here or in the one-stop system (practice.md 6: nguồn hồ sơ), and what is no longer written of one."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.operation.dossiers.models import Dossier
from sotay.standard.models import ParameterValue
from sotay.standard.parameters.queries import value_of
from sotay.ui.formats import ngay

SOURCE = "dossiers.source"
HERE, ELSEWHERE = "SOTAY", "ONE_STOP"


def is_kept_here(agency: Agency | int, on: date) -> bool:
    """Return whether the agency (or the one of this key) keeps its register of dossiers in Sotay on a day."""
    agency_id = agency if isinstance(agency, int) else agency.pk
    return bool(value_of(agency_id, SOURCE, on=on) == HERE)


def why_not_kept_here(agency: Agency, *, on: date) -> Iterator[Reason]:
    """Yield that the register is kept in the one-stop system, with the way to the setting."""
    if not is_kept_here(agency, on):
        yield Reason(
            _(
                "Hồ sơ của cơ quan nằm trên hệ thống một cửa nên không tiếp nhận, giải quyết tại Sotay. Nếu cơ quan ghi sổ tại "
                "Sotay, hãy đổi tham số “Nguồn hồ sơ thủ tục hành chính”."
            ),
            code="kept_elsewhere",
            fix=("standard:parameter_detail", ParameterValue(agency=agency, code=SOURCE, value=ELSEWHERE)),
        )


def why_not_told(dossier: Dossier, text: str) -> Iterator[Reason]:
    """Yield that nothing is written any more about an anonymous dossier: it would never be emptied."""
    if dossier.anonymised_date is not None and text.strip():
        yield Reason(
            _("Hồ sơ đã được ẩn danh ngày %s, không ghi thêm nội dung vào hồ sơ; hãy để trống ô này.")
            % ngay(dossier.anonymised_date),
            code="anonymous",
            field="reason",
        )
