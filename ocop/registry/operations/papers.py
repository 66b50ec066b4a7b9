"""Acts on the vault: a paper is noted, corrected, photographed anew, or set aside."""

from datetime import date
from decimal import Decimal

from django.db import transaction

from ocop.audit.operations import record
from ocop.base.models import lock
from ocop.files import store
from ocop.files.checking import check
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.models import Paper, PaperFile, Producer, Product
from ocop.registry.verbs import Verb

MOST_FILES = 40


@transaction.atomic
def add_paper(
    act: Act,
    *,
    producer: Producer,
    kind: str,
    product: Product | None = None,
    issuer: str = "",
    number: str = "",
    scope: str = "",
    area_ha: Decimal | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
    open_ended: bool = False,
    source: str = "",
    is_sample: bool = False,
) -> Paper:
    """Note a paper; refused when it ends before it begins, or names another's product."""
    _refuse_kind(kind)
    _refuse_dates(issued_on, expires_on, open_ended)
    _refuse_foreign(producer, product)
    paper = Paper.objects.create(
        producer=producer, product=product, kind=kind, issuer=issuer, number=number, scope=scope,
        area_ha=area_ha, issued_on=issued_on, expires_on=expires_on, open_ended=open_ended,
        source=source, is_sample=is_sample, created_at=act.at,
    )  # fmt: skip
    record(act, Verb.PAPER_ADDED, product or producer, kind=kind, number=number)
    return paper


@transaction.atomic
def amend_paper(
    paper: Paper,
    act: Act,
    *,
    kind: str,
    product: Product | None = None,
    issuer: str = "",
    number: str = "",
    scope: str = "",
    area_ha: Decimal | None = None,
    issued_on: date | None = None,
    expires_on: date | None = None,
    open_ended: bool = False,
) -> None:
    """Put right what was noted of a paper; a paper issued anew is a paper of its own.

    Refused as for a new one, and for one that was set aside.
    """
    lock(paper)
    _refuse_removed(paper)
    _refuse_kind(kind)
    _refuse_dates(issued_on, expires_on, open_ended)
    _refuse_foreign(paper.producer, product)
    paper.kind, paper.product, paper.issuer, paper.number = kind, product, issuer, number
    paper.scope, paper.area_ha = scope, area_ha
    paper.issued_on, paper.expires_on, paper.open_ended = issued_on, expires_on, open_ended
    paper.save(
        update_fields=[
            "kind", "product", "issuer", "number", "scope", "area_ha", "issued_on", "expires_on",
            "open_ended",
        ]
    )  # fmt: skip
    record(act, Verb.PAPER_AMENDED, product or paper.producer, kind=kind, number=number)


@transaction.atomic
def add_paper_file(
    paper: Paper, act: Act, *, data: bytes, filename: str, replaces: PaperFile | None = None
) -> PaperFile:
    """Keep a photo or scan of a paper, as one more page or in the place of ``replaces``.

    The old version stays readable. The very same bytes sent twice change nothing and write no
    line. Refused for a paper set aside, a file that ``files`` refuses, and one file too many.
    """
    lock(paper)
    _refuse_removed(paper)
    checked = check(data, filename)
    current = PaperFile.objects.filter(paper=paper).current()
    if same := current.filter(sha256=checked.sha256).first():
        return same
    old = current.filter(pk=replaces.pk).first() if replaces else None
    if old is None and current.count() >= MOST_FILES:
        raise Refused(f"Giấy này đã có {MOST_FILES} tệp. Hãy gộp các trang vào một tệp PDF.")
    kept = PaperFile.objects.create(
        paper=paper, name=checked.name, mime=checked.mime, size=checked.size,
        sha256=checked.sha256, key=store.save(data), by_id=getattr(act.by, "pk", None),
        created_at=act.at,
    )  # fmt: skip
    if old is not None:
        old.replaced_by = kept
        old.save(update_fields=["replaced_by"])
    record(
        act, Verb.PAPER_FILED, paper.product or paper.producer, kind=paper.kind,
        sha256=checked.sha256, size=checked.size, replaces=old.sha256 if old else None,
    )  # fmt: skip
    return kept


@transaction.atomic
def remove_paper_file(file: PaperFile, act: Act) -> None:
    """Take a file out of its paper; the bytes stay, for dossiers may have been filed with it."""
    lock(file.paper)
    lock(file)
    if file.removed_at is not None or file.replaced_by_id is not None:
        raise Refused("Tệp này đã được gỡ hoặc thay bằng bản mới. Hãy tải lại trang.")
    file.removed_at = act.at
    file.save(update_fields=["removed_at"])
    paper = file.paper
    record(
        act, Verb.PAPER_FILE_REMOVED, paper.product or paper.producer, kind=paper.kind,
        sha256=file.sha256,
    )  # fmt: skip


@transaction.atomic
def remove_paper(paper: Paper, act: Act) -> None:
    """Set a paper aside that was noted by mistake or is of no use any more; it is not erased."""
    lock(paper)
    _refuse_removed(paper)
    paper.removed_at = act.at
    paper.save(update_fields=["removed_at"])
    record(
        act, Verb.PAPER_REMOVED, paper.product or paper.producer, kind=paper.kind,
        number=paper.number,
    )  # fmt: skip


def _refuse_kind(kind: str) -> None:
    if kind not in Paper.Kind.values:
        raise Refused("Hãy chọn loại giấy tờ.", field="kind")


def _refuse_dates(issued_on: date | None, expires_on: date | None, open_ended: bool) -> None:
    if issued_on and expires_on and expires_on < issued_on:
        raise Refused("Ngày hết hạn phải sau ngày cấp.", field="expires_on")
    if open_ended and expires_on:
        raise Refused(
            "Giấy không ghi thời hạn thì không có ngày hết hạn. Hãy giữ một trong hai.",
            field="open_ended",
        )


def _refuse_foreign(producer: Producer, product: Product | None) -> None:
    if product is not None and product.producer_id != producer.pk:
        raise Refused("Sản phẩm này không thuộc chủ thể đã chọn.", field="product")


def _refuse_removed(paper: Paper) -> None:
    if paper.removed_at is not None:
        raise Refused("Giấy này đã cất khỏi kho. Hãy ghi một giấy mới.")
