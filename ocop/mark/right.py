"""Who may print the mark: worked out per product and day from the certificate, never stored."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from django.db.models import Case, Exists, F, OuterRef, PositiveSmallIntegerField, Q, Subquery, When

from ocop.certificates.models import Certificate, CertificateQuerySet
from ocop.certificates.queries import term_of
from ocop.certificates.term import Standing, Term, grace_ends
from ocop.dossiers.grace import in_grace, terms_of
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


def right_of(product: Product, day: date) -> Right:
    """Return the right of ``product`` to bear the mark on ``day``, and why.

    It belongs to the recognised product alone, from 3 stars, while its certificate is good.
    """
    # QĐ 1162/QĐ-VPĐP-OCOP, Điều 4.c.
    (right,) = rights_of([product], day)
    return right


def rights_of(products: Iterable[Product], day: date) -> list[Right]:
    """Return the right of each of ``products``, in their order, in three queries at most."""
    listed = list(products)
    keys = [product.pk for product in listed]
    rows = list(governing(day).filter(product__in=keys).select_related("revocation__decision"))
    terms = terms_of(rows)
    held = {c.product_id: c for c in rows}
    ahead = {c.product_id: c for c in _pending(keys, held, day)}
    return [_right(product, held.get(product.pk), ahead, terms, day) for product in listed]


def right_by(certificate: Certificate, product: Product, day: date, term: Term) -> Right:
    """Return the right that follows from the certificate which governs on ``day``."""
    answer = Answer(term.standing_on(day).value)
    ends_on: date | None = term.lapses_on
    if answer == Answer.REVOKED:
        ends_on = term.revoked_on
    if answer == Answer.GRACE:
        ends_on = grace_ends(term.lapses_on)
    if answer.holds and product.retired_on is not None and product.retired_on <= day:
        answer, ends_on = Answer.RETIRED, product.retired_on
    return Right(product, answer, certificate, ends_on)


def reader(day: date) -> Callable[[Certificate], Right]:
    """Return what tells the right of each governing certificate, however many are asked of it.

    Fetch them with ``select_related("product", "revocation")``.
    """
    rows = in_grace(governing(day), day).select_related("revocation")
    kept = terms_of(rows)
    return lambda c: right_by(c, c.product, day, kept.get(c.pk) or term_of(c))


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
    kept = in_grace(rows, day)
    if answer == Answer.RETIRED:
        return (rows.in_force_on(day) | kept).filter(retired)
    if answer == Answer.GRACE:
        return kept.exclude(retired)
    stood = rows.standing(Standing(answer.value), day)
    if answer == Answer.LAPSED:
        return stood.exclude(pk__in=kept.values("pk"))
    return stood.exclude(retired) if answer.holds else stood


def _pending(
    products: list[int], held: Mapping[int, Certificate], day: date
) -> Iterable[Certificate]:
    bare = [pk for pk in products if pk not in held]
    if not bare:
        return []
    ahead = Certificate.objects.filter(product__in=bare, issued_on__gt=day)
    return ahead.order_by("-issued_on", "-pk")


def _right(
    product: Product,
    held: Certificate | None,
    ahead: Mapping[int, Certificate],
    terms: Mapping[int, Term],
    day: date,
) -> Right:
    if held is not None:
        return right_by(held, product, day, terms[held.pk])
    if product.pk in ahead:
        return Right(product, Answer.PENDING, ahead[product.pk])
    return Right(product, Answer.NEVER)


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
