"""The certificate on paper, filled from the record."""

from datetime import date

from ocop.certificates.models import Certificate, Level
from ocop.certificates.queries import term_of
from ocop.documents.certificate import CertificateFacts, certificate_pdf
from ocop.documents.letters.posts import short_post
from ocop.kernel.errors import Refused


def facts_of(certificate: Certificate, check_url: str) -> CertificateFacts:
    """Return what the paper states; ``check_url`` is where its QR code leads."""
    decision, province = certificate.decision, certificate.province
    return CertificateFacts(
        number=certificate.number,
        product=certificate.product_name,
        producer=certificate.holder_name,
        address=certificate.holder_address,
        stars=certificate.stars,
        authority=authority_of(certificate),
        decision_no=decision.number,
        decided_on=decision.signed_on,
        issued_on=certificate.issued_on,
        last_day=term_of(certificate).last_day,
        place="Hà Nội" if certificate.level == Level.NATIONAL else province.name,
        signer_post=short_post(decision.signer_post) or post_of(certificate),
        signer_name=decision.signer,
        check_url=check_url,
        sample=certificate.is_sample,
    )


def certificate_paper(certificate: Certificate, check_url: str, day: date) -> bytes:
    """Return the certificate as a PDF; equal records print as equal bytes.

    Refused while it is not in force on ``day``: a fresh print would show a star that is not true.
    """
    standing = term_of(certificate).standing_on(day)
    if not standing.holds:
        raise Refused(
            f"Giấy {certificate} {standing.label.lower()} nên không in được. "
            "Hãy xem quyết định và thời hạn ở trang của giấy."
        )
    return certificate_pdf(facts_of(certificate, check_url))


def authority_of(certificate: Certificate) -> str:
    """Return who issues: the Ministry for 5 stars, the province for the others."""
    if certificate.level == Level.NATIONAL:
        return "Bộ Nông nghiệp và Môi trường"
    if certificate.level == Level.DISTRICT:
        return f"Ủy ban nhân dân {certificate.product.commune.old_district}"
    full_name = certificate.province.full_name
    return f"Ủy ban nhân dân {full_name[0].lower()}{full_name[1:]}"


def post_of(certificate: Certificate) -> str:
    """Return the post that signs by law."""
    return "Bộ trưởng" if certificate.level == Level.NATIONAL else "Chủ tịch"
