"""How files, remarks and links are found again by reference, and what acts upon them are called."""

from collections.abc import Collection
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.attachments.models import Attachment, Comment, Link
from sotay.attachments.queries import on_visible_records
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Attachment,
    label=_("Tệp"),
    url_name="attachments:file_detail",
    url_kwargs=lambda file: {"uuid": file.uuid},
    visible=lambda rows, viewer: on_visible_records(rows, viewer, "subject"),
)
subjects.register(
    Comment,
    label=_("Ý kiến"),
    url_name="attachments:record_detail",
    url_kwargs=lambda one: {"subject_type": one.subject_type, "uuid": one.subject_uuid},
    visible=lambda rows, viewer: on_visible_records(rows, viewer, "subject"),
)
subjects.register(
    Link,
    label=_("Liên kết"),
    url_name="attachments:record_detail",
    url_kwargs=lambda one: {"subject_type": one.from_type, "uuid": one.from_uuid},
    visible=lambda rows, viewer: on_visible_records(rows, viewer, "from"),
)


@index.carry
def files_on(agency_id: int, uuids: Collection[UUID]) -> dict[UUID, list[tuple[str, str]]]:
    """Let every record be found by the files on it, oldest first."""
    rows = Attachment.objects.filter(agency_id=agency_id, subject_uuid__in=uuids, removed_at__isnull=True)
    found: dict[UUID, list[tuple[str, str]]] = {}
    for uuid, name, sha in rows.order_by("created_at", "pk").values_list("subject_uuid", "name", "blob_id"):
        found.setdefault(uuid, []).append((name, sha))
    return found


sentences.register(
    {
        "attachments.attachment.added": _("Thêm tệp"),
        "attachments.attachment.found": _("Thêm tệp đã có"),
        "attachments.attachment.taken_off": _("Gỡ tệp"),
        "attachments.comment.made": _("Ghi ý kiến"),
        "attachments.link.made": _("Thêm liên kết"),
        "attachments.link.removed": _("Bỏ liên kết"),
    }
)
