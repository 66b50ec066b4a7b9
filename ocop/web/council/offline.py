"""Scoring at a venue without network: what a device takes along, and what it sends later."""

import base64

from django.http import Http404, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_POST

from ocop.dossiers.queries import sheet_for
from ocop.grading.access import items_to_score, my_seats, my_writing
from ocop.grading.flow import SittingState
from ocop.grading.keys import key_for_devices
from ocop.grading.models import AgendaItem, Seat, Stance
from ocop.grading.operations import take_record
from ocop.grading.sealing import Writing
from ocop.grading.syncing import batch_from, sent_from
from ocop.kernel.errors import Refused
from ocop.rulesets.queries import sheet_of
from ocop.rulesets.standing import standing
from ocop.rulesets.table import marks_of
from ocop.web.council.scorecards import my_card
from ocop.web.council.sittings import mine
from ocop.web.gates import signed_in
from ocop.web.ui.scoresheet import lined

# What a device keeps at most, and for how long: told to it, and shown by it.
LARGEST_FILE, LARGEST_PACK, DAYS = 8_000_000, 80_000_000, 7


@signed_in
def pack(request, code):
    """List what a device takes along: my dossiers of an open sitting, and how much they weigh."""
    sitting, seat = mine(request, code)
    if sitting.state != SittingState.OPEN or seat.role not in Seat.SCORING:
        raise Http404
    items = items_to_score(request.user, request.act.day).filter(sitting=sitting)
    data = {
        "sitting": code,
        "title": sitting.title,
        "seat": seat.pk,
        "items": [
            {
                "position": item.position,
                "title": str(item.dossier.product),
                "producer": str(item.dossier.product.producer),
                "url": reverse("council:pack-item", args=[code, item.position]),
            }
            for item in items.select_related("dossier__product__producer").order_by("position")
        ],
        "largest_file": LARGEST_FILE,
        "largest_pack": LARGEST_PACK,
        "days": DAYS,
    }
    return JsonResponse(data)


@signed_in
def pack_item(request, code, position):
    """Give one dossier to take along: the sheet, what I wrote on it, and its papers' addresses."""
    item, card = my_card(request, code, position)
    if item.sitting.state != SittingState.OPEN:
        raise Http404
    evidence = evidence_of(item.dossier)
    return JsonResponse(
        {
            "html": render_to_string("council/offline/sheet.html", sheet_context(item, evidence)),
            "card": card_told(card.version, card.state, my_writing(card, request.user), card.digest)
            if card
            else None,
            "files": [file for files in evidence.values() for file in files],
        }
    )


@signed_in
def key(request, code):
    """Release the key under which my devices keep this sitting, and say how it stands."""
    sitting, seat = mine(request, code)
    if not sitting.seal:
        raise Http404
    released = key_for_devices(sitting, seat)
    return JsonResponse(
        {
            "key": base64.b64encode(released).decode(),
            "seat": seat.pk,
            "is_open": sitting.state == SittingState.OPEN,
            "days": DAYS,
            "csrf": get_token(request),
        }
    )


@signed_in
@require_POST
def sync(request):
    """Take a batch of records from my device, and answer each."""
    # The body of a form was read already by whoever looked for its token.
    body = request.body if request.content_type == "application/json" else b""
    seat_pk, records = batch_from(body)
    seat = get_object_or_404(my_seats(request.user, request.act.day), pk=seat_pk)
    answers = [answered(request.act, seat, record) for record in records]
    return JsonResponse({"answers": answers})


def answered(act, seat, record):
    """Carry out one record, and return what the device is told."""
    told = {"id": str(record.get("id", ""))[:36]}
    try:
        sent = sent_from(record)
        item = item_of(seat, record)
        answer = take_record(seat, act, item=item, sent=sent)
    except Refused as refusal:
        return told | {"status": "rejected", "outcome": "rejected", "reason": str(refusal)}
    told |= {
        "status": "duplicate" if answer.again else str(answer.outcome),
        "outcome": str(answer.outcome),
        "version": answer.version,
        "reason": answer.reason,
        "digest": answer.digest,
        "leaf": answer.leaf,
        "index": answer.index,
    }
    if answer.servers:
        lies = answer.servers
        told["card"] = card_told(lies.version, lies.state, lies.writing)
    return told


def item_of(seat, record) -> AgendaItem:
    """Return the dossier that a record is about; refused where the seat's council has none such."""
    code, position = record.get("sitting"), record.get("position")
    found = None
    if isinstance(code, str) and isinstance(position, int) and 0 < position < 32_768:
        found = (
            AgendaItem.objects.filter(
                sitting__council=seat.council_id, sitting__code=code, position=position
            )
            .select_related("sitting__council__by_law", "dossier__rubric")
            .first()
        )
    if found is None or not found.sitting.seal:
        raise Refused(
            "Không tìm thấy hồ sơ này trong phiên đã mở của hội đồng. Phiếu vẫn còn trên máy; hãy "
            "hỏi thư ký."
        )
    return found


def card_told(version, state, writing: Writing, digest=""):
    """Return a member's own card as their device keeps it."""
    return {
        "version": version,
        "state": state,
        "digest": digest,
        "choices": dict(writing.choices),
        "remarks": dict(writing.remarks),
        "opinion": writing.opinion,
        "stance": writing.stance,
    }


def evidence_of(dossier):
    """Return the files of a dossier by criterion, with what a device has to know of each."""
    files: dict[str, list] = {}
    for one in dossier.evidence.current().order_by("pk"):
        file = {
            "id": one.pk, "label": one.name, "mime": one.mime, "size": one.size,
            "url": reverse("council:evidence", args=[one.pk]),
        }  # fmt: skip
        files.setdefault(one.part, []).append(file)
    return files


def sheet_context(item, evidence):
    """Return what the sheet's page shows before anything is chosen."""
    dossier = item.dossier
    case, sheet = dossier.case or None, sheet_of(dossier.rubric)
    return {
        "sitting": item.sitting,
        "item": item,
        "dossier": dossier,
        "parts": lined(
            sheet_for(dossier), choices={}, notes={}, case=dossier.case, evidence=evidence
        ),
        "standing": standing(sheet, {}, case=case),
        "self_standing": standing(sheet, marks_of(sheet, dossier.choices, case=case), case=case),
        "scored": 0,
        "of": len(sheet.criteria),
        "stances": Stance.choices,
    }
