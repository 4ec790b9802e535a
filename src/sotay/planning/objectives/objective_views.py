"""Pages of one objective and of its plan: shown, added, changed, taken out."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from sotay.agency.actor import Actor
from sotay.agency.clock import today
from sotay.attachments.aside import aside
from sotay.commands import require
from sotay.pages import guests_may_read, once, run, shown, url_of
from sotay.planning.objectives import commands, forms, guards, queries
from sotay.planning.objectives.models import Objective, ObjectiveSet
from sotay.planning.objectives.set_page import TONES
from sotay.planning.objectives.targets import SIGNS, Direction
from sotay.planning.tabs import address, crumb_to, tabs_for
from sotay.standard.registry import facts as registered
from sotay.ui import charts
from sotay.ui.charts.lines import Line
from sotay.ui.formats import so
from sotay.ui.pages import form_page, record_page
from sotay.ui.parts import Action, Blocked, Link, NextAction, RecordPage, StateBadge, Submit

LESS_IS_BETTER = frozenset({Direction.LE, Direction.LT, Direction.NONE})


@guests_may_read
def objective_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an objective: target, how it is counted, its plan, its results by period."""
    actor = request.actor
    require(actor, "planning.view_objectives")
    page = queries.get_objective_page(slug, viewer=actor, on=today())
    objective, one = page.objective, page.objective.set
    require(actor, "planning.view_set", one)
    lacks = shown(page.lacks, actor) if page.may_write else []
    blocked = [Blocked(title=_("Mục tiêu chưa đủ để trình"), reasons=lacks)] if lacks else []
    return record_page(
        request,
        page=RecordPage(
            title=objective.statement,
            kicker=objective.code,
            crumbs=[crumb_to(actor, "objectives"), _crumb(one)],
            state=StateBadge(label=one.get_state_display(), tone=TONES[ObjectiveSet.State(one.state)]),
            actions=_actions(actor, objective) if page.may_write else [],
            next_action=_next(actor, page),
            blocked=blocked,
            **aside(objective, viewer=actor),
        ),
        template="planning/objectives/objective.html",
        context={
            "shown": page,
            "objective": objective,
            "one": one,
            "facts": _facts(page),
            "chart": _chart(page),
            "tabs": tabs_for(actor, active="objectives"),
        },
    )


@once
def objective_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add an objective to a set."""
    actor = request.actor
    one = queries.get_set(slug, viewer=actor)
    require(actor, "planning.write_set", one)
    form = forms.ObjectiveForm(request.POST or None, viewer=actor, on=today(), of_set=one)
    if request.method == "POST" and run(form, commands.add_objective, one, actor=actor):
        again = address(actor, "objective_add", slug=one.slug) if "again" in request.POST else ""
        return _saved(request, form.result, again)  # type: ignore[attr-defined]
    submits = [
        Submit(label=_("Lưu mục tiêu"), primary=True),
        Submit(label=_("Lưu, thêm mục tiêu nữa"), name="again", value="1"),
    ]
    return _objective_form(request, form, one, title=_("Thêm mục tiêu"), submit=submits, back=url_of(one))


@once
def objective_change(request: HttpRequest, slug: str) -> HttpResponse:
    """Change an objective of a set that is being written."""
    actor = request.actor
    objective = queries.get_objective(slug, viewer=actor)
    require(actor, "planning.write_set", objective.set)
    form = forms.ChangeObjectiveForm(
        request.POST or None, viewer=actor, on=today(), of_set=objective.set, objective=objective
    )
    if request.method == "POST" and run(form, commands.change_objective, objective, actor=actor):
        return _saved(request, queries.get_objective(slug, viewer=actor))
    return _objective_form(
        request,
        form,
        objective.set,
        title=_("Sửa mục tiêu %s") % objective.code,
        submit=_("Lưu"),
        back=url_of(objective),
    )


@once
def objective_remove(request: HttpRequest, slug: str) -> HttpResponse:
    """Take an objective out of a set that is being written."""
    actor = request.actor
    objective = queries.get_objective(slug, viewer=actor)
    one = objective.set
    require(actor, "planning.write_set", one)
    form = forms.Remove(request.POST or None, initial={"version": objective.version})
    if request.method == "POST" and run(form, commands.remove_objective, objective, actor=actor):
        messages.success(request, _("Đã bỏ mục tiêu khỏi bộ."))
        return redirect(url_of(one))
    return form_page(
        request,
        form=form,
        title=_("Bỏ mục tiêu %s") % objective.code,
        kicker=objective.statement,
        intro=_("Mục tiêu và kế hoạch của nó ra khỏi bộ đang soạn; nhật ký còn ghi."),
        submit=[Submit(label=_("Bỏ mục tiêu"), danger=True)],
        crumbs=[crumb_to(actor, "objectives"), _crumb(one)],
        cancel_url=url_of(objective),
    )


@once
def plan_line_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Add a line to the plan of an objective."""
    actor = request.actor
    objective = queries.get_objective(slug, viewer=actor)
    require(actor, "planning.write_set", objective.set)
    form = forms.PlanLineForm(request.POST or None, viewer=actor, on=today(), objective=objective)
    if request.method == "POST" and run(form, commands.add_plan_line, objective, actor=actor):
        messages.success(request, _("Đã thêm việc vào kế hoạch."))
        if "again" in request.POST:
            return redirect(address(actor, "plan_line_add", slug=objective.slug))
        return redirect(url_of(objective))
    submits = [Submit(label=_("Lưu"), primary=True), Submit(label=_("Lưu, thêm việc nữa"), name="again", value="1")]
    return _line_form(request, form, objective, title=_("Thêm việc vào kế hoạch"), submit=submits)


