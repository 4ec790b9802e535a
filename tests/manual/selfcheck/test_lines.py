"""The thirteen lines: what is laid on the table for each, what is missing, who mends it, on a day gone by too."""

from collections import Counter
from datetime import date, timedelta

import pytest

from sotay.agency.actor import actor_of
from sotay.agency.models import Grant
from sotay.evaluation.inspections.contents import LINES
from sotay.evaluation.models import Confirmation
from sotay.improvement.models import Round
from sotay.manual.selfcheck.proofs import PROOFS
from sotay.manual.selfcheck.queries import _word, get_selfcheck
from sotay.standard.catalogue.obligations import obligations
from sotay.standard.standings import lines
from sotay.standard.standings.lines import Line
from sotay.standard.standings.models import Word
from sotay.support.models import LegalBasis
from tests.conftest import TODAY, person
from tests.factories.agency import AgencyFactory, DecisionFactory, SeatFactory, UnitFactory, UserFactory
from tests.factories.context import LawFactory, ScopeFactory
from tests.factories.findings import AuditFactory
from tests.factories.improvement import NonconformityFactory
from tests.factories.inspections import InspectionFactory, InspectionFindingFactory
from tests.factories.leadership import PolicyFactory, ReadingFactory
from tests.factories.manual import ManualFactory
from tests.factories.outputs import OutputFactory
from tests.factories.programmes import ProgrammeFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.providers import ProviderEvaluationFactory, ProviderFactory
from tests.factories.records import RecordListFactory
from tests.factories.reviews import ReviewFactory
from tests.factories.standard import DeclaredEvidenceFactory
from tests.factories.support import DocumentFactory, IssueFactory, RevisionFactory

pytestmark = pytest.mark.django_db
PAST = date(2026, 1, 2)


@pytest.fixture
def agency(db):
    return AgencyFactory(in_use_from_date=date(2020, 1, 1))


@pytest.fixture
def viewer(agency):
    return person(agency, "CLERK", from_date=date(2020, 1, 1))


def line(viewer, key, on=TODAY):
    (one,) = [one for one in get_selfcheck(viewer=viewer, on=on, today=date.max).lines if one.line.key == key]
    return one


def laid(viewer, key, on=TODAY):
    return [paper.title for paper in line(viewer, key, on=on).papers]


OTHERS_DUTY = {"services.published", "inspection.yearly", "inspection.rollup", "report.national"}
NOT_LOOKED_AT = {"documents.numbering", "privacy.impact", "security.level", "security.logs"}
"""What an inspection of the quality system does not ask for: laws of its own on papers, data and computers."""


def test_every_obligation_shows_a_line_besides_those_an_inspection_does_not_ask_for():
    shown = {code for proof in PROOFS.values() for code in proof.obligations}

    assert set(obligations()) - shown == OTHERS_DUTY | NOT_LOOKED_AT


def test_every_line_says_what_proves_it():
    assert list(PROOFS) == [one.key for one in LINES]
    assert all(code in obligations() for proof in PROOFS.values() for code in proof.obligations)
    assert all(proof.covered <= set(proof.obligations) for proof in PROOFS.values())
    assert all(proof.obligations or proof.on_paper for proof in PROOFS.values())


def test_complaints_nothing_checks_keep_their_line_from_reading_met(agency, viewer, monkeypatch):
    found = [
        Line(agency.pk, code, None, "2026", Word.MET, evidence_date=TODAY, reason=lines.FOUND, params={"day": "–"})
        for code in PROOFS["A6"].obligations
    ]
    monkeypatch.setattr("sotay.manual.selfcheck.queries.standings_of", lambda *_args, **_kwargs: found)
    a6 = line(viewer, "A6")

    assert (a6.word, a6.missing, a6.unchecked) == ("NOT_CHECKED", (), ())
    assert a6.said == "1 nội dung chưa kiểm tra tự động."
    assert a6.on_paper == "Sổ tiếp nhận và kết quả xử lý phản ánh, kiến nghị, khiếu nại"


