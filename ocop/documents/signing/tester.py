"""A key and a root of our own making, for trying out: nobody else trusts them."""

from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    pkcs12,
)
from cryptography.x509.oid import NameOID

PASSWORD = "thu-nghiem"  # noqa: S105 - a key that proves nothing
_TERM = timedelta(days=3 * 365)


def make_test_signer(folder: Path, at: datetime, *, who: str = "Người ký thử") -> tuple[Path, Path]:
    """Write a key with its chain (``ky-so.p12``) and its root (``goc.pem``), and return both."""
    folder.mkdir(parents=True, exist_ok=True)
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root_name = _name("Chứng thư gốc thử nghiệm")
    root = _certificate(root_name, root_name, root_key.public_key(), root_key, at, is_root=True)
    mine = _certificate(_name(who), root_name, key.public_key(), root_key, at, is_root=False)
    packed = pkcs12.serialize_key_and_certificates(
        who.encode(), key, mine, [root], BestAvailableEncryption(PASSWORD.encode())
    )
    p12, pem = folder / "ky-so.p12", folder / "goc.pem"
    p12.write_bytes(packed)
    p12.chmod(0o600)
    pem.write_bytes(root.public_bytes(Encoding.PEM))
    return p12, pem


def _name(common: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Cơ quan thử nghiệm"),
            x509.NameAttribute(NameOID.COMMON_NAME, common),
        ]
    )


def _certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    signed_with: ec.EllipticCurvePrivateKey,
    at: datetime,
    *,
    is_root: bool,
) -> x509.Certificate:
    usage = x509.KeyUsage(
        digital_signature=not is_root,
        content_commitment=not is_root,
        key_cert_sign=is_root,
        crl_sign=is_root,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + _TERM)
        .add_extension(x509.BasicConstraints(ca=is_root, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(signed_with.public_key()),
            critical=False,
        )
        .sign(signed_with, hashes.SHA256())
    )
