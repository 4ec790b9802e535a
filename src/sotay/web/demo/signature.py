"""A signature for the demonstration: by a certificate made on the spot, which nobody trusts (so it reads *chưa đủ căn cứ*)."""

from datetime import timedelta
from io import BytesIO
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from sotay.agency.clock import now

DAYS = 365


def signed(pdf: bytes, *, by: str) -> bytes:
    """Return a PDF with the signature of somebody appended; key and certificate are gone afterwards."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign import fields, signers

    writer, out = IncrementalPdfFileWriter(BytesIO(pdf)), BytesIO()
    fields.append_signature_field(writer, fields.SigFieldSpec("LanhDao"))
    signer = signers.PdfSigner(signers.PdfSignatureMetadata(field_name="LanhDao"), signer=_signer(by))
    signer.sign_pdf(writer, output=out)
    return out.getvalue()


def _signer(name: str) -> Any:
    from asn1crypto import keys
    from asn1crypto import x509 as read
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    key = ec.generate_private_key(ec.SECP256R1())
    private = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return signers.SimpleSigner(
        signing_cert=read.Certificate.load(_certificate(name, key)),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),
    )


def _certificate(name: str, key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return a certificate that names its holder and says that it is a sample, issued by itself."""
    holder = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} (chứng thư mẫu)")])
    uses = dict.fromkeys(
        ("key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign", "crl_sign", "encipher_only",
         "decipher_only"), False,
    )  # fmt: skip
    start = now() - timedelta(days=1)
    built = (
        x509.CertificateBuilder()
        .subject_name(holder)
        .issuer_name(holder)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=DAYS))
        .add_extension(x509.KeyUsage(digital_signature=True, content_commitment=True, **uses), critical=True)
    )
    return built.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)
