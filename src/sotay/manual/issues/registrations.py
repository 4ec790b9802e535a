"""What the manual as a document tells others: its forms, its act."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.manual.issues import permissions as _allowed  # noqa: F401
from sotay.manual.issues.models import ManualIssue
from sotay.papers.forms import forms_in

forms_in("sotay.manual.issues.papers")

subjects.register(
    ManualIssue,
    label=_("Bản sổ tay đã ban hành"),
    url_name="manual:manual_changes",
    url_kwargs=lambda one: {"uuid": one.uuid},
    related=("agency",),
)
sentences.register({"manual.manual.document_issued": _("In và ban hành sổ tay thành tài liệu")})
