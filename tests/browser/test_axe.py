"""Every page of the house by axe, at a desk and on a phone: accessible, inside the width, in its language, keeping the policy."""

import fcntl
import json
import os
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

import lxml.html
import pytest
from django.contrib.sessions.models import Session
from django.urls import Resolver404, resolve, reverse

from sotay.agency.actor import Actor
from sotay.agency.models import Agency, Seat, User
from sotay.evaluation.models import AuditReport, DeviceSaving
from tests.architecture.test_addresses import agency_urls, permission_rows
from tests.browser.conftest import DESK, PHONE, picture, watch
from tests.conftest import SignedIn
from tests.demonstration import copied_database
from tests.factories.agency import AgencyFactory, SeatFactory, UnitFactory
from tests.factories.checklists import LineFactory, VisitFactory
from tests.factories.findings import AuditFactory, FindingFactory, MemberFactory
from tests.factories.proposals import ProposalFactory
from tests.permission_table import client_of

MANUAL = Path(__file__).parents[1] / "cases" / "manual_with_quirks.txt"
AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
AXE_RUN = """rules => axe.run(document, {runOnly: rules, resultTypes: ["violations"]}).then(found =>
    found.violations.map(({id, nodes}) => ({id, nodes: nodes.map(({html}) => ({html}))})))"""
