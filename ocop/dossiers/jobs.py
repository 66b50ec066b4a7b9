"""The long work of dossiers: binding and packing a whole one, and taking a packed one in."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Count, Q, QuerySet, Sum

from ocop.accounts.models import User
from ocop.accounts.permissions import Permission
from ocop.dossiers.access import dossiers_for, my_dossiers
from ocop.dossiers.bundle import bound, opened, packed, pieces_of
from ocop.dossiers.models import Dossier
from ocop.dossiers.operations import prepare, take_in
from ocop.dossiers.operations.writing import WRITABLE
from ocop.jobs.handlers import File, Page, Progress, Steps, job
from ocop.jobs.models import Job
from ocop.jobs.operations import start
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.registry.access import my_products
from ocop.registry.models import Product

BIND, PACK, TAKE_IN = "dossiers.bind", "dossiers.pack", "dossiers.take_in"
QUICK_BYTES, QUICK_FILES = 3_000_000, 25
PDF, ZIP = "application/pdf", "application/zip"


@job(BIND, reads_only=True)
def bind(job: Job, args: dict[str, Any], cursor: Any) -> Steps:
    """Make the paper set piece by piece; what was made is kept until the set is bound."""
    dossier = _readable(job, args["code"])
    data = yield from _bound(job, dossier, cursor)
    return File(f"{dossier.code}.pdf", PDF, data, "Bộ hồ sơ giấy đã sẵn sàng.")


@job(PACK, reads_only=True)
def pack(job: Job, args: dict[str, Any], cursor: Any) -> Steps:
    """Make the paper set, and pack it with the files and what was typed."""
    dossier = _readable(job, args["code"])
    paper = yield from _bound(job, dossier, cursor)
    line = "Bộ hồ sơ điện tử đã sẵn sàng; có thể nhập lại tệp này vào hệ thống."
    return File(f"{dossier.code}.zip", ZIP, packed(dossier, paper), line)


@job(TAKE_IN)
def take(job: Job, args: dict[str, Any], cursor: Any) -> Steps:
    """Take a packed dossier in as a draft of a product, whole or not at all.

    The files are looked at one by one first; the draft is written in one last step.
    """
    bundle = opened(job.kept(args["key"]))
    total = len(bundle.members) + 1
    for at in range(cursor or 0, len(bundle.members)):
        bundle.file(bundle.members[at])
        yield Progress(at + 1, total, at + 1)
    dossier = _draft(job.act, my_product(job.act, args["product"]), str(bundle.index["kind"]))
    take_in(dossier, job.act, bundle=bundle)
    line = f"Đã nhập hồ sơ {dossier} gồm {len(bundle.members)} tệp minh chứng."
    return Page(f"/chu-the/ho-so/{dossier.code}/", line)


def _bound(job: Job, dossier: Dossier, cursor: Any) -> Any:
    """Yield once a piece, and return the bound set."""
    pieces = pieces_of(dossier, job.act.day)
    keys: list[str] = list(cursor or [])
    total = len(pieces) + 1
    if cursor is None:
        yield Progress(0, total, [])
    for piece in pieces[len(keys) :]:
        keys.append(job.keep(piece.pages()))
        yield Progress(len(keys), total, keys)
    return bound(dossier, job.act.day, pieces, [job.kept(key) for key in keys])


def _readable(job: Job, code: str) -> Dossier:
    """Return the dossier; refused when its owner may no longer read it."""
    found = readable_by(job.owner, job.act).filter(code=code).first()
    if found is None:
        raise Refused(f"Bạn không còn quyền xem hồ sơ {code} nên việc này dừng lại.")
    return found


def readable_by(user: User, act: Act) -> QuerySet[Dossier]:
    """Return the dossiers that a person may have as a whole set."""
    office = dossiers_for(user, Permission.VIEW_OFFICE, act.day)
    mine = my_dossiers(user, act.day)
    return Dossier.objects.filter(Q(pk__in=office.values("pk")) | Q(pk__in=mine.values("pk")))


def my_product(act: Act, code: str) -> Product:
    """Return a product of the producers whom the actor represents; refused for others."""
    assert isinstance(act.by, User)
    product = my_products(act.by, act.day).filter(code=code).first()
    if product is None:
        raise Refused("Bạn không còn đại diện cho chủ thể của sản phẩm này.")
    return product


def _draft(act: Act, product: Product, kind: str) -> Dossier:
    """Return the product's open draft, or begin one."""
    open_one = Dossier.objects.filter(product=product, state__in=WRITABLE).first()
    return open_one or prepare(act, product=product, kind=kind)


@transaction.atomic
def begin_taking_in(product: Product, act: Act, *, data: bytes, name: str) -> Job:
    """Queue the taking in of a packed dossier; refused at once when its index is not sound."""
    total = len(opened(data).members) + 1
    args = {"product": product.code, "key": hashlib.sha256(data).hexdigest()}
    begun = start(act, kind=TAKE_IN, title=f"Nhập hồ sơ từ {name}", args=args, total=total)
    begun.keep(data)
    return begun


def begin_set(dossier: Dossier, act: Act, *, kind: str) -> Job:
    """Queue the making of a dossier's whole set: ``BIND`` for paper, ``PACK`` for the ZIP."""
    word = {BIND: "Bộ hồ sơ giấy (PDF)", PACK: "Bộ hồ sơ điện tử (ZIP)"}[kind]
    return start(act, kind=kind, title=f"{word} của {dossier}", args={"code": dossier.code})


def is_long(dossier: Dossier) -> bool:
    """Tell whether making the set takes longer than somebody should wait for a page."""
    files = dossier.evidence.all().current().aggregate(size=Sum("size"), files=Count("pk"))
    return (files["size"] or 0) > QUICK_BYTES or files["files"] > QUICK_FILES
