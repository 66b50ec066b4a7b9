"""An entry of the diary in the terms of events: names, quantities, and what is known of them."""

from datetime import date

from django.conf import settings

from ocop.trace import events
from ocop.trace.events import KILOGRAM, Event, Goods, Told
from ocop.trace.models import DiaryEntry, Harvest, Input, Lot, Site


def event_of(entry: DiaryEntry) -> Event:
    """Return the event that an entry is; with its declaration where it was declared wrong."""
    event = events.event_of(_told(entry))
    return events.declared_wrong(event, entry.wrong_at) if entry.wrong_at else event


def uri_of_lot(lot: Lot) -> str:
    """Return the name of a lot in events."""
    return events.lot_uri(settings.SITE_URL, lot.product.gtin, lot.product.code, lot.code)


def uri_of_harvest(harvest: Harvest) -> str:
    """Return the name of a harvest in events."""
    return events.harvest_uri(settings.SITE_URL, harvest.code)


def _told(entry: DiaryEntry) -> Told:
    site = settings.SITE_URL
    leaves = entry.kind in DiaryEntry.LEAVING
    return Told(
        kind=entry.kind,
        client_id=entry.client_id,
        at=entry.done_at,
        place=events.place_uri(site, entry.site.gln, entry.site.code),
        goods=(_goods(entry),),
        inputs=_inputs(entry),
        giver=_party(entry) if leaves else _partner(entry),
        taker=_partner(entry) if leaves else _party(entry) if entry.partner else "",
        parent=f"{site}/truy-xuat/kien/{entry.client_id}",
        facts=_facts(entry),
    )


def _goods(entry: DiaryEntry) -> Goods:
    if entry.harvest is not None:
        return Goods(uri_of_harvest(entry.harvest), entry.kg or entry.harvest.kg, KILOGRAM)
    assert entry.lot is not None, "An entry is about a harvest or a lot (diary_about_one)."
    return Goods(uri_of_lot(entry.lot), entry.units or entry.lot.units)


def _inputs(entry: DiaryEntry) -> tuple[Goods, ...]:
    if entry.kind != DiaryEntry.Kind.PROCESS:
        return ()
    rows = Input.objects.filter(into=entry.lot).select_related("harvest", "lot__product")
    return tuple(_input(row) for row in rows.order_by("pk"))


def _input(row: Input) -> Goods:
    if row.harvest is not None:
        return Goods(uri_of_harvest(row.harvest), row.kg, KILOGRAM)
    assert row.lot is not None, "An input is of one thing (input_of_one)."
    return Goods(uri_of_lot(row.lot), row.units or 0)


def _party(entry: DiaryEntry) -> str:
    return events.party_uri(settings.SITE_URL, entry.producer.code)


def _partner(entry: DiaryEntry) -> str:
    # A buyer outside the register has no name in events: it may be a person's.
    other = entry.partner_producer
    return events.party_uri(settings.SITE_URL, other.code) if other else ""


def _facts(entry: DiaryEntry) -> dict[str, object]:
    if entry.kind == DiaryEntry.Kind.HARVEST and entry.harvest is not None:
        day = entry.harvest.brought_on
        codes = [one.code for one in entry.site.codes.all() if one.holds_on(day)]
        return events.harvest_facts(
            goods=entry.harvest.goods, day=day, codes=codes, standards=_standards(entry.site, day)
        )
    if entry.kind == DiaryEntry.Kind.PROCESS and entry.lot is not None:
        lot = entry.lot
        return events.made_facts(
            lot=lot.code,
            expires_on=lot.expires_on,
            standards=[lot.product.standard] if lot.product.standard else [],
        )
    if entry.kind == DiaryEntry.Kind.PACK and entry.per_case:
        return {"ocop:unitsPerCase": entry.per_case}
    return {}


def _standards(site: Site, day: date) -> list[str]:
    return [one.get_scheme_display() for one in site.standards.all() if one.holds_on(day)]
