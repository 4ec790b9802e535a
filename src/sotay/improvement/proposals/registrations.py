"""How proposals are found again, searched and told."""

from django.utils.translation import gettext_lazy as _

from sotay.agency import subjects
from sotay.improvement.proposals import beside as _beside  # noqa: F401  tells proposals beside the records they are born from
from sotay.improvement.proposals import commands as _commands  # noqa: F401  follows the work of proposals
from sotay.improvement.proposals.models import Proposal
from sotay.improvement.proposals.sight import visible
from sotay.journal import sentences
from sotay.search import index

subjects.register(
    Proposal,
    label=_("Đề xuất cải tiến"),
    url_name="improvement:proposal_detail",
    url_kwargs=lambda one: {"slug": one.slug},
    state=lambda one: str(one.get_state_display()),
    visible=visible,
    related=("agency",),
)
index.register(
    Proposal,
    code=lambda one: one.code,
    text=lambda one: "\n".join(filter(None, [one.what, one.benefit, one.judged_text, one.outcome_text])),
    past=lambda one: one.state in Proposal.ENDED,
)
sentences.register(
    {
        "improvement.proposal.made": _("Đề xuất cải tiến"),
        "improvement.proposal.changed": _("Sửa đề xuất cải tiến"),
        "improvement.proposal.withdrawn": _("Rút đề xuất cải tiến"),
        "improvement.proposal.accepted": _("Chấp nhận đề xuất, giao việc"),
        "improvement.proposal.rejected": _("Không chấp nhận đề xuất cải tiến"),
        "improvement.proposal.given_again": _("Giao lại công việc của đề xuất"),
        "improvement.proposal.carried_out": _("Đề xuất cải tiến đã thực hiện"),
        "improvement.proposal.measured": _("Đo kết quả cải tiến"),
    }
)
