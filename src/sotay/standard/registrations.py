"""What this area tells the others: its records, its sections of the rail, and the judges of its own checks."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.standard import actions as _acts  # noqa: F401  names the acts of the journal
from sotay.standard.applicability import obligations as _exclusions  # noqa: F401  registers own.exclusions
from sotay.standard.applicability import permissions as _may_decide  # noqa: F401
from sotay.standard.models import Applicability, DeclaredEvidence, ParameterValue
from sotay.standard.parameters import permissions as _may_set  # noqa: F401
from sotay.standard.standings import obligations as _checks  # noqa: F401  registers own.seats, own.unit_heads, own.calendar
from sotay.standard.standings import permissions as _may_see  # noqa: F401

subjects.register(
    Applicability,
    label=_("Điều khoản không áp dụng"),
    url_name="standard:clause_detail",
    url_kwargs=lambda row: {"clause": row.clause},
)
subjects.register(
    ParameterValue,
    label=_("Giá trị tham số"),
    url_name="standard:parameter_detail",
    url_kwargs=lambda row: {"code": row.code},
)
subjects.register(
    DeclaredEvidence,
    label=_("Bằng chứng nhập khi khởi tạo"),
    url_name="standard:obligation_detail",
    url_kwargs=lambda row: {"code": row.obligation},
)
