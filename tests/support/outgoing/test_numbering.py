"""Signed papers: number and date, two papers with one number, two clerks at once, issued, sent, withdrawn."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from sotay.agency.models import Decision
from sotay.agency.workdays import shipped_calendar
from sotay.approvals.commands import approve_by_paper
from sotay.approvals.queries import latest_for
from sotay.blobs.storage import open_blob
from sotay.commands import UNCHANGED, Refused, Stale
from sotay.journal.models import Entry
from sotay.organisation.decisions.commands import change_decision
from sotay.support.outgoing import content, following
from sotay.support.outgoing.commands import mend_paper, write_paper
from sotay.support.outgoing.models import OutgoingPaper
from sotay.support.outgoing.numbering import guards
from sotay.support.outgoing.numbering.commands import issue_paper, note_sending, number_paper, withdraw_paper
from sotay.support.outgoing.numbering.numbers_given import gaps, next_number
from sotay.support.outgoing.numbers import Given, organ_of, read_number
from tests.conftest import TODAY
from tests.factories.agency import AgencyFactory
from tests.factories.outgoing import NumberSeriesFactory, OutgoingPaperFactory

pytestmark = pytest.mark.django_db
State = OutgoingPaper.State
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def numbered(paper, clerk, number="05", **more):
    return number_paper(paper, actor=clerk, version=paper.version, number=number, on=TODAY, **more)


def pdf_text(blob):
    with open_blob(blob) as file:
        text = "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.read())).pages)
    return " ".join(text.replace("\u200b", "").split())  # where a long word may break


# --- numbers as they are written


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("5", Given(number=5)),
        ("05", Given(number=5)),
        ("05a", Given(number=5, suffix="a")),
        ("05 B", Given(number=5, suffix="b")),
        ("Số: 05/QĐ-STTTT", Given(number=5, symbol="QĐ-STTTT")),
        (" 262 / SLĐTBXH - VP ", Given(number=262, symbol="SLĐTBXH-VP")),
        ("0", None),
        ("/QĐ-STTTT", None),
        ("năm", None),
        ("05abcd", None),
        ("1234567", None),
        ("", None),
    ],
)
def test_a_number_is_read_as_it_is_copied(text, read):
    assert read_number(text) == read


def test_a_committee_counts_apart_from_its_agency():
    agency = AgencyFactory(letter_code="STTTT")
    assert organ_of("QĐ-STTTT", abbreviation="QĐ", agency=agency) == ""
    assert organ_of("STTTT-VP", abbreviation="CV", agency=agency) == ""
    assert organ_of("QĐ-BCĐISO", abbreviation="QĐ", agency=agency) == "BCĐISO"


# --- number and date


def test_number_paper_copies_number_and_date_and_makes_the_files_anew_with_them(way):
    signed = way.sign()

    paper = number_paper(signed, actor=way.clerk, version=signed.version, number="05/STTTT-VP", on=TODAY)

    assert (paper.full_number, paper.dated, paper.number_year, paper.state) == (
        "05/STTTT-VP",
        TODAY,
        2026,
        State.NUMBERED,
    )
    assert paper.pdf_id != signed.pdf_id
    text = pdf_text(paper.pdf)
    assert "Số: 05/STTTT-VP" in text
    assert "ngày 12 tháng 6 năm 2026" in text
    assert (paper.series.name, paper.series.abbreviations, paper.series.is_kept_here) == ("Công văn", ["CV"], False)
    decision = Decision.objects.get(number="05/STTTT-VP", date=TODAY)
    assert (paper.decision, decision.signer_name, decision.summary) == (
        decision,
        paper.signer.user.full_name,
        paper.subject,
    )
    assert content.built(paper, viewer=way.clerk, on=TODAY).number.number == "05"
    assert Entry.objects.filter(action="support.paper.numbered").count() == 1


def test_what_was_signed_is_the_same_after_the_number(way):
    paper = way.number()
    approval = latest_for(paper)
    from sotay.approvals.guards import why_moved_on

    assert not list(why_moved_on(approval, approval.items.all()))


def test_two_papers_never_have_one_number(way, agency):
    first = way.number(way.sign(subject="Văn bản thứ nhất"))
    second = way.sign(subject="Văn bản thứ hai")

    with pytest.raises(Refused) as refusal:
        numbered(second, way.clerk, "05")

    (reason,) = refusal.value.reasons
    assert reason.code == "number_taken"
    assert reason.fix == ("support:paper_detail", first)
    assert "05/STTTT Văn bản thứ nhất" in str(reason.text)
    assert way.again(second).state == State.SIGNED
    assert numbered(way.again(second), way.clerk, "05a").full_number == "05a/STTTT"


def test_the_same_number_stands_in_another_year_series_and_agency(agency, clerk):
    series = NumberSeriesFactory(agency=agency)
    OutgoingPaperFactory(agency=agency, state=State.ISSUED, series=series, signed_date=date(2025, 12, 31))
    OutgoingPaperFactory(state=State.ISSUED)
    NumberSeriesFactory(agency=agency, organ="BCĐISO", abbreviations=["CV"])
    for symbol in ("STTTT", "BCĐISO"):
        paper = OutgoingPaperFactory(agency=agency, state=State.SIGNED, symbol=symbol)
        assert numbered(paper, clerk, "5").number == 5


def test_a_symbol_of_another_kind_is_refused_since_it_could_never_be_put_right(way):
    letter = way.sign()
    with pytest.raises(Refused) as refusal:
        numbered(letter, way.clerk, "05/QĐ-STTTT")
    (reason,) = refusal.value.reasons
    assert (reason.code, reason.field) == ("symbol_of_others", "number")
    assert way.again(letter).symbol == "STTTT"

    decision = OutgoingPaperFactory(agency=way.agency, state=State.SIGNED, abbreviation="QĐ", symbol="QĐ-STTTT")
    assert codes(numbered, decision, way.clerk, "05/BC-STTTT") == ("symbol_of_others",)
    assert codes(numbered, decision, way.clerk, "05/STTTT") == ("symbol_of_others",)
    assert numbered(decision, way.clerk, "05/qđ-stttt").full_number == "05/QĐ-STTTT"


def test_a_symbol_of_another_organ_that_was_typed_takes_its_number_from_that_organs_series(way):
    NumberSeriesFactory(agency=way.agency, abbreviations=["QĐ"])
    committee = NumberSeriesFactory(agency=way.agency, abbreviations=["QĐ"], organ="BCĐISO")
    decision = OutgoingPaperFactory(agency=way.agency, state=State.SIGNED, abbreviation="QĐ", symbol="QĐ-STTTT")
    assert numbered(decision, way.clerk, "04/QĐ-BCĐISO").series == committee


def test_number_paper_refuses_what_cannot_be(way, agency, secretary, official, head):
    paper = OutgoingPaperFactory(agency=agency, state=State.SIGNED)
    act = {"actor": way.clerk, "version": 1, "on": TODAY}
    assert codes(number_paper, paper, **act) == ("number_missing",)
    assert codes(number_paper, paper, number="năm", **act) == ("number_unreadable",)
    assert codes(number_paper, paper, number="5", dated=YESTERDAY, **act) == ("dated_before_signing",)
    assert codes(number_paper, paper, number="5", dated=TOMORROW, **act) == ("dated_in_future",)
    ended = NumberSeriesFactory(agency=agency, ended_date=TODAY)
    assert codes(number_paper, paper, number="5", series=ended, **act) == ("series_ended",)
    other = NumberSeriesFactory(agency=agency, abbreviations=["QĐ"])
    assert codes(number_paper, paper, number="5", series=other, **act) == ("series_of_others",)
    draft = OutgoingPaperFactory(agency=agency)
    assert codes(number_paper, draft, number="5", **act) == ("not_signed",)
    done = OutgoingPaperFactory(agency=agency, state=State.ISSUED)
    assert codes(number_paper, done, number="6", **act) == ("has_number",)
    for actor in (official, head):
        with pytest.raises(PermissionDenied):
            number_paper(paper, actor=actor, version=1, number="5", on=TODAY)
    with pytest.raises(Stale):
        number_paper(paper, actor=secretary, version=9, number="5", on=TODAY)


def test_number_and_date_are_those_of_the_signed_paper_that_was_entered(way):
    paper = way.submit()
    approval = latest_for(paper)
    approve_by_paper(
        approval,
        actor=way.clerk,
        version=approval.version,
        number="07/STTTT",
        date=YESTERDAY,
        signer_name="Trần Thị Ký",
    )
    paper = way.again(paper)

    assert codes(numbered, paper, way.clerk, "08", dated=YESTERDAY) == ("other_than_entered",)
    paper = numbered(paper, way.clerk, "07", dated=YESTERDAY)
    assert paper.decision == Decision.objects.get(number="07/STTTT")


def test_a_decision_made_of_a_paper_keeps_number_and_date(way):
    decision = way.number().decision
    act = {"actor": way.clerk, "version": decision.version, "on": TODAY, "summary": "Khác"}

    assert codes(change_decision, decision, number="06/STTTT", date=TODAY, **act) == ("kept_by_paper",)
    assert codes(change_decision, decision, number="05/STTTT", date=YESTERDAY, **act) == ("kept_by_paper",)
    assert change_decision(decision, number="05/STTTT", date=TODAY, **act).summary == "Khác"


# --- series kept here


def test_the_next_number_is_given_only_where_the_series_lives_here(way, agency):
    series = NumberSeriesFactory(agency=agency, is_kept_here=True)
    assert next_number(series, 2026) == 1

    papers = [numbered(way.sign(subject=f"Văn bản {n}"), way.clerk, "") for n in (1, 2)]

    assert [one.full_number for one in papers] == ["01/STTTT", "02/STTTT"]
    assert {one.series for one in papers} == {series}
    assert (next_number(series, 2026), next_number(series, 2027)) == (3, 1)
    assert numbered(way.sign(), way.clerk, "01a").full_number == "01a/STTTT"
    assert next_number(series, 2026) == 3


def test_gaps_between_numbers_are_named():
    assert gaps([]) == []
    assert gaps([1, 2, 3]) == []
    assert gaps([3, 7, 4, 4]) == [(1, 2), (5, 6)]


# --- issued, sent, withdrawn


def test_issue_paper_sends_it_out_and_what_rests_on_it_follows(way, monkeypatch):
    told = []
    monkeypatch.setitem(
        following._followers, ("letter", "issued"), [lambda one, **more: told.append((one.pk, more["on"]))]
    )

    paper = way.issue(copies=5, kept_by="Văn thư", sent_date=TODAY, receipt="Bưu điện", note="Gấp")

    assert (paper.state, paper.issued_date, paper.copies, paper.kept_by) == (State.ISSUED, TODAY, 5, "Văn thư")
    assert told == [(paper.pk, TODAY)]


def test_what_follows_may_refuse_and_then_nothing_is_issued(way, monkeypatch):
    from sotay.commands import Reason

    def refuses(*_args, **_more):
        raise Refused(Reason("Chưa được", code="not_yet"))

    monkeypatch.setitem(following._followers, ("letter", "issued"), [refuses])
    paper = way.number()

    assert codes(way.issue, paper) == ("not_yet",)
    paper = way.again(paper)
    assert (paper.state, paper.issued_date) == (State.NUMBERED, None)
    assert not Entry.objects.filter(action="support.paper.issued").exists()


def test_issue_paper_refuses_what_cannot_be(agency, clerk, official):
    act = {"actor": clerk, "version": 1, "on": TODAY}
    signed = OutgoingPaperFactory(agency=agency, state=State.SIGNED)
    assert codes(issue_paper, signed, **act) == ("not_numbered",)
    paper = OutgoingPaperFactory(agency=agency, state=State.NUMBERED)
    assert codes(issue_paper, paper, issued_date=YESTERDAY, **act) == ("issued_before_dated",)
    assert codes(issue_paper, paper, issued_date=TOMORROW, **act) == ("issued_in_future",)
    assert codes(issue_paper, paper, sent_date=YESTERDAY, **act) == ("sent_before_issued",)
    with pytest.raises(PermissionDenied):
        issue_paper(paper, actor=official, version=1, on=TODAY)
    done = OutgoingPaperFactory(agency=agency, state=State.ISSUED, number=6)
    assert codes(issue_paper, done, **act) == ("not_numbered",)


def test_late_numbers_and_issues_are_said_not_refused(agency, clerk):
    friday = date(2026, 6, 5)
    paper = OutgoingPaperFactory(agency=agency, state=State.SIGNED, signed_date=friday)
    paper = numbered(paper, clerk)
    calendar = shipped_calendar()
    (said,) = guards.hints(paper, calendar=calendar)
    assert "08/06/2026" in said
    paper = issue_paper(paper, actor=clerk, version=paper.version, on=TODAY)
    assert len(list(guards.hints(paper, calendar=calendar))) == 2

    monday = OutgoingPaperFactory(
        agency=agency, state=State.ISSUED, signed_date=friday, dated=date(2026, 6, 8), number=6, series=paper.series
    )
    assert list(guards.hints(monday, calendar=calendar)) == []
    assert len(list(guards.out_of_order(monday))) == 1


def test_note_sending_fills_columns_of_the_register_and_nothing_else(way, official):
    paper = way.issue()
    act = {"actor": way.clerk, "on": TODAY}

    paper = note_sending(paper, version=paper.version, receipt="Đã nhận", copies=2, **act)

    assert (paper.receipt, paper.copies, paper.state) == ("Đã nhận", 2, State.ISSUED)
    assert note_sending(paper, version=paper.version, receipt="Đã nhận", copies=2, **act) is UNCHANGED
    draft = OutgoingPaperFactory(agency=paper.agency)
    assert "not_issued" in codes(note_sending, draft, version=1, **act)
    with pytest.raises(PermissionDenied):
        note_sending(paper, actor=official, version=paper.version, on=TODAY)


def test_withdraw_paper_keeps_it_and_its_number_with_the_reason(way, official, monkeypatch):
    told = []
    monkeypatch.setitem(following._followers, ("letter", "withdrawn"), [lambda one, **_more: told.append(one.pk)])
    paper = way.issue()
    act = {"actor": way.clerk, "version": paper.version, "on": TODAY}
    assert codes(withdraw_paper, paper, reason=" ", **act) == ("reason_missing",)
    assert codes(withdraw_paper, paper, reason="Sai", ended_date=YESTERDAY, **act) == ("withdrawn_before_issued",)
    with pytest.raises(PermissionDenied):
        withdraw_paper(paper, actor=official, version=paper.version, reason="Sai", on=TODAY)

    paper = withdraw_paper(paper, reason="Sai thẩm quyền", **act)

    assert (paper.state, paper.ended_reason, paper.full_number) == (State.WITHDRAWN, "Sai thẩm quyền", "05/STTTT")
    assert told == [paper.pk]
    assert codes(withdraw_paper, paper, **act | {"version": paper.version}, reason="Lại") == ("not_issued",)


def test_the_paper_that_replaces_another_withdraws_it_when_it_is_issued(way):
    old = way.issue()
    new = mend_paper(old, actor=way.secretary, version=old.version, mending="REPLACES", on=TODAY)
    new = write_paper(
        new, actor=way.secretary, version=new.version, subject="Bản đúng", words=new.words, signer=new.signer,
        to=new.to, on=TODAY,
    )  # fmt: skip
    new = way.number(way.sign(way.submit(new)), "06")
    assert way.again(old).state == State.ISSUED

    way.issue(new)

    old = way.again(old)
    assert (old.state, old.ended_date) == (State.WITHDRAWN, TODAY)
    assert "06/STTTT" in old.ended_reason


def test_a_corrected_paper_stays_in_force(way):
    old = way.issue()
    letter = mend_paper(old, actor=way.secretary, version=old.version, mending="CORRECTS", on=TODAY)
    letter = write_paper(
        letter, actor=way.secretary, version=letter.version, subject=letter.subject, signer=letter.signer,
        words={"wrong": "ngày 30/2", "right": "ngày 28/2"}, on=TODAY,
    )  # fmt: skip

    way.issue(way.number(way.sign(way.submit(letter)), "06"))

    assert way.again(old).state == State.ISSUED