def test_what_was_owed_before_sotay_was_used_is_shown_on_paper_and_never_reads_done(agency, viewer):
    agency.in_use_from_date = TODAY
    agency.save()
    DeclaredEvidenceFactory(agency=agency, obligation="announcement.issued", number="7/QĐ", date=date(2026, 3, 2))
    b2 = line(viewer, "B2")

    assert b2.word == "NOT_CHECKED"
    (told,) = b2.unchecked
    assert told.why.startswith(
        "Hệ thống đã được công bố ngày 02/03/2026, trước khi dùng phần mềm này. Chuẩn bị bản giấy: "
    )
    assert b2.said == "1 nội dung chưa kiểm tra tự động."
    DeclaredEvidenceFactory(
        agency=agency, obligation="announcement.effectiveness", number="6/QĐ", date=date(2026, 3, 1)
    )
    assert "Văn bản 6/QĐ" in laid(viewer, "B2")
    assert line(viewer, "B2").unchecked == ()


def test_what_is_not_the_agencys_duty_says_so(agency, viewer, monkeypatch):
    found = [
        Line(
            agency.pk,
            "law.update",
            None,
            "",
            Word.NOT_APPLICABLE,
            reason=lines.OTHERS_DUTY,
            params={"body_words": "Bộ"},
        )
    ]
    monkeypatch.setattr("sotay.manual.selfcheck.queries.standings_of", lambda *_args, **_kwargs: found)

    b4 = line(viewer, "B4")
    assert (b4.word, b4.unchecked, b4.said) == ("NOT_APPLICABLE", (), "Không áp dụng với cơ quan.")


def test_what_is_followed_elsewhere_says_where_and_which_paper(agency, viewer):
    (told,) = [one for one in line(viewer, "A4").unchecked if one.obligation.code == "dossiers.receipt"]

    assert told.why.startswith("Theo dõi trên hệ thống một cửa. Chuẩn bị bản giấy: ")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["MET", "MET"], "MET"),
        (["MET", "NOT_APPLICABLE"], "MET"),
        (["MET", "NOT_CHECKED"], "NOT_CHECKED"),
        (["OPEN", "OVERDUE", "MET"], "OVERDUE"),
        (["NOT_CHECKED", "DUE_SOON"], "DUE_SOON"),
        (["NOT_ARISEN"], "NOT_ARISEN"),
        ([], "NOT_CHECKED"),
    ],
)
def test_a_line_never_reads_met_while_something_was_not_checked(words, said):
    assert _word(words) == said


def scope(agency):
    ScopeFactory(agency=agency, state="IN_FORCE", approved_date=date(2026, 3, 2))
    return "Phạm vi áp dụng, lần 01"


def policy(agency):
    ReadingFactory(policy=PolicyFactory(agency=agency, in_force=True))
    return "Xác nhận đã đọc và hiểu chính sách"


def manual(agency):
    ManualFactory(agency=agency, issued=True, issue_decision__date=date(2026, 3, 2))
    return "Sổ tay chất lượng, lần ban hành 01, lần sửa đổi 00"


def issue(agency):
    decision = DecisionFactory(agency=agency, date=date(2026, 3, 2))
    IssueFactory(
        agency=agency, name="Đợt 1", state="ISSUED", decision=decision, approved_date=decision.date,
        in_force_date=decision.date,
    )  # fmt: skip
    return "Đợt 1"


def record_list(agency):
    return str(RecordListFactory(agency=agency, year=2026, issued=True))


def output(agency):
    OutputFactory(agency=agency, found_date=date(2026, 3, 2))
    return "Sổ kiểm soát đầu ra không phù hợp"


def provider(agency):
    ProviderEvaluationFactory(
        provider=ProviderFactory(agency=agency, from_date=date(2025, 1, 1)), date=date(2026, 3, 2)
    )
    return "Phiếu đánh giá nhà cung cấp"


def programme(agency):
    return str(ProgrammeFactory(agency=agency, approved=True))


def report(agency):
    return f"Báo cáo đánh giá nội bộ {AuditFactory(agency=agency, reported=True).code}"


def sheet(agency):
    NonconformityFactory(agency=agency, found_date=date(2026, 3, 2))
    return "Phiếu sự không phù hợp"


def review(agency):
    return f"Biên bản xem xét của lãnh đạo: {ReviewFactory(agency=agency, concluded=True).title}"


def inspection(agency):
    return f"Báo cáo khắc phục sau kiểm tra {InspectionFactory(agency=agency, fixed=True).code}"


