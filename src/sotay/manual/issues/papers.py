"""The manual as a paper: whole (I3), and one clause of it alone (I3.1)."""

from django.utils.translation import gettext_lazy as _

from sotay.manual.issues.printing import one_clause, whole_manual
from sotay.papers.forms import form

form("I3", title=_("Sổ tay chất lượng"), of="manual.manual", clause="4.4", has_blank=False)(whole_manual)
form(
    "I3.1",
    title=_("Một điều khoản của sổ tay"),
    of="manual.statement",
    clause="4.4",
    has_blank=False,
    when=lambda one: bool(one.text),
)(one_clause)
