"""The checker of a venue: what was lost, done twice, changed or hidden."""

from ocop.audit.models import Entry
from ocop.grading.flow import COMMITTED
from ocop.grading.keys import written_on
from ocop.grading.models import AgendaItem, Scorecard, SyncedRecord
from ocop.grading.operations.scoring import document_of
from ocop.grading.sealing import digest_of
from ocop.grading.verbs import Verb
from tests.grading.venue import content_of


def faults(venue):
    """Name all that a venue lost, did twice, changed or hid; nothing when all is well."""
    rows = {str(row.client_id): row for row in SyncedRecord.objects.all()}
    found = [*unanswered(venue), *forgotten(venue, rows)]
    cards = Scorecard.objects.select_related("item__sitting", "item__dossier", "seat__user")
    for card in cards.filter(replaces=None, item__in=list(venue.items.values())):
        mine = {
            key: row for key, row in rows.items()
            if (row.item_id, row.seat_id) == (card.item_id, card.seat_id)
            and row.outcome == "saved"
        }  # fmt: skip
        found += [f"{key} took effect and no phone wrote it" for key in mine.keys() - venue.written]
        mine = {key: row for key, row in mine.items() if key in venue.written}
        found += [*not_once(venue, card, mine), *not_equal(venue, card, mine)]
        found += overwritten(venue, card, mine)
    return found


def unanswered(venue):
    """Name what a phone still waits for, and a card whose phone and server disagree."""
    for phone in venue.phones:
        for record in phone.outbox:
            if not phone.is_shown(record["position"]):
                yield f"{phone.name}: {record['id']} was never answered"
        for position, card in phone.cards.items():
            seen = Scorecard.objects.filter(
                item=venue.items[position], seat=phone.seat, replaces=None
            ).first()
            if card.handed_in and (seen is None or seen.digest != card.handed_in):
                yield f"{phone.name}: the receipt for {position} is not the card's"
            if card.conflict and None in card.conflict:
                yield f"{phone.name}: a conflict on {position} without both versions"


def forgotten(venue, rows):
    """Name what was acknowledged and is not there, or vanished without having been shown."""
    for key, answer in venue.acknowledged.items():
        row = rows.get(key)
        if row is None:
            yield f"{key} was acknowledged and is not kept"
        elif (str(row.outcome), row.version) != (answer["status"], answer["version"]):
            yield f"{key} was acknowledged as another thing than what was kept"
        elif row.outcome == "superseded" and not is_replaced(rows, key):
            yield f"{key} was dropped though nothing replaced it"
    waiting = {one["id"] for phone in venue.phones for one in phone.outbox}
    for key in set(venue.written) - set(venue.acknowledged) - waiting - venue.shown:
        yield f"{key} vanished"
    for key, row in rows.items():
        if row.outcome == "saved" and key not in set(venue.acknowledged) | waiting | venue.shown:
            yield f"{key} took effect and nobody knows"


def is_replaced(rows, key):
    return any(row.outcome == "saved" and key in row.after for row in rows.values())


def not_once(venue, card, rows):
    """Name a version made twice or by nobody, and a card committed other than once."""
    made = [row.version for row in rows.values() if row.kind != "abstain"]
    desk = [at for item, seat, at in venue.by_hand if (item, seat) == (card.item_id, card.seat_id)]
    if sorted(made + desk) != list(range(1, card.version + 1)):
        yield f"card {card.pk}: versions {sorted(made + desk)} of {card.version}"
    signed = [row for row in rows.values() if row.kind != "keep"]
    lines = Entry.objects.filter(
        target_type=AgendaItem._meta.label, target_id=str(card.item_id),
        verb__in=(Verb.CARD_SIGNED, Verb.CARD_ABSTAINED), facts__seat=card.seat_id,
    )  # fmt: skip
    wanted = 1 if card.state in COMMITTED else 0
    if (len(signed), lines.count()) != (wanted, wanted):
        yield f"card {card.pk}: handed in by {len(signed)} records, {lines.count()} lines"
    if wanted and digest_of(document_of(card, written_on(card))) != card.digest:
        yield f"card {card.pk}: its digest is of something else"


def not_equal(venue, card, rows):
    """Name a card that is not what was acknowledged last."""
    lying = content_of(written_on(card))
    last = max(rows.values(), key=lambda row: (row.version, row.kind == "abstain"), default=None)
    desk = venue.by_hand.get((card.item_id, card.seat_id, card.version))
    if last is not None and (last.version == card.version or last.kind == "abstain"):
        sent = venue.written[str(last.client_id)][1]
        expected = {name: sent[name] for name in ("choices", "remarks", "opinion")}
        if last.kind == "abstain":
            expected["choices"] = {}
    else:
        expected = desk or {"choices": {}, "remarks": {}, "opinion": ""}
    if lying != expected:
        yield f"card {card.pk}: {lying} lies here, {expected} was acknowledged"


def overwritten(venue, card, rows):
    """Name a record that took effect on a version which its phone had never seen."""
    at = {row.version: key for key, row in rows.items() if row.kind != "abstain"}
    for version, key in at.items():
        sent = venue.written[key][1]
        before = at.get(version - 1)
        if sent["base"] != version - 1 and before not in sent["after"]:
            yield f"card {card.pk}: {key} wrote over version {version - 1} unseen"
