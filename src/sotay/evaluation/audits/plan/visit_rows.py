"""The visits of an audit as rows of its plan: when, who, what, how far the checklist is."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.evaluation.audits.models import Audit, Visit
from sotay.evaluation.audits.plan.independence import said
from sotay.evaluation.audits.plan.queries import AuditPage
from sotay.evaluation.audits.plan.recognised import beyond_words
from sotay.evaluation.tabs import address
from sotay.ui.formats import ngay
from sotay.ui.parts import Action

State = Audit.State


@dataclass(frozen=True, slots=True)
class Who:
    """An auditor of a visit; `tie` says what ties him to it, `reason` why he was chosen all the same.

    `beyond` says for which of its clauses the register does not recognise him.
    """

    name: str
    tie: str = ""
    reason: str = ""
    beyond: str = ""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit as the page and the paper show it."""

    visit: Visit
    when: str
    day: str
    hours: str
    who: tuple[Who, ...]
    clauses: str
    documents: tuple[Any, ...]
    checklist: str
    tone: str
    url: str
    is_open: bool
    is_mine: bool
    actions: tuple[Action, ...]


def rows_of(page: AuditPage, viewer: Actor, *, edits: bool, moves: bool) -> list[VisitRow]:
    """Return the rows in the order of the plan; no query."""
    return [_row(page, visit, viewer, edits=edits, moves=moves) for visit in page.visits]


def _row(page: AuditPage, visit: Any, viewer: Actor, *, edits: bool, moves: bool) -> VisitRow:
    begins, ends = localtime(visit.starts_at), localtime(visit.ends_at)
    day, hours = ngay(begins.date()), f"{begins:%H:%M}–{ends:%H:%M}"
    given = visit.auditors.all()
    who = tuple(
        Who(
            name=str(one.user),
            tie=said(page.ties_at(visit, one.user_id)),
            reason=one.override_reason,
            beyond=beyond_words(visit.clauses, page.valid.get(one.user_id)),
        )
        for one in given
    )
    is_open = visit.finished_date is None and not visit.set_aside_reason
    words, tone = _checklist(page, visit)
    return VisitRow(
        visit=visit,
        when=f"{hours}, {day}",
        day=day,
        hours=hours,
        who=who,
        clauses=", ".join(visit.clauses),
        documents=tuple(visit.documents.all()),
        checklist=words,
        tone=tone,
        url=address(viewer, "visit_detail", slug=visit.slug)
        if page.is_inside(visit) and not visit.set_aside_reason
        else "",
        is_open=is_open,
        is_mine=viewer.user is not None and any(one.user_id == viewer.user.pk for one in given),
        actions=tuple(_actions(visit, viewer, edits=edits and is_open, moves=moves and is_open)),
    )


def _checklist(page: AuditPage, visit: Any) -> tuple[str, str]:
    """Return how far the checklist is in words, with its tone; only that it is over for those who see no inside."""
    if visit.set_aside_reason:
        return _("Không thực hiện"), "stop"
    if visit.finished_date:
        return _("Xong ngày %s") % ngay(visit.finished_date), "done"
    if not page.is_inside(visit):
        return "", "quiet"
    if not visit.line_count:
        return _("Chưa có câu hỏi"), "quiet"
    words = _("%(done)d/%(all)d câu") % {"done": visit.answered_count, "all": visit.line_count}
    return words, "now" if visit.answered_count else "quiet"


def _actions(visit: Visit, viewer: Actor, *, edits: bool, moves: bool) -> list[Action]:
    if edits:
        remove = address(viewer, "visit_remove", slug=visit.slug)
        return [
            Action(label=_("Sửa"), url=address(viewer, "visit_change", slug=visit.slug), icon="pencil"),
            Action(label=_("Bỏ"), url=remove, icon="trash", post=True, danger=True),
        ]
    if moves:
        return [
            Action(label=_("Đổi giờ, đại diện"), url=address(viewer, "visit_move", slug=visit.slug), icon="clock"),
            Action(label=_("Không thực hiện"), url=address(viewer, "visit_set_aside", slug=visit.slug), icon="ban"),
        ]
    return []
