"""What others count of coverage: valid answers, their share of settled dossiers, what was handed out, what is flagged."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sotay.agency.models import Unit
from sotay.evaluation.satisfaction.counting import agencies_that_ask
from sotay.evaluation.satisfaction.coverage.figures import Coverage, Share, coverages
from sotay.standard.registry.facts import Asked, Number, fact
from sotay.ui.formats import so

LINK: Final = "evaluation:coverage"
SHEETS: Final = gettext_lazy("phiếu")


def _read(asked: Asked) -> dict[int, Coverage]:
    """Return the coverage of the agencies in the period."""
    return coverages(dict.fromkeys(asked.agency_ids, asked.period), on=asked.on)


def _told(asked: Asked) -> dict[int, Coverage]:
    """Return the coverage of those that ever asked anybody."""
    ask = asked.once(agencies_that_ask)
    return {agency_id: told for agency_id, told in asked.once(_read).items() if agency_id in ask} if ask else {}


def _units(asked: Asked) -> dict[int, Unit]:
    """Return the units any answer or dossier is told of, by key."""
    return Unit.objects.in_bulk({key for one in asked.once(_told).values() for key in one.units if key})


def _query(asked: Asked) -> dict[str, str]:
    year, _dash, part = asked.period.key.partition("-")
    return {"year": year, "part": part}


def _shares(asked: Asked, *, value: Callable[[Share], Any], said: Callable[[Share], str]) -> Iterator[Number]:
    """Yield a number of the agency and of each unit; nothing where it cannot be told, or nobody was ever asked."""
    units = asked.once(_units) if asked.of_units else {}
    for agency_id, told in asked.once(_told).items():
        of_units = [(key, share) for key, share in told.units.items() if key in units]
        for unit_id, share in ((None, told.whole), *sorted(of_units, key=lambda one: one[0] or 0)):
            if (found := value(share)) is not None:
                yield Number(agency_id, found, unit_id, link=LINK, query=_query(asked), said=said(share))


def _said(share: Share) -> str:
    told = {
        "answers": so(share.unflagged), "settled": so(share.settled or 0), "flagged": so(share.flagged),
        "portal": so(share.portal),
    }  # fmt: skip
    said = _("%(answers)s phiếu") % told
    if share.settled is not None:
        said = _("%(answers)s phiếu trên %(settled)s hồ sơ đã giải quyết") % told
    if share.portal:
        said += _(", trong đó %(portal)s trên Cổng") % told
    return said + (_("; không tính %(flagged)s phiếu cần xem lại") % told if share.flagged else "")


def _sheets(share: Share) -> int:
    """Return the unflagged answers, also of months nobody tells settled dossiers of."""
    return share.unflagged + share.beside - share.beside_flagged


def _sheets_said(share: Share) -> str:
    flagged = share.flagged + share.beside_flagged
    said = _("%(answers)s phiếu") % {"answers": so(_sheets(share))}
    return said + (_("; không tính %(flagged)s phiếu cần xem lại") % {"flagged": so(flagged)} if flagged else "")


def _wholes(asked: Asked, *, value: Callable[[Coverage], int | None]) -> Iterator[Number]:
    """Yield a count of the agency, nought among them; nothing where nobody counted."""
    for agency_id, told in asked.once(_told).items():
        if (found := value(told)) is not None:
            yield Number(agency_id, found, link=LINK, query=_query(asked))


fact(
    "satisfaction.coverage",
    title=gettext_lazy("Tỷ lệ phiếu khảo sát trên hồ sơ đã giải quyết"),
    measure="%",
    for_objectives=True,
)(partial(_shares, value=lambda share: share.percent_unflagged, said=_said))
fact("satisfaction.answers", title=gettext_lazy("Phiếu khảo sát hợp lệ"), measure=SHEETS, for_objectives=True)(
    partial(_shares, value=_sheets, said=_sheets_said)
)
for _code, _title, _value in (
    ("handed_out", gettext_lazy("Phiếu khảo sát phát ra"), lambda told: told.handed_out),
    ("returned", gettext_lazy("Phiếu khảo sát thu về"), lambda told: told.returned),
    ("flagged", gettext_lazy("Phiếu khảo sát cần xem lại hoặc không tính"), lambda told: told.came.flagged),
):
    fact(f"satisfaction.{_code}", title=_title, measure=SHEETS)(partial(_wholes, value=_value))
