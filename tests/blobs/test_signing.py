"""The signatures of PDFs: valid only with trust, every tampering seen, every flipped bit noticed, hostile files ended."""

import hashlib
import random
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from pypdf import PdfWriter

from sotay.blobs.refusals import BlobDamaged
from sotay.blobs.signing.judging import judge
from sotay.blobs.signing.looking import anchors, look
from sotay.blobs.storage import store, verify
from sotay.papers.pdf import pdf
from tests import signing
from tests.factories.outgoing import said
from tests.soaking import tries

FLIPS, SOAKED = 200, 10_000


@pytest.fixture(scope="module")
def paper():
    return pdf(said(words="Phụ cấp 20 %. " * 40))


@pytest.fixture(scope="module")
def by_one(paper):
    return signing.signed(paper)


@pytest.fixture(scope="module")
def by_two(paper):
    return signing.signed_by_two(paper)


@pytest.fixture
def trust(settings, tmp_path):
    settings.SOTAY_TRUST = tmp_path
    (tmp_path / "goc.crt").write_bytes(signing.anchor())
    return tmp_path


def judged(data, **more):
    return judge(data, **{"anchors": [signing.anchor()]} | more)


def test_a_signature_that_leads_to_a_trusted_certificate_is_valid(by_one):
    told = judged(by_one)

    (one,) = told["signatures"]
    assert told["verdict"] == one["verdict"] == "VALID"
    assert (one["signer"], one["issuer"], one["covers_all"]) == (signing.LEADER, signing.AUTHORITY, True)
    assert one["serial"]
    assert abs(datetime.fromisoformat(one["time"]) - datetime.now(UTC)) < timedelta(minutes=5)
    assert one["reasons"] == ["revocation_unchecked"]


def test_the_clerk_adds_number_and_stamp_after_the_leader_signed(by_two):
    told = judged(by_two)

    leader, clerk = told["signatures"]
    assert told["verdict"] == "VALID"
    assert (leader["covers_all"], leader["added_after"]) == (False, ["VanThu"])
    assert (clerk["signer"], clerk["covers_all"], clerk["added_after"]) == (signing.CLERK, True, [])


def test_nothing_is_valid_without_an_anchor_of_trust(by_two):
    told = judge(by_two)
    assert told["verdict"] == "UNCERTAIN"
    assert all("no_anchor" in one["reasons"] for one in told["signatures"])

    other = signing.certificate_of("CA khác", by="CA khác")
    told = judge(by_two, anchors=[other])
    assert told["verdict"] == "UNCERTAIN"
    assert all("chain_unknown" in one["reasons"] for one in told["signatures"])


def test_a_certificate_out_of_its_time_is_not_sure(paper):
    expired = signing.signed(paper, days=(-60, -1))
    told = judged(expired)
    assert told["verdict"] == "UNCERTAIN"
    assert "out_of_time" in told["signatures"][0]["reasons"]


def test_who_signs_with_a_certificate_of_his_own_making_is_not_sure(paper):
    forged = signing.signed(paper, by="CA tự lập")
    assert judged(forged)["verdict"] == "UNCERTAIN"


def test_a_paper_the_leader_locked_takes_no_more_signatures_than_he_allowed(paper):
    from pyhanko.sign.fields import MDPPerm

    locked = signing.signed(paper, certify=MDPPerm.NO_CHANGES)
    assert judged(locked)["verdict"] == "VALID"
    told = judged(signing.signed(locked, signing.CLERK, field="VanThu", force=True))
    assert told["verdict"] == "INVALID"
    assert "change_forbidden" in told["signatures"][0]["reasons"]


def test_a_stamp_of_time_over_the_file_is_no_signature_that_was_taken_out(by_two):
    stamped = signing.stamped(by_two)
    told = judged(stamped)
    assert (told["verdict"], told["reason"]) == ("VALID", "")
    assert [one["signer"] for one in told["signatures"]] == [signing.LEADER, signing.CLERK]

    start = stamped.rindex(b"/Contents <") + len(b"/Contents <")
    end = stamped.index(b">", start)
    emptied = stamped[:start] + b"0" * (end - start) + stamped[end:]
    assert judged(emptied)["verdict"] == "INVALID"
    assert judged(signing.overlaid(stamped))["verdict"] == "INVALID"


def test_a_file_without_signatures_and_one_that_is_no_pdf(paper):
    assert judged(paper) == {"verdict": "UNCERTAIN", "reason": "no_signature", "signatures": [], "notes": []}
    assert judged(b"%PDF-1.7 nothing")["verdict"] == "INVALID"
    assert judged(b"")["verdict"] == "INVALID"


SLOPPY = {
    "junk before it": lambda pdf: b"SCANNER 3.1\r\n" + pdf,
    "junk after it": lambda pdf: pdf + b"\x00" * 600,
    "a wrong place of its table": lambda pdf: pdf.replace(b"startxref\n", b"startxref\n1"),
    "no size in its trailer": lambda pdf: pdf.replace(b"/Size", b"/Sise"),
}


def scan():
    writer, out = PdfWriter(), BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("name", sorted(SLOPPY))
def test_a_sloppy_scan_holds_no_signature_and_is_not_said_to_be_forged(name):
    told = judged(SLOPPY[name](scan()))
    assert (told["verdict"], told["signatures"]) == ("UNCERTAIN", [])
    assert told["reason"] in {"no_signature", "no_trace"}


