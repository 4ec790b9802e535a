"""Pages of people: the list, a person, a new account, the first password."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sotay.agency.clock import today
from sotay.commands import may, require
from sotay.exchange.export import answer
from sotay.journal.history import history_of
from sotay.organisation.people import commands, exports, filters, forms, guards, imports, passwords, queries, tables
from sotay.organisation.tabs import address, crumb_to, tabs_for
from sotay.pages import once, run, run_plain
from sotay.ui.pages import form_page, list_page, record_page
from sotay.ui.parts import Action, Empty, RecordPage

NUMBER = "first_password"  # in the session until the page that shows the password was opened once


def person_list(request: HttpRequest) -> HttpResponse:
    """List the people of the agency by given name."""
    actor = request.actor
    require(actor, "organisation.view_people")
    chosen = filters.People(request.GET, queryset=queries.list_people(viewer=actor, on=today()), request=request)
    if request.GET.get("export"):
        seats = queries.list_seats(viewer=actor, on=today(), people=chosen.qs)
        return answer(request, imports.columns, exports.records(seats), title=_("Con người"))
    add = Action(label=_("Thêm người"), url=address(actor, "person_create"), icon="plus", primary=True)
    by_decision = Action(label=_("Giao vai trò theo quyết định"), url=address(actor, "seat_appoint"), icon="users")
    allowed = may(actor, "organisation.manage_people")
    return list_page(
        request,
        title=_("Con người"),
        tabs=tabs_for(actor, active="people"),
        filter=chosen,
        table=tables.People(chosen.qs),
        actions=[by_decision, add] if allowed else [],
        empty=Empty(
            title=_("Chưa có ai"),
            why=_("Mỗi người có một tài khoản và một hoặc nhiều vai trò, từ ngày nào, theo quyết định nào."),
            basis=_("5.3 · Vai trò, trách nhiệm và quyền hạn"),
            action=add if allowed else None,
        ),
    )


def person_detail(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show a person with the seats held and past."""
    actor = request.actor
    require(actor, "organisation.view_people")
    page = queries.get_person_page(uuid, viewer=actor, on=today())
    person = page.person
    actions = []
    if may(actor, "organisation.manage_people"):
        why_not = list(guards.why_not_reset(person, agency=actor.agency, on=today(), by=actor.user))
        actions = [
            Action(
                label=_("Đặt lại mật khẩu"),
                url=address(actor, "person_password", uuid=uuid),
                icon="key",
                disabled=bool(why_not),
                note=why_not[0].text if why_not else "",
            ),
            Action(
                label=_("Giao vai trò"),
                url=f"{address(actor, 'seat_give')}?person={person.username}",
                icon="plus",
                primary=True,
            ),
        ]
    return record_page(
        request,
        page=RecordPage(
            title=person.full_name,
            kicker=person.username,
            crumbs=[crumb_to(actor, "people")],
            actions=actions,
            history=history_of(person, viewer=actor),
        ),
        template="organisation/people/detail.html",
        context={"shown": page, "person": person, "today": today()},
    )


@once
def person_create(request: HttpRequest) -> HttpResponse:
    """Make an account for a new person and give the first seat."""
    actor = request.actor
    require(actor, "organisation.manage_people")
    form = forms.AddPersonForm(request.POST or None, request.FILES or None, viewer=actor, on=today())
    number = passwords.new_number()
    more = {"on": today(), "password": passwords.password_from(number)}
    if request.method == "POST" and run(form, commands.add_person, actor.agency, actor=actor, **more):
        request.session[NUMBER] = {"uuid": str(form.result.uuid), "number": number}
        return redirect(address(actor, "person_password_shown", uuid=form.result.uuid))
    return form_page(
        request,
        form=form,
        title=_("Thêm người"),
        intro=_(
            "Tài khoản thuộc hệ thống, mỗi người một tài khoản. Người đã có tài khoản ở cơ quan khác: dùng “Giao vai trò”."
        ),
        submit=_("Cấp tài khoản"),
        crumbs=[crumb_to(actor, "people")],
        cancel_url=address(actor, "person_list"),
    )


@once
def person_password(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Ask before a password is reset, then reset it."""
    actor = request.actor
    require(actor, "organisation.manage_people")
    person = queries.get_person(uuid, viewer=actor)
    if request.method != "POST":
        return render(request, "organisation/people/password.html", {"person": person})
    number = passwords.new_number()
    reasons = run_plain(
        commands.reset_password, person, actor=actor, on=today(), password=passwords.password_from(number)
    )
    if reasons:
        messages.error(request, " ".join(str(reason.text) for reason in reasons))
        return redirect(address(actor, "person_detail", uuid=uuid))
    request.session[NUMBER] = {"uuid": str(uuid), "number": number}
    return redirect(address(actor, "person_password_shown", uuid=uuid))


@never_cache
def person_password_shown(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Show the one-time password once, to whoever made it."""
    actor = request.actor
    require(actor, "organisation.manage_people")
    person = queries.get_person(uuid, viewer=actor)
    kept = request.session.get(NUMBER) or {}
    password = ""
    if kept.get("uuid") == str(uuid):
        password = passwords.password_from(kept["number"])
        del request.session[NUMBER]
    context = {"person": person, "password": password, "crumbs": [crumb_to(actor, "people")]}
    return render(request, "organisation/people/password_shown.html", context)
