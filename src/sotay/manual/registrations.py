"""What this area tells the others: its records, its purpose of approval, the judge of its own check."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.manual import actions as _acts  # noqa: F401  names the acts of the journal
from sotay.manual.amendments import imports as _imported  # noqa: F401  registers the import of a manual
from sotay.manual.amendments import obligations as _statements  # noqa: F401  registers own.statements
from sotay.manual.amendments import purposes as _approved  # noqa: F401  registers manual.amendment
from sotay.manual.amendments.sight import visible, visible_drafts
from sotay.manual.announcements import registrations as _announcements  # noqa: F401
from sotay.manual.issues import registrations as _issues  # noqa: F401
from sotay.manual.models import Amendment, Draft, Manual, Statement
from sotay.manual.packs import permissions as _may_make_packs  # noqa: F401
from sotay.manual.packs import registrations as _packs  # noqa: F401  packs: records, acts, sides
from sotay.manual.reports import registrations as _reported  # noqa: F401  makes plans and reports known
from sotay.manual.selfcheck import permissions as _may_check  # noqa: F401
from sotay.manual.startup import permissions as _may_answer  # noqa: F401
from sotay.manual.statements import linking as _cites  # noqa: F401  tells which parts cite a law
from sotay.manual.statements import permissions as _may_read  # noqa: F401
from sotay.search import index
from sotay.ui.markdown import plain

subjects.register(
    Manual,
    label=_("Sổ tay chất lượng"),
    url_name="manual:manual_detail",
    url_kwargs=lambda _manual: {},
    related=("agency",),
)
subjects.register(
    Statement,
    label=_("Nội dung áp dụng"),
    url_name="manual:statement_detail",
    url_kwargs=lambda statement: {"slug": statement.slug},
)
subjects.register(
    Amendment,
    label=_("Đợt sửa đổi"),
    url_name="manual:amendment_detail",
    url_kwargs=lambda amendment: {"slug": amendment.slug},
    state=lambda amendment: str(amendment.get_state_display()),
    visible=visible,
)
subjects.register(
    Draft,
    label=_("Bản sửa"),
    url_name="manual:amendment_detail",
    url_kwargs=lambda draft: {"slug": draft.amendment.slug},
    related=("amendment", "statement"),
    visible=visible_drafts,
)

index.register(Statement, code=lambda one: one.clause, text=lambda one: plain(one.text))
index.register(Amendment, code=lambda one: one.code)
