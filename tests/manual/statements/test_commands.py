"""The manual begun, taken from a file or the sample, and its issue declared."""

import hashlib
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from sotay.agency.models import Decision, Seat
from sotay.commands import UNCHANGED, Refused
from sotay.journal.models import Entry
from sotay.manual.models import Citation, IssuedText, Manual, Statement
from sotay.manual.statements.commands import begin_manual, declare_issue, take_manual
from sotay.manual.statements.queries import flagged_of, preview
from sotay.manual.statements.reading import read_manual
from sotay.manual.statements.sample import sample_manual
from sotay.standard.applicability.queries import exclusions_of
from sotay.standard.catalogue.clauses import clauses
from tests.conftest import TODAY, person
from tests.factories.manual import AmendmentFactory, ManualFactory, StatementFactory

# The quirky and the real text of the reader's own tests.
from tests.manual.statements.reading.conftest import quirky_text, real_text  # noqa: F401

pytestmark = pytest.mark.django_db


def read(text):
    return read_manual(text, known_clauses={number: one.vi for number, one in clauses().items()})


def take(agency, actor, text, **more):
    digest = hashlib.sha256(text.encode()).hexdigest()
    return take_manual(agency, actor=actor, read=read(text), file_hash=digest, on=TODAY, **more)


def declare(manual, actor, **more):
    given = {"number": "12/QĐ-STN", "date": date(2025, 3, 1), "version": manual.version, "on": TODAY} | more
    return declare_issue(manual, actor=actor, **given)


def test_begin_manual_gives_each_clause_of_level_2_its_empty_place(agency, secretary):
    manual = begin_manual(agency, actor=secretary)

    slugs = list(manual.statements.order_by("order").values_list("slug", flat=True))
    assert len(slugs) == 28
    assert (slugs[0], slugs[-1]) == ("4.1", "10.3")
    with pytest.raises(Refused) as refusal:
        begin_manual(agency, actor=secretary)
    assert refusal.value.codes == ("begun_already",)


def test_take_manual_keeps_every_part_and_what_was_not_understood(agency, secretary, quirky_text):  # noqa: F811
    manual = take(agency, secretary, quirky_text)

    seen = read(quirky_text)
    assert {one.clause for one in manual.statements.filter(part="CLAUSE").exclude(text="")} == {
        one.clause for one in seen.statements if one.markdown
    }
    assert manual.statements.filter(part="FRONT").count() == len(seen.sections)
    assert manual.statements.filter(part="ANNEX").count() == len(seen.annexes)
    assert sum(one.unread for one in flagged_of(manual.not_understood)) == len(seen.not_understood)
    entry = Entry.objects.get(action="manual.manual.taken")
    assert entry.data["file_hash"] == manual.source_hash
    assert entry.data["not_understood"] == len(seen.not_understood)
    assert not manual.statements.filter(approved_date__isnull=False).exists()


def test_take_manual_reads_the_real_one(agency, secretary, real_text):  # noqa: F811
    manual = take(agency, secretary, real_text)

    of_clauses = manual.statements.filter(part="CLAUSE")
    assert of_clauses.exclude(text="").count() == 28
    decided = exclusions_of([agency.pk], on=TODAY)[agency.pk].covering("8.3.4")
    assert "quản lý nhà nước" in decided.reason
    cited = set(Citation.objects.filter(agency=agency).values_list("shown", flat=True))
    assert {"QT BIS 01", "QT VP 01", "CSCL", "83/2006/NĐ-CP", "24/2014/NĐ-CP"} <= cited


def test_take_manual_again_with_the_same_file_changes_nothing(agency, secretary, quirky_text):  # noqa: F811
    take(agency, secretary, quirky_text)
    before = Entry.objects.count()

    assert take(agency, secretary, quirky_text) is UNCHANGED
    assert Entry.objects.count() == before


def test_take_manual_with_another_file_updates_and_loses_no_place(agency, secretary, quirky_text):  # noqa: F811
    take(agency, secretary, quirky_text)
    manual = take(agency, secretary, "4.1. Bối cảnh\nSở xem xét bối cảnh hằng năm.\n")

    assert manual.statements.get(slug="4.1").text == "Sở xem xét bối cảnh hằng năm."
    assert not manual.statements.exclude(slug="4.1").exclude(text="").exists()
    assert manual.statements.filter(part="CLAUSE").count() >= 28