@pytest.mark.parametrize("name", sorted(SLOPPY))
def test_a_sloppy_file_that_speaks_of_a_signature_is_not_told_to_have_none(name, by_one):
    told = judged(SLOPPY[name](by_one))
    assert told["reason"] not in {"no_signature", "no_trace"}


def test_a_signature_that_holds_in_a_sloppy_file_is_not_sure():
    sloppy = signing.signed(scan().replace(b"/Size 5", b"/Size 4"), strict=False)
    told = judged(sloppy)
    (one,) = told["signatures"]
    assert (told["verdict"], one["signer"], one["covers_all"]) == ("UNCERTAIN", signing.LEADER, True)
    assert one["reasons"] == ["structure_odd", "revocation_unchecked"]
    assert judged(sloppy.replace(b"[ 0.0 0.0 200 200 ]", b"[ 0.0 0.0 100 200 ]", 1))["verdict"] == "INVALID"


def test_a_file_with_more_signatures_than_are_looked_at_is_not_known(by_two, monkeypatch):
    monkeypatch.setattr("sotay.blobs.signing.judging.MOST", 1)
    told = judged(by_two)
    assert (told["verdict"], told["reason"]) == ("UNCERTAIN", "too_much")


@pytest.mark.parametrize("of", ["by_one", "by_two"])
@pytest.mark.parametrize("name", sorted(signing.TAMPERINGS))
def test_what_forgers_do_is_never_accepted(name, of, request):
    tampered = signing.TAMPERINGS[name](request.getfixturevalue(of))
    told = judged(tampered)
    assert told["verdict"] == "INVALID"
    assert told["reason"] or all(one["reasons"] for one in told["signatures"])


def test_what_lies_over_a_page_is_told_with_its_words(paper, by_two):
    assert judged(by_two)["notes"] == []
    assert judged(signing.overlaid(paper))["notes"] == [[1, "Phụ cấp 50 %"]]
    assert judged(signing.overlaid(by_two))["notes"] == [[1, "Phụ cấp 50 %"]]


def test_a_copy_cut_back_to_the_first_signature_tells_of_it_alone(by_one, by_two):
    """What the leader signed is whole; that the clerk's part is missing is seen by who reads the signatures told."""
    first = by_two[: signing.ranges(by_two)[1][1] + 1]
    told = judged(first)
    assert [one["signer"] for one in told["signatures"]] == [signing.LEADER]


@pytest.mark.parametrize(("of", "flips", "soaked"), [("by_one", FLIPS, SOAKED), ("by_two", FLIPS // 4, SOAKED // 10)])
def test_no_flipped_bit_is_accepted_in_the_signed_range_and_none_goes_unnoticed(of, flips, soaked, request):
    """Two signatures cost several times as much to judge as one, whose range is all of the file likewise."""
    signed = request.getfixturevalue(of)
    spans, kept = signing.ranges(signed), hashlib.sha256(signed).hexdigest()
    dice, within = random.Random(30), 0
    for _n in range(flips := tries(flips, soak=soaked)):
        bit = dice.randrange(len(signed) * 8)
        data = signing.flipped(signed, bit)
        assert hashlib.sha256(data).hexdigest() != kept
        if any(first <= bit // 8 <= last for first, last in spans):
            within += 1
            assert judged(data)["verdict"] != "VALID", f"bit {bit} was accepted"
    assert within > flips // 2


# --- stored, looked at apart


@pytest.mark.django_db
def test_a_stored_file_is_looked_at_apart_with_the_certificates_of_the_folder(by_two, trust):
    looked = look(store(by_two, name="ban-ky.pdf"))

    assert (looked.verdict, looked.anchors) == ("VALID", ("goc.crt",))
    assert [one["signer"] for one in looked.signatures] == [signing.LEADER, signing.CLERK]
    (anchor,) = anchors()
    assert (anchor.subject, anchor.file) == (signing.AUTHORITY, "goc.crt")


@pytest.mark.django_db
def test_a_certificate_that_cannot_be_read_is_named_and_not_used(by_one, trust):
    (trust / "goc.crt").write_bytes(b"not a certificate")
    assert look(store(by_one, name="ban-ky.pdf")).verdict == "UNCERTAIN"
    assert [one.fingerprint for one in anchors()] == [""]


@pytest.mark.django_db
def test_a_file_that_takes_too_long_is_ended_and_nothing_is_said_to_be_valid(by_one, trust):
    blob = store(by_one, name="ban-ky.pdf")
    looked = look(blob, memory=1 << 22)
    assert (looked.verdict, looked.reason, looked.signatures) == ("UNCERTAIN", "too_much", [])


@pytest.mark.django_db
def test_bytes_that_changed_on_the_disk_are_noticed_by_their_hash(by_one, settings, trust):
    blob = store(by_one, name="ban-ky.pdf")
    verify(blob)
    (place,) = [one for one in settings.SOTAY_BLOBS.rglob(blob.sha256) if one.is_file()]
    place.chmod(0o600)
    place.write_bytes(signing.flipped(by_one, 8 * 700))
    try:
        with pytest.raises(BlobDamaged):
            verify(blob)
    finally:
        place.write_bytes(by_one)
