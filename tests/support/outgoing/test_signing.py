"""Signed copies: brought as they are, verdict beside them, text compared, twice the same refused, looked at again."""

from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter

from sotay.approvals.commands import return_with_reason
from sotay.approvals.queries import latest_for
from sotay.blobs.refusals import BlobDamaged
from sotay.blobs.storage import open_blob
from sotay.commands import Refused
from sotay.journal.models import Entry
from sotay.papers.pdf import pdf
from sotay.support.outgoing.models import OutgoingPaper, SignedFile
from sotay.support.outgoing.signing.commands import bring_signed, check_again
from sotay.support.outgoing.signing.comparing import differences
from tests import signing
from tests.conftest import TODAY
from tests.factories.outgoing import OutgoingPaperFactory, said

pytestmark = pytest.mark.django_db
State, Comparison = OutgoingPaper.State, SignedFile.Comparison


@pytest.fixture(autouse=True)
def trust(settings, tmp_path):
    settings.SOTAY_TRUST = tmp_path
    (tmp_path / "goc.crt").write_bytes(signing.anchor())
    return tmp_path


def upload(data, name="ban-ky.pdf"):
    return SimpleUploadedFile(name, data)


def bytes_of(blob):
    with open_blob(blob) as file:
        return file.read()


def bring(paper, actor, data, **more):
    return bring_signed(paper, actor=actor, file=upload(data, more.pop("name", "ban-ky.pdf")), on=TODAY, **more)


def codes(act, *args, **kwargs):
    with pytest.raises(Refused) as refusal:
        act(*args, **kwargs)
    return refusal.value.codes


def test_the_leader_signs_before_the_number_and_the_clerk_stamps_it_after(way):
    paper = way.sign()
    data = signing.signed_by_two(bytes_of(paper.pdf))
    paper = way.number(paper)

    one = bring(paper, way.clerk, data)

    check = one.checks.get()
    assert bytes_of(one.file) == data
    assert (check.verdict, check.anchors, one.comparison) == ("VALID", "goc.crt", Comparison.SAME)
    assert [row["signer"] for row in check.verdicts["signatures"]] == [signing.LEADER, signing.CLERK]
    paper = way.again(paper)
    assert (paper.decision.file, paper.decision.file_name) == (one.file, "ban-ky.pdf")
    line = Entry.objects.get(action="support.paper.signed_copy_brought")
    assert line.data["sha256"] == one.file_id


def test_the_numbered_paper_signed_afterwards_says_the_same(way):
    paper = way.number()
    assert bring(paper, way.clerk, signing.signed(bytes_of(paper.pdf))).comparison == Comparison.SAME


def test_other_words_than_those_approved_are_listed_as_places(way):
    paper = way.number()
    other = pdf(said(paper.subject, words="Kính đề nghị chi ngay."))

    one = bring(paper, way.clerk, signing.signed(other))

    assert one.comparison == Comparison.DIFFERENT
    assert any("xem" in approved and "chi" in brought for approved, brought in one.differences)


def test_another_number_than_the_paper_has_is_a_difference(way):
    paper = way.number()
    text = "Số: 05/STTTT\nHà Nội, ngày 12 tháng 6 năm 2026\nNội dung"
    assert differences(text, text, paper=paper) == []
    blank = "Số:       /STTTT\nHà Nội, ngày      tháng      năm\nNội dung"
    assert differences(blank, text, paper=paper) == []
    assert differences(text, blank, paper=paper) == []
    assert differences(text, text.replace("05/", "50/"), paper=paper)
    assert differences(text, text.replace("ngày 12", "ngày 21"), paper=paper)
    assert differences(text, text.replace("Nội dung", "Nội  dung"), paper=paper) == []
    assert differences(text, text.replace("-", "–"), paper=paper) == []


@pytest.mark.parametrize("name", ["overlaid", "cut_out", "without_signature", "with_a_page", "with_hidden_shown"])
def test_a_tampered_copy_is_kept_with_the_verdict_that_it_is_worth_nothing(way, name):
    paper = way.number()
    tampered = signing.TAMPERINGS[name](signing.signed(bytes_of(paper.pdf)))
    assert bring(paper, way.clerk, tampered).checks.get().verdict == "INVALID"


def test_a_note_laid_over_the_page_is_a_difference_though_the_text_is_the_same(way):
    paper = way.number()

    unsigned = bring(paper, way.clerk, signing.overlaid(bytes_of(paper.pdf)), name="ghi-chu.pdf")
    forged = bring(paper, way.clerk, signing.overlaid(signing.signed(bytes_of(paper.pdf))))

    for one in (unsigned, forged):
        assert (one.comparison, one.differences) == (Comparison.DIFFERENT, [["", "(trang 1) Phụ cấp 50 %"]])
    assert way.again(paper).decision.file is None


def test_only_a_copy_nothing_speaks_against_becomes_the_file_of_the_decision(way):
    paper = way.number()
    good = signing.signed(bytes_of(paper.pdf))
    bring(paper, way.clerk, signing.cut_out(good), name="cat.pdf")
    bring(paper, way.clerk, signing.signed(pdf(said(paper.subject, words="Chi ngay."))), name="khac.pdf")
    assert way.again(paper).decision.file is None

    by_leader = bring(paper, way.clerk, good, name="lanh-dao.pdf")
    assert way.again(paper).decision.file == by_leader.file
    by_both = bring(paper, way.clerk, signing.signed(good, signing.CLERK, field="VanThu"), name="hai-chu-ky.pdf")
    assert way.again(paper).decision.file == by_both.file


