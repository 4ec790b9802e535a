"""Why a scope cannot be written or submitted now."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from sotay.agency.models import Agency
from sotay.commands import Reason
from sotay.context.scope.models import Scope, ScopeItem
from sotay.standard.applicability.queries import exclusions_of


def why_not_prepare(agency: Agency) -> Iterator[Reason]:
    """Yield the reason no new edition can be begun."""
    prepared = Scope.objects.filter(agency=agency, state__in=[Scope.State.DRAFT, Scope.State.SUBMITTED]).first()
    if prepared:
        yield Reason(
            _("%s đang được soạn hoặc trình.") % prepared,
            code="prepared_already",
            fix=("context:scope_edition", prepared),
        )


def why_not_name(fields: Sequence[str]) -> Iterator[Reason]:
    """Yield the reason these fields of work make no scope."""
    if not fields:
        yield Reason(_("Cần ghi ít nhất một lĩnh vực."), code="fields_missing", field="fields_of_work")


def why_not_change(scope: Scope) -> Iterator[Reason]:
    """Yield the reason an edition cannot be changed."""
    if scope.state != Scope.State.DRAFT:
        yield Reason(
            _("%(scope)s %(state)s; không sửa được nữa.")
            % {"scope": scope, "state": scope.get_state_display().lower()},
            code="not_draft",
        )


def why_not_submit(scope: Scope) -> Iterator[Reason]:
    """Yield the reasons an edition cannot be submitted: nothing in it, or a clause left out without a reason."""
    yield from why_not_change(scope)
    yield from why_not_name([item.name for item in scope.items.filter(kind=ScopeItem.Kind.FIELD)])
    exclusions = exclusions_of([scope.agency_id], on=date.max)[scope.agency_id]
    for decided in exclusions.by_clause.values():
        if not decided.applicable and not decided.reason:
            yield Reason(
                _("Điều khoản %s không áp dụng mà chưa nêu lý do.") % decided.clause,
                code="exclusion_unreasoned",
                fix=("standard:clause_list", None),
            )
