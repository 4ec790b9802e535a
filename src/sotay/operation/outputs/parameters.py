"""From when on nonconforming outputs count as repeated: values of each agency."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.vietnamese import one_line
from sotay.standard.registry.kinds import Kind, Mistyped, Months
from sotay.standard.registry.parameters import parameter

COUNT, MONTHS = "outputs.repeated.count", "outputs.repeated.months"
LEAST, MOST = 2, 100
BASIS = "TCVN ISO 9001:2015 mục 10.2.1 b; mặc định của Sotay"


class Times(Kind):
    """How many times something comes until it counts as repeated, 2 to 100."""

    hint = gettext_lazy("Số lần, ví dụ 3.")

    def keep(self, typed: str) -> str:
        """Return the number without leading zeros."""
        typed = one_line(typed)
        if not typed.isascii() or not typed.isdigit() or not LEAST <= int(typed) <= MOST:
            raise Mistyped(_("Hãy ghi số lần từ 2 đến 100."))
        return str(int(typed))

    def value(self, kept: str) -> int:
        """Return the number."""
        return int(kept)

    def show(self, kept: str) -> str:
        """Return `3 lần`."""
        return _("%(count)s lần") % {"count": kept}

    def type(self, kept: str) -> str:
        """Return the bare number."""
        return kept


parameter(
    COUNT,
    kind=Times,
    default="3",
    basis=BASIS,
    title=gettext_lazy("Đầu ra không phù hợp cùng loại được coi là lặp lại từ"),
)
parameter(
    MONTHS,
    kind=Months,
    default="12",
    basis=BASIS,
    title=gettext_lazy("Đầu ra không phù hợp lặp lại được đếm trong"),
)