def test_a_copy_cut_back_to_the_leaders_signature_is_warned_of_and_changes_nothing(way, signed_in):
    paper = way.number()
    data = signing.signed_by_two(bytes_of(paper.pdf))
    whole = bring(paper, way.clerk, data)
    client, url = signed_in(way.clerk), f"/{way.agency.short_name}/support/outgoing/{paper.slug}/"
    warning = f"Bản đưa lên trước có chữ ký số của {signing.CLERK}, bản này thì không"
    assert warning not in client.get(url).content.decode()

    cut = bring(paper, way.clerk, data[: signing.ranges(data)[1][1] + 1], name="cat.pdf")

    assert cut.checks.get().verdict == "VALID"
    assert client.get(url).content.decode().count(warning) == 1
    assert way.again(paper).decision.file == whole.file


def test_a_copy_brought_before_the_paper_came_back_is_not_said_to_agree_with_what_is_signed_now(way, signed_in):
    paper = way.submit()
    one = bring(paper, way.clerk, signing.signed(bytes_of(paper.pdf)))
    client, url = signed_in(way.clerk), f"/{way.agency.short_name}/support/outgoing/{paper.slug}/"
    assert "khớp nội dung đã duyệt" in client.get(url).content.decode()
    approval = latest_for(paper)
    return_with_reason(approval, actor=way.head, version=approval.version, reason="Viết lại")

    paper = way.again(paper)
    for step in (lambda: paper, lambda: way.submit(way.write(paper, words={"body": "Kính đề nghị chi ngay."}))):
        step()
        page = client.get(url).content.decode()
        assert one.name in page
        assert "bản của lần trình trước" in page
        assert "khớp nội dung đã duyệt" not in page


def test_the_same_words_in_a_forged_file_are_not_said_to_agree(way, signed_in):
    paper = way.number()
    bring(paper, way.clerk, signing.cut_out(signing.signed(bytes_of(paper.pdf))))

    page = signed_in(way.clerk).get(f"/{way.agency.short_name}/support/outgoing/{paper.slug}/").content.decode()

    assert "chữ giống nội dung đã duyệt nhưng tệp không đáng tin" in page
    assert "khớp nội dung đã duyệt" not in page


def test_a_scan_needs_the_place_of_the_paper_original(way):
    paper = way.sign()
    writer, scan = PdfWriter(), BytesIO()
    writer.add_blank_page(width=595, height=842)
    writer.write(scan)

    assert codes(bring, paper, way.clerk, scan.getvalue(), name="quet.pdf") == ("place_missing",)
    one = bring(paper, way.clerk, scan.getvalue(), name="quet.pdf", place="Tủ 3, Văn phòng")

    assert (one.comparison, one.paper_copy_place) == (Comparison.NO_TEXT, "Tủ 3, Văn phòng")
    check = one.checks.get()
    assert (check.verdict, check.verdicts["reason"]) == ("UNCERTAIN", "no_signature")


def test_bring_signed_refuses_the_same_file_twice_the_unsigned_paper_and_other_kinds(way):
    paper = way.number()
    data = signing.signed(bytes_of(paper.pdf))
    bring(paper, way.clerk, data)

    assert codes(bring, paper, way.clerk, data) == ("brought_already",)
    assert codes(bring, paper, way.clerk, bytes_of(paper.pdf)) == ("not_signed",)
    assert codes(bring, paper, way.clerk, b"chu thuong", name="a.txt") == ("no_signed_copy",)
    assert codes(bring, paper, way.clerk, b"\x7fELF" + b"\0" * 60, name="a.pdf")
    assert SignedFile.objects.count() == 1


def test_bring_signed_waits_for_the_submission_and_is_for_who_handles_papers(way, agency, official):
    draft = OutgoingPaperFactory(agency=agency)
    assert codes(bring, draft, way.clerk, b"%PDF-1.7") == ("not_to_sign",)
    with pytest.raises(PermissionDenied):
        bring(way.number(), official, b"%PDF-1.7")


def test_check_again_takes_the_certificates_of_today_and_keeps_the_earlier_look(way, official, trust):
    paper = way.number()
    (trust / "goc.crt").unlink()
    one = bring(paper, way.clerk, signing.signed(bytes_of(paper.pdf)))
    assert one.checks.get().verdict == "UNCERTAIN"

    (trust / "goc.crt").write_bytes(signing.anchor())
    assert check_again(one, actor=way.clerk).verdict == "VALID"
    assert [check.verdict for check in one.checks.all()] == ["UNCERTAIN", "VALID"]
    with pytest.raises(PermissionDenied):
        check_again(one, actor=official)


def test_check_again_says_when_the_bytes_are_others(way, settings):
    paper = way.number()
    one = bring(paper, way.clerk, data := signing.signed(bytes_of(paper.pdf)))
    (place,) = [found for found in settings.SOTAY_BLOBS.rglob(one.file_id) if found.is_file()]
    place.chmod(0o600)
    place.write_bytes(signing.flipped(data, 9_000))
    with pytest.raises(BlobDamaged):
        check_again(one, actor=way.clerk)
    assert one.checks.count() == 1