"""Only what is wrong comes back: telling of all that is right takes as long as the looking."""
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]
SEATS = {
    Seat.Role.SECRETARY: "thu-ky",
    Seat.Role.HEAD: "giam-doc",
    Seat.Role.OFFICIAL: "cong-chuc",
    Seat.Role.ADMINISTRATOR: "quan-tri",
    Seat.Role.CLERK: "van-thu",
    Seat.Role.UNIT_HEAD: "truong-phong-cntt",
    Seat.Role.COMMITTEE_HEAD: "pho-giam-doc",
}
ACCOUNT = ["account", "agencies", "account_change_password"]
FILES = {
    "organisation:agency_logo",
    "context:law_import",
    "context:service_import",
    "evaluation:answer_template",
    "evaluation:auditor_import",
    "evaluation:finding_log",
    "manual:pack_file",
    "manual:pack_verifier",
    "operation:count_import",
    "operation:provider_import",
    "operation:dossier_import_errors",
    "support:controlled_copy",
    "support:paper_file",
    "support:paper_signed_file",
    "support:revision_file",
    "support:takeover_template",
    "organisation:decision_file",
    "papers:template_file",
    "standard:evidence_file",
    "evaluation:inspection_paper",
    "evaluation:rating_import",
    "evaluation:saving_detail",
    "evaluation:sheet_match",
    "evaluation:visit_state",
    "evaluation:visit_worker",
    "manual:manual_export",
    "approvals:approval_file",
    "attachments:file_detail",
    "attachments:file_open",
    "exchange:import_template",
    "web:checkpoint",
    "work:notice_open",
}
"""Addresses that give a file or lead on, never a page."""
AFTER_A_FORM = {"manual:import_preview"}
"""Addresses only a form leads to; each has a test of its own below."""
OF_AUDITORS = {
    f"evaluation:{name}" for name in ("line_save", "line_file", "aside_settle", "visit_finish", "visit_reopen")
}
"""Addresses that those alone read who audit at a visit; they have a test of their own below."""
OF_WHO_HAS_A_PART = {
    "evaluation:finding_change": {},
    "evaluation:finding_correct": {"met": True},
    "evaluation:finding_drop": {},
    "evaluation:finding_new": {},
    "evaluation:finding_opinion": {"met": True},
    "evaluation:report_submit": {"met": True},
    "improvement:proposal_change": {},
    "improvement:proposal_withdraw": {},
}
"""Addresses no seat opens, a part in the record does: leading the audit, heading the audited unit, having proposed; how the audit is."""
GIVEN = sorted(
    {row.name for row in permission_rows() if row.method == "get"}
    - FILES
    - AFTER_A_FORM
    - OF_AUDITORS
    - {*OF_WHO_HAS_A_PART}
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def written(demo_template, django_db_blocker):
    """A copy of the demonstration agency that all pages are read from."""
    with copied_database(django_db_blocker, demo_template):
        yield Agency.objects.get(short_name="stttt")


@pytest.fixture(scope="module")
def clients(written):
    """A signed-in client of each seat of the cast."""
    return {
        username: SignedIn(Actor(agency=written, user=User.objects.get(username=username)))
        for username in SEATS.values()
    }


@pytest.fixture(scope="module")
def reached(clients, demo_template, tmp_path_factory):
    """For each URL name that links lead to from the overview, who reached it and where; crawled once for all processes of a run.

    Each of them reads a copy of the same agency, so that an address of one is an address of all.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    with (folder / f"reached-in-{demo_template}").open("a+", encoding="utf-8") as kept:
        fcntl.flock(kept, fcntl.LOCK_EX)
        kept.seek(0)
        if not (told := kept.read()):
            kept.write(told := json.dumps(crawl(clients)))
    return {name: tuple(there) for name, there in json.loads(told).items()}


def crawl(clients):
    """Follow every link from the overview, two records of a kind at most; return who reached each URL name and where."""
    found = {}
    for username in ("thu-ky", "giam-doc", "cong-chuc", "quan-tri"):
        seen, waiting = defaultdict(set), ["/stttt/"]
        while waiting:
            path = waiting.pop()
            answer = clients[username].get(path)
            if answer.status_code != 200 or not answer.headers["Content-Type"].startswith("text/html"):
                continue
            found.setdefault(resolve(urlsplit(path).path).view_name, (username, path))
            for link in lxml.html.fromstring(answer.content).iterlinks():
                address = urlsplit(link[2])
                if link[1] != "href" or address.netloc or not address.path.startswith("/stttt/"):
                    continue
                try:
                    name = resolve(address.path).view_name
                except Resolver404:
                    pytest.fail(f"{path} links to {link[2]}, which is nowhere")
                if name not in found and len(seen[name]) < 2 and address.path not in seen[name]:
                    seen[name].add(address.path)
                    waiting.insert(0, address.path)
    return found


@pytest.fixture(scope="module")
def opened_windows(chromium, server, clients):
    """Return a function that gives the one window of a seat of the cast, one for all clients, and that of nobody signed in.

    A window keeps the style sheets and fonts it has read; a new one for each client read them all anew.
    """
    opened = {}

    def window_of(who):
        name = who if who is None or who in clients else "a client"
        if name not in opened:
            context = chromium.new_context(viewport=DESK, base_url=server, locale="vi-VN")
            opened[name] = watch(context.new_page())
        if client := clients.get(who, who):
            opened[name].goto("about:blank")  # nothing the page before still asks for may bring its own session back
            keep_signed_in(opened[name].context, client.cookies["sessionid"].value, server)
        return opened[name]

    yield window_of
    for page in opened.values():
        page.context.close()


def keep_signed_in(context, session, server):
    """Give a window its session: a browser whose network part was started anew under load has forgotten all of them."""
    for _try in range(3):
        context.add_cookies([{"name": "sessionid", "value": session, "url": server}])
        if session in {cookie["value"] for cookie in context.cookies()}:
            return
    pytest.fail("the browser keeps no session")


@pytest.fixture
def windows(opened_windows, request):
    """Return the same function, and keep what was last opened as a picture when the test fails."""
    last = []

    def window_of(who):
        last[:] = [opened_windows(who)]
        return last[0]

    yield window_of
    if last and getattr(request.node, "failed", False):
        picture(last[0], request.node.name)


def resize(page, size):
    """Give the page another size without the window's: five times faster, and hundreds of pages are looked at twice."""
    if not hasattr(page, "devtools"):
        page.devtools = page.context.new_cdp_session(page)
    page.devtools.send("Emulation.setDeviceMetricsOverride", size | {"deviceScaleFactor": 1, "mobile": False})


def found_by_axe(page, size):
    """Return what axe finds on the whole page: as tall as what is on it, so that bars that stay cover only what they cover for good."""
    resize(page, size)
    tall = page.evaluate("document.documentElement.scrollHeight")
    resize(page, size | {"height": max(size["height"], tall)})
    return page.evaluate(AXE_RUN, RULES)


def session_of(page):
    """Return the session a window holds and whether the server knows it, for a page that led to the sign-in."""
    held = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "sessionid"]
    return held, list(Session.objects.filter(pk__in=held).values("pk", "expire_date"))