@once
def plan_line_change(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Change a line of a plan."""
    actor = request.actor
    line = queries.get_plan_line(slug, viewer=actor)
    objective = line.objective
    require(actor, "planning.write_set", objective.set)
    form = forms.ChangePlanLineForm(request.POST or None, viewer=actor, on=today(), objective=objective, line=line)
    if request.method == "POST" and run(form, commands.change_plan_line, line, actor=actor):
        messages.success(request, _("Đã lưu việc trong kế hoạch."))
        return redirect(url_of(objective))
    return _line_form(request, form, objective, title=_("Sửa việc trong kế hoạch"), submit=_("Lưu"))


@once
def plan_line_remove(request: HttpRequest, slug: UUID) -> HttpResponse:
    """Take a line out of a plan."""
    actor = request.actor
    line = queries.get_plan_line(slug, viewer=actor)
    objective = line.objective
    require(actor, "planning.write_set", objective.set)
    form = forms.Remove(request.POST or None, initial={"version": line.version})
    if request.method == "POST" and run(form, commands.remove_plan_line, line, actor=actor):
        messages.success(request, _("Đã bỏ việc khỏi kế hoạch."))
        return redirect(url_of(objective))
    submit = [Submit(label=_("Bỏ việc"), danger=True)]
    return _line_form(request, form, objective, title=_("Bỏ việc khỏi kế hoạch"), submit=submit, intro=line.what)


def _saved(request: HttpRequest, objective: Objective, again: str = "") -> HttpResponse:
    """Lead to the objective, or to the next one, and say at once when it cannot be measured yet."""
    lacks = list(guards.why_not_measurable(objective))
    if lacks:
        words = " ".join(str(reason.text) for reason in lacks)
        told = _("Đã lưu %(code)s. Mục tiêu chưa đo được: %(why)s") % {"code": objective.code, "why": words}
        messages.warning(request, told)
    else:
        messages.success(request, _("Đã lưu mục tiêu %s.") % objective.code)
    return redirect(again or url_of(objective))


def _objective_form(
    request: HttpRequest, form: Any, one: ObjectiveSet, *, title: str, submit: Any, back: str
) -> HttpResponse:
    return form_page(
        request,
        form=form,
        title=title,
        kicker=str(one),
        intro=_("Còn thiếu vẫn lưu được; trước khi trình, trang nói rõ còn thiếu gì."),
        submit=submit,
        crumbs=[crumb_to(request.actor, "objectives"), _crumb(one)],
        cancel_url=back,
        folded=forms.FOLDED,
    )


def _line_form(request: HttpRequest, form: Any, objective: Objective, **words: Any) -> HttpResponse:
    crumbs = [crumb_to(request.actor, "objectives"), _crumb(objective.set)]
    return form_page(
        request,
        form=form,
        kicker=str(objective),
        crumbs=[*crumbs, Link(label=objective.code, url=url_of(objective))],
        cancel_url=url_of(objective),
        folded=("resources", "from_date"),
        **words,
    )


def _actions(actor: Actor, objective: Objective) -> list[Action]:
    change = address(actor, "objective_change", slug=objective.slug)
    remove = address(actor, "objective_remove", slug=objective.slug)
    return [
        Action(label=_("Sửa"), url=change, icon="pencil"),
        Action(label=_("Bỏ mục tiêu"), url=remove, icon="trash", danger=True),
    ]


def _next(actor: Actor, page: queries.ObjectivePage) -> NextAction | None:
    objective = page.objective
    if page.may_write and not page.plan and not any(guards.why_not_measurable(objective)):
        url = address(actor, "plan_line_add", slug=objective.slug)
        action = Action(label=_("Thêm việc vào kế hoạch"), url=url, icon="plus", primary=True)
        return NextAction(
            title=_("Lập kế hoạch thực hiện"), note=_("Việc gì, ai làm, đến ngày nào, đánh giá ra sao."), action=action
        )
    return None


def _facts(page: queries.ObjectivePage) -> list[tuple[Any, Any]]:
    one = page.objective
    facts: list[tuple[Any, Any]] = [
        (_("Chỉ tiêu"), one.target_text),
        (_("Hiểu là"), str(one.target) if one.target else _("chưa hiểu được")),
        (_("Cách tính"), one.formula),
        (_("Người chịu trách nhiệm"), page.owner),
        (_("Kỳ báo cáo"), one.get_periods_display()),
    ]
    optional = (
        (_("Giá trị nền"), f"{so(one.baseline)} {one.measure}".strip() if one.baseline is not None else ""),
        (_("Nguồn số liệu"), one.data_source),
        (_("Lấy kết quả từ"), str(known[one.fact].title) if one.fact in (known := registered.facts()) else ""),
        (_("Gắn với nội dung chính sách"), one.policy_link),
    )
    return [*facts, *((name, value) for name, value in optional if value)]


def _chart(page: queries.ObjectivePage) -> Line | None:
    """Return the results as a line with the goal; none while no figure was told, or the target is a day."""
    target = page.objective.target
    if target is None or target.direction == Direction.BY or all(one.value is None for one in page.told):
        return None
    points = [charts.Point(label=one.short, value=one.value) for one in page.told]
    unit = target.measure if target.measure == "%" else f" {target.measure}" if target.measure else ""
    return charts.line(
        points,
        title=_("Kết quả theo kỳ"),
        goal=target.value,
        unit=unit,
        more_is_better=target.direction not in LESS_IS_BETTER,
        goal_words=f"{_('chỉ tiêu')} {SIGNS.get(target.direction, '')}".strip(),
    )


def _crumb(one: ObjectiveSet) -> Link:
    return Link(label=str(one), url=url_of(one))
