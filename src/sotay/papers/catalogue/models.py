"""What an agency says of a form of the registry: code, edition and name of its own, and a DOCX that replaces ours."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned, OwnedQuerySet, User
from sotay.blobs.models import Blob


class FormSetting(AgencyOwned):
    """The agency's own code, edition and name of a form; `form` is the code of the registry (`papers/forms.py`)."""

    form = models.CharField(max_length=40, editable=False)
    code = models.CharField(_("mã biểu mẫu"), max_length=60, blank=True)
    edition = models.CharField(_("lần ban hành"), max_length=20, blank=True)
    issued_date = models.DateField(_("ngày ban hành"), null=True, blank=True)
    title = models.CharField(_("tên trên biểu mẫu"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("mã biểu mẫu của cơ quan")
        verbose_name_plural = _("mã biểu mẫu của cơ quan")
        constraints = [models.UniqueConstraint(fields=["agency", "form"], name="form_setting_once")]

    def __str__(self) -> str:
        return f"{self.form} {self.code}".strip()


class FormTemplateQuerySet(OwnedQuerySet):
    """Filters over templates."""

    def in_use(self) -> "FormTemplateQuerySet":
        """Keep those that replace a form today."""
        return self.filter(state=FormTemplate.State.IN_USE)


class FormTemplate(AgencyOwned):
    """A DOCX of the agency's own that replaces the Word face of a form; its fields were checked when it was brought.

    Ended ones stay, with the day and the reason, so that what was printed from them can be understood.
    """

    class State(models.TextChoices):
        """Whether it is filled."""

        IN_USE = "IN_USE", _("Đang dùng")
        ENDED = "ENDED", _("Thôi dùng")

    form = models.CharField(max_length=40, editable=False)
    file = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+", verbose_name=_("tệp mẫu"))
    name = models.CharField(_("tên tệp"), max_length=255)
    fields = models.JSONField(default=dict, editable=False)
    """The fields the form had when the template was checked, as `papers/fields.py: known_of` tells them."""
    state = models.CharField(max_length=6, choices=State, default=State.IN_USE)
    from_date = models.DateField(_("dùng từ ngày"))
    brought_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("người đưa lên"))
    ended_date = models.DateField(_("thôi dùng từ ngày"), null=True, blank=True)
    ended_reason = models.CharField(_("lý do thôi dùng"), max_length=300, blank=True)

    objects = FormTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("mẫu DOCX của cơ quan")
        verbose_name_plural = _("mẫu DOCX của cơ quan")
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "form"], condition=models.Q(state="IN_USE"), name="form_template_one_in_use"
            ),
            models.CheckConstraint(
                name="form_template_ended_with_day_and_reason",
                condition=models.Q(state="IN_USE", ended_date__isnull=True, ended_reason="")
                | models.Q(state="ENDED", ended_date__isnull=False) & ~models.Q(ended_reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
