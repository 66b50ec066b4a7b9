"""Who may print the mark: worked out per product and day from the certificate, never stored."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, Exists, F, OuterRef, PositiveSmallIntegerField, Q, Subquery, When

from ocop.certificates.models import Certificate, CertificateQuerySet
from ocop.certificates.queries import term_of
from ocop.certificates.term import Standing, grace_ends
from ocop.registry.models import Product


class Answer(StrEnum):
    """What may be said of a product's right on a day."""

    HELD = "in_force"
    ENDING = "lapsing"
    GRACE = "grace"
    PENDING = "pending"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    RETIRED = "retired"
    NEVER = "none"

    @property
    def label(self) -> str:
        """Return the words that people see."""
        return LABELS[self]

    @property
    def holds(self) -> bool:
        """Tell whether the mark may be printed."""
        return self in HOLDING


HOLDING = frozenset({Answer.HELD, Answer.ENDING, Answer.GRACE})
LABELS = {
    Answer.HELD: "Được dùng",
    Answer.ENDING: "Được dùng, sắp hết hạn",
    Answer.GRACE: "Được dùng trong thời gian chờ kết quả đánh giá lại",
    Answer.PENDING: "Chưa được dùng",
    Answer.LAPSED: "Hết quyền do giấy hết hạn",
    Answer.REVOKED: "Hết quyền do giấy bị thu hồi",
    Answer.RETIRED: "Hết quyền do sản phẩm đã ngừng",
    Answer.NEVER: "Không có quyền",
}


@dataclass(frozen=True, slots=True)
class Right:
    """The right of one product to bear the mark on a day, with what it follows from."""

    product: Product
    answer: Answer
    certificate: Certificate | None = None
    # The first day without the right, where it is known: ahead of us, or behind.
    ends_on: date | None = None

    @property
    def holds(self) -> bool:
        """Tell whether the mark may be printed."""
        return self.answer.holds

    @property
    def stars(self) -> int:
        """Return the star sign that may be printed; 0 without the right."""
        return self.certificate.stars if self.certificate and self.holds else 0

    @property
    def last_day(self) -> date | None:
        """Return the last day of the right."""
        return self.ends_on - timedelta(days=1) if self.ends_on else None

    @property
    def reason(self) -> str:
        """Return in one sentence why it is so."""
        return _reason(self)


def right_of(product: Product, day: date, awaits_since: date | None = None) -> Right:
    """Return the right of ``product`` to bear the mark on ``day``, and why.

    It belongs to the recognised product alone, from 3 stars, while its certificate is good;
    ``awaits_since`` tells since when a renewal is under way, which may keep it so.
    """
    # QĐ 1162/QĐ-VPĐP-OCOP, Điều 4.c.
    held = governing(day).filter(product=product).select_related("revocation__decision").first()
    if held is None:
        pending = Certificate.objects.filter(product=product).order_by("issued_on").first()
        return Right(product, Answer.PENDING if pending else Answer.NEVER, pending)
    return right_by(held, product, day, awaits_since)


def rights_of(
    products: Iterable[Product], day: date, awaiting: Mapping[int, date] | None = None
) -> list[Right]:
    """Return the right of each of ``products``, in their order, in one query.

    ``awaiting`` tells, by product, since when a renewal is under way.
    """
    listed = list(products)
    rows = governing(day).filter(product__in=[product.pk for product in listed])
    by_product = {c.product_id: c for c in rows.select_related("revocation__decision")}
    return [
        right_by(by_product[product.pk], product, day, (awaiting or {}).get(product.pk))
        if product.pk in by_product
        else Right(product, Answer.NEVER)
        for product in listed
    ]


def right_by(
    certificate: Certificate, product: Product, day: date, awaits_since: date | None = None
) -> Right:
    """Return the right that follows from the certificate which governs on ``day``."""
    term = term_of(certificate, awaits_since)
    answer = Answer(term.standing_on(day).value)
    ends_on = {
        Answer.REVOKED: term.revoked_on,
        Answer.GRACE: grace_ends(term.lapses_on),
    }.get(answer, term.lapses_on)
    if answer.holds and product.retired_on is not None and product.retired_on <= day:
        answer, ends_on = Answer.RETIRED, product.retired_on
    return Right(product, answer, certificate, ends_on)


def governing(day: date) -> CertificateQuerySet:
    """Return the certificate by which each product has its right on ``day``, or had it last.

    Of several in force at once (an upgrade) the higher star counts, and of none the newest.
    """
    ours = Certificate.objects.filter(product=OuterRef("product"), issued_on__lte=day)
    holding = Certificate.objects.in_force_on(day).filter(pk=OuterRef("pk"))
    alive = Case(
        When(Exists(holding), then=F("stars")), default=0, output_field=PositiveSmallIntegerField()
    )
    best = ours.annotate(alive=alive).order_by("-alive", "-issued_on", "-pk").values("pk")[:1]
    return Certificate.objects.filter(pk=Subquery(best), product__merged_into=None)


def with_answer(rows: CertificateQuerySet, answer: Answer, day: date) -> CertificateQuerySet:
    """Keep the governing certificates whose products' right is ``answer`` on ``day``."""
    retired = Q(product__retired_on__lte=day)
    if answer == Answer.RETIRED:
        return rows.in_force_on(day).filter(retired)
    stood = rows.standing(Standing(answer.value), day)
    return stood.exclude(retired) if answer.holds else stood


def _reason(right: Right) -> str:
    certificate, day = right.certificate, right.ends_on
    if certificate is None:
        return "Sản phẩm chưa được công nhận từ 3 sao."
    if right.answer == Answer.PENDING or day is None:
        return f"Giấy {certificate} có hiệu lực từ {certificate.issued_on:%d/%m/%Y}."
    if right.holds:
        return f"Giấy {certificate}, {certificate.stars} sao, hiệu lực trước ngày {day:%d/%m/%Y}."
    told = {
        Answer.LAPSED: f"Giấy {certificate} hết hiệu lực từ {day:%d/%m/%Y}.",
        Answer.REVOKED: f"Giấy {certificate} bị thu hồi từ {day:%d/%m/%Y}.",
        Answer.RETIRED: f"Sản phẩm ngừng sản xuất từ {day:%d/%m/%Y}.",
    }
    return told[right.answer]
