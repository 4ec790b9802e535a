"""After which circular the forms of dossiers are printed: a value of each agency, valid from a day."""

from collections.abc import Callable
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy

from sotay.agency.models import Agency
from sotay.standard.parameters.queries import values_of
from sotay.standard.registry.kinds import Choice
from sotay.standard.registry.parameters import parameter

FORMS: Final = "dossier.forms"
TT01, TT03 = "TT01", "TT03"
TT03_FROM: Final = date(2025, 7, 1)
"""TT 03/2025/TT-VPCP came into force with NĐ 118/2025/NĐ-CP; what was said before was said on the forms of TT 01/2018."""
CIRCULARS: Final = {TT01: "TT 01/2018/TT-VPCP", TT03: "TT 03/2025/TT-VPCP"}


class Circular(Choice):
    """Which circular."""

    names = {TT03: gettext_lazy("Thông tư 03/2025/TT-VPCP"), TT01: gettext_lazy("Thông tư 01/2018/TT-VPCP")}

    def __init__(self) -> None:
        super().__init__(TT03, TT01)


parameter(
    FORMS,
    kind=Circular,
    default=TT03,
    basis="NĐ 118/2025/NĐ-CP; TT 03/2025/TT-VPCP",
    title=gettext_lazy("Mẫu giấy tiếp nhận, phiếu và sổ theo dõi hồ sơ theo"),
)


def circulars_of(agency: Agency) -> Callable[[date], str]:
    """Return, in one query, what tells whose forms say what was said on a day."""
    values = values_of([agency.pk])

    def of(on: date) -> str:
        return str(values.value(agency.pk, FORMS, on)) if on >= TT03_FROM else TT01

    return of
