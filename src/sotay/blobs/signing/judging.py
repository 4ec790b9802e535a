"""What the signatures of a PDF are worth: each VALID, UNCERTAIN or INVALID, with codes of the reasons; knows no database.

VALID needs three things: the bytes it covers are those that were signed, what came after is only what signing again or
filling in adds (pyHanko's policy of differences), and the certificate leads to one this installation trusts. Without an
anchor of trust nothing is VALID. Revocation is never asked for over the network: it is told as not checked.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import islice
from typing import Any, Final

from sotay.blobs.pdfs import is_whole, name_pattern, object_streams
from sotay.blobs.refusals import BlobRefused

VALID, UNCERTAIN, INVALID = "VALID", "UNCERTAIN", "INVALID"
ORDER: Final = (VALID, UNCERTAIN, INVALID)
MOST: Final = 50
"""Signatures looked at in one file."""
MOST_NOTES: Final = 20
_MOST_PAGES: Final = 500
_NOT_SHOWN: Final = frozenset({"/Link", "/Popup"})
_SUBFILTERS: Final = frozenset({"/adbe.pkcs7.detached", "/ETSI.CAdES.detached"})
_KEY_USES: Final = frozenset({"digital_signature", "non_repudiation"})
_PARTS: Final = 4
RANGE: Final = re.compile(name_pattern("ByteRange"))
"""What every signature says of itself in plain bytes."""
_SIGNED: Final = re.compile(rb"adbe\.pkcs7|adbe\.x509|ETSI\.(?:CAdES|RFC3161)")


class TooMany(Exception):  # noqa: N818  the word of the house
    """Raised for a file with more signatures than a paper bears."""


def judge(data: bytes, *, anchors: Sequence[bytes] = (), at: datetime | None = None) -> dict[str, Any]:
    """Return the verdict upon the whole file and upon each signature, as plain values; never raises for what is in it.

    `anchors` are certificates (DER or PEM) this installation trusts, `at` the moment (aware) certificates are held against.
    `verdict` is the worst of all. A file without signatures is UNCERTAIN with none, also one that is too sloppy to be read
    and shows no trace of any; one whose signatures were taken out, or that is cut or broken where they stand, is INVALID.
    A signature that holds in a sloppy file is UNCERTAIN: readers may show such a file differently. `notes` are what lies over
    the pages beside signatures, as [page, words]; None where the pages could not be looked through.
    """
    at = at or datetime.now(UTC)
    for strict in (True, False):
        try:
            told, stamps, notes = _signatures(data, anchors=anchors, at=at, strict=strict)
        except TooMany:
            return {"verdict": UNCERTAIN, "reason": "too_much", "signatures": [], "notes": None}
        except Exception:  # noqa: BLE001, S112  whatever a library says of bytes made to deceive it
            continue
        return _verdict(data, told, stamps, is_read=notes is not None) | {"notes": notes}
    if is_whole(data) and not _has_traces(data):
        return {"verdict": UNCERTAIN, "reason": "no_trace", "signatures": [], "notes": None}
    return {"verdict": INVALID, "reason": "unreadable", "signatures": [], "notes": None}


def _verdict(data: bytes, told: list[dict[str, Any]], stamps: int, *, is_read: bool) -> dict[str, Any]:
    traces = len(RANGE.findall(data))
    if traces > len(told) + stamps and not any(one["verdict"] == INVALID for one in told):
        return {"verdict": INVALID, "reason": "signature_removed", "signatures": told}
    if not told:
        return {"verdict": UNCERTAIN, "reason": "no_signature", "signatures": []}
    worst = _worst(one["verdict"] for one in told)
    if worst == VALID and not is_read:
        return {"verdict": UNCERTAIN, "reason": "pages_unread", "signatures": told}
    return {"verdict": worst, "reason": "", "signatures": told}


def _has_traces(data: bytes) -> bool:
    """Return whether bytes no library reads speak of a signature; what cannot be unfolded may."""
    if RANGE.search(data) or _SIGNED.search(data):
        return True
    try:
        return any(_SIGNED.search(piece) for piece in object_streams(data))
    except BlobRefused:
        return True


def _signatures(
    data: bytes, *, anchors: Sequence[bytes], at: datetime, strict: bool
) -> tuple[list[dict[str, Any]], int, list[list[Any]] | None]:
    """Return what each signature is worth, how many stamps of time lie over the whole file (they sign nothing), and notes."""
    from pyhanko.pdf_utils.reader import PdfFileReader

    reader = PdfFileReader(BytesIO(data), strict=strict)
    found = list(reader.embedded_regular_signatures)
    if len(found) > MOST:
        raise TooMany
    try:
        pages = _page_count(reader)
        notes = list(islice(_notes(reader, pages), MOST_NOTES))
    except Exception:  # noqa: BLE001  as above: what lies over the pages is then not known
        pages, notes = 0, None
    told = []
    for number, one in enumerate(found):
        try:
            said = _judged(one, data, anchors=anchors, at=at)
        except Exception as problem:  # noqa: BLE001  as above: a signature that cannot be read is worth nothing
            said = _nothing(one, type(problem).__name__)
        later = [other.field_name for other in found[number + 1 :]]
        said["added_after"] = later if said.get("is_extended") else []
        if not strict:
            said |= {"verdict": _worst([said["verdict"], UNCERTAIN]), "reasons": ["structure_odd", *said["reasons"]]}
        told.append(said | {"number": number + 1, "pages": pages})
    stamps = sum(_is_whole_stamp(one) for one in reader.embedded_timestamp_signatures[:MOST])
    return told, stamps, notes


def _notes(reader: Any, pages: int) -> Iterable[list[Any]]:
    """Yield notes, stamps and filled fields laid over the pages, which no reading of the text tells of."""
    for number in range(min(pages, _MOST_PAGES)):
        page = reader.find_page_for_modification(number)[0].get_object()
        for ref in page.get("/Annots", ()):
            one = ref.get_object()
            kind = str(one.get("/Subtype", ""))
            field = one if "/FT" in one else one.get("/Parent", one)
            if kind in _NOT_SHOWN or (kind == "/Widget" and str(field.get("/FT", "/Sig")) == "/Sig"):
                continue
            yield [number + 1, str(one.get("/Contents", field.get("/V", "")))[:200]]


def _is_whole_stamp(one: Any) -> bool:
    """Return whether a stamp of time over the file (ISO 32000-2, 12.8.5) holds; one that does not is a trace like any other."""
    from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    try:
        status = validate_pdf_timestamp(one, ValidationContext(trust_roots=[], allow_fetching=False))
    except Exception:  # noqa: BLE001  as above
        return False
    covered = status.coverage is not None and status.coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    return bool(status.intact and status.valid and covered)


def _judged(one: Any, data: bytes, *, anchors: Sequence[bytes], at: datetime) -> dict[str, Any]:
    """Return what one signature is worth."""
    from pyhanko.sign.validation import KeyUsageConstraints, validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    subfilter = str(one.sig_object.get("/SubFilter", ""))
    if subfilter not in _SUBFILTERS:
        return _nothing(one, subfilter, reason="kind_unknown")
    context = ValidationContext(
        trust_roots=[_certificate(one_) for one_ in anchors], allow_fetching=False, moment=at, revocation_mode="soft-fail"
    )  # fmt: skip
    uses = KeyUsageConstraints(key_usage=_KEY_USES, match_all_key_usages=False)
    status = validate_pdf_signature(one, signer_validation_context=context, key_usage_settings=uses)
    against = list(_against(one, status, data))
    doubts = list(_doubts(status, anchors=anchors, at=at))
    verdict = INVALID if against else UNCERTAIN if doubts else VALID
    return _told(one, status) | {
        "verdict": verdict,
        "reasons": [*against, *doubts, "revocation_unchecked"],
    }


def _against(one: Any, status: Any, data: bytes) -> Iterable[str]:
    """Yield what makes a signature worthless."""
    from pyhanko.sign.diff_analysis import ModificationLevel
    from pyhanko.sign.validation import SignatureCoverageLevel

    if not _is_plain_range(one, data):
        yield "range_odd"
    if not status.intact:
        yield "bytes_changed"
    elif not status.valid:
        yield "not_by_this_key"
    if status.coverage is None or status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        yield "range_odd"
    elif status.modification_level is None or status.modification_level >= ModificationLevel.ANNOTATIONS:
        yield "changed_after"
    elif not status.docmdp_ok:
        yield "change_forbidden"
    if status.revoked:
        yield "revoked"


def _doubts(status: Any, *, anchors: Sequence[bytes], at: datetime) -> Iterable[str]:
    """Yield what keeps a signature that holds from being accepted."""
    from pyhanko.sign.ades.report import AdESIndeterminate

    if not anchors:
        yield "no_anchor"
    elif not status.trusted:
        validity = status.signing_cert["tbs_certificate"]["validity"]
        if not validity["not_before"].native <= at <= validity["not_after"].native:
            yield "out_of_time"
        elif status.trust_problem_indic == AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND:
            yield "chain_unknown"
        else:
            yield "chain_broken"


def _is_plain_range(one: Any, data: bytes) -> bool:
    """Return whether the covered bytes are all of a revision but the one string that holds the signature."""
    if len(one.byte_range) != _PARTS:
        return False
    start, first, second, last = (int(part) for part in one.byte_range)
    gap = data[first:second]
    if start != 0 or min(first, last) <= 0 or second <= first or second + last > len(data):
        return False
    if not (gap.startswith(b"<") and gap.endswith(b">")):
        return False
    try:
        return bytes.fromhex(gap[1:-1].decode("ascii")) == bytes(one.pkcs7_content)
    except ValueError:
        return False


def _told(one: Any, status: Any) -> dict[str, Any]:
    """Return who signed, by which certificate, when, and how much of the file it covers."""
    from pyhanko.sign.validation import SignatureCoverageLevel

    stamped = status.timestamp_validity is not None and status.timestamp_validity.valid
    when = status.timestamp_validity.timestamp if stamped else status.signer_reported_dt
    whole = status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return _of_certificate(status.signing_cert) | {
        "field": str(one.field_name)[:100],
        "time": when.isoformat() if when else "",
        "time_is_stamped": bool(stamped),
        "covers_all": whole,
        "is_extended": not whole,
    }


def _nothing(one: Any, what: str, *, reason: str = "signature_unreadable") -> dict[str, Any]:
    """Return what is told of a signature that cannot be read."""
    try:
        who = _of_certificate(one.signer_cert)
    except Exception:  # noqa: BLE001  whatever its bytes are
        who = {"signer": "", "serial": "", "issuer": ""}
    return who | {
        "field": str(one.field_name)[:100], "time": "", "time_is_stamped": False, "covers_all": False,
        "is_extended": False, "verdict": INVALID, "reasons": [reason], "said": what[:100],
    }  # fmt: skip


def _of_certificate(certificate: Any) -> dict[str, str]:
    return {
        "signer": _name(certificate.subject),
        "serial": f"{certificate.serial_number:X}"[:80],
        "issuer": _name(certificate.issuer),
    }


def _name(name: Any) -> str:
    """Return the common name of a certificate's name, else all of it."""
    parts = name.native
    common = parts.get("common_name") or name.human_friendly
    return str(common if isinstance(common, str) else common[0])[:200]


def _certificate(data: bytes) -> Any:
    from asn1crypto import pem, x509

    if pem.detect(data):
        _kind, _headers, data = pem.unarmor(data)
    return x509.Certificate.load(data)


def _page_count(reader: Any) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _worst(verdicts: Iterable[str]) -> str:
    return max(verdicts, key=ORDER.index)
