"""Revocation cases, label checks and complaints at any stage; built through operations."""

from datetime import timedelta
from io import BytesIO

from PIL import Image

from ocop.certificates.models import Certificate, Decision, Level, RevocationCase
from ocop.certificates.operations import conclude, open_case, submit_case
from tests import cast
from tests.factories.dossiers import a_certificate, a_product, a_province, act_of, at_ten
from tests.moment import NOW, TODAY

CONCLUSION = {
    "ground": "b",
    "conclusion_no": "12/KL-VPĐP",
    "conclusion_body": "Văn phòng Điều phối nông thôn mới tỉnh",
    "conclusion": "Cơ sở không còn giấy an toàn thực phẩm.",
}


def a_case(certificate=None, ground="b", act=None):
    """Return a case that was just opened."""
    return open_case(
        act or act_of(cast.tung()),
        certificate=certificate or a_certificate(a_product()),
        ground=ground,
        source=RevocationCase.Source.INSPECTION,
        seen="Đoàn kiểm tra không thấy nhật ký sản xuất.",
    )


def a_concluded_case(concluded_on=TODAY, by=None, **fields):
    """Return a case that was concluded on a day."""
    case = a_case(**fields)
    act = act_of(by or cast.tung())
    conclude(case, act, concluded_on=concluded_on, **{**CONCLUSION, "ground": case.ground})
    return case


def a_submitted_case(concluded_on=TODAY, by=None, **fields):
    """Return a case that lies before who decides."""
    case = a_concluded_case(concluded_on, by, **fields)
    act = act_of(by or cast.tung())
    submit_case(case, act, submission_no="5/TTr-VPĐP", submitted_on=TODAY)
    return case


def a_revoking_decision(signed_on=TODAY, level=Level.PROVINCE, province=None):
    """Return a signed decision that revokes."""
    return Decision.objects.create(
        number=f"{signed_on:%d%m}/QĐ-TH",
        kind=Decision.Kind.REVOCATION,
        level=level,
        province=province or a_province(),
        signed_on=signed_on,
        created_at=NOW,
    )


def a_national_certificate(product=None):
    """Return a certificate of five stars that the Minister recognised."""
    certificate = a_certificate(product or a_product(), stars=5)
    Certificate.objects.filter(pk=certificate.pk).update(level=Level.NATIONAL)
    certificate.refresh_from_db()
    return certificate


def days_later(days):
    """Return an act of the leader so many days after the tests' day."""
    return act_of(cast.leader(), at_ten(TODAY + timedelta(days=days)))


def a_picture(code=None, size=(600, 400)):
    """Return a JPEG, with a QR code of ``code`` on it where one is given."""
    from ocop.documents.codes import qr_png

    picture = Image.new("RGB", size, "white")
    if code:
        picture.paste(Image.open(BytesIO(qr_png(code, scale=4))).convert("RGB"), (40, 40))
    out = BytesIO()
    picture.save(out, "JPEG", quality=90)
    return out.getvalue()
