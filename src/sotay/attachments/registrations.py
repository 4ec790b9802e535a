"""How files, remarks and links are found again by reference, and what acts upon them are called."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.attachments.models import Attachment, Comment, Link
from sotay.attachments.queries import on_visible_records
from sotay.journal import sentences

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
