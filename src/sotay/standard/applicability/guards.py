"""Why a clause cannot be declared not applicable; asked by the page, the form and the command alike."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from sotay.commands import Reason
from sotay.standard.catalogue.clauses import clauses, may_be_excluded


def why_not_exclude(clause: str) -> Iterator[Reason]:
    """Yield the reasons a clause of the current edition must apply (ISO 9001 4.3; practice 2.3)."""
    if clause not in clauses():
        yield Reason(_("%s không phải là điều khoản của tiêu chuẩn.") % clause, code="unknown_clause", field="clause")
    elif not may_be_excluded(clause):
        yield Reason(
            _(
                "Điều khoản %s phải được áp dụng. Chỉ các yêu cầu của điều 8, điều 7.1.5 và các điều bên dưới có thể không áp dụng, "
                "khi việc đó không ảnh hưởng đến sự phù hợp của dịch vụ."
            )
            % clause,
            code="must_apply",
            field="clause",
        )
