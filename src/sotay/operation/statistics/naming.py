"""What the keys of figures are called: units, services and procedures, and how an address names them."""

from collections.abc import Hashable, Iterable
from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.models import Unit
from sotay.context.models import Service
from sotay.operation.dossiers.counted import FIELD, PROCEDURE, SERVICE, TOGETHER, UNIT
from sotay.operation.statistics import sums
from sotay.operation.statistics.cells import Of
from sotay.operation.statistics.queries import Figures
from sotay.support.documents.sight import visible
from sotay.support.models import Document


class Names:
    """Names by key, read at once for the rows of a page; `keys` are those of its axis."""

    def __init__(self, keys: Iterable[Hashable], *, axis: str, figures: Figures, viewer: Actor) -> None:
        self.keys, self.axis, self.figures, self.viewer = tuple(keys), axis, figures, viewer

    @cached_property
    def units(self) -> dict[Any, Unit]:
        """The units by key."""
        known = {row.unit_id: row.unit for row in (*self.figures.rows, *self.figures.beside) if row.unit}
        return known | self._more(Unit.objects.of(self.viewer), sums.UNIT, known)

    @cached_property
    def services(self) -> dict[Any, Service]:
        """The services by key."""
        known = {row.service_id: row.service for row in (*self.figures.rows, *self.figures.beside) if row.service}
        return known | self._more(Service.objects.of(self.viewer), sums.SERVICE, known)

    @cached_property
    def procedures(self) -> dict[Any, Document]:
        """The procedures by key, as far as the viewer sees them."""
        if self.axis != PROCEDURE:
            return {}
        wanted = {one for key in self.keys for one in key}  # type: ignore[attr-defined]
        return visible(Document.objects.of(self.viewer), self.viewer).in_bulk(wanted) if wanted else {}

    def label(self, axis: str, key: Any) -> str:
        """Return what a row is called."""
        if axis == PROCEDURE:
            if not key:
                return _("Chưa có quy trình phục vụ")
            shown = [self.procedures[one] for one in key if one in self.procedures]
            return "; ".join(f"{one.code} {one.title}" for one in shown) or _("Quy trình không được xem")
        return self.by_axis.get((axis, key), str(key))

    @cached_property
    def by_axis(self) -> dict[Any, str]:
        """The names of units and services by axis and key."""
        names = {(sums.UNIT, key): unit.name for key, unit in self.units.items()}
        names |= {(sums.SERVICE, key): f"{one.code} {one.name}" for key, one in self.services.items()}
        return names | {
            (sums.UNIT, sums.NO_UNIT): _("Chưa rõ đơn vị"),
            (sums.FIELD, sums.NO_FIELD): _("Chưa rõ lĩnh vực"),
        }

    def behind(self, axis: str, key: Any) -> Of | None:
        """Return how the register is told the same in its address; None where the viewer may not see of what it is."""
        if axis == sums.UNIT:
            return ((UNIT, self.units[key].slug if key else ""),)
        if axis == sums.FIELD:
            return ((FIELD, "" if key == sums.NO_FIELD else str(key)),)
        if axis == sums.SERVICE:
            return ((SERVICE, self.services[key].slug),)
        if any(one not in self.procedures for one in key):
            return None
        return ((PROCEDURE, TOGETHER.join(self.procedures[one].slug for one in key)),)

    def _more(self, rows: Any, axis: str, known: dict[Any, Any]) -> dict[Any, Any]:
        """Return those the rows of the page are of and no row that was entered names."""
        lacking = {one for one in self.keys if one and one not in known} if self.axis == axis else set()
        return rows.in_bulk(lacking) if lacking else {}  # type: ignore[no-any-return]
