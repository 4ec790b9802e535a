"""The table of what waits for whom, derived from the records of every area."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from sotay.agency.models import Agency, OwnedQuerySet, Unit, User
from sotay.standard.catalogue.obligations import obligation_of
from sotay.standard.standings.lines import said
from sotay.work.waiting.registry import Kind


class WaitingItem(models.Model):
    """One thing that waits for one person, as last looked at; written by `refresh` alone.

    `reason` is a Vietnamese source text and `params` what is put into it, as in `Standing`. `title` of an obligation is
    its Vietnamese title, for mails; pages say it in their language.
    """

    derived: ClassVar[bool] = True

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=160)
    kind = models.CharField(_("loại"), max_length=6, choices=Kind)
    title = models.CharField(_("nội dung"), max_length=300)
    act = models.CharField(_("việc cần làm"), max_length=80)
    due_date = models.DateField(_("hạn"), null=True)
    link_name = models.CharField(max_length=80)
    link_kwargs = models.JSONField(default=dict)
    origin = models.CharField(_("từ"), max_length=300, blank=True)
    obligation = models.CharField(max_length=60, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    params = models.JSONField(default=dict)
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, null=True, related_name="+", db_index=False)
    escalates = models.BooleanField(default=False)

    objects = OwnedQuerySet.as_manager()

    class Meta:
        verbose_name = _("việc đang chờ")
        verbose_name_plural = _("việc đang chờ")
        constraints = [models.UniqueConstraint(fields=["agency", "user", "key"], name="waiting_once_per_person")]
        indexes = [models.Index(fields=["agency", "due_date"], name="waiting_by_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """What waits, in the language of the page where the words are ours."""
        return str(obligation_of(self.obligation).title) if self.obligation else self.title

    @property
    def why(self) -> str:
        """Why it waits, in the language of the page; empty where the title says all."""
        return said(self.reason, self.params)

    @property
    def basis(self) -> str:
        """Clause and basis of an obligation; empty for everything else."""
        if not self.obligation:
            return ""
        about = obligation_of(self.obligation)
        return " · ".join(filter(None, [about.clause, about.basis]))

    @property
    def verb(self) -> str:
        """The one next action, in the language of the page."""
        return gettext(self.act)
