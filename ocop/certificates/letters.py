"""Papers about certificates: the letter that hands one over, and the decision that revokes it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from ocop.certificates.models import Certificate, Decision, Level, Revocation
from ocop.certificates.paper import authority_of
from ocop.certificates.queries import term_of
from ocop.documents.letters import (
    BLANK,
    Annex,
    Facts,
    Letter,
    Paragraph,
    Signer,
    Table,
    decision,
    long_day,
    offices,
)
from ocop.documents.letters.offices import Office
from ocop.documents.letters.posts import head_or_deputy
from ocop.kernel.errors import Refused
from ocop.kernel.numbers import show_integer

STOP_USING = (
    "Chủ thể có giấy chứng nhận bị thu hồi ngừng sử dụng nhãn hiệu, hạng sao OCOP trên sản phẩm, "
    "bao bì và quảng cáo kể từ ngày nêu tại Điều 1."
)
IN_FORCE = (
    "Quyết định này có hiệu lực kể từ ngày ký. Các cơ quan, đơn vị liên quan và chủ thể tại Phụ "
    "lục chịu trách nhiệm thi hành."
)


def handover(certificate: Certificate, day: date) -> Letter:
    """Return the letter that goes with a certificate to its holder.

    Refused while the certificate is not in force: it would hand over a star that is not true.
    """
    standing = term_of(certificate).standing_on(day)
    if not standing.holds:
        raise Refused(f"Giấy {certificate} {standing.label.lower()} nên không lập thư trao giấy.")
    signed = certificate.decision
    office = _office(signed)
    return Letter(
        title=f"Công văn trao giấy chứng nhận {certificate}",
        parent=office.parent,
        agency=office.agency,
        place=office.place,
        made_on=day,
        about=f"trao giấy chứng nhận sản phẩm OCOP {certificate.product_name}",
        addressed=(f"Kính gửi: {certificate.holder_name}",),
        body=(
            Paragraph(
                f"Theo Quyết định số {signed.number} ngày {long_day(signed.signed_on)} của "
                f"{offices.in_sentence(authority_of(certificate))}, sản phẩm của quý đơn vị được "
                f"công nhận {certificate.stars} sao. Xin gửi kèm giấy chứng nhận:"
            ),
            _facts_of(certificate),
            Paragraph(
                "Đề nghị quý đơn vị duy trì các tiêu chí như hồ sơ đã đánh giá, sử dụng nhãn hiệu "
                "OCOP đúng quy định, và nộp hồ sơ đánh giá lại trong khoảng từ 180 đến 120 ngày "
                "trước khi giấy hết hiệu lực."
            ),
        ),
        recipients=("Như trên", offices.committee(certificate.product.commune.full_name),
                    "Lưu: VT"),
        signers=(Signer(f"{BLANK}"),),
        sample=certificate.is_sample,
    )  # fmt: skip


def _facts_of(certificate: Certificate) -> Facts:
    last = term_of(certificate).last_day
    return Facts(
        (
            ("Số giấy chứng nhận", certificate.number),
            ("Sản phẩm", certificate.product_name),
            ("Hạng", f"{certificate.stars} sao {certificate.get_level_display()}"),
            ("Địa chỉ", certificate.holder_address),
            ("Hiệu lực", f"từ {certificate.issued_on:%d/%m/%Y} đến hết {last:%d/%m/%Y}"),
        )
    )


def revocation_decision(signed: Decision, day: date) -> Letter:
    """Return a recorded decision of revocation with its list; refused for another kind."""
    # QĐ 26/2026/QĐ-TTg, Điều 8
    revoked = list(
        Revocation.objects.filter(decision=signed)
        .select_related("certificate__product__commune", "certificate__province")
        .order_by("certificate__number", "pk")
    )
    if not revoked:
        raise Refused("Quyết định này không thu hồi giấy chứng nhận nào.")
    office = _office(signed)
    revoke = (
        f"Thu hồi {show_integer(len(revoked))} giấy chứng nhận sản phẩm OCOP tại Phụ lục kèm theo, "
        f"kể từ ngày {long_day(revoked[0].effective_on)}."
    )
    letter = decision(
        office,
        about="Thu hồi giấy chứng nhận sản phẩm OCOP",
        made_on=day,
        grounds=_grounds(signed),
        articles=(revoke, STOP_USING, IN_FORCE),
        recipients=("Như Điều 3", "Lưu: VT, hồ sơ"),
        signer=head_or_deputy(signed.signer_post or office.post, signed.signer, head=office.post),
    )
    return replace(
        letter,
        number=signed.number,
        day=signed.signed_on,
        annexes=(Annex("Danh sách giấy chứng nhận bị thu hồi", (_revoked(revoked),)),),
        sample=all(one.certificate.is_sample for one in revoked),
    )


def _office(signed: Decision) -> Office:
    if signed.level == Level.NATIONAL:
        return offices.ministry_office()
    return offices.committee_office(signed.province.full_name, signed.province.name)


def _grounds(signed: Decision) -> tuple[str, ...]:
    first = () if signed.level == Level.NATIONAL else (offices.local_government_act(),)
    in_force = offices.by_prime_minister("26/2026/QĐ-TTg", date(2026, 5, 22))
    return (*first, in_force, "Theo đề nghị của …………")


def _revoked(revoked: Iterable[Revocation]) -> Table:
    rows = tuple(
        (
            str(place),
            one.certificate.number,
            one.certificate.product_name,
            f"{one.certificate.holder_name}\n{one.certificate.holder_address}",
            f"{one.certificate.stars} sao",
            f"Điều 8.1.{one.ground}: {one.get_ground_display()}. {one.reason}",
            f"{one.concluded_on:%d/%m/%Y}",
        )
        for place, one in enumerate(revoked, start=1)
    )
    headers = ("TT", "Số giấy", "Sản phẩm", "Chủ thể", "Hạng", "Căn cứ, lý do", "Kết luận ngày")
    return Table(headers, rows, (1, 5, 6, 7, 2, 9, 4), "cllllll")
