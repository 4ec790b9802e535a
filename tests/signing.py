"""Certificates and signed PDFs for tests: an authority of our own, two people who sign, and what forgers do to a file."""

from datetime import UTC, datetime, timedelta
from functools import cache
from io import BytesIO

from asn1crypto import keys, x509
from cryptography import x509 as made
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText

AUTHORITY, LEADER, CLERK = "CA thử nghiệm", "Trần Thị Ký", "Văn thư Sở"


@cache
def key_of(name):
    return ec.generate_private_key(ec.SECP256R1())


@cache
def certificate_of(name, *, by=AUTHORITY, serial=0, days=(-30, 365)):
    """Return the certificate of somebody in DER, issued by an authority; of the authority by itself."""
    is_authority = name == by
    start = datetime.now(UTC)
    named = [made.Name([made.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, by)]
    key = key_of(name)
    built = (
        made.CertificateBuilder()
        .subject_name(named[0]).issuer_name(named[1]).public_key(key.public_key())
        .serial_number(serial or made.random_serial_number())
        .not_valid_before(start + timedelta(days=days[0])).not_valid_after(start + timedelta(days=days[1]))
        .add_extension(made.BasicConstraints(ca=is_authority, path_length=None), critical=True)
        .add_extension(
            made.KeyUsage(
                digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
                encipher_only=False, decipher_only=False,
            ),
            critical=True,
        )
    )  # fmt: skip
    return built.sign(key_of(by), hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def anchor():
    """Return the certificate an installation that trusts our authority installs."""
    return certificate_of(AUTHORITY, by=AUTHORITY)


def signer_of(name, **more):
    """Return who signs with pyHanko."""
    private = key_of(name).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore()
    store.register(x509.Certificate.load(anchor()))
    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate_of(name, **more)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=store,
    )


def signed(pdf, name=LEADER, *, field="LanhDao", stamp="", certify=None, force=False, strict=True, **more):
    """Return a PDF with a signature appended; `stamp` is what its picture on the first page says."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf), strict=strict)
    box = (60, 700, 240, 730) if stamp else None
    fields.append_signature_field(writer, fields.SigFieldSpec(field, on_page=0, box=box))
    locked = {"certify": True, "docmdp_permissions": certify} if certify else {}
    meta = signers.PdfSignatureMetadata(field_name=field, **locked)
    style = TextStampStyle(stamp_text=stamp, border_width=0) if stamp else None
    out = BytesIO()
    signer = signers.PdfSigner(meta, signer=signer_of(name, **more), stamp_style=style)
    if force:  # a forger's program asks nobody
        signer._enforce_certification_constraints = lambda _reader: None
    signer.sign_pdf(writer, output=out)
    return out.getvalue()


def signed_by_two(pdf):
    """Return a PDF the leader signed and the clerk numbered and stamped after."""
    return signed(signed(pdf), CLERK, field="VanThu", stamp="05  12/6/2026")


def stamped(pdf):
    """Return a PDF with a stamp of time laid over the whole file, as archives add one."""
    key = rsa.generate_private_key(65537, 2048)
    named = [made.Name([made.NameAttribute(NameOID.COMMON_NAME, one)]) for one in ("Cấp dấu thời gian", AUTHORITY)]
    start = datetime.now(UTC)
    built = (
        made.CertificateBuilder()
        .subject_name(named[0]).issuer_name(named[1]).public_key(key.public_key())
        .serial_number(made.random_serial_number())
        .not_valid_before(start - timedelta(days=1)).not_valid_after(start + timedelta(days=30))
        .add_extension(made.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    )  # fmt: skip
    certificate = built.sign(key_of(AUTHORITY), hashes.SHA256()).public_bytes(serialization.Encoding.DER)
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    stamper = DummyTimeStamper(tsa_cert=x509.Certificate.load(certificate), tsa_key=keys.PrivateKeyInfo.load(private))
    return signers.PdfTimeStamper(stamper).timestamp_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), "sha256").getvalue()


def ranges(pdf):
    """Return the spans (first, last) of bytes the signatures of a PDF cover."""
    found = []
    for one in PdfFileReader(BytesIO(pdf)).embedded_regular_signatures:
        _start, first, second, last = (int(part) for part in one.byte_range)
        found += [(0, first - 1), (second, second + last - 1)]
    return found


def flipped(data, bit):
    """Return bytes with one bit turned."""
    there = bytearray(data)
    there[bit // 8] ^= 1 << (bit % 8)
    return bytes(there)


# --- what forgers do


def overlaid(pdf):
    """Return a PDF with a note laid over its first page by an incremental update."""
    writer = PdfWriter(BytesIO(pdf), incremental=True)
    note = FreeText(text="Phụ cấp 50 %", rect=(60, 500, 400, 560), font_size="14pt")
    writer.add_annotation(page_number=0, annotation=note)
    return written(writer)


def with_a_page(pdf):
    """Return a PDF with a page added by an incremental update."""
    writer = PdfWriter(BytesIO(pdf), incremental=True)
    writer.add_blank_page(width=595, height=842)
    return written(writer)


def written(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_other_words(pdf):
    """Return a PDF whose page is drawn by another stream in a later revision: what shadow attacks come to."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    page[generic.pdf_name("/Contents")] = writer.add_object(
        generic.StreamObject(stream_data=b"BT /F1 24 Tf 100 600 Td (KHAC) Tj ET")
    )
    writer.update_container(page)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def with_hidden_shown(pdf):
    """Return a PDF whose catalogue points to another tree of pages: a document hidden before signing comes out."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    old = writer.root["/Pages"]
    kids = generic.ArrayObject([old.raw_get("/Kids")[0]] * 2)
    tree = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Pages"),
            generic.pdf_name("/Kids"): kids,
            generic.pdf_name("/Count"): generic.NumberObject(2),
        }
    )
    writer.root[generic.pdf_name("/Pages")] = writer.add_object(tree)
    writer.update_root()
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def cut_out(pdf):
    """Return a PDF whose signature string is nothing but noughts."""
    start = pdf.index(b"/Contents <") + len(b"/Contents <")
    end = pdf.index(b">", start)
    return pdf[:start] + b"0" * (end - start) + pdf[end:]


def with_other_range(pdf):
    """Return a PDF whose signature says it covers less than it does."""
    start = pdf.index(b"/ByteRange [") + len(b"/ByteRange [")
    end = pdf.index(b"]", start)
    parts = pdf[start:end].split()
    parts[3] = str(int(parts[3]) - 40).encode()
    return pdf[:start] + b" ".join(parts).ljust(end - start) + pdf[end:]


def truncated(pdf):
    """Return a PDF without its end."""
    return pdf[: len(pdf) * 2 // 3]


def without_signature(pdf):
    """Return a PDF whose later revision has no signature field any more."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    form = writer.root["/AcroForm"]
    form[generic.pdf_name("/Fields")] = generic.ArrayObject()
    writer.update_container(form)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def printed_anew(pdf):
    """Return a PDF written anew page by page: the look of the signature without one."""
    writer = PdfWriter()
    for page in PdfReader(BytesIO(pdf)).pages:
        writer.add_page(page)
    return written(writer)


TAMPERINGS = {
    one.__name__: one
    for one in (
        overlaid, with_a_page, with_other_words, with_hidden_shown, cut_out, with_other_range, truncated,
        without_signature, printed_anew,
    )
}  # fmt: skip
