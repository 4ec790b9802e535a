"""Who gets what from every address of plans, reports and letters of bodies above."""

from sotay.agency.clock import today
from tests.factories.reports import DirectiveFactory, ReportFactory
from tests.permission_table import CLERK, HEAD, OFFICIAL, SECRETARY, UNIT_HEAD, Row, answers


def a_report(agency):
    return {"slug": ReportFactory(agency=agency).slug}


def one_out(agency):
    return {"slug": ReportFactory(agency=agency, kind="PROVINCE", out=True).slug}


def a_plan(agency):
    return {"slug": ReportFactory(agency=agency, kind="PLAN").slug}


def one_withdrawn(agency):
    report = ReportFactory(agency=agency, kind="GUIDE", out=True)
    paper = report.paper
    paper.state, paper.ended_date, paper.ended_reason = "WITHDRAWN", today(), "Sai"
    paper.save()
    return {"slug": report.slug}


def a_letter(agency):
    return {"slug": DirectiveFactory(agency=agency).slug}


def to_begin(_agency):
    return {"kind": "COMMITTEE", "year": today().year, "half": 0}


def to_keep(_agency):
    return {"number": "7/UBND", "dated": "01/03/2026", "issuer": "UBND tỉnh", "summary": "Chỉ đạo", "version": 1}


def to_end(_agency):
    return {"ended_date": today().isoformat(), "reason": "Xong", "version": 1}


READ = {OFFICIAL: 200, CLERK: 200, HEAD: 200, SECRETARY: 200}
TABLE = [
    Row("get", "manual:report_list", READ, kwargs=lambda a: a_report(a) and {}, guest=200),
    Row("get", "manual:report_list", {OFFICIAL: 200}, query="?export=xlsx", guest=200),
    Row("get", "manual:report_new", {OFFICIAL: 403, HEAD: 403, SECRETARY: 200}),
    Row("post", "manual:report_new", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, data=to_begin),
    Row("get", "manual:report_detail", READ, kwargs=a_report),
    Row("get", "manual:report_detail", {OFFICIAL: 200}, kwargs=one_out, guest=200),
    Row("get", "manual:report_detail", {SECRETARY: 200}, kwargs=a_plan),
    Row("get", "manual:report_extract", READ, kwargs=a_report),
    Row("get", "manual:report_extract", {OFFICIAL: 200}, kwargs=one_out, guest=200),
    Row("get", "manual:report_dates", {OFFICIAL: 403, UNIT_HEAD: 403, SECRETARY: 200}, kwargs=a_plan),
    Row(
        "post", "manual:report_dates", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, kwargs=a_plan,
        data=lambda _a: {"version": 1, "audit_yearly_due": "31/8"},
    ),
    Row("post", "manual:report_again", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, kwargs=one_withdrawn),
    Row("get", "manual:report_drop", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_report),
    Row(
        "post", "manual:report_drop", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, kwargs=a_report,
        data=lambda _a: {"version": 1, "reason": "Lập nhầm"},
    ),
    Row("get", "manual:directive_list", READ, kwargs=lambda a: a_letter(a) and {}),
    Row("get", "manual:directive_list", {OFFICIAL: 200}, query="?export=csv"),
    Row("get", "manual:directive_new", {OFFICIAL: 403, SECRETARY: 200}),
    Row("post", "manual:directive_new", {OFFICIAL: 403, CLERK: 403, SECRETARY: 302}, data=to_keep),
    Row("get", "manual:directive_detail", READ, kwargs=a_letter),
    Row("get", "manual:directive_change", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_letter),
    Row("post", "manual:directive_change", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, kwargs=a_letter, data=to_keep),
    Row("get", "manual:directive_end", {OFFICIAL: 403, SECRETARY: 200}, kwargs=a_letter),
    Row("post", "manual:directive_end", {OFFICIAL: 403, HEAD: 403, SECRETARY: 302}, kwargs=a_letter, data=to_end),
]  # fmt: skip

test_who_gets_what = answers(TABLE)