def look(page, path, *, language="vi", status=200):
    """Read a page at both widths and say everything that is wrong with it."""
    page.complaints.clear()
    resize(page, DESK)
    answer = page.goto(path)
    assert answer.status == status, f"{path} answered {answer.status}"
    assert urlsplit(page.url).path == urlsplit(path).path, f"{path} led to {page.url} with {session_of(page)}"
    wrong = []
    if page.evaluate("document.documentElement.lang") != language:
        wrong.append("lang is not " + language)
    page.evaluate(AXE)
    for size in (DESK, PHONE):
        found = found_by_axe(page, size)
        wrong += [(size["width"], one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found]
        if page.evaluate("document.documentElement.scrollWidth") > size["width"]:
            wrong.append(f"{size['width']} scrolls sideways")
    wrong += page.complaints
    page.complaints.clear()
    assert not wrong, f"{path}: {wrong}"


def test_every_address_that_is_read_is_a_page_or_a_file_we_know(reached):
    assert set(reached) & FILES == set()
    assert {name for name, _pattern in agency_urls()} >= FILES


@pytest.mark.parametrize("name", GIVEN)
def test_a_page_of_an_agency(name, reached, windows, written):
    who, path = reached.get(name) or made(name)

    look(windows(who), path)


def made(name):
    """Return who may read an address no link leads to, and one in an agency of its own, as the permission tables make it."""
    for row in permission_rows():
        for role, status in row.seats.items():
            if row.name == name and row.method == "get" and status == 200:
                agency = AgencyFactory()
                path = reverse(name, kwargs={"agency": agency.short_name, **row.kwargs(agency)}) + row.query
                return client_of(role, agency), path
    return pytest.fail(f"no seat reads {name}")


def test_what_a_file_of_a_manual_was_understood_as(windows, written):
    agency = AgencyFactory()
    page = windows(client_of(Seat.Role.SECRETARY, agency))
    answer = page.goto(reverse("manual:import_manual", kwargs={"agency": agency.short_name}))
    assert (answer.status, urlsplit(page.url).path.split("/")[1]) == (200, agency.short_name), session_of(page)
    page.locator("main input[type=file]").set_input_files(MANUAL)
    page.locator("main form button.btn-primary").first.click()
    page.wait_for_url(lambda url: resolve(urlsplit(url).path).view_name in AFTER_A_FORM)

    look(page, page.url)


@pytest.mark.parametrize("name", sorted(OF_AUDITORS | {"evaluation:visit_detail", "evaluation:visit_prepare"}))
def test_a_page_auditors_of_a_visit_read(name, windows, written):
    agency = AgencyFactory()
    user = SeatFactory(agency=agency).user
    line = LineFactory(visit=VisitFactory(audit__agency=agency, by=user, lead=user), answered=True)
    typed = {"evidence": "Ghi trên máy khác", "samples": "", "result": "NOTE"}
    told = {"number": uuid4(), "digest": "0" * 64, "kept": False, "content": typed, "sent_by": user}
    aside = DeviceSaving.objects.create(agency=agency, line=line, **told)
    numbered = {"line_save": line.uuid, "line_file": line.uuid, "aside_settle": aside.number}
    place = {"agency": agency.short_name, "slug": line.visit.slug}
    if number := numbered.get(name.partition(":")[2]):
        place["uuid"] = number

    look(windows(SignedIn(Actor(agency=agency, user=user))), reverse(name, kwargs=place))


@pytest.mark.parametrize("name", sorted(OF_WHO_HAS_A_PART))
def test_a_page_of_who_has_a_part_in_the_record(name, windows, written):
    agency = AgencyFactory()
    seat = SeatFactory(agency=agency, role=Seat.Role.UNIT_HEAD, unit=UnitFactory(agency=agency))
    audit = AuditFactory(agency=agency, **OF_WHO_HAS_A_PART[name])
    MemberFactory(audit=audit, user=seat.user)
    AuditReport.objects.create(agency=agency, audit=audit, effectiveness="Có hiệu lực", conclusion="Phù hợp")
    records = {
        "finding": FindingFactory(audit=audit, unit=seat.unit),
        "finding_new": audit,
        "proposal": ProposalFactory(agency=agency, proposed_by=seat.user),
        "report": audit,
    }
    page = name.partition(":")[2]
    slug = (records.get(page) or records[page.partition("_")[0]]).slug

    look(
        windows(SignedIn(Actor(agency=agency, user=seat.user))),
        reverse(name, kwargs={"agency": agency.short_name, "slug": slug}),
    )


@pytest.mark.parametrize("name", ACCOUNT)
def test_a_page_of_the_account(name, windows):
    look(windows("thu-ky"), reverse(name))


@pytest.mark.parametrize("path", ["/stttt/manual/amendments/nothing/", "/nowhere/at/all/"])
def test_a_page_that_is_not_there(path, windows):
    look(windows("thu-ky"), path, status=404)


def test_a_page_that_is_not_for_this_seat(windows):
    look(windows("cong-chuc"), "/stttt/organisation/people/new/", status=403)


def test_the_sign_in_page(windows):
    look(windows(None), reverse("account_login"))


def test_results_of_a_search_and_its_empty_state(windows):
    look(windows("thu-ky"), "/stttt/search/?q=chinh+sach")
    look(windows("thu-ky"), "/stttt/search/?q=khongcogi")


def test_a_form_that_was_refused(windows):
    page = windows("quan-tri")
    page.goto("/stttt/organisation/units/new/")
    page.locator("main form button.btn-primary").first.click()
    page.locator("#error-summary").wait_for()
    page.evaluate(AXE)

    found = [one for size in (DESK, PHONE) for one in found_by_axe(page, size)]

    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_the_overview_in_english(windows, server):
    page = windows("van-thu")
    page.context.add_cookies([{"name": "sotay_language", "value": "en", "url": server}])

    look(page, "/stttt/", language="en")