def complaint(agency):
    NonconformityFactory(agency=agency, source="COMPLAINT", found_date=date(2026, 3, 2))
    return "Phiếu lập từ phản ánh, kiến nghị"


def proposal(agency):
    ProposalFactory(agency=agency, done=True)
    return "Đề xuất cải tiến"


def effective(agency):
    Round.objects.create(
        agency=agency,
        nonconformity=NonconformityFactory(agency=agency, found_date=date(2026, 3, 2)),
        verdict="EFFECTIVE",
        verdict_text="Không lặp lại",
        verified_by=UserFactory(),
        verified_date=date(2026, 5, 4),
    )
    return "Hành động khắc phục đã thẩm tra, có hiệu lực"


def committee(agency):
    SeatFactory(agency=agency, role="COMMITTEE_HEAD", from_date=date(2026, 1, 5))
    return "Quyết định thành lập, phân công Ban Chỉ đạo, Thư ký, Tổ công tác"


def confirmation(agency):
    Confirmation.objects.create(
        agency=agency, slug="xn-1", text="Có hiệu lực", state="CONFIRMED", confirmed_date=date(2026, 6, 10)
    )
    return "Xác nhận hiệu lực của hệ thống quản lý chất lượng"


def law(agency):
    document = DocumentFactory(agency=agency)
    revision = RevisionFactory(document=document, in_force=True)
    revision.in_force_date = revision.approved_date = date(2026, 4, 1)
    revision.save()
    LegalBasis.objects.create(agency=agency, revision=revision, law=LawFactory(agency=agency))
    return str(document)


def consultant(agency):
    name = "Công ty Tư vấn ISO"
    chosen = ProviderFactory(agency=agency, name=name, subject="tư vấn xây dựng hệ thống", from_date=date(2025, 1, 1))
    ProviderEvaluationFactory(provider=chosen, date=date(2026, 3, 2))
    return f"Đánh giá nhà cung cấp: {name}"


@pytest.mark.parametrize(
    ("key", "make"),
    [
        ("A1", scope),
        ("A2", policy),
        ("A3", manual),
        ("A3", issue),
        ("A3", record_list),
        ("A4", output),
        ("A4", provider),
        ("A5", programme),
        ("A5", report),
        ("A5", sheet),
        ("A5", review),
        ("A5", inspection),
        ("A6", complaint),
        ("A7", proposal),
        ("A7", effective),
        ("B1", committee),
        ("B2", confirmation),
        ("B3", confirmation),
        ("B4", law),
        ("B5", scope),
        ("B6", consultant),
    ],
    ids=lambda value: value if isinstance(value, str) else value.__name__,
)
def test_a_record_lies_on_the_table_from_its_own_day_on(agency, viewer, key, make):
    title = make(agency)

    assert title in laid(viewer, key)
    assert title not in laid(viewer, key, on=PAST)


@pytest.mark.parametrize(
    ("key", "code"),
    [(one.key, code) for one in LINES for code in PROOFS[one.key].obligations if not code.startswith("own.")],
)
def test_a_paper_declared_when_the_agency_began_lies_there_for_each_obligation(agency, viewer, key, code):
    DeclaredEvidenceFactory(agency=agency, obligation=code, number="12/BC-KB", date=date(2026, 3, 2))

    assert "Văn bản 12/BC-KB" in laid(viewer, key)
    assert "Văn bản 12/BC-KB" not in laid(viewer, key, on=PAST)


def test_an_agency_that_shows_nothing_has_gaps_and_what_is_not_checked_says_so(agency, viewer):
    UnitFactory(agency=agency)
    check = get_selfcheck(viewer=viewer, on=TODAY, today=date.max)

    words = {one.line.key: one.word for one in check.lines}
    assert "MET" not in words.values()
    assert words["A3"] == words["A5"] == "OVERDUE"
    assert words["B6"] == "NOT_CHECKED"
    assert all(one.missing or one.unchecked or one.line.key == "B6" or one.word == "NOT_ARISEN" for one in check.lines)
    (b6,) = [one for one in check.lines if one.line.key == "B6"]
    assert b6.said == "Sotay chưa kiểm tra nội dung này; chuẩn bị bản giấy."


