"""What every record of an agency has: an owner, a public number, a version, and a history kept by triggers."""

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar, Self

import pghistory
import pghistory.models
from django.db import models
from django.db.models.signals import class_prepared


class HistoryEvent(pghistory.models.Event):
    """One change of one row, written by a trigger; the number is 64 bits wide from the first migration on."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row with a public number and a version that grows with every save.

    `uuid` stands in addresses, QR codes and exports; primary keys never leave the database. `version` lets a command
    see that somebody else was quicker (`commands.lock`).
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *, update_fields: Iterable[str] | None = None, **options: Any) -> None:
        """Save and count the version up, also when only some fields are named."""
        if not self._state.adding:
            self.version += 1
            if update_fields is not None:
                update_fields = {*update_fields, "version"}
        super().save(update_fields=update_fields, **options)


class OwnedQuerySet(models.QuerySet):
    """Filters every owned table has."""

    def of(self, viewer: Any) -> Self:
        """Keep the rows of the viewer's agency (an `Actor`); what a permission adds is the query's own affair."""
        return self.filter(agency_id=viewer.agency.pk)


class AgencyOwned(Versioned):
    """A record that belongs to one agency; another agency's is not found (404), never forbidden.

    `TRACK = False` on a subclass means that its rows are derived or append-only and keep no history of their own;
    `derived = True` says the former.
    """

    TRACK: ClassVar[bool] = True
    derived: ClassVar[bool] = False

    agency = models.ForeignKey("agency.Agency", on_delete=models.PROTECT, related_name="+", editable=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        abstract = True


def _keep_history(sender: type[models.Model], **_kwargs: Any) -> None:
    """Give every concrete owned table its history; the one signal of the house, so that nobody can forget it."""
    if (
        issubclass(sender, AgencyOwned)
        and not sender._meta.abstract
        and not sender._meta.proxy
        and not issubclass(sender, pghistory.models.Event)
        and sender.TRACK
    ):
        # what the database computes follows from what the history keeps
        keep_history(sender, exclude=[field.name for field in sender._meta.local_fields if field.generated])


def keep_history(model: type[models.Model], *, exclude: Iterable[str] = ()) -> None:
    """Track insert, update and delete of a table by triggers, leaving out the named columns."""
    pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        base_model=HistoryEvent,
        exclude=list(exclude) or None,
    )(model)


def forget_history(model: type[models.Model], keys: Iterable[int]) -> None:
    """Delete what the history says so far of rows of which nothing may be kept."""
    for events in set(model.pgh_event_models.values()):  # type: ignore[attr-defined]  # every tracked table has them
        events.objects.filter(pgh_obj_id__in=list(keys)).delete()


class_prepared.connect(_keep_history, weak=False)
