"""Who gets what from every address of announcements."""

from sotay.agency.clock import today
from sotay.manual.announcements.commands import begin_announcement
from sotay.manual.models import Announcement
from tests.factories.announcements import AnnouncedServiceFactory, AnnouncementFactory, PostingFactory, grounds
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, Row, answers

DAY = f"{today():%d/%m/%Y}"


def standing(agency):
    one = AnnouncementFactory(agency=agency, issued_date=today())
    AnnouncedServiceFactory(announcement=one)
    return {"slug": one.slug}


def prepared(agency):
    one = AnnouncementFactory(
        agency=agency, state=Announcement.State.DRAFT, number="", issued_date=None, effective_date=None
    )
    return {"slug": one.slug}


def ready(agency):
    grounds(agency)
    secretary = _secretary(agency)
    return {"slug": begin_announcement(agency, actor=secretary, on=today()).slug}


def _secretary(agency):
    from tests.conftest import person

    return person(agency, SECRETARY, on=today())


def nothing(agency):
    grounds(agency)
    return {}


def moved(agency):
    standing(agency)
    return {}


def a_posting(agency):
    return {"uuid": PostingFactory(announcement=AnnouncementFactory(agency=agency, issued_date=today())).uuid}


def reason(_agency):
    return {"reason": "Lý do", "version": 1}


def paper(slug_of, form):
    return lambda agency: {**slug_of(agency), "form": form}


TABLE = [
    Row("get", "manual:announcement_list", {OFFICIAL: 200, SECRETARY: 200}, guest=200),
    Row("get", "manual:announcement_list", {OFFICIAL: 200}, kwargs=moved, query="?export=xlsx", guest=200),
    Row("get", "manual:announcement_detail", {OFFICIAL: 200, SECRETARY: 200}, kwargs=standing, guest=200),
    Row("get", "manual:announcement_detail", {OFFICIAL: 200, SECRETARY: 200}, kwargs=prepared, guest=404),
    Row("get", "manual:announcement_services", {OFFICIAL: 200}, kwargs=standing, guest=200),
    Row("get", "manual:announcement_services", {OFFICIAL: 200}, kwargs=standing, query="?export=csv", guest=200),
    Row("get", "manual:announcement_new", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}),
    Row("post", "manual:announcement_new", {OFFICIAL: 403, SECRETARY: 302}, kwargs=nothing),
    Row("get", "manual:announcement_declare", {OFFICIAL: 403, SECRETARY: 200}),
    Row(
        "post",
        "manual:announcement_declare",
        {OFFICIAL: 403, CLERK: 403, SECRETARY: 302},
        data=lambda _a: {"number": "1/QĐ", "issued_date": DAY, "services": "Cấp phép"},
    ),
    Row("get", "manual:announcement_write", {OFFICIAL: 403, SECRETARY: 200}, kwargs=prepared),
    Row(
        "post",
        "manual:announcement_write",
        {OFFICIAL: 403, SECRETARY: 302},
        kwargs=prepared,
        data=lambda _a: {"scope_text": "x", "version": 1},
    ),
    Row("post", "manual:announcement_renew", {OFFICIAL: 403, SECRETARY: 302}, kwargs=ready),
    Row("post", "manual:announcement_draft", {OFFICIAL: 403, SECRETARY: 302}, kwargs=paper(ready, "I5")),
    Row("post", "manual:announcement_draft", {OFFICIAL: 404, SECRETARY: 404}, kwargs=paper(prepared, "D7")),
    Row("get", "manual:announcement_post", {OFFICIAL: 403, CLERK: 200, SECRETARY: 200}, kwargs=standing),
    Row(
        "post",
        "manual:announcement_post",
        {OFFICIAL: 403, CLERK: 302, SECRETARY: 302},
        kwargs=standing,
        data=lambda _a: {"kind": "OFFICE", "place": "Một cửa", "posted_date": DAY},
    ),
    Row("get", "manual:posting_end", {OFFICIAL: 403, CLERK: 200}, kwargs=a_posting),
    Row("post", "manual:posting_end", {OFFICIAL: 403, CLERK: 302}, kwargs=a_posting, data=reason),
    Row("get", "manual:announcement_cancel", {OFFICIAL: 403, SECRETARY: 200}, kwargs=prepared),
    Row("post", "manual:announcement_cancel", {OFFICIAL: 403, SECRETARY: 302}, kwargs=prepared, data=reason),
    Row("get", "manual:announcement_withdraw", {OFFICIAL: 403, SECRETARY: 200}, kwargs=standing),
    Row("post", "manual:announcement_withdraw", {OFFICIAL: 403, SECRETARY: 302}, kwargs=standing, data=reason),
    Row("get", "manual:announcement_differences", {OFFICIAL: 200, SECRETARY: 200}, kwargs=moved),
    Row("get", "manual:scope_change_decide", {OFFICIAL: 403, CLERK: 403, HEAD: 200, SECRETARY: 200}, kwargs=moved),
    Row(
        "post",
        "manual:scope_change_decide",
        {OFFICIAL: 403, CLERK: 403, HEAD: 302, SECRETARY: 302},
        kwargs=moved,
        data=lambda _a: {"way": "NOW", "due_date": DAY},
    ),
]
test_who_gets_what = answers(TABLE)
