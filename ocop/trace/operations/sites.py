"""Acts on places: producers propose, officers register, verify and write down codes."""

from datetime import date

from django.db import IntegrityError, transaction

from ocop.accounts.permissions import Permission
from ocop.accounts.queries import officers_of
from ocop.audit.operations import record
from ocop.base.codes import take_number
from ocop.base.models import lock
from ocop.kernel.act import Act
from ocop.kernel.errors import Refused
from ocop.kernel.gs1 import Gln
from ocop.notices.kinds import Kind
from ocop.notices.operations import tell
from ocop.places.models import Commune
from ocop.registry.access import represents
from ocop.registry.models import Producer
from ocop.registry.queries import people_of
from ocop.trace.codes import tidy_code
from ocop.trace.flow import SITE_FLOW, SiteState
from ocop.trace.models import Site, SiteCode, SiteStandard
from ocop.trace.verbs import Verb


@transaction.atomic
def propose_site(
    act: Act,
    *,
    producer: Producer,
    kind: str,
    name: str,
    commune: Commune | None = None,
    address: str = "",
    goods: str = "",
    area_m2: int | None = None,
    gln: str = "",
) -> Site:
    """Write down a place of a producer, for the commune or the province to look at.

    Refused for a growing area without its size, and for a GLN that is wrong or another's.
    """
    site = _new_site(
        act, SiteState.PROPOSED, producer=producer, kind=kind, name=name, commune=commune,
        address=address, goods=goods, area_m2=area_m2, gln=gln,
    )  # fmt: skip
    record(act, Verb.SITE_PROPOSED, site, producer=producer.code, kind=kind)
    tell(
        act,
        to=officers_of(
            province=site.commune.province, permission=Permission.MANAGE_SITES, day=act.day
        ),
        kind=Kind.TRACE,
        subject="Có địa điểm chờ xác nhận",
        text=f"{site.get_kind_display()} “{site.name}” của {producer}.",
        link=f"/van-phong/vung-trong/{site.code}/",
        key=f"trace:{site.code}:proposed",
    )
    return site


@transaction.atomic
def register_site(
    act: Act,
    *,
    producer: Producer,
    kind: str,
    name: str,
    commune: Commune | None = None,
    address: str = "",
    goods: str = "",
    area_m2: int | None = None,
    gln: str = "",
) -> Site:
    """Write down a place as an office knows it; it is verified from the start.

    Refused as by ``propose_site``, and to whom represents the producer.
    """
    _refuse_own(producer, act)
    site = _new_site(
        act, SiteState.VERIFIED, producer=producer, kind=kind, name=name, commune=commune,
        address=address, goods=goods, area_m2=area_m2, gln=gln,
    )  # fmt: skip
    record(act, Verb.SITE_REGISTERED, site, producer=producer.code, kind=kind)
    return site


@transaction.atomic
def verify_site(site: Site, act: Act) -> None:
    """Confirm that a place is there and is what its producer says."""
    lock(site)
    state = SITE_FLOW.after("verify_site", SiteState(site.state))
    _refuse_own(site.producer, act)
    _move(site, state, "", act)
    record(act, Verb.SITE_VERIFIED, site)
    _tell_producer(site, act, "Địa điểm đã được xác nhận", f"{site.name} đã vào sổ của cơ quan.")


@transaction.atomic
def refuse_site(site: Site, act: Act, *, reason: str) -> None:
    """Leave a place unconfirmed, with the reason that its producer reads."""
    lock(site)
    state = SITE_FLOW.after("refuse_site", SiteState(site.state))
    _refuse_own(site.producer, act)
    words = _needed(reason, "Hãy ghi lý do để chủ thể biết cần bổ sung gì.")
    _move(site, state, words, act)
    record(act, Verb.SITE_REFUSED, site, reason=words)
    _tell_producer(site, act, "Địa điểm chưa được xác nhận", words)


@transaction.atomic
def close_site(site: Site, act: Act, *, reason: str) -> None:
    """Take a place out of use; what was done there stays."""
    lock(site)
    state = SITE_FLOW.after("close_site", SiteState(site.state))
    words = _needed(reason, "Hãy ghi lý do ngừng dùng địa điểm.")
    _move(site, state, words, act)
    record(act, Verb.SITE_CLOSED, site, reason=words)


