"""Which signed copy of a paper is shown to others: the last one nothing speaks against."""

from typing import Final

from sotay.approvals.queries import latest_for
from sotay.support.outgoing.models import OutgoingPaper, SignatureCheck, SignedFile
from sotay.support.outgoing.signing.words import is_of_former

Comparison = SignedFile.Comparison
GOOD: Final = (Comparison.SAME, Comparison.NO_TEXT)
NOT_LOOKED_THROUGH: Final = ("too_much", "pages_unread")
"""What was said of a file that was not looked at to its end."""


def is_sound(one: SignedFile, check: SignatureCheck) -> bool:
    """Return whether neither the signatures nor the words of a copy speak against it, as they were looked at."""
    if check.verdict == SignatureCheck.Verdict.INVALID or one.comparison not in GOOD:
        return False
    return not check.verdicts or check.verdicts.get("reason") not in NOT_LOOKED_THROUGH


def standing_copy(paper: OutgoingPaper, *, media_type: str) -> SignedFile | None:
    """Return the signed copy of a paper brought last that is sound, of this type, and of the words that were approved."""
    rows = SignedFile.objects.filter(paper=paper, file__media_type=media_type).select_related("file")
    copies = list(rows.prefetch_related("checks").order_by("-pk"))
    approval = latest_for(paper) if copies else None
    for one in copies:
        checks = list(one.checks.all())
        if checks and is_sound(one, checks[-1]) and not is_of_former(one, approval):
            return one
    return None