def test_take_manual_refuses_a_text_without_any_statement_and_writes_nothing(agency, secretary):
    with pytest.raises(Refused) as refusal:
        take(agency, secretary, "Thực đơn tuần này\nThứ hai: cá kho")

    assert refusal.value.codes == ("no_statements",)
    assert not Manual.objects.exists()
    assert not Entry.objects.exists()


def test_take_manual_flags_an_exclusion_the_standard_does_not_allow(agency, secretary):
    text = "Các yêu cầu không áp dụng:\n- 9.2 Đánh giá nội bộ\n\n4.1. Bối cảnh\nSở xem xét bối cảnh.\n9.2. Đánh giá nội bộ\nKhông áp dụng.\n"
    assert {one.clause for one in read(text).exclusions} == {"9.2"}

    manual = take(agency, secretary, text)

    assert exclusions_of([agency.pk], on=TODAY)[agency.pk].covering("9.2") is None
    assert any("9.2" in one.what for one in flagged_of(manual.not_understood))


def test_take_manual_refuses_once_the_text_was_issued_or_is_being_amended(agency, secretary, quirky_text):  # noqa: F811
    amendment = AmendmentFactory(manual=ManualFactory(agency=agency))
    with pytest.raises(Refused) as refusal:
        take(agency, secretary, quirky_text)
    assert refusal.value.codes == ("amended_here",)

    amendment.delete()
    declare(take(agency, secretary, quirky_text), secretary)
    with pytest.raises(Refused) as refusal:
        take(agency, secretary, "4.1. Bối cảnh\nKhác.")
    assert refusal.value.codes == ("issued_here",)


def test_take_manual_is_denied_to_an_official_and_to_another_agency(agency, official, other_agency, quirky_text):  # noqa: F811
    for actor in (official, person(other_agency, Seat.Role.SECRETARY)):
        with pytest.raises(PermissionDenied):
            take(agency, actor, quirky_text)


def test_the_sample_is_marked_until_it_is_edited(agency, secretary):
    manual = take_manual(
        agency,
        actor=secretary,
        read=sample_manual(agency.name),
        file_hash="sample",
        on=TODAY,
        origin=Manual.Origin.SAMPLE,
    )

    assert all(one.is_sample for one in manual.statements.exclude(text=""))
    assert exclusions_of([agency.pk], on=TODAY)[agency.pk].covering("8.3")


def test_preview_tells_what_a_file_would_bring_and_writes_nothing(agency, secretary, quirky_text):  # noqa: F811
    seen = preview(read(quirky_text), agency=agency)
    assert seen.counts == {"created": len(seen.coming), "updated": 0, "unchanged": 0}
    assert not Statement.objects.exists()

    take(agency, secretary, quirky_text)
    again = preview(read(quirky_text), agency=agency)
    assert again.count("updated") == 0
    assert again.count("unchanged") == sum(bool(one.part.text) for one in again.coming)


def test_declare_issue_makes_every_text_approved_by_its_decision(agency, secretary, quirky_text):  # noqa: F811
    manual = take(agency, secretary, quirky_text)

    manual = declare(manual, secretary, edition=3, revision=2)

    texts = manual.statements.exclude(text="")
    assert set(texts.values_list("approved_date", "from_edition", "from_revision")) == {(date(2025, 3, 1), 3, 2)}
    assert IssuedText.objects.count() == texts.count()
    assert Decision.objects.filter(number="12/QĐ-STN", date=date(2025, 3, 1)).count() == 1
    assert str(manual) == "Sổ tay chất lượng, lần ban hành 03, lần sửa đổi 02"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"number": " "}, "number_missing"), ({"date": date(2026, 6, 13)}, "signed_in_future")],
)
def test_declare_issue_refuses_what_no_paper_says(agency, secretary, change, code):
    manual = StatementFactory(manual=ManualFactory(agency=agency)).manual

    with pytest.raises(Refused) as refusal:
        declare(manual, secretary, **change)

    assert refusal.value.codes == (code,)


def test_declare_issue_refuses_an_empty_manual_and_a_second_decision(agency, secretary):
    manual = ManualFactory(agency=agency)
    with pytest.raises(Refused) as refusal:
        declare(manual, secretary)
    assert refusal.value.codes == ("nothing_to_issue",)

    StatementFactory(manual=manual)
    manual = declare(manual, secretary)
    with pytest.raises(Refused) as refusal:
        declare(manual, secretary)
    assert refusal.value.codes == ("issued_already",)
