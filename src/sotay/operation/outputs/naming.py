"""Which dossier a record is about that was born from one, or from a nonconforming output of one."""

from typing import Any

from sotay.operation.dossiers.models import Dossier
from sotay.operation.outputs.models import NonconformingOutput


def dossier_id_of(record: Any) -> int | None:
    """Return the key of the dossier a record with `origin_type` and `origin_uuid` is about; None for none."""
    rows = {"agency": record.agency_id, "uuid": record.origin_uuid}
    if record.origin_type == "operation.dossier":
        return Dossier.objects.filter(**rows).values_list("pk", flat=True).first()
    if record.origin_type == "operation.nonconformingoutput":
        return NonconformingOutput.objects.filter(**rows).values_list("dossier_id", flat=True).first()
    return None