def test_a_declared_announcement_is_named_and_alone_never_met(agency, viewer):
    DeclaredEvidenceFactory(agency=agency, obligation="announcement.issued", number="77/QĐ-CB", date=date(2026, 3, 2))
    b3 = line(viewer, "B3")

    assert b3.word != "MET"
    assert "Văn bản 77/QĐ-CB" in [paper.title for paper in b3.papers]


def test_what_is_missing_is_told_with_who_can_mend_it(agency, viewer):
    head = person(agency, "HEAD", title="Giám đốc")
    InspectionFindingFactory(inspection=InspectionFactory(agency=agency, minuted=True))
    (missing,) = [one for one in line(viewer, "A5").missing if one.obligation.code == "inspection.fixes"]

    assert missing.who == f"Giám đốc: {head.user}"
    assert missing.url.startswith(f"/{agency.short_name}/evaluation/inspections/kt-")
    assert missing.due == date(2026, 8, 5)


def test_who_read_the_policy_is_led_to_where_the_viewer_may_read_it(agency, viewer):
    title = policy(agency)

    def url(who):
        check = get_selfcheck(viewer=who, on=TODAY, today=date.max)
        return next(paper.url for row in check.lines for paper in row.papers if paper.title == title)

    assert url(person(agency, "OFFICIAL")).endswith("/leadership/policy/")
    assert url(person(agency, "SECRETARY")).endswith("/leadership/policy/readers/")


def test_also_of_a_day_gone_by_who_holds_the_seat_today_can_mend_it(agency, viewer):
    person(agency, "SECRETARY", from_date=date(2026, 1, 1), to_date=date(2026, 5, 31))
    now = person(agency, "SECRETARY", from_date=date(2026, 6, 1))
    check = get_selfcheck(viewer=viewer, on=date(2026, 5, 4), today=TODAY)

    told = [one.who for row in check.lines for one in row.missing if one.obligation.code == "audit.programme"]
    assert told
    assert all(str(now.user) in who for who in told)


def test_of_many_units_the_first_are_told_and_all_are_counted(agency, viewer):
    for number in range(9):
        UnitFactory(agency=agency, code=f"P{number}")
    check = get_selfcheck(viewer=viewer, on=TODAY, today=date.max)
    (a3,) = [one for one in check.lines if one.line.key == "A3"]

    told = [one for one in a3.missing if one.obligation.code == "objectives.set"]
    units = sum(one.count for one in told)
    assert len(told) == 5
    assert told[-1].why == f"Và {units - 4} việc nữa."
    assert units >= 9
    others = len([one for one in a3.missing if one.obligation.owed != "unit"])
    assert f"òn thiếu {sum(one.count for one in a3.missing)}" in a3.said
    assert check.missing >= units + others


def test_what_shows_two_lines_is_counted_once(agency, viewer):
    check = get_selfcheck(viewer=viewer, on=TODAY, today=date.max)
    rows = [Counter(one.obligation.code for one in row.missing) for row in check.lines]
    shown = {code: [row[code] for row in rows if code in row] for row in rows for code in row}

    assert any(len(numbers) > 1 for numbers in shown.values())
    assert all(len(set(numbers)) == 1 for numbers in shown.values())
    assert check.missing == sum(numbers[0] for numbers in shown.values())


def test_a_guest_sees_papers_and_gaps_without_links_to_mend(agency):
    user = UserFactory()
    Grant.objects.create(
        agency=agency, to_user=user, purpose="Kiểm tra", from_date=TODAY, to_date=TODAY, areas=["manual", "evaluation"]
    )
    guest = actor_of(user, agency=agency, on=TODAY)
    report(agency)
    scope(agency)

    check = get_selfcheck(viewer=guest, on=TODAY, today=date.max)
    assert not any(one.url for row in check.lines for one in row.missing)
    urls = {paper.url.split("/")[2] for row in check.lines for paper in row.papers if paper.url}
    assert urls <= {"manual", "evaluation"}


def test_the_table_of_standings_and_the_computed_day_say_the_same(agency, viewer):
    report(agency)
    from_table = get_selfcheck(viewer=viewer, on=TODAY, today=TODAY)
    computed = get_selfcheck(viewer=viewer, on=TODAY, today=TODAY + timedelta(days=1))

    assert [one.word for one in from_table.lines] == [one.word for one in computed.lines]
