"""The value an agency gave a parameter, from a day on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import AgencyOwned
from sotay.standard.registry.parameters import parameter_of


class ParameterValue(AgencyOwned):
    """A parameter's value for an agency from a day on; `value` is the kept text of the parameter's kind."""

    code = models.CharField(_("tham số"), max_length=60)
    value = models.CharField(_("giá trị"), max_length=40)
    valid_from_date = models.DateField(_("có giá trị từ ngày"))
    reason = models.CharField(_("lý do"), max_length=300)

    class Meta:
        verbose_name = _("giá trị tham số")
        verbose_name_plural = _("giá trị tham số")
        constraints = [
            models.UniqueConstraint(fields=["agency", "code", "valid_from_date"], name="parameter_value_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{parameter_of(self.code).title}: {self.shown}"

    @property
    def shown(self) -> str:
        """The value as pages show it."""
        return parameter_of(self.code).kind.show(self.value)
