"""Why a series cannot be declared like this, changed or ended."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.agency.vietnamese import fold_code
from sotay.commands import Reason
from sotay.support.outgoing.models import NumberSeries


def why_not_series(
    agency: Agency, *, name: str, abbreviations: Sequence[str], organ: str, series: NumberSeries | None = None
) -> Iterator[Reason]:
    """Yield why a series cannot stand: no name, no kind of paper, or another that takes the same papers."""
    if not name.strip():
        yield Reason(_("Cần tên sổ."), code="name_missing", field="name")
    if not abbreviations:
        yield Reason(_("Cần ít nhất một loại văn bản."), code="kinds_missing", field="abbreviations")
    others = NumberSeries.objects.filter(agency=agency, ended_date__isnull=True).exclude(
        pk=series.pk if series else None
    )
    for other in others.order_by("pk"):
        both = sorted(set(other.abbreviations) & set(abbreviations))
        if both and fold_code(other.organ) == fold_code(organ):
            said = {"kinds": ", ".join(both), "series": other}
            text = _("Loại %(kinds)s đã lấy số ở sổ “%(series)s”; mỗi loại chỉ một sổ.") % said
            yield Reason(text, code="kind_taken", field="abbreviations", fix=("support:series_change", other))


def why_not_change(series: NumberSeries) -> Iterator[Reason]:
    """Yield why a series cannot be changed: it ended."""
    if series.ended_date is not None:
        yield Reason(_("Sổ “%s” đã thôi dùng.") % series, code="series_ended", fix=("support:series_list", None))
