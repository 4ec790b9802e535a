"""How the agency's own forms are found again by reference, and what acts upon them are called."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.journal import sentences
from sotay.papers.catalogue.models import FormSetting, FormTemplate

subjects.register(
    FormSetting,
    label=_("Mã biểu mẫu"),
    url_name="papers:form_detail",
    url_kwargs=lambda setting: {"code": setting.form},
    visible=lambda rows, viewer: rows if viewer.is_member else rows.none(),
)
subjects.register(
    FormTemplate,
    label=_("Mẫu DOCX của cơ quan"),
    url_name="papers:form_detail",
    url_kwargs=lambda template: {"code": template.form},
    visible=lambda rows, viewer: rows if viewer.is_member else rows.none(),
    state=lambda template: str(template.get_state_display()),
)
sentences.register(
    {
        "papers.form.coded": _("Đặt mã, lần ban hành của biểu mẫu"),
        "papers.template.brought": _("Đưa mẫu DOCX của cơ quan vào dùng"),
        "papers.template.ended": _("Thôi dùng mẫu DOCX của cơ quan"),
    }
)