@transaction.atomic
def add_site_code(
    site: Site,
    act: Act,
    *,
    code: str,
    issuer: str,
    market: str,
    valid_from: date,
    valid_to: date | None = None,
) -> SiteCode:
    """Write down the code that a body gave a growing area or packing house for a market.

    Refused for other places, for a term that ends before it begins, for a code that is not of
    the body's form, and for one that another place has in that market.
    """
    lock(site)
    if site.kind not in (Site.Kind.AREA, Site.Kind.POND, Site.Kind.PACKING):
        raise Refused("Chỉ vùng trồng, vùng nuôi và cơ sở đóng gói được cấp mã số.")
    _check_term(valid_from, valid_to)
    try:
        with transaction.atomic():
            made = SiteCode.objects.create(
                site=site, code=tidy_code(code, issuer), issuer=issuer.strip(),
                market=market.strip(), valid_from=valid_from, valid_to=valid_to,
                created_at=act.at,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(f"Mã {code} đã ghi cho thị trường này.", field="code") from error
    record(act, Verb.CODE_ADDED, site, code=made.code, market=made.market)
    return made


@transaction.atomic
def change_code(code: SiteCode, act: Act, *, standing: str) -> None:
    """Suspend a code, withdraw it, or bring it back, as its body has told."""
    lock(code)
    before = code.standing
    code.standing = SiteCode.Standing(standing)
    code.save(update_fields=["standing"])
    record(act, Verb.CODE_CHANGED, code.site, code=code.code, was=before, standing=code.standing)


@transaction.atomic
def add_site_standard(
    site: Site,
    act: Act,
    *,
    scheme: str,
    number: str,
    issuer: str,
    valid_from: date,
    valid_to: date,
    area_m2: int | None = None,
    households: int | None = None,
) -> SiteStandard:
    """Write down a certificate of practice of a place, with its area and term.

    Refused for more area than the place has, and for a term that ends before it begins.
    """
    lock(site)
    _check_term(valid_from, valid_to)
    if area_m2 and site.area_m2 and area_m2 > site.area_m2:
        raise Refused("Diện tích được chứng nhận không quá diện tích của vùng.", field="area_m2")
    try:
        with transaction.atomic():
            made = SiteStandard.objects.create(
                site=site, scheme=scheme, number=number.strip(), issuer=issuer.strip(),
                valid_from=valid_from, valid_to=valid_to, area_m2=area_m2,
                households=households, created_at=act.at,
            )  # fmt: skip
    except IntegrityError as error:
        raise Refused(f"Giấy {number} đã ghi cho địa điểm này.", field="number") from error
    record(act, Verb.STANDARD_ADDED, site, scheme=scheme, number=made.number)
    return made


def _new_site(
    act: Act,
    state: SiteState,
    *,
    producer: Producer,
    kind: str,
    name: str,
    commune: Commune | None,
    address: str,
    goods: str,
    area_m2: int | None,
    gln: str,
) -> Site:
    if kind in Site.GIVING and not area_m2:
        raise Refused("Vùng trồng, vùng nuôi cần có diện tích.", field="area_m2")
    number = str(Gln.parse(gln)) if gln.strip() else None
    site = Site(
        code=f"DD-{take_number('sites'):05d}",
        producer=producer,
        commune=commune or producer.commune,
        kind=Site.Kind(kind),
        name=name.strip(),
        address=address.strip(),
        goods=goods.strip(),
        gln=number,
        area_m2=area_m2,
        state=state,
        verified_on=act.day if state == SiteState.VERIFIED else None,
        is_sample=producer.is_sample,
        created_at=act.at,
    )
    site.fold_names()
    try:
        with transaction.atomic():
            site.save()
    except IntegrityError as error:
        raise Refused(f"Mã GLN {number} là của địa điểm khác.", field="gln") from error
    return site


def _move(site: Site, state: SiteState, reason: str, act: Act) -> None:
    site.state, site.reason = state, reason
    if state == SiteState.VERIFIED:
        site.verified_on = act.day
    site.save(update_fields=["state", "reason", "verified_on"])


def _check_term(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise Refused("Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.", field="valid_to")


def _needed(reason: str, words: str) -> str:
    if not reason.strip():
        raise Refused(words, field="reason")
    return reason.strip()


def _refuse_own(producer: Producer, act: Act) -> None:
    if represents(act.by, producer, act.day):
        raise Refused("Ông/Bà là người của chủ thể này nên không tự xác nhận địa điểm của mình.")


def _tell_producer(site: Site, act: Act, subject: str, text: str) -> None:
    tell(
        act,
        to=people_of(site.producer, act.day),
        kind=Kind.TRACE,
        subject=subject,
        text=text,
        link=f"/chu-the/nhat-ky/dia-diem/{site.code}/",
        key=f"trace:{site.code}:{site.state}:{act.request}",
    )
