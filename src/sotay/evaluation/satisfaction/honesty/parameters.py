"""From how many answers on a group is to be looked at again: values of each agency."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.standard.registry.kinds import Count
from sotay.standard.registry.parameters import parameter

SAME, OFFICIAL, BURST, MINUTES = "survey.flag.same", "survey.flag.official", "survey.flag.burst", "survey.flag.minutes"
CODES: Final = (SAME, OFFICIAL, BURST, MINUTES)
BASIS: Final = "Mặc định của Sotay (TCVN ISO 9001:2015 mục 9.1.2; cờ chỉ để người thứ hai xem lại, không tự loại phiếu)"

parameter(
    SAME,
    kind=Count,
    default="10",
    basis=BASIS,
    title=_("Cần xem lại từ số phiếu giống hệt nhau cùng ngày, cùng đơn vị"),
)
parameter(
    OFFICIAL,
    kind=Count,
    default="40",
    basis=BASIS,
    title=_("Cần xem lại từ số phiếu một người nhập, cùng ngày ghi trên phiếu"),
)
parameter(
    BURST,
    kind=Count,
    default="15",
    basis=BASIS,
    title=_("Cần xem lại từ số phiếu đến dồn dập từ một mã QR, thiết bị, địa chỉ chung"),
)
parameter(MINUTES, kind=Count, default="10", basis=BASIS, title=_("Phiếu đến dồn dập được đếm trong (phút)"))
