"""The dossier a code on a sheet names, and why a sheet cannot be tied to it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.agency.vietnamese import one_line
from sotay.commands import Reason
from sotay.evaluation.satisfaction.models import Answer, Proof
from sotay.operation.dossiers.codes import key_of
from sotay.operation.models import Dossier
from sotay.ui.formats import ngay


@dataclass(frozen=True, slots=True)
class Matched:
    """What a code came to: the dossier, and the valid answer that stands for it already; both None for no dossier."""

    code: str
    dossier: Dossier | None = None
    there: Answer | None = None


def matched(agency: Agency, code: str) -> Matched:
    """Return the dossier of the agency that a code names, however it is written, with the answer it has; two queries."""
    code = one_line(code)
    key = key_of(code)
    rows = Dossier.objects.filter(agency=agency, key=key).select_related("service", "unit")
    dossier = rows.first() if key else None
    return Matched(code, dossier, answers_for(dossier) if dossier else None)


def answers_for(dossier: Dossier) -> Answer | None:
    """Return the valid answer a dossier has; that by its token before others."""
    rows = Answer.objects.filter(agency_id=dossier.agency_id, dossier=dossier, invalid_reason="")
    found = list(rows.select_related("batch", "survey").order_by("pk")[:3])
    return next((one for one in found if one.proof == Proof.TOKEN), found[0] if found else None)


def why_not_tie(found: Matched, *, field: str = "code") -> Iterator[Reason]:
    """Yield what bars a sheet from resting on a dossier: none of this code, not settled yet, answered already."""
    if not found.code:
        return
    if found.dossier is None:
        yield Reason(
            _("Không có hồ sơ nào mang mã “%s”; sửa lại, hoặc để trống nếu phiếu không ghi rõ mã.") % found.code[:60],
            code="no_dossier",
            field=field,
        )
    elif found.dossier.settled_date is None:
        yield Reason(
            _("Hồ sơ %(code)s chưa giải quyết xong (%(state)s); kiểm tra lại mã, hoặc để trống.")
            % {"code": found.dossier.code, "state": str(found.dossier.get_state_display()).lower()},
            code="dossier_not_settled",
            field=field,
        )
    elif found.there is not None:
        yield _answered(found.dossier, found.there, field)


def _answered(dossier: Dossier, there: Answer, field: str) -> Reason:
    said: dict[str, object] = {"code": dossier.code, "day": ngay(there.given_date)}
    if there.batch is not None:
        said |= {"batch": there.batch.code, "sheet": there.sheet}
        text = _(
            "Hồ sơ %(code)s đã có phiếu số %(sheet)s của lô %(batch)s. Mỗi hồ sơ chỉ tính một phiếu; phiếu này ghi là phiếu hỏng."
        )
        return Reason(text % said, code="dossier_answered", field=field, fix=("evaluation:batch_detail", there.batch))
    text = _(
        "Hồ sơ %(code)s đã có phiếu trả lời ngày %(day)s (%(channel)s). Mỗi hồ sơ chỉ tính một phiếu; phiếu này ghi là phiếu hỏng."
    )
    return Reason(text % {**said, "channel": there.get_channel_display()}, code="dossier_answered", field=field)
