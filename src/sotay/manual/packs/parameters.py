"""How long a pack that was made can be had: a value of each agency."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from sotay.standard.registry.kinds import Days
from sotay.standard.registry.parameters import parameter

KEPT: Final = "packs.kept"

parameter(
    KEPT,
    kind=Days,
    default="30",
    basis="Mặc định của Sotay (gói lập lại được bất cứ lúc nào; mã băm của gói được giữ trong nhật ký)",
    title=_("Gói bằng chứng được giữ để tải về (ngày)"),
)
